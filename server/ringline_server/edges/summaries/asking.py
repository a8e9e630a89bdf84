"""An agent asks for a summary: it comes as an event, like any other."""

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import MakeSummary

from ringline_server.actors.messages import Done
from ringline_server.domain import summaries
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.edges import addressing
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import Server


async def answer(server: Server, asked: MakeSummary, by: Principal) -> Done:
    """Whether one is to come, and up to where it will tell. Raises: Refused (`forbidden`, `rate_limited`)."""
    found = await look(await addressing.find(server, asked.interaction), by, None)
    state: Interaction = found.result["state"]
    wait_ms = server.summary_rates.wait_ms(state.id, server.clock.now_ms())
    if wait_ms:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=wait_ms)
    is_coming = summaries.covers(state) > 0 and server.summaries.due(state)
    return Done({"is_coming": is_coming, "revision": summaries.covers(state)})
