"""Text to frames and back.

    server   decode_from_client   strict: what is not exactly the protocol is a fault with a code and a path
    client   decode_from_server   tolerant: what this version does not know is skipped and counted
    both     encode, batch; encode_event wraps data that was encoded once for many readers

A fault that belongs to a command is a `BadCommand` among the frames: answer it and go on. All others raise FrameError.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import attrs

from ringline_protocol.codes import CloseCode, ErrorCode, FrameError
from ringline_protocol.commands import COMMANDS
from ringline_protocol.events import EPHEMERALS, EVENTS
from ringline_protocol.frames import (
    HIDDEN,
    WIRE_NAMES,
    Ack,
    Bye,
    CaughtUp,
    ClientFrame,
    Command,
    Ephemeral,
    ErrorFrame,
    Event,
    Frame,
    Hello,
    Notice,
    Ping,
    Pong,
    Reply,
    ServerFrame,
    Snapshot,
    Unread,
    Welcome,
)
from ringline_protocol.json_text import dump, parse, parse_strict, utf8
from ringline_protocol.limits import (
    BATCH_COMMANDS_MAX,
    BATCH_FRAMES_MAX,
    HELLO_BYTES_MAX,
    ID_CHARS_MAX,
    MESSAGE_BYTES_MAX,
)
from ringline_protocol.shape import read_strict, read_tolerant

_FROM_CLIENT: Final[dict[str, type[Any]]] = {WIRE_NAMES[cls]: cls for cls in (Hello, Command, Ack, Ping, Pong, Bye)}
_FROM_SERVER: Final[dict[str, type[Any]]] = {
    WIRE_NAMES[cls]: cls
    for cls in (Welcome, Reply, Event, Ephemeral, Snapshot, CaughtUp, Ping, Pong, Notice, ErrorFrame)
}
_OPENINGS: Final[dict[type[Any], bytes]] = {cls: b'{"type":"%b"' % name.encode() for cls, name in WIRE_NAMES.items()}
_TOLD: Final[dict[type[Any], dict[str, type[Any]]]] = {Event: EVENTS, Ephemeral: EPHEMERALS}


@attrs.frozen
class BadCommand:
    """A command that is answered with this fault and not executed."""

    id: str
    fault: FrameError


# --- at the server: strict ---


def decode_hello(text: str | bytes) -> Hello:
    """The first message of a connection. Raises: FrameError that closes."""
    data = utf8(text)
    if len(data) > HELLO_BYTES_MAX:
        raise FrameError(ErrorCode.TOO_LARGE, "a hello is too large", close=CloseCode.TOO_BIG)
    try:
        frame = _client_frame(parse_strict(data), "")
    except FrameError as fault:
        fault.close = CloseCode.MALFORMED
        raise
    if not isinstance(frame, Hello):
        raise FrameError(ErrorCode.BAD_REQUEST, "hello expected", close=CloseCode.HELLO_EXPECTED)
    return frame


def decode_from_client(text: str | bytes) -> list[ClientFrame | BadCommand]:
    """The frames of one message after the hello. Raises: FrameError; then none of its frames may be executed."""
    data = utf8(text)
    if len(data) > MESSAGE_BYTES_MAX:
        raise FrameError(ErrorCode.TOO_LARGE, "the message is too large", close=CloseCode.TOO_BIG)
    plain = parse_strict(data)
    if type(plain) is not list:
        return [_client_frame(plain, "")]
    _check_batch(plain)
    return [_client_frame(item, f"[{index}]") for index, item in enumerate(plain)]


def read_command(method: str, params: object) -> Any:
    """The typed params of a method, from a socket or from HTTP. Raises: FrameError with the path."""
    info = COMMANDS.get(method)
    if info is None:
        raise FrameError(ErrorCode.UNKNOWN_METHOD, path="method")
    try:
        return read_strict(info.cls, params)
    except FrameError as fault:
        fault.path = f"params.{fault.path}".rstrip(".")
        raise


def _check_batch(plain: list[Any]) -> None:
    if not 1 <= len(plain) <= BATCH_FRAMES_MAX:
        raise FrameError(ErrorCode.BAD_REQUEST, f"a batch has 1 to {BATCH_FRAMES_MAX} frames")
    commands = sum(1 for item in plain if type(item) is dict and item.get("type") == "command")
    if commands > BATCH_COMMANDS_MAX:
        raise FrameError(ErrorCode.BAD_REQUEST, f"a batch has at most {BATCH_COMMANDS_MAX} commands")


def _client_frame(plain: Any, place: str) -> ClientFrame | BadCommand:
    name = _take_type(plain, place)
    cls = _FROM_CLIENT.get(name)
    if cls is None:
        raise FrameError(ErrorCode.BAD_REQUEST, "not a frame that a client sends", f"{place}.type".lstrip("."))
    try:
        return _command(plain) if cls is Command else read_strict(cls, plain)
    except FrameError as fault:
        sender = plain.get("id")
        if cls is Command and type(sender) is str and 0 < len(sender) <= ID_CHARS_MAX:
            return BadCommand(sender, fault)
        fault.path = f"{place}.{fault.path}".strip(".")
        raise


def _take_type(plain: Any, place: str) -> str:
    """Removes and returns the frame's `type`."""
    if type(plain) is not dict:
        raise FrameError(ErrorCode.BAD_REQUEST, "an object expected", place)
    name = plain.pop("type", None)
    if type(name) is not str:
        raise FrameError(ErrorCode.BAD_REQUEST, "a text expected", f"{place}.type".lstrip("."))
    return name


