"""A mail of the thread that a new one answers or passes on: read again from what was kept."""

import attrs
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.edges.mail.off_loop import worked
from ringline_server.edges.server import Server
from ringline_server.mail.message import MailAddress, ParsedMail
from ringline_server.mail.parsing import parse
from ringline_server.mail.quotation import Original
from ringline_server.mail.sanitising import clean
from ringline_server.store.disk import Disk


@attrs.frozen
class Kept:
    """A mail, and which of our mailboxes it came to or went from."""

    parsed: ParsedMail
    mailbox: str
    at_ms: int


async def read_mail(server: Server, interaction: str, mail: str | None, path: str) -> Kept | None:
    """None for none. Raises: Refused (`not_found`) for one of another thread, StoreUnavailable."""
    if mail is None:
        return None
    row = await server.disk.mail(mail)
    if row is None or row.interaction != interaction:
        raise Refused(ErrorCode.NOT_FOUND, details={"path": path, "mail": mail})
    raw = await whole(server.disk, mail)
    parsed = await worked(parse, raw, len(raw))
    return Kept(parsed, row.mailbox, row.at_ms)


async def whole(disk: Disk, owner: str) -> bytes:
    """The bytes of a mail or of an upload. Raises: StoreUnavailable."""
    pieces: list[bytes] = []
    while (piece := await disk.piece(owner, len(pieces))) is not None:
        pieces.append(piece)
    return b"".join(pieces)


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
