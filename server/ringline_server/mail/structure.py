"""Bytes to a tree of parts, within limits. Never raises.

The standard library takes multiparts apart. Messages within messages stay whole: an attached mail is an attachment.
"""

import re
from email.message import Message
from email.parser import BytesFeedParser, BytesHeaderParser
from email.policy import compat32

from ringline_server.mail import headers

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


class Part(Message):
    """A message that the parser does not look into when it holds other messages."""

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

    def content(self) -> bytes:
        """The bytes of a leaf, without their transfer encoding."""
        payload = self.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    def parts(self) -> list["Part"]:
        """None of a leaf."""
        payload = self.get_payload() if self.is_multipart() else []
        return [one for one in payload if isinstance(one, Part)] if isinstance(payload, list) else []


def read(raw: bytes) -> Part:
    """The tree. What cannot be taken apart is a tree of one part."""
    whole = _within_limits(raw)
    root = _taken_apart(whole)
    lost = _LOST.search(whole) if root.media_type().startswith("multipart/") and not root.parts() else None
    if lost is None:
        return root
    return _taken_apart(b'Content-Type: multipart/mixed; boundary="' + lost[1] + b'"\r\n' + whole)


def _taken_apart(whole: bytes) -> Part:
    if len(_MULTIPART.findall(whole)) > MULTIPARTS_MAX:
        return _only_head(whole)
    parser = BytesFeedParser(_factory=Part, policy=compat32)
    try:
        for at in range(0, len(whole), FED_BYTES):
            parser.feed(whole[at : at + FED_BYTES])
        root = parser.close()
    except (RecursionError, UnicodeError, LookupError, ValueError):
        return _only_head(whole)
    assert isinstance(root, Part)
    return root


def headers_of(raw: bytes) -> Message:
    """Of a message that is not looked at further."""
    return BytesHeaderParser(policy=compat32).parsebytes(raw[:HEADERS_BYTES_MAX])


def _within_limits(raw: bytes) -> bytes:
    found = re.search(rb"\r?\n\r?\n|\r\r", raw)
    return raw if found is None or found.start() <= HEADERS_BYTES_MAX else raw[found.start() :]


def _only_head(raw: bytes) -> Part:
    """Its headers, and the rest as one text that is not looked into."""
    head, _, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    parser = BytesFeedParser(_factory=Part, policy=compat32)
    kept = [line for line in re.split(rb"\r?\n(?![ \t])", head) if not line.lower().startswith(b"content-")]
    parser.feed(b"\n".join(kept) + b"\nContent-Type: application/octet-stream; name=message.eml\n\n")
    root = parser.close()
    assert isinstance(root, Part)
    root.set_payload(body.decode("ascii", "surrogateescape"))
    return root
