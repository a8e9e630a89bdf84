"""A message to a tree of parts, within limits. Never raises.

The standard library takes multiparts apart; of a large message it sees the skeleton. Messages within messages stay
whole: an attached mail is an attachment.
"""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesFeedParser, BytesHeaderParser
from email.policy import Policy, compat32
from functools import cached_property

import attrs

from ringline_server.mail import headers, skeleton, transfer
from ringline_server.mail.skeleton import KEPT_BYTES_MAX, Skeleton, TooMuch
from ringline_server.mail.source import READ_BYTES_MAX, Contents, Held, Source, beginning

MULTIPARTS_MAX = 100
"""Multiparts in one message, beside or within each other. A message with more is not taken apart: each level costs as
much as the whole."""
PARTS_MAX = 1_000
"""Parts that are looked at."""
HEADERS_BYTES_MAX = 1_048_576
"""Of all headers of the message together. One with more is read without them."""
FED_BYTES = 65_536

_MULTIPART = re.compile(rb"^content-type[ \t]*:[ \t\r\n]*multipart/", re.IGNORECASE | re.MULTILINE)
_LOST = re.compile(rb"^--([\w'()+,./:=?-]{1,70})[ \t]*\r?\ncontent-", re.IGNORECASE | re.MULTILINE)
"""A delimiter that no header names."""
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")


class Part(Message):
    """A message that the parser does not look into when it holds other messages. Its content is where it was."""

    source: Source = Held(b"")
    skeleton: Skeleton = Skeleton(b"", None)

    def get_content_type(self) -> str:
        found = self.media_type()
        return "application/octet-stream" if found.startswith("message/") else found

    def media_type(self) -> str:
        """What it says that it is, in lower case; RFC 2045 5.2: text where it says nothing, or nothing sensible."""
        raw = headers.value(self, "content-type").partition(";")[0].strip().lower()
        if re.fullmatch(r"[\w!#$&^+.-]+/[\w!#$&^+.-]+", raw, re.ASCII):
            return raw[:100]
        return self.get_default_type()

    def disposition(self) -> str:
        return headers.value(self, "content-disposition").partition(";")[0].strip().lower()

    def file_name(self) -> str:
        return headers.parameter(self, "content-disposition", "filename") or headers.parameter(
            self, "content-type", "name"
        )

    def content(self) -> Contents:
        """The bytes of a leaf, without their transfer encoding."""
        spans = list(self.skeleton.spans(self._text))
        leaf = Leaf(self, spans)
        return Held(leaf.whole()) if all(isinstance(span, str) for span in spans) else leaf

    def beginning(self, bytes_max: int) -> bytes:
        """Of its content."""
        return beginning(self.content().pieces(), bytes_max)

    def parts(self) -> list["Part"]:
        """None of a leaf."""
        payload = self.get_payload() if self.is_multipart() else []
        return [one for one in payload if isinstance(one, Part)] if isinstance(payload, list) else []

    @property
    def _text(self) -> str:
        """As the parser left it; `get_payload` would take its bytes for letters of some charset."""
        payload: object = vars(self)["_payload"]
        return payload if isinstance(payload, str) else ""


@attrs.define(eq=False, slots=False)
class Leaf(Contents):
    """What a part holds that is not in memory."""

    part: Part
    spans: list[str | tuple[int, int]]

    @cached_property
    def size(self) -> int:
        """See Contents. All of it is decoded for it, once."""
        return sum(map(len, self.pieces()))

    def pieces(self) -> Iterator[bytes]:
        """See Contents."""
        return transfer.without(headers.value(self.part, "content-transfer-encoding"), self._encoded())

    def _encoded(self) -> Iterator[bytes]:
        for span in self.spans:
            if isinstance(span, str):
                yield span.encode("ascii", "surrogateescape")
            else:
                yield from self.part.source.between(*span)


def read(source: Source, kept_bytes_max: int = KEPT_BYTES_MAX) -> Part:
    """The tree. What cannot be taken apart is a tree of one part."""
    start = _start(source)
    try:
        bones = skeleton.of(source, start, kept_bytes_max)
    except TooMuch:
        return _only_head(source, start)
    root = _taken_apart(source, start, bones)
    lost = _LOST.search(bones.text) if root.media_type().startswith("multipart/") and not root.parts() else None
    if lost is None:
        return root
    head = b'Content-Type: multipart/mixed; boundary="' + lost[1] + b'"\r\n'
    return _taken_apart(source, start, attrs.evolve(bones, text=head + bones.text))


def headers_of(raw: bytes) -> Message:
    """Of a message that is not looked at further."""
    return BytesHeaderParser(policy=compat32).parsebytes(raw[:HEADERS_BYTES_MAX])


def _taken_apart(source: Source, start: int, bones: Skeleton) -> Part:
    if len(_MULTIPART.findall(bones.text)) > MULTIPARTS_MAX:
        return _only_head(source, start)
    try:
        return _parsed(source, bones)
    except (RecursionError, UnicodeError, LookupError, ValueError):
        return _only_head(source, start)


def _parsed(source: Source, bones: Skeleton) -> Part:
    def make(policy: Policy = compat32) -> Part:
        part = Part(policy)
        part.source, part.skeleton = source, bones
        return part

    parser = BytesFeedParser(_factory=make, policy=compat32)
    for at in range(0, len(bones.text), FED_BYTES):
        parser.feed(bones.text[at : at + FED_BYTES])
    root = parser.close()
    assert isinstance(root, Part)
    return root


def _start(source: Source) -> int:
    """Where reading begins: behind headers that are too large."""
    before = b""
    for number, piece in enumerate(source.pieces()):
        found = _HEAD_END.search(before + piece)
        if found is not None:
            at = number * READ_BYTES_MAX - len(before) + found.start()
            return at if at > HEADERS_BYTES_MAX else 0
        before = piece[-3:]
    return 0


def _only_head(source: Source, start: int) -> Part:
    """Its headers, and the rest as one file that is not looked into."""
    head = beginning(source.between(start, source.size), HEADERS_BYTES_MAX)
    found = _HEAD_END.search(head)
    head = head if found is None else head[: found.start()]
    kept = [line for line in re.split(rb"\r?\n(?![ \t])", head) if not line.lower().startswith(b"content-")]
    top = b"\n".join(kept) + b"\nContent-Type: application/octet-stream; name=message.eml\n\n"
    body = start + (len(head) if found is None else found.end())
    bones = skeleton.left_out(body, source.size)
    return _parsed(source, attrs.evolve(bones, text=top + bones.text))
