"""The description of the HTTP interface: OpenAPI 3.1, made from the routes, the command classes and what is answered.

python -m ringline_server.edges.http.openapi          write openapi.json, which the server hands out

Needs msgspec, a development dependency; a test fails when file and code differ.
"""

import inspect
import re
import sys
from collections.abc import Iterable
from typing import Any, Final

import attrs
from ringline_protocol.commands import COMMANDS
from ringline_protocol.frames import ErrorBody
from ringline_protocol.json_text import dump_pretty
from ringline_protocol.limits import ID_CHARS_MAX
from ringline_protocol.mail import Upload
from ringline_protocol.schema.shapes import definitions
from ringline_protocol.values import Contact, NewSegment, OverflowTrigger
from ringline_protocol.view import ConsumerView, InteractionView, QueueView

from ringline_server.config_public import Ask, Form
from ringline_server.edges.contact_files.importing import Report
from ringline_server.edges.http import app, canned, conversations, strangers, tryout
from ringline_server.edges.http.contact_files import ImportOf
from ringline_server.edges.http.house import PageOf, Revoke
from ringline_server.edges.http.interactions import SEGMENTS_MAX, Command
from ringline_server.edges.http.mails import MailLook
from ringline_server.edges.http.uploads import NamedFile
from ringline_server.edges.reading import TranscriptLine
from ringline_server.store.records import InteractionRow
from ringline_server.store.sqlite_forget import Forgetting

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
ANY: Final[Schema] = {"type": "object"}
FILE: Final[Schema] = {"*/*": {}}
"""A body of any type, as it is."""
POS: Final[Schema] = {
    "type": "object",
    "description": "Streams that the command changed, each with the seq of its last effect.",
    "additionalProperties": WHOLE,
}
CHANGING: Final = frozenset({"POST", "PATCH", "DELETE"})
"""What needs a key."""
WITHOUT_KEY: Final = ("/tokens", "/tickets", "/partials", "/preview", "/import", "/uploads")
"""Paths that end so need none all the same."""
PUBLIC: Final = frozenset(
    {"/healthz", "/readyz", "/openapi.json", "/v1/conversations"}
    | {"/v1/tryout", "/v1/tryout/handovers", "/v1/tryout/calls", "/v1/tryout/mails"}
)
"""Paths without a bearer token."""


@attrs.frozen
class Described:
    """What the route itself cannot say. `body`: a command class or schema; the path's own fields are left out of it."""

    answer: Schema
    body: type | Schema | None = None
    query: type | None = None
    status: int = 200
    media: str = "application/json"


def _object(**properties: Schema) -> Schema:
    needed = [name for name, schema in properties.items() if "default" not in schema]
    return {"type": "object", "properties": properties, "required": needed}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _answer(cls: type) -> Schema:
    return {"$ref": f"#/components/schemas/{cls.__name__}"}


def _given(cls: type) -> Schema:
    return {"$ref": f"#/components/schemas/{cls.__name__}Given"}


