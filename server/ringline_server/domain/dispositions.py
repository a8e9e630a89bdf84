"""Which outcome labels a leg may be given.

A queue names a tree of up to four levels; only its leaves may be chosen, one or several as the queue says. A draft is
saved at any time from the first word of the conversation and survives everything that happens to the leg. A leg that
was freed without its mandatory label stays on the to-do list until its agent saves one.

    draft (talking or wrapping) --complete--> outcome
    outcome with needs_disposition --save--> outcome
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SaveDispositions
from ringline_protocol.values import LegState

from ringline_server.domain import authority
from ringline_server.domain.events import DispositionsSaved
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account, Disposition, Queue
from ringline_server.domain.state import Interaction, Leg


def tree(account: Account, queue_id: str) -> tuple[Disposition, ...]:
    """The tree of a queue; empty when it has none, or the queue is gone from the account."""
    queue = account.queues.get(queue_id)
    if queue is None or queue.wrap_up.dispositions is None:
        return ()
    return account.dispositions.get(queue.wrap_up.dispositions, ())


def checked(chosen: tuple[str, ...], queue_id: str, account: Account) -> tuple[str, ...]:
    """The labels without repetition, in the order chosen. Raises: Refused (`disposition_invalid`)."""
    known = leaves(tree(account, queue_id))
    wrong = tuple(label for label in chosen if label not in known)
    if wrong:
        raise Refused(ErrorCode.DISPOSITION_INVALID, details={"dispositions": list(wrong)})
    unique = tuple(dict.fromkeys(chosen))
    if len(unique) > 1 and not _multiple(account.queues.get(queue_id)):
        raise Refused(ErrorCode.DISPOSITION_INVALID, "this queue takes one", {"dispositions": list(unique), "max": 1})
    return unique


def leaves(tree: tuple[Disposition, ...]) -> Mapping[str, Disposition]:
    """The dispositions of a tree that may be chosen, by id."""
    found: dict[str, Disposition] = {}
    for node in tree:
        if node.children:
            found.update(leaves(node.children))
        else:
            found[node.id] = node
    return found


def mandatory(account: Account, queue_id: str) -> bool:
    """Whether a leg of this queue must be given a label. Never without a tree to choose from."""
    queue = account.queues.get(queue_id)
    if queue is None or not queue.wrap_up.enabled:
        return False
    return queue.wrap_up.mandatory and bool(tree(account, queue_id))


def save(state: Interaction, command: SaveDispositions, context: Context) -> Decision:
    """The agent's draft, or the late label of a leg that was freed without one."""
    leg = _leg_to_label(state, context, command.leg)
    labels = checked(command.dispositions, leg.queue, context.account)
    if leg.state is LegState.ENDED and not labels:
        raise Refused(ErrorCode.DISPOSITION_REQUIRED)
    result = {"leg": leg.id, "dispositions": list(labels)}
    if labels == leg.dispositions and leg.state is not LegState.ENDED:
        return Decision(result=result)
    return Decision((DispositionsSaved(leg.id, leg.agent, labels),), result)


def _leg_to_label(state: Interaction, context: Context, leg_id: str | None) -> Leg:
    agent = authority.require_participant(state, context)
    current = state.leg_of(agent) if leg_id is None else state.own_leg(agent, leg_id)
    if current is not None and current.state is not LegState.ENDED:
        return current
    mine = [leg for leg in state.legs.values() if leg.agent == agent and leg_id in (None, leg.id)]
    owing = next((leg for leg in mine if leg.outcome is not None and leg.outcome.needs_disposition), None)
    if owing is None:
        raise authority.invalid(str(LegState.ENDED))
    return owing


def _multiple(queue: Queue | None) -> bool:
    return queue is not None and queue.wrap_up.multiple


RULES: Final[Mapping[type, Rule]] = {SaveDispositions: save}
