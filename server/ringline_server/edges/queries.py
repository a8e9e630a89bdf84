"""Questions: answered from the store and from actors, beside the order of commands. Everything is bounded by pages."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import attrs
import trio
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    ExplainWaiting,
    ListInteractions,
    MakeSummary,
    PreviewMerge,
    ReadAccount,
    ReadCallServers,
    ReadCanned,
    ReadContact,
    ReadDirectory,
    ReadDispositions,
    ReadForgetting,
    ReadInteraction,
    ReadMail,
    ReadNotes,
    ReadProfile,
    ReadQueue,
    ReadTranscript,
    SearchContacts,
    SearchTranscripts,
)
from ringline_protocol.values import PrincipalKind

from ringline_server import wire
from ringline_server.actors.messages import Done
from ringline_server.domain import calls, waiting
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.edges import (
    account,
    addressing,
    audit,
    book,
    canned,
    directory,
    earlier,
    forgetting,
    listing,
    merges,
    reading,
)
from ringline_server.edges.inquiry import look
from ringline_server.edges.listing import limited
from ringline_server.edges.mail import opening
from ringline_server.edges.server import Server
from ringline_server.edges.summaries import asking
from ringline_server.store.disk import BadCursor, ListFilter, SearchQuery
from ringline_server.store.folding import Needle

EARLIER_MAX: Final = 20
"""Earlier interactions shown in a profile."""


async def answer(server: Server, question: object, by: Principal) -> Done:
    """The answer. Raises: Refused, StoreUnavailable."""
    await audit.note_read(server, question, by)
    try:
        return await _ANSWERS[type(question)](server, question, by)
    except BadCursor:
        raise Refused(ErrorCode.BAD_REQUEST, details={"path": "params.cursor"}) from None


async def _search(server: Server, asked: SearchTranscripts, by: Principal) -> Done:
    if not Needle.of(asked.text).phrases:
        raise Refused(ErrorCode.BAD_REQUEST, "nothing to search for", {"path": "params.text"})
    partials: list[dict[str, Any]] = []
    if asked.interaction is not None:
        reader = await earlier.reader(server, asked.interaction, by, asked.via)
        found = await _look(server, asked.interaction, reader)
        partials = [_partial_hit(hit) for hit in partial_hits(found["partials"], Needle.of(asked.text))]
    visible_to = None
    if asked.interaction is None and by.kind is not PrincipalKind.SUPERVISOR:
        visible_to = listing.name_of(by)
    query = SearchQuery(asked.text, asked.interaction, visible_to, with_hidden=by.kind is not PrincipalKind.SERVICE)
    page = await server.disk.search(query, asked.cursor, limited(asked.limit))
    hits = [{**attrs.asdict(hit.segment), "offsets": _offsets(hit.spans)} for hit in page.items]
    lines = await listing.lines(server, (hit.segment.interaction for hit in page.items))
    return Done({"hits": hits, "partials": partials, "interactions": lines, "cursor": page.cursor})


def partial_hits(partials: Any, needle: Needle) -> list[tuple[Any, tuple[tuple[int, int], ...]]]:
    """Segments still being spoken that match, with where."""
    found = [(said.data, needle.spans(said.data.text)) for said in partials if said.event == "segment.partial"]
    return [(data, spans) for data, spans in found if spans]


def _partial_hit(hit: tuple[Any, tuple[tuple[int, int], ...]]) -> dict[str, Any]:
    data, spans = hit
    return {"segment": data.segment, "role": data.role, "text": data.text, "offsets": _offsets(spans)}


def _offsets(spans: tuple[tuple[int, int], ...]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


async def _profile(server: Server, asked: ReadProfile, by: Principal) -> Done:
    state = await _state(server, asked.interaction, by)
    contact = None if state.consumer.contact is None else await server.disk.contact(state.consumer.contact)
    rows: list[dict[str, Any]] = []
    known_as = await earlier.known_as(server, state)
    if known_as:
        wanted = ListFilter(consumers=known_as, created_to_ms=earlier.before_ms(state))
        page = await server.disk.list_interactions(wanted, None, EARLIER_MAX + 1)
        rows = [attrs.asdict(row) for row in page.items if row.id != state.id][:EARLIER_MAX]
    return Done(
        {
            "consumer": state.consumer,
            "contact": contact,
            "variables": [one for one in wire.variable_views(state) if one.in_profile],
            "summary": state.summary,
            "earlier": rows,
        }
    )


async def _account(server: Server, _: ReadAccount, by: Principal) -> Done:
    await trio.lowlevel.checkpoint()
    return account.answer(server, by)


async def _call_servers(server: Server, asked: ReadCallServers, by: Principal) -> Done:
    """For those who are in the call."""
    calls.require_party(await _state(server, asked.interaction, by), by)
    now_ms, ice = server.clock.now_ms(), server.ice
    return Done({"servers": ice.told(asked.interaction, now_ms), "expires_at_ms": now_ms + ice.lifetime_ms})


async def _dispositions(server: Server, asked: ReadDispositions, by: Principal) -> Done:
    state = await _state(server, asked.interaction, by)
    policy = waiting.policy_of(state, server.account).wrap_up
    tree = server.account.dispositions.get(policy.dispositions or "", ())
    return Done({"dispositions": tree, "mandatory": policy.mandatory, "multiple": policy.multiple})


async def _queue(server: Server, asked: ReadQueue, by: Principal) -> Done:
    if not server.registry.has_queue(asked.queue):
        raise Refused(ErrorCode.FORBIDDEN)
    return await look(server.registry.queue(asked.queue), by, asked)


async def _explain(server: Server, asked: ExplainWaiting, by: Principal) -> Done:
    state = await _state(server, asked.interaction, by, member_may=True)
    if state.waiting is None:
        return Done({"interaction": state.id, "is_waiting": False, "phase": state.phase})
    if not server.registry.has_queue(state.waiting.queue):
        raise Refused(ErrorCode.NOT_FOUND, "its queue is not configured any more")
    return await look(server.registry.queue(state.waiting.queue), by, asked)


async def _state(server: Server, interaction: str, by: Principal, *, member_may: bool = False) -> Interaction:
    if member_may and by.is_agent:
        row = await server.disk.interaction(interaction)
        agent = server.account.agents.get(by.id)
        if row is not None and agent is not None and row.queue in agent.queues:
            by = server.registry.overseer
    state: Interaction = (await _look(server, interaction, by))["state"]
    return state


async def _look(server: Server, interaction: str, by: Principal) -> dict[str, Any]:
    return dict((await look(await addressing.find(server, interaction), by, None)).result)


_ANSWERS: Final[dict[type, Callable[[Server, Any, Principal], Awaitable[Done]]]] = {
    ListInteractions: listing.answer,
    ReadInteraction: reading.one,
    ReadTranscript: reading.transcript,
    ReadMail: opening.read,
    ReadNotes: reading.notes,
    SearchTranscripts: _search,
    ReadProfile: _profile,
    ReadAccount: _account,
    SearchContacts: book.search,
    ReadContact: book.read,
    PreviewMerge: merges.preview,
    ReadForgetting: forgetting.read,
    ReadDirectory: directory.answer,
    ReadCallServers: _call_servers,
    ReadCanned: canned.answer,
    MakeSummary: asking.answer,
    ReadQueue: _queue,
    ReadDispositions: _dispositions,
    ExplainWaiting: _explain,
}
