"""What must hold of one interaction at every moment: it has one owner, its offers fit, nothing comes after the end.

Looking costs a few microseconds, so a running server looks at itself all day; `ringline verify` looks at a whole
journal with the same eyes. A fault is a bug, never somebody's wish.
"""

from collections.abc import Iterator

from ringline_protocol.values import LegKind, LegState, OfferPurpose

from ringline_server.domain.policy import Account, Selection
from ringline_server.domain.state import Interaction


def faults(state: Interaction, account: Account | None = None) -> Iterator[str]:
    """Everything that is wrong, in words without content. Without `account` the number of rings is not judged."""
    yield from _one_owner(state)
    yield from _parking(state)
    yield from _offers(state)
    yield from _rings(state, account)
    yield from _upgrading(state)
    yield from _listening(state)
    yield from _after_the_end(state)


def _one_owner(state: Interaction) -> Iterator[str]:
    """Waiting, a primary leg, or over. Else an agent is asked, who may get it. Cold to a queue: sender and queue."""
    primaries = [leg for leg in state.talking if leg.kind is LegKind.PRIMARY]
    owners = (state.waiting is not None) + len(primaries) + (state.ended is not None)
    if len(primaries) == 1 and state.waiting is not None and state.transfer is not None:
        sender = primaries[0]
        if state.transfer.target.queue != state.waiting.queue:
            yield "it waits in another queue than it is being transferred to"
        if LegState.TRANSFERRING not in (sender.state, sender.state_before_loss):
            yield "it is being transferred, and its leg does not say so"
        owners -= 1
    is_asked = state.wanted is not None or bool(state.live_offers)
    if owners > 1:
        yield f"it has {owners} owners"
    if owners == 0 and not is_asked:
        yield "it has no owner"


def _parking(state: Interaction) -> Iterator[str]:
    parked = [leg.id for leg in state.legs.values() if leg.state is LegState.PARKED]
    if parked != ([state.parked.leg] if state.parked else []):
        yield "its parked leg is not the one it is parked with"


def _offers(state: Interaction) -> Iterator[str]:
    agents = [offer.agent for offer in state.live_offers]
    if len(set(agents)) != len(agents):
        yield "it rings twice at one agent"
    if set(agents) & {leg.agent for leg in state.talking}:
        yield "it rings at an agent who is in it"
    if state.wanted is not None and agents:
        yield "it rings while an agent is asked by name"
    if state.wanted is not None and state.wanted.purpose is OfferPurpose.HANDLE and state.primary is not None:
        yield "an agent is asked to handle it while another one does"


def _rings(state: Interaction, account: Account | None) -> Iterator[str]:
    handling = sum(offer.purpose is OfferPurpose.HANDLE for offer in state.live_offers)
    if account is not None and handling > 1:
        queue = account.queues.get(state.queue)
        is_many = queue is not None and queue.selection is Selection.SIMULTANEOUS
        if handling > (queue.ring_many if queue is not None and is_many else 1):
            yield f"it rings at {handling} agents at once"


def _upgrading(state: Interaction) -> Iterator[str]:
    if state.upgrade is not None and (state.primary is None or state.primary.id != state.upgrade.leg):
        yield "a richer channel is asked for with an agent who does not have it"


def _listening(state: Interaction) -> Iterator[str]:
    agents = [leg.agent for leg in state.listening]
    if agents and (state.primary is None or not state.is_call or state.ended is not None):
        yield "somebody listens where nobody talks in a call"
    if len(set(agents)) != len(agents) or set(agents) & {leg.agent for leg in state.talking}:
        yield "somebody listens to themselves"


def _after_the_end(state: Interaction) -> Iterator[str]:
    if state.ended is None:
        if state.closed is not None:
            yield "it is closed and has not ended"
        return
    if state.live_offers or state.talking:
        yield "it has ended, and rings or has somebody in it"
    if (state.wanted, state.transfer, state.parked, state.upgrade) != (None, None, None, None):
        yield "it has ended, and something is still to come of it"
    if (state.closed is None) != bool(state.wrapping):
        yield "its end and its wrap-ups disagree"
