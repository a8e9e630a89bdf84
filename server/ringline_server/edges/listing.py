"""Lists of interactions: which of them somebody may see, and the lines of those that a search found."""

from collections.abc import Iterable
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ListInteractions
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.values import Phase, PrincipalKind

from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.edges.server import Server
from ringline_server.store.disk import ListFilter

WAITING_PHASES: Final = frozenset({Phase.QUEUED, Phase.OFFERED, Phase.CONNECTING})


async def answer(server: Server, asked: ListInteractions, by: Principal) -> Done:
    """A page of the lines that the asker may see. Raises: Refused."""
    wanted = ListFilter(
        channels=tuple(channel.value for channel in asked.channels),
        phases=tuple(phase.value for phase in asked.phases),
        queue=asked.queue,
        agent=by.id if asked.mine and by.is_agent else asked.agent,
        consumers=() if asked.consumer is None else await server.disk.book.known_as(asked.consumer),
        created_from_ms=asked.created_from_ms,
        created_to_ms=asked.created_to_ms,
        open_only=asked.open_only,
        needs_disposition=asked.needs_disposition,
        oldest_first=asked.oldest_first,
        text=asked.text or "",
    )
    page = await server.disk.list_interactions(_seen_by(server, wanted, by), asked.cursor, limited(asked.limit))
    return Done({"interactions": [attrs.asdict(row) for row in page.items], "cursor": page.cursor})


async def lines(server: Server, interactions: Iterable[str]) -> list[dict[str, Any]]:
    """One line for each, once."""
    found = [await server.disk.interaction(interaction) for interaction in dict.fromkeys(interactions)]
    return [attrs.asdict(row) for row in found if row is not None]


def limited(limit: int) -> int:
    """A page's size. Raises: Refused."""
    if not 1 <= limit <= PAGE_ITEMS_MAX:
        raise Refused(ErrorCode.BAD_REQUEST, f"1 to {PAGE_ITEMS_MAX}", {"path": "params.limit"})
    return limit


def name_of(by: Principal) -> str:
    """Under which name somebody takes part in interactions, as lists know it."""
    return by.id if by.is_agent else f"{by.kind.value}:{by.id}"


def _seen_by(server: Server, wanted: ListFilter, by: Principal) -> ListFilter:
    """Supervisors see everything; agents what they took part in, and what waits in queues that they are members of."""
    if by.kind is PrincipalKind.SUPERVISOR:
        return wanted
    agent = server.account.agents.get(by.id) if by.is_agent else None
    waits = bool(wanted.phases) and WAITING_PHASES.issuperset(map(Phase, wanted.phases))
    if agent is None or not waits:
        return attrs.evolve(wanted, visible_to=name_of(by))
    if wanted.queue is not None and wanted.queue in agent.queues:
        return wanted
    return attrs.evolve(wanted, visible_to=name_of(by), queues=agent.queues, open_only=True)
