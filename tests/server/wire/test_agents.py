"""An agent's own facts as the stream tells them."""

from ringline_protocol import events as told
from ringline_protocol.values import AgentState, Channel, ChannelState, Status
from ringline_server.domain.agent import MISSED_NEXT, AgentStatus, NextStatus
from ringline_server.domain.capacity import Holding, Scales, Use
from ringline_server.domain.policy import Agent, Capacity
from ringline_server.domain.standing import Standing, weigh
from ringline_server.wire import Reader, agents

ANA = Agent("agt_ana", "Ana", capacity=Capacity(occupied_rules=({Channel.MESSAGING: 50},)))
READY = AgentStatus(Status.READY, None, "agent:agt_ana", since_ms=5)
CHATS = tuple(Holding(f"int_{n}", Channel.MESSAGING, Use.ACTIVE) for n in range(2))
MORE = (Holding("int_2", Channel.MESSAGING, Use.ACTIVE),)


def test_the_status_names_who_chose_and_what_waits() -> None:
    assert agents.status_changed(READY) == told.AgentStatusChanged(Status.READY, 5, "agent:agt_ana")
    lunch = AgentStatus(Status.READY, None, "system", 5, next=NextStatus(Status.NOT_READY, "lunch", "agent:agt_ana"))
    assert agents.status_changed(lunch).next_status == told.NextStatus(Status.NOT_READY, "lunch")


def test_the_state_has_the_word_the_units_and_every_channel() -> None:
    state = agents.state_changed(weigh(Standing(READY, True, CHATS), ANA, Scales()), None, 7)

    assert (state.state, state.units_used, state.units) == (AgentState.OCCUPIED, 50, 100)
    assert (state.occupied, state.missed_hold) == (True, False)
    assert set(state.channels) == {channel.value for channel in Channel}
    assert state.channels["messaging"] == told.ChannelLoad(ChannelState.FULL, 2, 4)


def test_a_missed_ring_that_stands_in_the_way_is_shown() -> None:
    missed = AgentStatus(Status.READY, None, "system", next=MISSED_NEXT)

    assert agents.state_changed(weigh(Standing(missed, True, CHATS), ANA, Scales()), None, 7).missed_hold


def test_the_loads_change_and_the_word_stays_what_it_is_since_then() -> None:
    busy = agents.state_changed(weigh(Standing(READY, True, CHATS), ANA, Scales()), None, 7)
    busier = agents.state_changed(weigh(Standing(READY, True, (*CHATS, *MORE)), ANA, Scales()), busy, 9)
    idle = agents.state_changed(weigh(Standing(READY, True), ANA, Scales()), busier, 11)

    assert (busy.since_at_ms, busier.since_at_ms, idle.since_at_ms) == (7, 7, 11)
    assert busier.units_used > busy.units_used


def test_everybody_who_may_read_it_sees_the_same() -> None:
    event = agents.opt_outs_changed(AgentStatus(channels_out=(Channel.VOICE,), queues_out=("que_1",)))

    assert event == told.AgentOptOutsChanged((Channel.VOICE,), ("que_1",))
    for reader in (Reader.AGENT, Reader.SUPERVISOR):
        assert agents.agent_event(event, reader) == ("agent.opt_outs_changed", event)


def test_what_weighs_the_same_is_shown_by_the_same_channels() -> None:
    scales = Scales()
    one, other = (
        agents.state_changed(weigh(Standing(READY, True, CHATS, idle_since_ms=idle), ANA, scales), None, 7)
        for idle in (1, 2)
    )
    assert one.channels is other.channels
