"""Asynchronous work that is done: labelled, ended and wrapped up in one step."""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ResolveInteraction
from ringline_protocol.values import ClosedReason, EndedBy, LegEndReason

from ringline_server.domain import authority, dispositions, ending, legs, transfer, wrap_up
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story


def resolve(state: Interaction, command: ResolveInteraction, context: Context) -> Decision:
    """Closed as resolved. Absent labels: those of the draft. Parked work may be resolved as it lies.

    Raises: Refused (`disposition_required`, `disposition_invalid`, `invalid_state` for live channels).
    """
    leg = authority.require_primary(state, context)
    if state.channel.is_live:
        raise authority.invalid(str(leg.state), "interaction.end")
    transfer.require_nothing_pending(state)
    labels = dispositions.checked(command.dispositions or leg.dispositions, leg.queue, context.account)
    if not labels and dispositions.mandatory(context.account, leg.queue):
        raise Refused(ErrorCode.DISPOSITION_REQUIRED, details={"leg": leg.id})
    story = Story(state, context.now_ms)
    story.add(*legs.end_conversation(state, leg, LegEndReason.CONVERSATION_ENDED))
    story.add(wrap_up.done_by_agent(leg, labels))
    story.add(*ending.finish(story.state, context, EndedBy.AGENT, ClosedReason.RESOLVED, leg.agent))
    return Decision(story.events, {"leg": leg.id, "dispositions": list(labels)})


RULES: Final[Mapping[type, Rule]] = {ResolveInteraction: resolve}
