"""Reading what went before: whoever works with a consumer may read what that consumer said to others earlier.

The right comes from an interaction that the asker may read by themselves. It reaches what the same consumer began
before that one ended: what comes later is no affair of somebody who has finished.
"""

from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import Server
from ringline_server.store.records import InteractionRow


async def known_as(server: Server, state: Interaction) -> tuple[str, ...]:
    """How the lists know the consumer (see projection.of_state), and whoever was merged into them. Of a nobody none."""
    consumer = state.consumer
    key = consumer.contact or consumer.external_id or consumer.phone or consumer.email
    return () if key is None else await server.disk.book.known_as(key)


def before_ms(state: Interaction) -> int | None:
    """What began before this moment is earlier. None: as long as it lasts, whatever there is."""
    return None if state.ended is None else state.ended.at_ms


async def reader(server: Server, interaction: str, by: Principal, via: str | None) -> Principal:
    """As whom the asker reads: as themselves, or past their own rights. Raises: Refused (`forbidden`)."""
    if via is None or not by.is_agent:
        return by
    row, through = await server.disk.interaction(interaction), await server.disk.interaction(via)
    if row is None or through is None:
        raise Refused(ErrorCode.FORBIDDEN)
    state: Interaction = (await look(server.registry.interaction(via), by, None)).result["state"]
    if row.consumer not in await known_as(server, state) or not _is_earlier(row, state):
        raise Refused(ErrorCode.FORBIDDEN)
    return server.registry.overseer


def _is_earlier(row: InteractionRow, state: Interaction) -> bool:
    until_ms = before_ms(state)
    return until_ms is None or row.created_at_ms < until_ms
