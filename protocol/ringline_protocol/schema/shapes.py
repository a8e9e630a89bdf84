"""JSON Schema 2020-12 for everything on the wire, made from the classes. Needs msgspec, a development dependency.

    client.json   what clients send: closed objects, every bound
    server.json   what servers send: open objects, so that additions stay valid

Each frame type, method and event has its own entry in `$defs`: `hello`, `command.offer.accept`, `event.offer.ended`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, get_args

import attrs

from ringline_protocol.bounds import integer_bound, text_bound
from ringline_protocol.commands import COMMANDS
from ringline_protocol.events import EPHEMERALS, EVENTS
from ringline_protocol.frames import HIDDEN, WIRE_NAMES, ClientFrame, Command, Ephemeral, Event, ServerFrame
from ringline_protocol.limits import ARRAY_ITEMS_MAX, BATCH_FRAMES_MAX, INTEGER_MAX, OBJECT_KEYS_MAX
from ringline_protocol.view import AgentView, ConsumerView, InteractionView, QueueView

Schema = dict[str, Any]

_BY_NAME: Final = (Command, Event, Ephemeral)
"""Frames whose shape depends on a name inside: they get one entry for each name."""

_STATES: Final[dict[str, tuple[type[Any], ...]]] = {
    "interaction": (InteractionView, ConsumerView),
    "agent": (AgentView,),
    "queue": (QueueView,),
}
"""Kind of stream to what its snapshots hold; of an interaction, the consumer gets a view of its own."""


def client_schema() -> Schema:
    """What a client may send."""
    frames = [cls for cls in get_args(ClientFrame) if cls not in _BY_NAME]
    defs = definitions([*frames, Command, *(info.cls for info in COMMANDS.values())], closed=True)
    entries = {WIRE_NAMES[cls]: _frame(defs, cls) for cls in frames}
    entries |= {f"command.{method}": _command(defs, method) for method in COMMANDS}
    return _document("client", "What a client sends.", defs, entries)


def server_schema() -> Schema:
    """What a server of this version sends."""
    frames = [cls for cls in get_args(ServerFrame) if cls not in _BY_NAME]
    views = [view for kinds in _STATES.values() for view in kinds]
    defs = definitions([*frames, Event, Ephemeral, *EVENTS.values(), *EPHEMERALS.values(), *views], closed=False)
    entries = {WIRE_NAMES[cls]: _frame(defs, cls) for cls in frames}
    entries["reply"]["oneOf"] = [{"required": ["result"]}, {"required": ["error"]}]
    entries["snapshot"]["allOf"] = [_state(kind, kinds) for kind, kinds in _STATES.items()]
    entries |= {f"event.{name}": _told(defs, Event, name, cls) for name, cls in EVENTS.items()}
    entries |= {f"ephemeral.{name}": _told(defs, Ephemeral, name, cls) for name, cls in EPHEMERALS.items()}
    entries[f"event.{HIDDEN}"] = _told(defs, Event, HIDDEN, None)
    return _document("server", "What a server sends.", defs, entries)


def _document(name: str, description: str, defs: dict[str, Schema], entries: dict[str, Schema]) -> Schema:
    frame = {"oneOf": [{"$ref": f"#/$defs/{entry}"} for entry in sorted(entries)]}
    batch = {"type": "array", "items": {"$ref": "#/$defs/frame"}, "minItems": 1, "maxItems": BATCH_FRAMES_MAX}
    kept = {key: value for key, value in defs.items() if key not in {cls.__name__ for cls in WIRE_NAMES}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ringline:v1:{name}",
        "description": f"{description} One frame, or a batch of them.",
        "oneOf": [{"$ref": "#/$defs/frame"}, batch],
        "$defs": kept | entries | {"frame": frame},
    }


# --- entries: one for each frame type, method and event ---


def _frame(defs: dict[str, Schema], cls: type[Any]) -> Schema:
    """The object of a frame class, with its `type`."""
    shape = defs[cls.__name__]
    return shape | {
        "properties": {"type": {"const": WIRE_NAMES[cls]}} | shape["properties"],
        "required": ["type", *shape["required"]],
    }


def _command(defs: dict[str, Schema], method: str) -> Schema:
    info = COMMANDS[method]
    params = defs[info.cls.__name__]
    shape = _with(_frame(defs, Command), method={"const": method}, params={"$ref": f"#/$defs/{info.cls.__name__}"})
    required = [name for name in shape["required"] if name != "params" or params["required"]]
    if not info.has_rev:
        shape["properties"] = {name: of for name, of in shape["properties"].items() if name != "expect"}
    return shape | {
        "title": method,
        "description": params["description"],
        "required": [*required, *(["key"] if info.needs_key else [])],
    }


def _told(defs: dict[str, Schema], frame: type[Any], name: str, cls: type[Any] | None) -> Schema:
    shape = _frame(defs, frame)
    if cls is None:
        about = {"title": name, "description": "The place of an event that this reader may not see."}
        return _with(shape, event={"const": name}, data={"type": "null"}) | about
    shape = _with(shape, event={"const": name}, data={"$ref": f"#/$defs/{cls.__name__}"})
    return shape | {
        "title": name,
        "description": defs[cls.__name__]["description"],
        "required": [*shape["required"], "data"],
    }


def _state(kind: str, views: tuple[type[Any], ...]) -> Schema:
    """What a snapshot in one part holds, by its stream. Larger ones have to be joined first."""
    whole = {"parts": {"const": 1}, "stream": {"pattern": f"^{kind}/"}}
    state = {"anyOf": [{"$ref": f"#/$defs/{view.__name__}"} for view in views]}
    return {"if": {"properties": whole}, "then": {"properties": {"state": state}}}


def _with(shape: Schema, **properties: Schema) -> Schema:
    return shape | {"properties": shape["properties"] | properties}


# --- definitions: one for each class ---


def definitions(roots: Iterable[type[Any]], *, closed: bool) -> dict[str, Schema]:
    """Class name to schema, of these classes and all that they hold. `closed`: as a client sends them."""
    import msgspec

    classes = set(_reachable(roots))
    _, defs = msgspec.json.schema_components(classes, ref_template="#/$defs/{name}")
    for cls in classes:
        shape = defs[cls.__name__]
        for field, schema in shape["properties"].items():
            _bound(schema, cls, field, closed)
        if closed:
            shape["additionalProperties"] = False
    return defs


def _reachable(types: Iterable[Any]) -> Iterator[type[Any]]:
    """All attrs classes in these types, and in the types of their fields."""
    for kind in types:
        if attrs.has(kind):
            yield kind
            yield from _reachable(field.type for field in attrs.fields(kind))
        else:
            yield from _reachable(get_args(kind))


def _bound(schema: Schema, cls: type[Any], field: str, closed: bool) -> None:
    """Add the limits of a field to its schema, inside of lists and alternatives too."""
    kind = schema.get("type")
    if kind == "integer":
        bound = integer_bound(field)
        schema |= {"minimum": bound.min, "maximum": bound.max} if closed else {"maximum": INTEGER_MAX}
    elif kind == "number" and closed:
        schema |= {"minimum": -INTEGER_MAX, "maximum": INTEGER_MAX}
    elif kind == "string" and closed:
        text = text_bound(cls, field)
        schema |= {"minLength": text.min, "maxLength": text.max}
    elif kind == "array" and closed and "prefixItems" not in schema:
        schema["maxItems"] = ARRAY_ITEMS_MAX
    elif kind == "object" and closed:
        schema["maxProperties"] = OBJECT_KEYS_MAX
    for inner in _inside(schema):
        _bound(inner, cls, field, closed)


def _inside(schema: Schema) -> Iterator[Schema]:
    yield from schema.get("anyOf", ())
    yield from schema.get("prefixItems", ())
    yield from (schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict))
