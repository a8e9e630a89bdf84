"""Reading an interaction: as it is, its transcript, its notes. Each answer is bounded in bytes as they are sent.

interaction.read    the view, with the newest notes, whispers and segments that fit; `more` says what was left out
transcript.read     older segments and whispers        note.read   older notes
"""

from collections.abc import Sequence
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadInteraction, ReadNotes, ReadTranscript
from ringline_protocol.json_text import dump
from ringline_protocol.limits import PAGE_BYTES_MAX, PAGE_ITEMS_MAX
from ringline_protocol.mail import MailHead
from ringline_protocol.values import Channel, PrincipalKind
from ringline_protocol.view import ConsumerView, InteractionView, NoteView

from ringline_server.actors.messages import Done
from ringline_server.domain.events import SegmentAdded
from ringline_server.domain.principal import Principal
from ringline_server.edges import addressing, earlier
from ringline_server.edges.inquiry import look
from ringline_server.edges.listing import limited
from ringline_server.edges.server import Server
from ringline_server.store import facts
from ringline_server.store.records import SegmentRow

READ_NOTES_BYTES_MAX: Final = PAGE_BYTES_MAX // 2
"""Of the page of `interaction.read`, for notes."""
READ_WHISPERS_BYTES_MAX: Final = PAGE_BYTES_MAX // 8
"""The same for whispers. Segments have what notes and whispers leave."""


@attrs.frozen
class TranscriptLine(SegmentRow):
    """A segment on a page of its transcript."""

    mail: MailHead | None = None
    """It is a mail. Not told to consumers."""


async def one(server: Server, asked: ReadInteraction, by: Principal) -> Done:
    """The view, cut to what fits into one answer: the newest of everything."""
    by = await earlier.reader(server, asked.interaction, by, asked.via)
    done = await look(await addressing.find(server, asked.interaction), by, asked)
    view: InteractionView | ConsumerView = done.result["interaction"]
    left, cut = PAGE_BYTES_MAX, dict[str, Any]()
    more = {"segments": view.segment_count > len(view.segments)}
    if isinstance(view, InteractionView):
        cut["notes"] = newest(view.notes, READ_NOTES_BYTES_MAX)
        cut["whispers"] = newest(view.whispers, READ_WHISPERS_BYTES_MAX)
        left -= sum(map(size, (*cut["notes"], *cut["whispers"])))
        more["notes"] = len(cut["notes"]) < len(view.notes)
    cut["segments"] = newest(view.segments, left)
    more["segments"] |= len(cut["segments"]) < len(view.segments)
    return attrs.evolve(done, result={"interaction": attrs.evolve(view, **cut), "more": more})


async def transcript(server: Server, asked: ReadTranscript, by: Principal) -> Done:
    """A page of what the asker may see. `more`: there is at least one behind it (or before it)."""
    reader = await earlier.reader(server, asked.interaction, by, asked.via)
    await look(await addressing.find(server, asked.interaction), reader, None)
    limit, after, before = limited(asked.limit), asked.after_seq, asked.before_seq
    is_backward = after is None and before is not None
    shown: list[SegmentRow] = []
    while True:
        rows = await server.disk.segments(asked.interaction, after, before, PAGE_ITEMS_MAX)
        seen = [row for row in rows if by.is_agent or not row.hidden]
        shown = [*seen, *shown] if is_backward else [*shown, *seen]
        if len(rows) < PAGE_ITEMS_MAX or len(shown) > limit:
            break
        after, before = (None, rows[0].seq) if is_backward else (rows[-1].seq, before)
    lines = await _lines(server, asked.interaction, shown[-limit:] if is_backward else shown[:limit], by)
    page = newest(lines, PAGE_BYTES_MAX) if is_backward else oldest(lines, PAGE_BYTES_MAX)
    return Done({"segments": page, "more": len(shown) > len(page)})


async def _lines(server: Server, interaction: str, rows: Sequence[SegmentRow], by: Principal) -> list[dict[str, Any]]:
    """As they are told. Of a mail with its head, which stands in its event; consumers have no heads."""
    heads = dict[int, MailHead]()
    row = await server.disk.interaction(interaction)
    if row is not None and row.channel == Channel.EMAIL and by.kind is not PrincipalKind.CONSUMER:
        for record in await server.disk.read_at(f"interaction/{interaction}", [one.seq for one in rows]):
            said = facts.event(record)
            if isinstance(said, SegmentAdded) and said.mail is not None:
                heads[record.seq] = said.mail
    lines = (TranscriptLine(**attrs.asdict(one), mail=heads.get(one.seq)) for one in rows)
    return [attrs.asdict(one, recurse=False, filter=lambda _, value: value is not None) for one in lines]


async def notes(server: Server, asked: ReadNotes, by: Principal) -> Done:
    """A page of notes in the order of their making, the newest without `before`. `more`: there are older ones."""
    by = await earlier.reader(server, asked.interaction, by, asked.via)
    done = await look(await addressing.find(server, asked.interaction), by, ReadInteraction(asked.interaction))
    known = _before(done.result["interaction"].notes, asked.before)
    page = newest(known[-limited(asked.limit) :], PAGE_BYTES_MAX)
    return Done({"notes": page, "more": len(page) < len(known)})


def _before(known: Sequence[NoteView], note: str | None) -> Sequence[NoteView]:
    if note is None:
        return known
    place = next((place for place, one in enumerate(known) if one.note == note), None)
    if place is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"note": note})
    return known[:place]


def size(item: object) -> int:
    """Of an item as it is sent, in bytes."""
    return len(dump(item)) + 1


def oldest(items: Sequence[Any], bytes_max: int) -> Sequence[Any]:
    """The first of them: as many as fit, and at least one."""
    return items[: _fitting(items, bytes_max)]


def newest(items: Sequence[Any], bytes_max: int) -> Sequence[Any]:
    """The last of them: as many as fit, and at least one."""
    return items[len(items) - _fitting(items[::-1], bytes_max) :]


def _fitting(items: Sequence[Any], bytes_max: int) -> int:
    used = 0
    for number, item in enumerate(items):
        used += size(item)
        if used > bytes_max and number:
            return number
    return len(items)
