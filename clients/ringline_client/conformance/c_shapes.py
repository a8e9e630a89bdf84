"""C29: the shapes of Autobahn's cases 1 to 7, 9 and 10, asked of the protocol itself: its ping is what is echoed.

The suite itself needs a server that echoes; it is run against the reference server's front by
tests/conformance/test_autobahn.py.
"""

import json
import struct
from collections.abc import Iterator
from typing import Final

from ringline_client.conformance.account import SERVICE
from ringline_client.conformance.broken import check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.wire import (
    CLOSE,
    CONTINUED,
    LOST,
    PING,
    PONG,
    TEXT,
    Wire,
    fragments,
    framed,
)

LENGTHS: Final = (64, 125, 126, 127, 128, 65_535, 65_536)
PIECE_BYTES: Final = 997
RESERVED: Final = (1, 2, 3, 4, 5, 6, 7)
UNKNOWN: Final = (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
GOOD_CODES: Final = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
BAD_CODES: Final = (0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 65_535)
BAD_UTF8: Final = (
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xed\xa0\x80",
    b"\xff",
    b"\xc0\xaf",
    b"\xf8\x88\x80\x80\x80",
    b"\xed\xbf\xbf",
)
FAILED: Final = (1002, 1007, LOST)
"""What a connection ends with whose peer broke the framing: a close frame that says so, or none."""


@case("C29", patience_s=45)
async def keeps_to_the_rfc(at: Floor) -> None:
    """Sections 12 and 13 of the suite are compression, which this protocol does not have."""
    wire = await at.greeted()
    await _echoes_every_length(wire)
    await _answers_pings(wire)
    await _puts_fragments_together(wire)
    for name, violation in _violations():
        wire = await at.greeted(SERVICE)
        await wire.send(violation)
        one_of(f"{name}: the close code", await wire.closed(), *FAILED)
    for code in GOOD_CODES:
        wire = await at.greeted(SERVICE)
        await wire.say(struct.pack("!H", code) + b"x" * 123, CLOSE)
        await wire.say(b"late", PING)
        one_of(f"the answer to close {code}", await wire.closed(), code, 1000)
    wire = await at.greeted(SERVICE)
    await wire.say(b"", CLOSE)
    one_of("the answer to a close without a code", await wire.closed(), 1000, 1005, LOST)


async def _echoes_every_length(wire: Wire) -> None:
    """1, 9 and 10: as one frame, byte by byte on the wire, and in many frames."""
    for length in LENGTHS:
        text = _ping(f"l{length}", length)
        await wire.say(text)
        await wire.until("pong", id=f"l{length}")
        await wire.send(fragments([text[place : place + PIECE_BYTES] for place in range(0, length, PIECE_BYTES)]))
        await wire.until("pong", id=f"l{length}")
    for byte in framed(_ping("chopped", 126)):
        await wire.send(bytes([byte]))
    await wire.until("pong", id="chopped")


async def _answers_pings(wire: Wire) -> None:
    """2: with the same bytes, in order; a pong that nobody asked for is nothing."""
    payloads = [
        b"",
        b"Hello",
        b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff",
        b"\xfe" * 125,
        *(b"%d" % number for number in range(10)),
    ]
    await wire.say(b"unsolicited", PONG)
    for payload in payloads:
        await wire.say(payload, PING)
    for payload in payloads:
        equal("the pong", await wire.frame(), (PONG, payload))


async def _puts_fragments_together(wire: Wire) -> None:
    """5 and 6: with pings between them, empty ones, and a character that two of them share."""
    text = json.dumps({"type": "ping", "id": "κόσμε"}, ensure_ascii=False).encode()
    middle = text.index("ό".encode()) + 1
    await wire.say(text[:middle], TEXT, fin=False)
    await wire.say(b"between", PING)
    equal("the pong between", await wire.frame(), (PONG, b"between"))
    await wire.say(b"", CONTINUED, fin=False)
    await wire.say(text[middle:], CONTINUED)
    await wire.until("pong", id="κόσμε")
    for byte in fragments([text[place : place + 1] for place in range(len(text))]):
        await wire.send(bytes([byte]))
    await wire.until("pong", id="κόσμε")


def _violations() -> Iterator[tuple[str, bytes]]:
    """2.5, 3, 4, 5, 6 and 7: each ends the connection."""
    yield "a ping of 126 bytes", framed(b"x" * 126, PING)
    for bits in RESERVED:
        for opcode in (TEXT, PING, CLOSE):
            yield f"reserved bits {bits} with opcode {opcode}", _with_bits(framed(b"", opcode), bits)
    for opcode in UNKNOWN:
        yield f"opcode {opcode}", framed(b"x", opcode)
    yield "a ping in fragments", framed(b"x", PING, fin=False) + framed(b"y", CONTINUED)
    yield "a continuation of nothing", framed(b"x", CONTINUED)
    yield "a text within a text", framed(b"x", TEXT, fin=False) + framed(b"y", TEXT)
    yield "a frame without a mask", b"\x81\x02{}"
    for broken in BAD_UTF8:
        yield f"the bytes {broken!r}", framed(b'{"id":"' + broken + b'"}')
    yield "a bad byte in a second fragment", framed(b'{"id":"', TEXT, fin=False) + framed(b"\xff", CONTINUED)
    yield "a close of one byte", framed(b"x", CLOSE)
    for code in BAD_CODES:
        yield f"close code {code}", framed(struct.pack("!H", code), CLOSE)
    yield "a close with bad bytes", framed(struct.pack("!H", 1000) + b"\xff", CLOSE)
    yield "a close of 126 bytes", framed(struct.pack("!H", 1000) + b"x" * 124, CLOSE)


def _ping(name: str, length: int) -> bytes:
    text = json.dumps({"type": "ping", "id": name}).encode()
    check(len(text) <= length, f"{length} bytes are too few")
    return text.ljust(length)


def _with_bits(frame: bytes, bits: int) -> bytes:
    return bytes([frame[0] | bits << 4]) + frame[1:]
