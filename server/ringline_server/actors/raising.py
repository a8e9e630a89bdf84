"""Room for a conversation that gets richer: kept by the agent's actor before the ask is decided.

agent asks       --> taking.py, as for all that brings work --> interaction
consumer asks    --> interaction --Raise--> the agent who handles it --no room--> refused
                                               `--room is kept--> Raised --> interaction decides
Nobody waits: what asks goes round by the agent. Room that nothing came of is given back, at once or when it expires.
"""

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AskUpgrade

from ringline_server.actors.messages import Asked, Ref
from ringline_server.actors.room import Reservation, Room
from ringline_server.domain import capacity
from ringline_server.domain.policy import Agent
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.standing import Standing
from ringline_server.domain.state import Interaction


@attrs.frozen
class Raise:
    """To the agent who handles it: the consumer asks this; is there room? Answered with Raised."""

    asked: Asked
    state: Interaction
    reply_to: Ref


@attrs.frozen
class Raised:
    """To the interaction: room is kept, decide; or there is none."""

    asked: Asked
    refusal: Refused | None = None


def agent_to_ask(state: Interaction, asked: Asked) -> str | None:
    """Who has to have room before this is decided. None: it needs none, or comes through its agent."""
    if not isinstance(asked.command, AskUpgrade) or asked.call.by.is_agent or state.upgrade is not None:
        return None
    return None if state.primary is None else state.primary.agent


def weigh(wish: Raise, room: Room, agent: Agent, standing: Standing, now_ms: int) -> None:
    """Keep room and send it back, or say why there is none."""
    assert isinstance(wish.asked.command, AskUpgrade)
    refusal = without_room(wish.state, wish.asked.command, agent, standing)
    if refusal is None:
        room.keep(reservation(wish.state, wish.asked, now_ms))
    wish.reply_to.tell(Raised(wish.asked, refusal))


def without_room(state: Interaction, command: AskUpgrade, agent: Agent, standing: Standing) -> Refused | None:
    """What rules the agent out for the richer channel. Who does not take calls now is not asked for one."""
    others = standing.without(state.id)
    reason = capacity.without_room(agent.capacity, others.holdings, command.channel)
    if command.channel in standing.status.channels_out:
        reason = RuledOut.OPTED_OUT_CHANNEL
    return None if reason is None else Refused(ErrorCode.AT_CAPACITY, details={"reason": str(reason)})


def reservation(state: Interaction, asked: Asked, now_ms: int) -> Reservation:
    """Room for what it is going to be."""
    assert isinstance(asked.command, AskUpgrade)
    return Reservation(state.id, asked.command.channel, "", now_ms, asked.call, is_upgrade=True)
