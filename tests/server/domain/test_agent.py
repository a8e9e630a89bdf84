"""The status machine of an agent: choices, what waits for the end of the work, misses, signing in and going."""

from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.accounts import account, queue
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SetOptOuts, SetStatus
from ringline_protocol.values import Channel, Status
from ringline_server.domain import agent
from ringline_server.domain.agent import MISSED, SYSTEM, AgentStatus, NextStatus, Work
from ringline_server.domain.agent_events import (
    AgentEvent,
    MissesForgiven,
    NextStatusChosen,
    OptOutsChosen,
    RingMissed,
    StatusChosen,
)
from ringline_server.domain.policy import MissedPolicy

ACCOUNT = account()
ANA = ACCOUNT.agents["agt_ana"]
ME = "agent:agt_ana"
NOW_MS = 1_000
READY = AgentStatus(Status.READY, None, ME, 500, ready_since_ms=500)
BUSY = Work(("int_1",))
IDLE = Work()


def after(status: AgentStatus, events: Sequence[AgentEvent], at_ms: int = NOW_MS) -> AgentStatus:
    for event in events:
        status = agent.apply(status, event, at_ms)
    return status


def chooses(status: AgentStatus, wish: Status, work: Work = IDLE, by: str = ME, **more: Any) -> AgentStatus:
    return after(status, agent.choose(status, SetStatus(wish, **more), by, work, ACCOUNT).events)


def test_a_choice_without_work_holds_at_once() -> None:
    status = chooses(READY, Status.NOT_READY, reason="lunch")

    assert (status.status, status.reason, status.by, status.since_ms) == (Status.NOT_READY, "lunch", ME, NOW_MS)
    assert status.next is None


def test_not_ready_with_live_work_waits_for_its_end() -> None:
    status = chooses(READY, Status.NOT_READY, BUSY, reason="lunch")

    assert status.status is Status.READY
    assert status.next == NextStatus(Status.NOT_READY, "lunch", ME)
    assert agent.work_done(status, BUSY) == ()
    assert after(status, agent.work_done(status, IDLE), 2_000) == AgentStatus(
        Status.NOT_READY, "lunch", ME, since_ms=2_000, ready_since_ms=500
    )


def test_a_newer_choice_always_replaces_the_one_that_waits() -> None:
    waits = chooses(READY, Status.NOT_READY, BUSY, reason="lunch")

    assert chooses(waits, Status.NOT_READY, BUSY, reason="break").next == NextStatus(Status.NOT_READY, "break", ME)
    back = chooses(waits, Status.READY, BUSY)
    assert (back.status, back.next, back.ready_since_ms) == (Status.READY, None, 500)
    assert chooses(waits, Status.NOT_READY, BUSY, by="supervisor:agt_sofia").next == NextStatus(
        Status.NOT_READY, None, "supervisor:agt_sofia"
    )
    assert chooses(waits, Status.OFFLINE, BUSY, forced=True) == AgentStatus(
        Status.OFFLINE, None, ME, since_ms=NOW_MS, ready_since_ms=500
    )


def test_who_is_not_ready_changes_the_reason_at_once_even_with_work() -> None:
    status = AgentStatus(Status.NOT_READY, "break", ME)

    assert chooses(status, Status.NOT_READY, BUSY, reason="lunch").reason == "lunch"


@pytest.mark.parametrize("status", [READY, AgentStatus(Status.NOT_READY, "break", ME)])
def test_the_same_choice_twice_says_nothing_new(status: AgentStatus) -> None:
    command = SetStatus(status.status, status.reason)

    assert agent.choose(status, command, ME, IDLE, ACCOUNT).events == ()
    waits = chooses(READY, Status.NOT_READY, BUSY, reason="lunch")
    assert agent.choose(waits, SetStatus(Status.NOT_READY, "lunch"), ME, BUSY, ACCOUNT).events == ()


def test_signing_out_with_live_work_is_refused_and_names_it_unless_forced() -> None:
    with pytest.raises(Refused) as refused:
        chooses(READY, Status.OFFLINE, BUSY)

    assert refused.value.code is ErrorCode.INVALID_STATE
    assert refused.value.details["interactions"] == ["int_1"]
    assert chooses(READY, Status.OFFLINE, BUSY, forced=True).status is Status.OFFLINE
    assert chooses(READY, Status.OFFLINE, IDLE).status is Status.OFFLINE


