"""An agent takes waiting work by themselves: looked at, weighed, room kept, and only then asked of the interaction.

take --Look--> interaction --Seen--> room? --no--> refused
                                      `--yes, room is kept--> interaction decides
What the agent's devices ask of the same interaction meanwhile waits behind it, so that commands keep their order.
"""

from collections.abc import Callable

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import TakeInteraction

from ringline_server.actors.messages import Asked, Look, Outcome, Ref, answer
from ringline_server.actors.probe import Probe
from ringline_server.actors.room import Reservation, Room
from ringline_server.domain import authority
from ringline_server.domain.capacity import Use
from ringline_server.domain.policy import Account, Agent
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import OFF_DUTY
from ringline_server.domain.standing import Standing, ruled_out
from ringline_server.domain.state import Interaction


@attrs.frozen
class Seen:
    """To oneself: this is how the interaction is that the agent wants to take."""

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
        elif isinstance(asked.command, TakeInteraction):
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
        _require_room(state, seen, agent, account, standing())
    except Refused as refusal:
        answer(call, refusal)
    else:
        room.keep(Reservation(state.id, state.channel, "", now_ms, call))
        seen.target.tell(seen.asked)


def _require_room(state: Interaction, seen: Seen, agent: Agent, account: Account, standing: Standing) -> None:
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
