"""What stands behind a mail of a thread: its bytes from the store, read again; its text, its HTML made harmless."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadMail
from ringline_protocol.limits import MAIL_ACCESS_MS, MAIL_PARTS_MAX
from ringline_protocol.mail import MailDirection, MailHead, MailState

from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.domain.redaction import Redaction
from ringline_server.domain.state import Interaction
from ringline_server.edges import addressing, earlier
from ringline_server.edges.inquiry import look
from ringline_server.edges.mail import access, decoding, heads
from ringline_server.edges.mail.keeping import fetched
from ringline_server.edges.server import Server
from ringline_server.mail import sanitising
from ringline_server.mail.message import ParsedMail
from ringline_server.mail.source import Source
from ringline_server.store.mails import MailRow

TEXT_CHARS_MAX: Final = 65_536
"""Of a mail's text in one answer; the raw message has all of it."""
HTML_CHARS_MAX: Final = 65_536
"""Of its HTML. Longer ones are shown by their page, and are "" here."""


async def read(server: Server, asked: ReadMail, by: Principal) -> Done:
    """The answer to `mail.read`. Raises: Refused, StoreUnavailable."""
    reader = await earlier.reader(server, asked.interaction, by, asked.via)
    looked = await look(await addressing.find(server, asked.interaction), reader, None)
    state: Interaction = looked.result["state"]
    row = await server.disk.mail(asked.mail)
    if row is None or row.interaction != asked.interaction:
        raise Refused(ErrorCode.NOT_FOUND, details={"mail": asked.mail})
    async with opened(server, row) as (parsed, _):
        pass  # of its parts only what they are called
    redaction = server.account.redaction
    word = access.grant(server.mail_access_key, row.mail, server.clock.now_ms() + MAIL_ACCESS_MS)
    shown = sanitising.clean(parsed.html, locate=located(row.mail, parsed, word))
    html = redaction.words(shown.html)
    sending = await server.disk.outgoing_state(row.mail)
    return Done(
        {
            "head": _head(state, row, parsed, redaction),
            "text": redaction.words(parsed.text[:TEXT_CHARS_MAX]),
            "is_cut": len(parsed.text) > TEXT_CHARS_MAX,
            "quote_at": _quote_at(parsed, redaction),
            "html": html if len(html) <= HTML_CHARS_MAX else "",
            "remote_images": shown.remote_images,
            "state": None if sending is None else MailState(sending.state),
            "attempts": 0 if sending is None else sending.attempts,
            "next_at_ms": None if sending is None else sending.next_at_ms,
            "reason": "" if sending is None else redaction.words(sending.reason),
            "access": word,
        }
    )


@asynccontextmanager
async def opened(server: Server, row: MailRow) -> AsyncIterator[tuple[ParsedMail, Source]]:
    """Read again from the store, large ones in turn; its parts can be read while this is entered, from the message.

    Raises: StoreUnavailable.
    """
    async with fetched(server.disk, row.mail, server.spool_folder) as raw:
        async with decoding.turn(row.size, server.mail_openings):
            parsed = await decoding.parsed(raw)
        yield parsed, raw


def located(mail: str, parsed: ParsedMail, word: str) -> sanitising.Locate:
    """Where the pictures are that a mail brings along."""
    numbers = {one.content_id: n for n, one in enumerate(parsed.attachments[:MAIL_PARTS_MAX], 1) if one.content_id}

    def locate(content_id: str) -> str | None:
        number = numbers.get(content_id)
        return None if number is None else f"/v1/mails/{mail}/parts/{number}?access={word}&inline=1"

    return locate


def _head(state: Interaction, row: MailRow, parsed: ParsedMail, redaction: Redaction) -> MailHead:
    """As it stands in the thread; of one so old that it is not in memory, from its bytes."""
    known = next((one.mail for one in state.segments if one.mail is not None and one.mail.mail == row.mail), None)
    if known is not None:
        return known
    made = heads.of_parsed(row.mail, MailDirection(row.direction), row.mailbox, parsed)
    return attrs.evolve(made, subject=redaction.words(made.subject))


def _quote_at(parsed: ParsedMail, redaction: Redaction) -> int | None:
    """Where the quoted part begins in the text as it is told, which redaction may have made shorter."""
    if parsed.quote_at is None or parsed.quote_at > TEXT_CHARS_MAX:
        return None
    return len(redaction.words(parsed.text[: parsed.quote_at]))
