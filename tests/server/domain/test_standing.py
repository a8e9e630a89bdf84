"""What rules an agent out, in which order it is said, and the one word to show."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from ringline_protocol.values import AgentState, Channel, Status
from ringline_server.domain.agent import MISSED, MISSED_NEXT, SYSTEM, AgentStatus, NextStatus
from ringline_server.domain.capacity import Holding, Scales, Use
from ringline_server.domain.policy import Agent, Capacity, Queue, Selection
from ringline_server.domain.queue import OFF_DUTY, RuledOut
from ringline_server.domain.standing import Standing, members, ruled_out, ruled_out_by_name, weigh

CHAT, VOICE, EMAIL = Channel.MESSAGING, Channel.VOICE, Channel.EMAIL
QUEUES = {queue.id: queue for queue in (Queue("que_chat", "Chat", CHAT), Queue("que_voice", "Voice", VOICE))}
ANA = Agent("ana", "Ana", queues=tuple(QUEUES), skills={"spanish": 5})
ME = "agent:ana"
READY = AgentStatus(Status.READY, None, ME, ready_since_ms=700)
MISSED_CALL = AgentStatus(Status.NOT_READY, MISSED, SYSTEM)
LEAVES = attrs.evolve(READY, next=NextStatus(Status.NOT_READY, "lunch", ME))


def held(channel: Channel = CHAT, use: Use = Use.ACTIVE, count: int = 1) -> tuple[Holding, ...]:
    return tuple(Holding(f"int_{channel}_{n}", channel, use) for n in range(count))


def standing(status: AgentStatus = READY, *holdings: Holding, connected: bool = True) -> Standing:
    return Standing(status, connected, holdings, 900)


def opted_out(**more: Any) -> AgentStatus:
    return attrs.evolve(READY, **more)


@pytest.mark.parametrize(
    ("now", "out"),
    [
        (standing(), None),
        (standing(AgentStatus()), RuledOut.OFFLINE),
        (standing(AgentStatus(), connected=False), RuledOut.OFFLINE),
        (standing(connected=False), RuledOut.NOT_CONNECTED),
        (standing(AgentStatus(Status.NOT_READY, "lunch")), RuledOut.NOT_READY),
        (standing(MISSED_CALL), RuledOut.NOT_READY),
        (standing(LEAVES, *held()), RuledOut.NOT_READY),
        (standing(opted_out(channels_out=(CHAT,))), RuledOut.OPTED_OUT_CHANNEL),
        (standing(opted_out(queues_out=("que_chat",))), RuledOut.OPTED_OUT_QUEUE),
        (standing(opted_out(channels_out=(CHAT,), queues_out=("que_chat",))), RuledOut.OPTED_OUT_CHANNEL),
        (standing(opted_out(channels_out=(VOICE,), queues_out=("que_voice",))), None),
        (standing(attrs.evolve(READY, next=MISSED_NEXT), *held()), RuledOut.MISSED_HOLD),
        (standing(READY, *held(count=4)), RuledOut.CHANNEL_FULL),
        (standing(READY, *held(VOICE)), RuledOut.NO_CAPACITY),
        (standing(READY, *held(VOICE, Use.RESERVED)), RuledOut.RESERVED_ELSEWHERE),
        (standing(opted_out(channels_out=(CHAT,)), *held(VOICE)), RuledOut.OPTED_OUT_CHANNEL),
    ],
)
def test_what_rules_an_agent_out_is_said_in_order(now: Standing, out: RuledOut | None) -> None:
    assert ruled_out(now, ANA, QUEUES["que_chat"]) is out


def test_whoever_is_not_a_member_is_only_that() -> None:
    assert ruled_out(standing(AgentStatus()), ANA, Queue("que_2", "Other", CHAT)) is RuledOut.NOT_A_MEMBER


def test_a_ringing_call_rules_out_the_next_call_only() -> None:
    wide = attrs.evolve(ANA, capacity=Capacity(units=1_000, channel_max={VOICE: 2}))
    rings = standing(READY, *held(VOICE, Use.OFFERED))

    assert ruled_out(rings, wide, QUEUES["que_voice"]) is RuledOut.RINGING_ELSEWHERE
    assert ruled_out(rings, wide, QUEUES["que_chat"]) is None


def test_an_occupied_agent_is_ruled_out_everywhere() -> None:
    strict = attrs.evolve(ANA, capacity=Capacity(units=1_000, occupied_rules=({VOICE: 100},)))
    calls = standing(READY, *held(VOICE))

    assert {ruled_out(calls, strict, queue) for queue in QUEUES.values()} == {RuledOut.OCCUPIED}


def test_who_is_asked_by_name_need_not_be_a_member_and_may_have_opted_out_of_the_queue() -> None:
    now = standing(opted_out(queues_out=("que_chat",)))

    assert ruled_out_by_name(now, ANA, CHAT, may_exceed=False) is None
    assert ruled_out_by_name(standing(LEAVES, *held()), ANA, CHAT, may_exceed=False) is RuledOut.NOT_READY
    assert ruled_out_by_name(standing(READY, *held(count=4)), ANA, CHAT, may_exceed=True) is RuledOut.CHANNEL_FULL
    generous = attrs.evolve(ANA, capacity=Capacity(transfer_may_exceed=True))
    assert ruled_out_by_name(standing(READY, *held(count=4)), generous, CHAT, may_exceed=True) is None


# --- one word

OCCUPIED_BY: Mapping[str, Any] = {"occupied_rules": ({CHAT: 25},)}


@pytest.mark.parametrize(
    ("now", "limits", "state"),
    [
        (standing(AgentStatus(), *held(use=Use.WRAPPING)), {}, AgentState.OFFLINE),
        (standing(MISSED_CALL, *held(use=Use.WRAPPING)), {}, AgentState.NOT_READY),
        (standing(attrs.evolve(READY, next=MISSED_NEXT), *held(use=Use.WRAPPING)), {}, AgentState.MISSED),
        (standing(READY, *held(use=Use.WRAPPING)), OCCUPIED_BY, AgentState.WRAP_UP),
        (standing(READY, *held()), OCCUPIED_BY, AgentState.OCCUPIED),
        (standing(READY, *held(VOICE)), {}, AgentState.OCCUPIED),
        (standing(READY, *held()), {}, AgentState.READY),
        (standing(LEAVES, *held()), {}, AgentState.NOT_READY),
        (standing(READY), {}, AgentState.READY),
    ],
)
def test_one_word_is_shown_and_the_weightiest_wins(now: Standing, limits: Mapping[str, Any], state: AgentState) -> None:
    assert weigh(now, attrs.evolve(ANA, capacity=Capacity(**limits)), Scales()).state is state


# --- what queues are told


def test_each_queue_is_told_what_rules_the_agent_out_for_it() -> None:
    told = members(weigh(standing(READY, *held(count=2)), ANA, Scales()), QUEUES.values())
    chat, voice = told["que_chat"], told["que_voice"]

    assert (chat.out, voice.out) == (None, RuledOut.NO_CAPACITY)
    assert attrs.evolve(chat, out=RuledOut.NO_CAPACITY, idle_since_ms=0) == voice
    assert (chat.status, chat.state, chat.skills) == (Status.READY, AgentState.READY, {"spanish": 5})


@pytest.mark.parametrize(
    ("selection", "figures"),
    [
        (Selection.LONGEST_IDLE, (900, 0, 0, 0)),
        (Selection.SIMULTANEOUS, (900, 0, 0, 0)),
        (Selection.LONGEST_IDLE_READY, (0, 700, 0, 0)),
        (Selection.LEAST_LOADED, (900, 0, 25, 25)),
        (Selection.SEQUENTIAL, (0, 0, 0, 0)),
        (Selection.ROTATING, (0, 0, 0, 0)),
    ],
)
def test_a_queue_is_told_the_figures_by_which_it_chooses_while_it_may(
    selection: Selection, figures: tuple[int, int, int, int]
) -> None:
    policy = attrs.evolve(QUEUES["que_chat"], selection=selection)
    free, full = (
        members(weigh(standing(READY, *held(count=count)), ANA, Scales()), [policy])["que_chat"] for count in (1, 4)
    )

    assert (free.idle_since_ms, free.ready_since_ms, free.load_units, free.load_percent) == figures
    assert full.out is RuledOut.CHANNEL_FULL
    assert (full.idle_since_ms, full.ready_since_ms, full.load_units, full.load_percent) == (0, 0, 0, 0)


def test_an_agent_with_work_in_hand_is_still_on_duty_and_one_who_leaves_is_not() -> None:
    assert (
        members(weigh(standing(READY, *held(VOICE)), ANA, Scales()), QUEUES.values())["que_voice"].out not in OFF_DUTY
    )
    assert members(weigh(standing(LEAVES, *held(VOICE)), ANA, Scales()), QUEUES.values())["que_voice"].out in OFF_DUTY


def test_live_work_is_what_must_be_finished_before_leaving() -> None:
    uses = {use: standing(READY, *held(use=use)).live_work for use in Use}

    assert {use for use, work in uses.items() if not work} == {Use.OFFERED, Use.RESERVED}
    assert standing(READY, *held(EMAIL)).live_work == ()


def test_an_agent_may_be_looked_at_without_one_interaction() -> None:
    now = standing(READY, *held(count=4))

    assert ruled_out(now.without("int_messaging_0"), ANA, QUEUES["que_chat"]) is None
    assert now.without("int_none") is now
    assert now.holding("int_messaging_0") == now.holdings[0]
    assert now.holding("int_none") is None
