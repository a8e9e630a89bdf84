"""How long a text and how large an integer may be, by the name of its field. The codec and the schema both ask here.

A field's name says what it is (house style), so its name is enough; the few exceptions name their class.
"""

from typing import Any, Final

import attrs

from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import ReadNotes, SaveDraft, SaveNote, SendMail, SendTones, SignalCall
from ringline_protocol.events import CallSignal, CallTones
from ringline_protocol.handshake import ClientInfo
from ringline_protocol.limits import (
    ID_CHARS_MAX,
    INTEGER_MAX,
    MAIL_SUBJECT_CHARS_MAX,
    NAME_CHARS_MAX,
    NOTE_BYTES_MAX,
    PAGE_ITEMS_MAX,
    SIGNAL_BYTES_MAX,
    STREAM_CHARS_MAX,
    TEXT_CHARS_MAX,
    TOKEN_CHARS_MAX,
    TONES_MAX,
)
from ringline_protocol.mail import MailDraft
from ringline_protocol.values import Variable


@attrs.frozen
class TextBound:
    """Inclusive. `code` is what a longer text is answered with."""

    max: int = TEXT_CHARS_MAX
    min: int = 0
    in_bytes: bool = False
    code: ErrorCode = ErrorCode.TOO_LARGE


@attrs.frozen
class IntegerBound:
    """Inclusive."""

    min: int = 0
    max: int = INTEGER_MAX


ID: Final = TextBound(ID_CHARS_MAX, 1, code=ErrorCode.BAD_REQUEST)
NAME: Final = TextBound(NAME_CHARS_MAX, 1, code=ErrorCode.BAD_REQUEST)
WORD: Final = TextBound(NAME_CHARS_MAX, code=ErrorCode.BAD_REQUEST)
"""A short word that may be empty: a language, a reason's token."""
STREAM: Final = TextBound(STREAM_CHARS_MAX, 1, code=ErrorCode.BAD_REQUEST)
TOKEN: Final = TextBound(TOKEN_CHARS_MAX, 1, code=ErrorCode.BAD_REQUEST)
TEXT: Final = TextBound()
SUBJECT: Final = TextBound(MAIL_SUBJECT_CHARS_MAX)
NOTE: Final = TextBound(NOTE_BYTES_MAX, in_bytes=True)
SIGNAL: Final = TextBound(SIGNAL_BYTES_MAX, in_bytes=True)
TONES: Final = TextBound(TONES_MAX, 1, code=ErrorCode.BAD_REQUEST)
SIGNED: Final = IntegerBound(-INTEGER_MAX)
COUNT: Final = IntegerBound()

_TEXTS: Final[dict[str, TextBound]] = {
    **dict.fromkeys(("id", "key", "interaction", "offer", "leg", "queue", "agent", "session", "search"), ID),
    **dict.fromkeys(
        ("segment", "message", "contact", "consumer", "device", "principal", "skill", "queues", "dispositions", "pos"),
        ID,
    ),
    **dict.fromkeys(("mail", "replies_to", "forwards", "upload", "uploads"), ID),
    **dict.fromkeys(("method", "version", "scheme", "mode", "purpose"), NAME),
    **dict.fromkeys(("other", "merge", "forgetting"), ID),
    **dict.fromkeys(("language", "state", "pending_offers"), WORD),
    **dict.fromkeys(("token", "cursor"), TOKEN),
    "stream": STREAM,
}
_INTEGERS: Final[dict[str, IntegerBound]] = {
    "bonus": SIGNED,
    "value": SIGNED,
    "limit": IntegerBound(1, PAGE_ITEMS_MAX),
    "min": IntegerBound(1, 10),
}
_TEXT_EXCEPTIONS: Final[dict[tuple[type[Any], str], TextBound]] = {
    (ClientInfo, "name"): NAME,
    (Variable, "name"): NAME,
    (SaveNote, "text"): NOTE,
    (SaveNote, "note"): ID,
    (ReadNotes, "before"): ID,
    (SaveDraft, "text"): NOTE,
    (SendMail, "subject"): SUBJECT,
    (SendMail, "html"): NOTE,
    (MailDraft, "subject"): SUBJECT,
    (MailDraft, "html"): NOTE,
    (SignalCall, "to"): ID,
    (SignalCall, "source"): ID,
    (SignalCall, "target"): WORD,
    (SignalCall, "data"): SIGNAL,
    (CallSignal, "data"): SIGNAL,
    (SendTones, "digits"): TONES,
    (CallTones, "digits"): TONES,
}


def text_bound(cls: type[Any], field: str) -> TextBound:
    """The bound of a text field; also of each item where the field is a list of texts."""
    return _TEXT_EXCEPTIONS.get((cls, field)) or _TEXTS.get(field, TEXT)


def integer_bound(field: str) -> IntegerBound:
    """The bound of an integer field. Nothing in the protocol is negative, except a bonus."""
    return _INTEGERS.get(field, COUNT)
