"""The description of the HTTP interface: OpenAPI 3.1, made from the routes, the command classes and what is answered.

python -m ringline_server.edges.http.openapi          write openapi.json, which the server hands out

Needs msgspec, a development dependency; a test fails when file and code differ.
"""

import inspect
import re
import sys
from collections.abc import Iterable
from typing import Any, Final

from ringline_protocol.commands import COMMANDS
from ringline_protocol.frames import ErrorBody
from ringline_protocol.json_text import dump_pretty
from ringline_protocol.limits import ID_CHARS_MAX
from ringline_protocol.schema.shapes import definitions
from ringline_protocol.values import NewSegment

from ringline_server.edges.http import app, strangers
from ringline_server.edges.http.described import (
    ANY,
    DESCRIBED,
    FILE,
    POS,
    TEXT,
    TOLD,
    Described,
    Schema,
    object_of,
    told_as,
)
from ringline_server.edges.http.interactions import Command

CHANGING: Final = frozenset({"POST", "PATCH", "DELETE"})
"""What needs a key."""
WITHOUT_KEY: Final = ("/tokens", "/tickets", "/partials", "/preview", "/import", "/uploads")
"""Paths that end so need none all the same."""
PUBLIC: Final = frozenset(
    {"/healthz", "/readyz", "/openapi.json", "/v1/conversations"}
    | {"/v1/tryout", "/v1/tryout/handovers", "/v1/tryout/calls", "/v1/tryout/mails"}
)
"""Paths without a bearer token."""


def document() -> Schema:
    """The whole description."""
    paths: dict[str, Schema] = {}
    for method, path, handler in app.routes():
        paths.setdefault(path, {})[method.lower()] = _operation(method, path, handler)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ringline over HTTP",
            "version": "1",
            "description": inspect.cleandoc(app.__doc__ or "").partition("\n")[0],
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": _components(), "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(method: str, path: str, handler: Any) -> Schema:
    if isinstance(handler, Command):
        cls = COMMANDS[handler.method].cls
        described, about = Described({**ANY, "properties": {"pos": POS}, "required": ["pos"]}, cls), cls.__doc__
    else:
        described, about = DESCRIBED[method, path], handler.__doc__ or type(handler).__doc__
    names = re.findall(r"{(\w+)}", path)
    parameters = [_parameter("path", name, TEXT | {"maxLength": ID_CHARS_MAX}) for name in names]
    parameters += _query(described.query, names)
    if _needs_key(method, path):
        at_least = strangers.KEY_CHARS_MIN if path in PUBLIC else 1
        key = TEXT | {"minLength": at_least, "maxLength": ID_CHARS_MAX}
        parameters.append(_parameter("header", "Idempotency-Key", key))
    operation: Schema = {"summary": inspect.cleandoc(about or ""), "parameters": parameters}
    if described.body is not None:
        content = FILE if described.body is FILE else _json(_body(described.body, names))
        operation["requestBody"] = {"required": True, "content": content}
    operation["responses"] = {
        str(described.status): {"description": "Done.", "content": {described.media: {"schema": described.answer}}},
        "default": {"description": "It is not.", "content": _json(object_of(error=told_as(ErrorBody)))},
    }
    return operation | {"security": [] if path in PUBLIC else [{"bearer": []}]}


def _needs_key(method: str, path: str) -> bool:
    if path.startswith("/v1/canned"):  # PUT and DELETE of them say what shall be: once or twice is the same
        return False
    return method in CHANGING and not path.endswith(WITHOUT_KEY)


def _parameter(where: str, name: str, schema: Schema) -> Schema:
    return {"in": where, "name": name, "required": True, "schema": schema}


def _query(cls: type | None, path_names: Iterable[str]) -> list[Schema]:
    if cls is None:
        return []
    fields = definitions([cls], closed=True)[cls.__name__]["properties"]
    return [
        {"in": "query", "name": name, "schema": _pointed(schema, "Given")}
        for name, schema in fields.items()
        if name not in path_names
    ]


def _body(body: type | Schema, path_names: Iterable[str]) -> Schema:
    """Without what the path says already."""
    if isinstance(body, dict):
        return body
    shape = definitions([body], closed=True)[body.__name__]
    properties = {name: schema for name, schema in shape["properties"].items() if name not in path_names}
    required = [name for name in shape["required"] if name not in path_names]
    return dict(_pointed(shape | {"properties": properties, "required": required}, "Given"))


def _components() -> dict[str, Schema]:
    told = definitions([*TOLD, ErrorBody], closed=False)
    bodies = [described.body for described in DESCRIBED.values() if isinstance(described.body, type)]
    asked = [described.query for described in DESCRIBED.values() if described.query is not None]
    commands = [COMMANDS[handler.method].cls for _, _, handler in app.routes() if isinstance(handler, Command)]
    tops = {cls.__name__ for cls in (*bodies, *asked, *commands)}
    given = definitions([*bodies, *asked, *commands, NewSegment], closed=True)
    return {name: _pointed(schema, "") for name, schema in told.items()} | {
        f"{name}Given": _pointed(schema, "Given") for name, schema in given.items() if name not in tops
    }


def _pointed(schema: Any, suffix: str) -> Any:
    """The same with references into `components`."""
    if isinstance(schema, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/") + suffix
            if name == "$ref"
            else _pointed(value, suffix)
            for name, value in schema.items()
        }
    return [_pointed(item, suffix) for item in schema] if isinstance(schema, list) else schema


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def text() -> bytes:
    """What openapi.json has to say."""
    return dump_pretty(document())


if __name__ == "__main__":
    app.OPENAPI.write_bytes(text())
    sys.stderr.write(f"{app.OPENAPI}\n")