@pytest.mark.parametrize(
    "command",
    [
        SetStatus(Status.NOT_READY, "golf"),
        SetStatus(Status.NOT_READY, MISSED),
        SetStatus(Status.NOT_READY, "signed_in"),
        SetStatus(Status.READY, "lunch"),
        SetStatus(Status.OFFLINE, "lunch"),
    ],
)
def test_only_reasons_of_the_account_may_be_chosen_and_only_for_not_ready(command: SetStatus) -> None:
    with pytest.raises(Refused) as refused:
        agent.choose(READY, command, ME, IDLE, ACCOUNT)

    assert refused.value.code is ErrorCode.BAD_REQUEST
    assert refused.value.details == {"path": "params.reason", "allowed": ["break", "lunch", "meeting", "training"]}


@pytest.mark.parametrize("wish", [Status.READY, Status.NOT_READY])
def test_nobody_brings_back_an_agent_who_is_gone(wish: Status) -> None:
    with pytest.raises(Refused) as refused:
        chooses(AgentStatus(), wish, Work(is_gone=True), by="supervisor:agt_sofia")

    assert refused.value.code is ErrorCode.INVALID_STATE
    assert refused.value.details["state"] == "gone"


@pytest.mark.parametrize(
    ("command", "ends_rings"),
    [
        (SetStatus(Status.NOT_READY), True),
        (SetStatus(Status.NOT_READY, pending_offers="keep"), False),
        (SetStatus(Status.OFFLINE, pending_offers="keep"), True),
        (SetStatus(Status.READY), False),
    ],
)
def test_what_rings_is_declined_or_kept_as_the_choice_says(command: SetStatus, ends_rings: bool) -> None:
    assert agent.choose(READY, command, ME, IDLE, ACCOUNT).ends_rings is ends_rings


# --- misses


def test_one_missed_call_makes_not_ready() -> None:
    events = agent.missed(READY, "off_1", ACCOUNT.queues["que_voice"], IDLE)

    assert events == (RingMissed("off_1", "que_voice", 1), StatusChosen(Status.NOT_READY, MISSED, SYSTEM))
    assert after(READY, events).is_missed


def test_a_chat_is_missed_twice_in_a_row_before_it_matters() -> None:
    chat = ACCOUNT.queues["que_chat"]
    once = after(READY, agent.missed(READY, "off_1", chat, IDLE))

    assert (once.status, once.misses, once.is_missed) == (Status.READY, 1, False)
    twice = after(once, agent.missed(once, "off_2", chat, IDLE))
    assert (twice.status, twice.reason, twice.is_missed) == (Status.NOT_READY, MISSED, True)


def test_an_answer_ends_the_row_of_misses() -> None:
    chat = ACCOUNT.queues["que_chat"]
    once = after(READY, agent.missed(READY, "off_1", chat, IDLE))
    forgiven = after(once, agent.answered(once))

    assert forgiven.misses == 0
    assert agent.answered(forgiven) == ()
    assert after(forgiven, agent.missed(forgiven, "off_2", chat, IDLE)).status is Status.READY


def test_a_queue_that_does_not_mind_misses_changes_nothing() -> None:
    lenient = queue("que_voice", Channel.VOICE, on_missed=MissedPolicy.NONE)

    assert agent.missed(READY, "off_1", lenient, IDLE) == (RingMissed("off_1", "que_voice", 1),)


def test_a_queue_says_how_many_misses_it_takes() -> None:
    status, patient = READY, queue("que_voice", Channel.VOICE, missed_max=3)
    for ring in ("off_1", "off_2", "off_3"):
        assert status.status is Status.READY
        status = after(status, agent.missed(status, ring, patient, IDLE))
    assert status.status is Status.NOT_READY


def test_a_miss_during_live_work_holds_new_work_back_until_the_work_is_done() -> None:
    status = after(READY, agent.missed(READY, "off_1", ACCOUNT.queues["que_voice"], BUSY))

    assert (status.status, status.is_missed) == (Status.READY, True)
    done = after(status, agent.work_done(status, IDLE))
    assert (done.status, done.reason, done.is_missed) == (Status.NOT_READY, MISSED, True)


@pytest.mark.parametrize("work", [IDLE, BUSY])
def test_whoever_answers_the_next_ring_is_ready_again(work: Work) -> None:
    missed = after(READY, agent.missed(READY, "off_1", ACCOUNT.queues["que_voice"], work))
    back = after(missed, agent.answered(missed))

    assert (back.status, back.next, back.misses, back.is_missed) == (Status.READY, None, 0, False)


def test_who_was_ready_all_the_time_stays_so_since_then() -> None:
    missed = after(READY, agent.missed(READY, "off_1", ACCOUNT.queues["que_voice"], BUSY))

    assert after(missed, agent.answered(missed)) == READY