def _command(plain: dict[str, Any]) -> Command:
    method = plain.get("method")
    if type(method) is str:
        plain["params"] = read_command(method, plain.get("params", {}))
    command = read_strict(Command, plain)
    if command.key is None and COMMANDS[command.method].needs_key:
        raise FrameError(ErrorCode.KEY_REQUIRED, path="key")
    if command.expect is not None and not COMMANDS[command.method].has_rev:
        raise FrameError(ErrorCode.BAD_REQUEST, "nothing here has a revision", path="expect")
    return command


# --- at the client: tolerant ---


def decode_from_server(text: str | bytes, ignored: Counter[str] | None = None) -> list[ServerFrame]:
    """The frames of one message; `ignored` counts what was skipped. Raises: FrameError if it is not the protocol."""
    plain = parse(text)
    items = plain if type(plain) is list else [plain]
    tally = Counter[str]() if ignored is None else ignored
    return [frame for item in items for frame in _server_frame(item, tally)]


def _server_frame(plain: Any, ignored: Counter[str]) -> list[ServerFrame]:
    """One frame, or none when this version knows no such thing."""
    cls = _FROM_SERVER.get(_take_type(plain, ""))
    if cls is None:
        ignored["frame"] += 1
        return []
    if cls in _TOLD:
        plain["data"] = _told(_TOLD[cls], plain, ignored)
    try:
        frame, skipped = read_tolerant(cls, plain)
    except FrameError:
        if cls is not Notice:
            raise
        ignored["notice"] += 1
        return []
    if skipped:
        ignored["field"] += 1
    return [frame]


def _told(names: dict[str, type[Any]], plain: dict[str, Any], ignored: Counter[str]) -> Any:
    """The typed data of an event, None when hidden, or `Unread` when this version cannot read it."""
    event, data = plain.get("event"), plain.get("data")
    if event == HIDDEN:
        return None
    if type(event) is str and event in names:
        with suppress(FrameError):
            typed, skipped = read_tolerant(names[event], data)
            if skipped:
                ignored["field"] += 1
            return typed
    ignored["event"] += 1
    return Unread(data)


# --- either side: out ---


def encode(frame: Frame) -> bytes:
    """One frame as text."""
    members = dump(frame)
    return _OPENINGS[type(frame)] + (b"," + members[1:] if len(members) > len(b"{}") else b"}")


def encode_reply(command_id: str, result: Mapping[str, Any], pos: Mapping[str, int], *, replayed: bool) -> bytes:
    """The reply to a command that worked, without a frame made of it first."""
    return dump({"type": "reply", "id": command_id, "result": result, "pos": pos, "replayed": replayed})


def encode_ephemeral(stream: str, event: str, key: str, data: object) -> bytes:
    """A passing fact, without a frame made of it first."""
    return dump({"type": "ephemeral", "stream": stream, "event": event, "key": key, "data": data})


def encode_data(data: object) -> bytes:
    """An event's data, once for all its readers."""
    return dump(data)


def encode_event(stream: str, seq: int, at_ms: int, event: str, data: bytes) -> bytes:
    """An event frame around data that is already text."""
    return b'{"type":"event","stream":%b,"seq":%d,"at_ms":%d,"event":"%b","data":%b}' % (
        dump(stream),
        seq,
        at_ms,
        event.encode(),
        data,
    )


def encode_hidden(stream: str, seq: int, at_ms: int) -> bytes:
    """The place of an event that the reader may not see."""
    return b'{"type":"event","stream":%b,"seq":%d,"at_ms":%d,"event":"hidden"}' % (dump(stream), seq, at_ms)


def batch(frames: list[bytes]) -> bytes:
    """One message: the only frame, or an array. 1 to `BATCH_FRAMES_MAX` frames."""
    return frames[0] if len(frames) == 1 else b"[%b]" % b",".join(frames)