_TOLD: Final = (
    InteractionView,
    ConsumerView,
    QueueView,
    InteractionRow,
    TranscriptLine,
    Contact,
    Upload,
    Forgetting,
    Report,
)
_CURSOR: Final[Schema] = {"type": ["string", "null"], "description": "Where the next page begins; null: there is none."}
_TOKEN: Final = {"consumer_token": TEXT, "consumer_expires_at_ms": WHOLE}
_BY_METHOD: Final = {method: info.cls for method, info in COMMANDS.items()}
_SEGMENT: Final = _given(NewSegment)
_SEGMENTS: Final = {**_list(_SEGMENT), "minItems": 1, "maxItems": SEGMENTS_MAX}
_STATUS: Final = _object(status=TEXT)
_CANNED: Final = _object(id=TEXT, title=TEXT, shortcut=TEXT, language=TEXT, text=TEXT)
_KEPT: Final = _object(**_CANNED["properties"], queues={"type": "array", "items": TEXT}, configured={"type": "boolean"})
_PUBLIC_QUEUE: Final[Schema] = {
    "type": "object",
    "properties": {
        "queue": TEXT,
        "name": TEXT,
        "form": _object(**{field.name: {"enum": list(Ask)} for field in attrs.fields(Form)}),
        "turned_away": {"enum": list(OverflowTrigger), "description": "Who came now would be; absent: they wait."},
        "message": {**TEXT, "description": "What they would be told."},
        "opens_at_ms": {"type": ["integer", "null"]},
    },
    "required": ["queue", "name", "form"],
}
_BEGUN: Final = _object(interaction=TEXT, **_TOKEN)
_TEXTS: Final[Schema] = {**ANY, "additionalProperties": TEXT, "description": "By language."}
_QUESTION: Final = _object(variable=TEXT, text=_TEXTS, choices=_list(_object(value=TEXT, text=_TEXTS)))
_MERGE: Final = _object(merge=TEXT, other=TEXT, name=TEXT, at_ms=WHOLE, by=TEXT, undo_until_ms=WHOLE)
_SAVED: Final = _object(contact=TEXT, rev=WHOLE, duplicates=_list(TEXT))
_IS: Final[Schema] = {"type": "boolean"}
_TRYOUT: Final = _object(bot=TEXT, queue_name=TEXT, questions=_list(_QUESTION), call=_IS, mail=_IS)
_MADE: Final = _object(interaction=TEXT, pos=POS, **_TOKEN)
_LISTED: Final = _object(interactions=_list(_answer(InteractionRow)), cursor=_CURSOR)
_SAID: Final = _object(segments=_list(_answer(TranscriptLine)), more={"type": "boolean"})
_FOUND: Final = _object(contacts=_list(_answer(Contact)), cursor=_CURSOR)
_MERGED: Final = _object(contact=TEXT, rev=WHOLE, merge=TEXT, undo_until_ms=WHOLE)
_CONSENTED: Final = _object(contact=TEXT, rev=WHOLE)
_UNMERGED: Final = _object(contact=TEXT, rev=WHOLE, other=TEXT)
_FORGOTTEN: Final = _object(forgetting=TEXT, contact=TEXT, interactions=WHOLE)

