"""What the thread shows of a mail: its head, from what was parsed."""

from ringline_protocol.limits import MAIL_ADDRESSES_MAX, MAIL_PARTS_MAX, MAIL_SUBJECT_CHARS_MAX
from ringline_protocol.mail import MailAddress, MailDirection, MailHead, MailPart

from ringline_server.config_mail import Mailbox
from ringline_server.mail import message
from ringline_server.mail.message import BounceFacts, MailKind, ParsedMail

NOBODY = MailAddress("")
"""The sender of a mail that names none."""
WORDS_CHARS_MAX = 500
"""Of a server that refused a mail."""


def of_received(mail: str, mailbox: Mailbox, parsed: ParsedMail) -> MailHead:
    """Of a mail that came to this mailbox."""
    return of_parsed(mail, MailDirection.IN, mailbox.id, parsed)


def of_parsed(mail: str, direction: MailDirection, mailbox: str, parsed: ParsedMail) -> MailHead:
    """Of any mail, as far as its bytes tell."""
    return MailHead(
        mail=mail,
        direction=direction,
        sender=_address(parsed.sender) if parsed.sender is not None else NOBODY,
        to=_addresses(parsed.to),
        cc=_addresses(parsed.cc),
        subject=parsed.subject[:MAIL_SUBJECT_CHARS_MAX],
        message_id=parsed.message_id,
        sent_at_ms=parsed.sent_at_ms,
        parts=parts_of(parsed),
        has_html=bool(parsed.html),
        has_quote=parsed.quote_at is not None,
        automatic=parsed.kind in (MailKind.AUTO_REPLY, MailKind.BOUNCE),
        mailbox=mailbox,
        reply_to=_asked_for(parsed) if direction is MailDirection.IN else (),
    )


def _asked_for(parsed: ParsedMail) -> tuple[MailAddress, ...]:
    """Addresses for answers; none where they are the sender's all the same."""
    sender = parsed.sender.address.casefold() if parsed.sender is not None else ""
    is_sender = {one.address.casefold() for one in parsed.reply_to} <= {sender}
    return () if is_sender else _addresses(parsed.reply_to)


def parts_of(parsed: ParsedMail) -> tuple[MailPart, ...]:
    """Attachments, numbered from 1."""
    return tuple(
        MailPart(number, one.name, one.type, one.content.size, one.inline)
        for number, one in enumerate(parsed.attachments[:MAIL_PARTS_MAX], 1)
    )


def words_of(bounce: BounceFacts) -> str:
    """Why it came back, in the words of the server that says so."""
    words = bounce.diagnostic or bounce.status or bounce.action
    return f"{words} ({bounce.recipient})"[:WORDS_CHARS_MAX] if bounce.recipient else words[:WORDS_CHARS_MAX]


def _addresses(given: tuple[message.MailAddress, ...]) -> tuple[MailAddress, ...]:
    return tuple(map(_address, given[:MAIL_ADDRESSES_MAX]))


def _address(one: message.MailAddress) -> MailAddress:
    return MailAddress(one.address, one.name)
