"""One particular agent was asked for room, and has none: what that means depends on what for."""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.values import QueuedReason

from ringline_server.domain import handover, settling
from ringline_server.domain.events import AgentUnwanted
from ringline_server.domain.orders import AgentBusy, Context, Decision, Rule
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story


def busy(state: Interaction, order: AgentBusy, context: Context) -> Decision:
    """The wish is over. A transfer or consult has failed; waiting work goes on waiting; an invitation
    is just over; reopened work that its last agent cannot take goes to the queue.
    """
    wanted = state.wanted
    if wanted is None or wanted.agent != order.agent:
        return Decision()
    story = Story(state, context.now_ms)
    story.add(AgentUnwanted(order.agent, order.reason))
    if wanted.purpose in handover.PURPOSES:
        story.add(*handover.fell_through(story.state, context, order.reason))
    if settling.is_nobodys(story.state):
        settling.back_in_line(story, context, QueuedReason.REOPENED)
    return Decision(story.events)


RULES: Final[Mapping[type, Rule]] = {AgentBusy: busy}
