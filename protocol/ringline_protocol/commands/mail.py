"""E-mail: sending, trying again, and reading what stands behind a mail of the thread."""

import attrs

from ringline_protocol.mail import MailAddress


@attrs.frozen
class SendMail:
    """Send a mail from the mailbox of this thread. The reply names the segment and the mail, which is `queued` then."""

    interaction: str
    to: tuple[MailAddress, ...]
    subject: str
    text: str
    cc: tuple[MailAddress, ...] = ()
    bcc: tuple[MailAddress, ...] = ()
    html: str = ""
    """The formatted form of `text`; empty: plain."""
    replies_to: str | None = None
    """The mail that it answers: its thread goes on, and it is quoted unless `with_quote` says no."""
    forwards: str | None = None
    """The mail that it passes on, with its attachments."""
    with_quote: bool = True
    uploads: tuple[str, ...] = ()
    """Attachments that were uploaded before, in order."""


@attrs.frozen
class RetryMail:
    """Try to send a `failed` mail once more."""

    interaction: str
    mail: str


@attrs.frozen
class ReadMail:
    """The whole of a mail: text, sanitised HTML, and `access`, which opens its parts, page and raw message for a while
    at addresses that cannot carry a header."""

    interaction: str
    mail: str
    via: str | None = None
    """As in `interaction.read`."""
