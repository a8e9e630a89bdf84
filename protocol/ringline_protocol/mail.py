"""E-mail as values: the head of a mail in a thread, the draft of one, and how sending it stands.

A mail is a segment of the transcript: its text is what is new in it, without quotes. What stands behind it (the whole
text, HTML, attachments, the raw message) is asked for with `mail.read`.
"""

from enum import StrEnum

import attrs


class MailDirection(StrEnum):
    """Whose mail it is."""

    IN = "in"
    """Somebody outside wrote it."""
    OUT = "out"
    """Ours."""


class MailState(StrEnum):
    """How sending stands. `sent` and `failed` are final, though a bounce may yet make a sent one `failed`."""

    QUEUED = "queued"
    SENDING = "sending"
    DEFERRED = "deferred"
    """Not yet taken by the other side: tried again at `next_at_ms`."""
    SENT = "sent"
    FAILED = "failed"


@attrs.frozen
class MailAddress:
    """One mailbox of somebody, as `name <address>`."""

    address: str
    name: str = ""


@attrs.frozen
class MailPart:
    """An attachment. `name` is safe to save under; parts are numbered from 1."""

    part: int
    name: str
    type: str
    bytes: int
    inline: bool = False
    """Shown inside the HTML, as a picture in a signature is."""


@attrs.frozen
class MailHead:
    """A mail without its body. Long lists of addresses or parts are cut at the limits."""

    mail: str
    direction: MailDirection
    sender: MailAddress
    to: tuple[MailAddress, ...] = ()
    cc: tuple[MailAddress, ...] = ()
    bcc: tuple[MailAddress, ...] = ()
    """Of ours only."""
    subject: str = ""
    message_id: str = ""
    """With its angle brackets. Empty: it had none."""
    sent_at_ms: int | None = None
    """As the sender's clock said; None when it did not say."""
    parts: tuple[MailPart, ...] = ()
    has_html: bool = False
    has_quote: bool = False
    """There is an older mail quoted below it: `mail.read` says where."""
    automatic: bool = False
    """A machine wrote it: an auto-reply, a bounce. It opens and wakes nothing."""
    is_cut: bool = False
    """The segment's text is not the whole of what is new."""
    mailbox: str = ""
    """Which of ours it came to, or goes from."""
    reply_to: tuple[MailAddress, ...] = ()
    """Where its writer wants answers to go, if not to `sender`. Anybody may write anything there: show it before
    something is sent."""


@attrs.frozen
class Upload:
    """An attachment that was uploaded and not yet sent."""

    upload: str
    name: str
    type: str
    bytes: int


@attrs.frozen
class MailDraft:
    """What an unsent mail has beside its text."""

    to: tuple[MailAddress, ...] = ()
    cc: tuple[MailAddress, ...] = ()
    bcc: tuple[MailAddress, ...] = ()
    subject: str = ""
    html: str = ""
    """The formatted form of the text; empty: plain."""
    replies_to: str | None = None
    """The mail that it answers."""
    forwards: str | None = None
    """The mail that it passes on."""
    uploads: tuple[Upload, ...] = ()
