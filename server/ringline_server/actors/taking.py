"""What brings an agent work by their own deed: looked at, weighed, room kept, and only then asked of the interaction.

take, unpark, barge, take over, ask for a call --Look--> interaction --Seen--> room? --no--> refused
                                                                `--yes, room is kept--> interaction decides
Taking waiting work needs all that an offer of its queue needs. The others need room only, as who is asked by name does:
where the operator allows it, up to the ceiling. What the agent's devices ask of the same interaction meanwhile waits
behind it, so that commands keep their order.
"""

from collections.abc import Callable
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AskUpgrade, Barge, TakeInteraction, TakeOver, UnparkInteraction
from ringline_protocol.values import PrincipalKind

from ringline_server.actors import raising
from ringline_server.actors.messages import Asked, Look, Outcome, Ref, answer
from ringline_server.actors.probe import Probe
from ringline_server.actors.room import Reservation, Room
from ringline_server.domain import authority, capacity
from ringline_server.domain.capacity import Use
from ringline_server.domain.policy import Account, Agent
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import OFF_DUTY
from ringline_server.domain.standing import Standing, ruled_out
from ringline_server.domain.state import Interaction

BRINGS_WORK: Final = (TakeInteraction, UnparkInteraction, Barge, TakeOver, AskUpgrade)


@attrs.frozen
class Seen:
    """To oneself: this is how the interaction is that the agent wants to work on."""

    target: Ref
    asked: Asked
    outcome: Outcome


@attrs.define(eq=False)
class Taking:
    """Owned by one agent's actor; outlives its crashes, as what waits here was asked by somebody."""

    _behind: dict[str, list[Asked]] = attrs.field(factory=dict)
    """By name of the interaction's Ref. Bounded by what a connection may have in flight."""

    def pass_on(self, target: Ref, asked: Asked, me: Ref, overseer: Principal) -> None:
        """To the interaction, in the order in which it was asked."""
        if target.name in self._behind:
            self._behind[target.name].append(asked)
        elif isinstance(asked.command, BRINGS_WORK):
            self._behind[target.name] = []
            target.tell(Look(Probe(overseer, lambda outcome: me.tell(Seen(target, asked, outcome)))))
        else:
            target.tell(asked)

    def go_on(self, seen: Seen, me: Ref, overseer: Principal) -> None:
        """What waited goes its way."""
        for asked in self._behind.pop(seen.target.name, ()):
            self.pass_on(seen.target, asked, me, overseer)


def weigh(
    seen: Seen, room: Room, agent: Agent, account: Account, standing: Callable[[], Standing], now_ms: int
) -> None:
    """Keep room and ask the interaction, or refuse."""
    call = seen.asked.call
    try:
        if isinstance(seen.outcome, Refused):
            raise seen.outcome
        state: Interaction = seen.outcome.result["state"]
        needs_room = _needs_room(state, seen.asked, agent, account, standing())
    except Refused as refusal:
        answer(call, refusal)
    else:
        if isinstance(seen.asked.command, AskUpgrade) and needs_room:
            room.keep(raising.reservation(state, seen.asked, now_ms))
        elif needs_room:
            room.keep(Reservation(state.id, state.channel, "", now_ms, call))
        seen.target.tell(seen.asked)


def _needs_room(state: Interaction, asked: Asked, agent: Agent, account: Account, standing: Standing) -> bool:
    """Whether the command brings work that is not counted yet. Raises: Refused when there is no room for it."""
    if isinstance(asked.command, TakeInteraction):
        _require_offerable(state, agent, account, standing)
        return True
    if isinstance(asked.command, AskUpgrade):
        return _raises(state, asked.command, agent, standing)
    if not _brings_work(state, asked, agent.id):
        return False
    held = standing.holding(state.id)
    if held is not None and held.counts:
        return False
    others = standing.without(state.id).holdings
    reason = capacity.without_room(agent.capacity, others, state.channel, may_exceed=True)
    if reason is not None:
        raise Refused(ErrorCode.AT_CAPACITY, details={"reason": str(reason)})
    return True


def _raises(state: Interaction, command: AskUpgrade, agent: Agent, standing: Standing) -> bool:
    """What is asked for already has its room, and who does not handle it is refused by the interaction."""
    if state.upgrade is not None or state.primary is None or state.primary.agent != agent.id:
        return False
    refusal = raising.without_room(state, command, agent, standing)
    if refusal is not None:
        raise refusal
    return True


def _brings_work(state: Interaction, asked: Asked, agent: str) -> bool:
    """What the interaction will refuse, or what is so already, needs no room: its own answer says more."""
    if isinstance(asked.command, UnparkInteraction):
        return state.parked is not None and state.legs[state.parked.leg].agent == agent
    return state.primary is not None and asked.call.by.kind is PrincipalKind.SUPERVISOR


def _require_offerable(state: Interaction, agent: Agent, account: Account, standing: Standing) -> None:
    if state.queue not in agent.queues or state.queue not in account.queues:
        raise authority.forbidden()
    held = standing.holding(state.id)
    if held is not None and held.use in (Use.OFFERED, Use.ACCEPTING):
        raise authority.invalid(str(state.phase), "offer.accept")
    if state.waiting is None:
        raise authority.invalid(str(state.phase))
    reason = ruled_out(standing.without(state.id), agent, account.queues[state.queue])
    if reason in OFF_DUTY:
        raise Refused(ErrorCode.INVALID_STATE, details={"state": str(reason), "allowed": ["agent.set_status"]})
    if reason is not None:
        raise Refused(ErrorCode.AT_CAPACITY, details={"reason": str(reason)})
