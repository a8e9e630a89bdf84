"""What the fuzzer starts from: the golden vectors, good requests, and what found something once (corpus/)."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
from ringline_protocol.commands import COMMANDS, CommandInfo

from kit.anything import some_of
from kit.front import upgrade
from kit.vectors import VECTORS, read_vectors, vector_text

CORPUS: Final = Path(__file__).with_name("corpus")
TEXT_CHARS_MAX: Final = 20_000


@cache
def texts(side: str = "") -> tuple[str, ...]:
    """Frames as text; of one side only, if it is named."""
    rows = read_vectors("frames.jsonl")
    found = [vector_text(row) for row in rows if side in ("", row["from"])]
    if side != "server":
        found += [vector_text(row) for row in read_vectors("bad_frames.jsonl")]
    for path in sorted((VECTORS / "conversations").glob("*.jsonl")):
        found += path.read_text(encoding="utf-8").splitlines()
    found += [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.json"))]
    return tuple(text for text in found if len(text) <= TEXT_CHARS_MAX)


@cache
def heads() -> tuple[bytes, ...]:
    """Requests."""
    body = b'{"queue":"que_support","key":"k1"}'
    post = b"POST /v1/interactions HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\n"
    return (
        upgrade(),
        upgrade(origin="http://ring.example", protocol="ringline.v9, ringline.v1"),
        b"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /v1/interactions?limit=1&cursor=x HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer x\r\n\r\n",
        post + b"Content-Length: %d\r\n\r\n" % len(body) + body,
        post + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(range(100)),
        *(path.read_bytes() for path in sorted(CORPUS.glob("*.bytes"))),
    )


@attrs.frozen
class Form:
    """A method with params of the right shape."""

    method: str
    who: frozenset[str]
    params: dict[str, Any]
    optional: frozenset[str]
    needs_key: bool


@cache
def forms() -> tuple[Form, ...]:
    """Of all methods."""
    return tuple(_form(method, info) for method, info in COMMANDS.items())


def _form(method: str, info: CommandInfo) -> Form:
    params: Any = some_of(info.cls)
    cls: Any = info.cls
    optional = frozenset(field.name for field in attrs.fields(cls) if field.default is not attrs.NOTHING)
    return Form(method, frozenset(map(str, info.who)), attrs.asdict(params), optional, info.needs_key)
