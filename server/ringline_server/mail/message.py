"""A message that has been read: plain values, each within the limits named here."""

from enum import StrEnum

import attrs

from ringline_server.mail.source import Contents, held

TEXT_CHARS_MAX = 1_000_000
"""Of the text and of the HTML of one mail, each. What is beyond is in the raw mail only."""
HEADER_CHARS_MAX = 32_768
"""Of one header that is read. What is beyond is not looked at."""
SUBJECT_CHARS_MAX = 998
NAME_CHARS_MAX = 200
"""Of a person's name."""
ADDRESSES_MAX = 500
"""In one header."""
REFERENCES_MAX = 100
"""The last ones are kept."""
MESSAGE_ID_CHARS_MAX = 995
"""RFC 5322: a line has at most 998 characters, and an id cannot be broken. Longer ones are no ids."""
ATTACHMENTS_MAX = 100
"""More are in the raw mail only."""
RECEIVED_MAX = 50
"""Who has passed so many servers runs in circles. RFC 5321 6.3 asks for at least 100 hops to be let through in one
journey; a mail that reaches a desk has made its journey."""


class MailKind(StrEnum):
    NORMAL = "normal"
    """A person wrote it, to us."""
    AUTO_REPLY = "auto_reply"
    """A machine wrote it: holiday notes, receipts, notifications. Never answered by a machine."""
    BOUNCE = "bounce"
    """It tells what became of a mail; see `ParsedMail.bounce`."""
    LIST = "list"
    """It came over a mailing list or as a newsletter. A person may have written it."""
    LOOP = "loop"
    """It passed more than RECEIVED_MAX servers."""


@attrs.frozen
class MailAddress:
    address: str
    """As written, but with the domain in lower case."""
    name: str = ""


@attrs.frozen
class Attachment:
    name: str
    """Safe to save under."""
    type: str
    """As its sender says; nobody has checked."""
    content: Contents = attrs.field(converter=held, repr=False)
    inline: bool = False
    """The HTML shows it, by its content id."""
    content_id: str = ""
    """Without angle brackets."""


@attrs.frozen
class BounceFacts:
    """What became of a mail of ours, in the words of the server that says so."""

    message_id: str
    """Of the mail that came back, with angle brackets; "" where nobody says."""
    recipient: str
    action: str
    """RFC 3464: failed, delayed, delivered, relayed, expanded."""
    status: str
    """`5.1.1`, or ""."""
    diagnostic: str

    @property
    def is_failure(self) -> bool:
        return self.action == "failed"


@attrs.frozen
class ParsedMail:
    message_id: str
    """With angle brackets, as every id here; "" where it has none."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    """The oldest first."""
    sender: MailAddress | None
    reply_to: tuple[MailAddress, ...]
    """Where answers shall go; empty: to the sender."""
    to: tuple[MailAddress, ...]
    cc: tuple[MailAddress, ...]
    subject: str
    sent_at_ms: int | None
    """As its sender says."""
    text: str
    """The whole, plain: from the text part, or from the HTML."""
    html: str
    """As it came: dangerous. Show only what sanitising.clean makes of it. "" where there is none."""
    quote_at: int | None
    """Where in `text` the quoted part begins that a reader may fold away. There is something before it, and nobody
    has written into it."""
    attachments: tuple[Attachment, ...]
    kind: MailKind = MailKind.NORMAL
    bounce: BounceFacts | None = None

    @property
    def new_text(self) -> str:
        """The text without what is quoted below it."""
        return self.text if self.quote_at is None else self.text[: self.quote_at].rstrip()

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Message-IDs that this one may answer, the likeliest first."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
