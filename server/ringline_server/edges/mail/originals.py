"""A mail of the thread that a new one answers or passes on: read again from what was kept."""

from contextlib import AsyncExitStack

import attrs
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.edges.mail import decoding
from ringline_server.edges.mail.keeping import fetched
from ringline_server.edges.server import Server
from ringline_server.mail.message import MailAddress, ParsedMail
from ringline_server.mail.quotation import Original
from ringline_server.mail.sanitising import clean


@attrs.frozen
class Kept:
    """A mail, and which of our mailboxes it came to or went from."""

    parsed: ParsedMail
    mailbox: str
    at_ms: int


async def read_mail(
    server: Server, stack: AsyncExitStack, interaction: str, mail: str | None, path: str
) -> Kept | None:
    """None for none; its attachments can be read until the stack ends.

    Raises: Refused (`not_found`) for one of another thread, StoreUnavailable.
    """
    if mail is None:
        return None
    row = await server.disk.mail(mail)
    if row is None or row.interaction != interaction:
        raise Refused(ErrorCode.NOT_FOUND, details={"path": path, "mail": mail})
    raw = await stack.enter_async_context(fetched(server.disk, mail, server.spool_folder))
    async with decoding.turn(raw.size, server.mail_openings):
        parsed = await decoding.parsed(raw)
    return Kept(parsed, row.mailbox, row.at_ms)


def original_of(kept: Kept) -> Original:
    """As it is quoted: whole, so that a thread of quotes stays one."""
    parsed = kept.parsed
    return Original(
        sender=parsed.sender or MailAddress(""),
        sent_at_ms=kept.at_ms if parsed.sent_at_ms is None else parsed.sent_at_ms,
        text=parsed.text,
        html=clean(parsed.html).html if parsed.html else "",
        subject=parsed.subject,
        to=parsed.to,
        cc=parsed.cc,
    )