DESCRIBED: Final[dict[tuple[str, str], Described]] = {
    ("POST", "/v1/interactions"): Described(_MADE, _BY_METHOD["interaction.create"], status=201),
    ("GET", "/v1/interactions"): Described(_LISTED, query=_BY_METHOD["interaction.list"]),
    ("GET", "/v1/interactions/{interaction}"): Described(
        _object(interaction={"anyOf": [_answer(InteractionView), _answer(ConsumerView)]})
    ),
    ("GET", "/v1/interactions/{interaction}/transcript"): Described(_SAID, query=_BY_METHOD["transcript.read"]),
    ("POST", "/v1/interactions/{interaction}/segments"): Described(
        _object(segments=_list(ANY)), {"oneOf": [_SEGMENT, {**_object(segments=_SEGMENTS)}]}
    ),
    ("POST", "/v1/interactions/{interaction}/partials"): Described(ANY, _SEGMENT),
    ("POST", "/v1/interactions/{interaction}/tokens"): Described(_object(interaction=TEXT, **_TOKEN), status=201),
    ("POST", "/v1/interactions/{interaction}/uploads"): Described(_answer(Upload), FILE, query=NamedFile, status=201),
    ("GET", "/v1/conversations"): Described(_object(queues=_list(_PUBLIC_QUEUE))),
    ("POST", "/v1/conversations"): Described(_BEGUN, conversations.StartConversation, status=201),
    ("GET", "/v1/tryout"): Described(_TRYOUT),
    ("POST", "/v1/tryout/handovers"): Described(_BEGUN, tryout.HandOver, status=201),
    ("POST", "/v1/tryout/calls"): Described(_BEGUN, status=201),
    ("POST", "/v1/tryout/mails"): Described(_BEGUN, tryout.LeaveMail, status=201),
    ("POST", "/v1/contacts"): Described(_SAVED, _BY_METHOD["contact.create"], status=201),
    ("GET", "/v1/contacts"): Described(_FOUND, query=_BY_METHOD["contact.search"]),
    ("GET", "/v1/contacts/{contact}"): Described(_object(contact=_answer(Contact), merges=_list(_MERGE))),
    ("PATCH", "/v1/contacts/{contact}"): Described(_SAVED, _BY_METHOD["contact.update"]),
    ("DELETE", "/v1/contacts/{contact}"): Described(_object(contact=TEXT)),
    ("POST", "/v1/contacts/{contact}/merge/preview"): Described(
        _object(contact=_answer(Contact), conflicts=_list(_object(field=TEXT, kept=TEXT, other=TEXT))),
        _BY_METHOD["contact.preview_merge"],
    ),
    ("POST", "/v1/contacts/{contact}/merge"): Described(_MERGED, _BY_METHOD["contact.merge"]),
    ("POST", "/v1/contacts/{contact}/consents"): Described(_CONSENTED, _BY_METHOD["contact.set_consent"]),
    ("POST", "/v1/contacts/unmerge"): Described(_UNMERGED, _BY_METHOD["contact.unmerge"]),
    ("POST", "/v1/contacts/import"): Described(_answer(Report), query=ImportOf),
    ("GET", "/v1/contacts/export"): Described(TEXT),
    ("POST", "/v1/forgettings"): Described(_FORGOTTEN, _BY_METHOD["consumer.forget"], status=202),
    ("GET", "/v1/forgettings/{forgetting}"): Described(_answer(Forgetting)),
    ("GET", "/v1/queues"): Described(_object(queues=_list(ANY), cursor=_CURSOR), query=PageOf),
    ("GET", "/v1/queues/{queue}"): Described(_answer(QueueView)),
    ("GET", "/v1/queues/{queue}/canned"): Described(_object(answers=_list(_CANNED))),
    ("GET", "/v1/canned"): Described(_object(answers=_list(_KEPT), cursor=_CURSOR), query=canned.CannedPage),
    ("GET", "/v1/canned/{canned}"): Described(_KEPT),
    ("PUT", "/v1/canned/{canned}"): Described(_KEPT, canned.KeepCanned),
    ("DELETE", "/v1/canned/{canned}"): Described(_object(id=TEXT)),
    ("GET", "/v1/agents"): Described(_object(agents=_list(ANY), cursor=_CURSOR), query=PageOf),
    ("GET", "/v1/agents/{agent}"): Described(ANY),
    ("POST", "/v1/tickets"): Described(_object(ticket=TEXT, expires_at_ms=WHOLE), status=201),
    ("POST", "/v1/revocations"): Described(_object(principal=TEXT, revoked_at_ms=WHOLE), Revoke, status=201),
    ("GET", "/v1/mails/{mail}/parts/{part}"): Described(TEXT, query=MailLook, media="application/octet-stream"),
    ("GET", "/v1/mails/{mail}/page"): Described(TEXT, query=MailLook, media="text/html"),
    ("GET", "/v1/mails/{mail}/raw"): Described(TEXT, query=MailLook, media="message/rfc822"),
    ("GET", "/healthz"): Described(_object(status=TEXT, version=TEXT)),
    ("GET", "/readyz"): Described(_STATUS),
    ("GET", "/openapi.json"): Described(ANY),
}
"""All routes but those of one command each, which describe themselves."""


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
        "default": {"description": "It is not.", "content": _json(_object(error=_answer(ErrorBody)))},
    }
    return operation | {"security": [] if path in PUBLIC else [{"bearer": []}]}


def _needs_key(method: str, path: str) -> bool:
    if path.startswith("/v1/canned"):  # PUT and DELETE of them say what shall be: once or twice is the same
        return False
    return method in CHANGING and not path.endswith(
        ("/tokens", "/tickets", "/partials", "/preview", "/import", "/uploads")
    )


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
    told = definitions([*_TOLD, ErrorBody], closed=False)
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