def test_who_missed_comes_back_with_one_choice() -> None:
    missed = after(READY, agent.missed(READY, "off_1", ACCOUNT.queues["que_voice"], IDLE))
    back = chooses(missed, Status.READY)

    assert (back.status, back.by, back.misses, back.is_missed) == (Status.READY, ME, 0, False)


def test_a_miss_does_not_undo_what_the_agent_chose() -> None:
    leaves = chooses(READY, Status.NOT_READY, BUSY, reason="lunch")
    voice = ACCOUNT.queues["que_voice"]

    assert agent.missed(leaves, "off_1", voice, BUSY) == (RingMissed("off_1", "que_voice", 1),)
    away = AgentStatus(Status.NOT_READY, "lunch", ME)
    assert agent.missed(away, "off_1", voice, IDLE) == (RingMissed("off_1", "que_voice", 1),)
    assert after(away, agent.answered(attrs.evolve(away, misses=1))).reason == "lunch"


# --- signing in, going


def test_who_signs_in_is_not_ready_and_within_the_grace_as_they_were() -> None:
    assert agent.signed_in(AgentStatus(), ACCOUNT) == (StatusChosen(Status.NOT_READY, "signed_in", SYSTEM),)
    assert agent.signed_in(READY, ACCOUNT) == ()


def test_who_is_gone_is_off_line_once() -> None:
    assert agent.gone(READY) == (StatusChosen(Status.OFFLINE, None, SYSTEM),)
    assert agent.gone(AgentStatus()) == ()


def test_ready_since_counts_from_the_last_change_to_ready() -> None:
    status = after(READY, [StatusChosen(Status.READY, None, ME)], 900)
    assert status.ready_since_ms == 500
    away = after(status, [StatusChosen(Status.NOT_READY, None, ME)], 1_000)
    assert after(away, [StatusChosen(Status.READY, None, ME)], 1_100).ready_since_ms == 1_100


def test_on_line_since_counts_from_the_last_change_from_off_line() -> None:
    status = after(AgentStatus(), agent.signed_in(AgentStatus(), ACCOUNT), 900)
    status = after(status, [StatusChosen(Status.READY, None, ME)], 1_000)
    assert status.on_since_ms == 900
    status = after(after(status, agent.gone(status), 1_100), [StatusChosen(Status.READY, None, ME)], 1_200)
    assert status.on_since_ms == 1_200


# --- opt-outs


def test_opt_outs_replace_the_earlier_ones_and_say_nothing_twice() -> None:
    command = SetOptOuts((Channel.VOICE, Channel.EMAIL, Channel.VOICE), ("que_voice", "que_chat"))
    (event,) = agent.opt_out(READY, command, ANA)
    status = after(READY, [event])

    assert (status.channels_out, status.queues_out) == ((Channel.EMAIL, Channel.VOICE), ("que_chat", "que_voice"))
    assert agent.opt_out(status, command, ANA) == ()
    assert after(status, agent.opt_out(status, SetOptOuts(), ANA)) == READY


def test_nobody_opts_out_of_a_queue_that_is_not_theirs() -> None:
    with pytest.raises(Refused) as refused:
        agent.opt_out(READY, SetOptOuts(queues=("que_chat", "que_none")), ANA)

    assert refused.value.code is ErrorCode.BAD_REQUEST


# --- whatever happens

EVENTS = st.one_of(
    st.builds(StatusChosen, st.sampled_from(Status), st.none(), st.just(ME)),
    st.builds(NextStatusChosen, st.sampled_from([None, Status.NOT_READY]), st.none(), st.just(ME)),
    st.builds(RingMissed, st.just("off_1"), st.just("que_voice"), st.integers(1, 3)),
    st.just(MissesForgiven()),
    st.just(OptOutsChosen((), ())),
)
COMMANDS = st.builds(SetStatus, st.sampled_from(Status), st.sampled_from([None, "lunch"]), forced=st.booleans())
WORK = st.sampled_from([IDLE, BUSY, Work(is_gone=True)])


@given(history=st.lists(EVENTS, max_size=8), command=COMMANDS, work=WORK)
def test_a_choice_that_is_not_refused_is_the_status_or_the_next_one(
    history: list[AgentEvent], command: SetStatus, work: Work
) -> None:
    before = after(AgentStatus(), history)
    try:
        chosen = agent.choose(before, command, ME, work, ACCOUNT)
    except Refused:
        return
    status = after(before, chosen.events)
    done = after(status, agent.work_done(status, IDLE))

    assert (done.status, done.reason, done.next, done.misses) == (command.status, command.reason, None, 0)
    assert agent.choose(status, command, ME, work, ACCOUNT).events == ()
