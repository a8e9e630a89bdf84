"""The end of a conversation, silence, and what comes back."""

from typing import Any

import pytest
from kit.story import CONSUMER, SERVICE, START_MS, STRANGER, SUPERVISOR, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import AssignInteraction, EndInteraction, HoldLeg, InviteAgent, StartTransfer
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    EndedBy,
    LegEndReason,
    OfferDetail,
    OfferPurpose,
    Phase,
    Presence,
    QueuedReason,
    Role,
    Target,
    TransferResult,
)
from ringline_server.domain import ending, machine
from ringline_server.domain.events import (
    AgentUnwanted,
    AgentWanted,
    Closed,
    Ended,
    Event,
    IdleWarned,
    LegEnded,
    OfferEnded,
    Queued,
    Reopened,
    TransferEnded,
    WrapUpStarted,
)
from ringline_server.domain.orders import Context, Tick
from ringline_server.domain.policy import Account, WrapUpPolicy
from ringline_server.domain.principal import Principal

NO_WRAP_UP = WrapUpPolicy(enabled=False)
END = EndInteraction("int_1")


def one(channel: Channel = Channel.MESSAGING, **policy: Any) -> Account:
    return account(queue(channel=channel, **policy))


# --- before anybody answered


@pytest.mark.parametrize(
    ("waited_ms", "reason"),
    [
        (0, ClosedReason.SHORT_ABANDONED),
        (5_000, ClosedReason.SHORT_ABANDONED),
        (5_001, ClosedReason.ABANDONED),
    ],
)
def test_consumer_leaves_the_queue_and_the_threshold_itself_is_short(waited_ms: int, reason: ClosedReason) -> None:
    tale = Tale().arrives().passes(waited_ms).leaves()

    assert [type(event) for event in tale.last] == [Ended, Closed]
    assert (tale.of(Ended)[0].reason, tale.of(Ended)[0].by) == (reason, EndedBy.CONSUMER)
    assert tale.state.phase is Phase.CLOSED


def test_short_abandon_can_be_switched_off() -> None:
    assert Tale(one(short_abandon_ms=0)).arrives().leaves().of(Ended)[0].reason is ClosedReason.ABANDONED


def test_who_waits_again_after_a_lost_agent_abandons() -> None:
    tale = Tale().arrives().talks().present("ana", Presence.GONE).passes(8_000).leaves()

    assert tale.of(Ended)[0].reason is ClosedReason.ABANDONED


# --- who ends a conversation


@pytest.mark.parametrize(
    ("by", "ended_by", "reason"),
    [
        (CONSUMER, EndedBy.CONSUMER, ClosedReason.CONSUMER_LEFT),
        (agent("ana"), EndedBy.AGENT, ClosedReason.AGENT_ENDED),
        (SUPERVISOR, EndedBy.SUPERVISOR, ClosedReason.AGENT_ENDED),
        (SERVICE, EndedBy.SYSTEM, ClosedReason.CANCELED),
    ],
)
def test_each_role_ends_a_conversation_with_its_own_reason(
    by: Principal, ended_by: EndedBy, reason: ClosedReason
) -> None:
    tale = Tale().arrives().talks()

    tale.does(END, by)

    assert (tale.of(Ended)[0].by, tale.of(Ended)[0].reason) == (ended_by, reason)
    assert [type(event) for event in tale.last] == [Ended, LegEnded, WrapUpStarted]
    assert tale.state.phase is Phase.WRAPPING


@pytest.mark.parametrize("by", [SUPERVISOR, SERVICE])
def test_waiting_work_that_is_ended_inside_is_canceled(by: Principal) -> None:
    tale = Tale().arrives()

    tale.does(END, by)

    assert tale.of(Closed)[0].reason is ClosedReason.CANCELED


def test_a_supervisor_who_handles_it_ends_it_as_its_agent() -> None:
    tale = Tale().arrives().talks("sue")

    tale.does(END, SUPERVISOR)

    assert (tale.of(Ended)[0].by, tale.of(Ended)[0].agent) == (EndedBy.AGENT, "sue")


def test_strangers_end_nothing_and_cannot_tell_it_from_nothing() -> None:
    tale = Tale().arrives().talks()
    tale_of_nothing = Tale()

    for by in (agent("ben"), STRANGER):
        tale.refuses(END, by, ErrorCode.FORBIDDEN)
        tale_of_nothing.refuses(END, by, ErrorCode.FORBIDDEN)


def test_a_conference_partner_leaves_and_does_not_end_it() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben")

    assert tale.refuses(END, agent("ben"), ErrorCode.INVALID_STATE)["allowed"] == ["leg.leave"]


def test_what_has_ended_does_not_end_again() -> None:
    tale = Tale().arrives().talks().ends()

    for by in (CONSUMER, agent("ana"), SUPERVISOR):
        assert tale.refuses(END, by, ErrorCode.INVALID_STATE)["state"] == "wrapping"


def test_it_is_closed_at_once_where_nobody_wraps_up() -> None:
    tale = Tale(one(wrap_up=NO_WRAP_UP)).arrives().talks().ends()

    assert type(tale.last[-1]) is Closed
    assert tale.state.phase is Phase.CLOSED


def test_all_that_is_live_gets_its_end_in_the_same_decision() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))
    tale.rings("ben", OfferPurpose.TRANSFER)

    tale.leaves()

    assert tale.of(OfferEnded)[0].detail is OfferDetail.CONSUMER_LEFT
    assert (tale.of(TransferEnded)[0].result, tale.of(TransferEnded)[0].reason) == (
        TransferResult.CANCELED,
        "consumer_left",
    )
    assert tale.of(LegEnded)[0].reason is LegEndReason.CONVERSATION_ENDED


def test_a_wish_for_an_agent_ends_too() -> None:
    tale = Tale().arrives()
    tale.does(AssignInteraction("int_1", "ben"), SUPERVISOR)

    assert tale.leaves().of(AgentUnwanted) == [AgentUnwanted("ben", "consumer_left")]


# --- time to live


def test_what_waits_too_long_for_its_first_agent_expires() -> None:
    tale = Tale().arrives(ttl_ms=60_000).passes(60_000)

    assert tale.of(Closed)[0].reason is ClosedReason.EXPIRED


def test_time_to_live_does_not_cut_a_ring_and_is_over_with_the_first_agent() -> None:
    tale = Tale().arrives(ttl_ms=60_000).passes(50_000)
    tale.rings("ana")

    tale.passes(20_000).accepts("ana").passes(1_000).present("ana", Presence.GONE)

    assert tale.passes(3_600_000).state.phase is Phase.QUEUED


# --- silence


def test_a_silent_chat_is_warned_and_then_closed() -> None:
    tale = Tale().arrives().talks().passes(299_999)
    assert tale.last == ()

    tale.passes(1)
    assert list(tale.last) == [IdleWarned(START_MS + 600_000)]
    tale.passes(300_000)

    assert (tale.of(Ended)[0].by, tale.of(Ended)[0].reason) == (EndedBy.SYSTEM, ClosedReason.INACTIVITY)


def test_a_warning_that_comes_late_still_leaves_the_whole_time() -> None:
    tale = Tale().arrives().talks().jumps(9_000_000)

    tale.does(Tick())

    assert tale.last == (IdleWarned(tale.now_ms + 300_000),)


def test_email_is_closed_after_120_hours_without_a_warning() -> None:
    tale = Tale(one(Channel.EMAIL)).arrives().talks().passes(120 * 3_600_000)

    assert tale.ever(IdleWarned) == []
    assert tale.of(Ended)[0].reason is ClosedReason.INACTIVITY


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.VIDEO, Channel.WORK_ITEM])
def test_other_channels_are_never_closed_for_silence(channel: Channel) -> None:
    assert Tale(one(channel)).arrives().talks().passes(10**10).last == ()


def test_the_queue_says_how_long_silence_lasts() -> None:
    tale = Tale(one(Channel.WORK_ITEM, idle_warn_ms=1_000, idle_close_ms=3_000)).arrives().talks()

    assert [type(event) for event in tale.passes(1_000).last] == [IdleWarned]
    assert tale.passes(2_000).state.ended is not None


def test_a_consumer_on_hold_is_not_silent() -> None:
    tale = Tale().arrives().talks()
    tale.does(HoldLeg("int_1"), agent("ana"))

    assert tale.passes(3_600_000).last == ()


def test_waiting_is_not_silence() -> None:
    tale = Tale().arrives().passes(3_600_000).talks()

    assert tale.passes(299_999).last == ()


# --- reopening


def reopened(tale: Tale) -> tuple[Event, ...]:
    """What reopening makes; told like a verb, so that it is checked like one."""
    events = ending.reopen(tale.state, Context(tale.now_ms, tale.account, CONSUMER, str))
    for event in events:
        tale.told.append((tale.now_ms, event))
        tale.state = machine.apply(tale.state, event, tale.now_ms)
    return events


def closed_email(**policy: Any) -> Tale:
    return Tale(one(Channel.EMAIL, wrap_up=NO_WRAP_UP, **policy)).arrives().talks().ends()


def test_reopened_work_asks_for_the_agent_who_knows_it() -> None:
    tale = closed_email()

    events = reopened(tale)

    assert events == (Reopened("consumer:con_1"), AgentWanted("ana", OfferPurpose.HANDLE, str(Role.SYSTEM)))
    tale.rings("ana")
    assert tale.state.primary is not None
    tale.ends_well()


def test_reopened_work_goes_to_the_queue_when_its_agent_has_no_room() -> None:
    tale = closed_email()
    reopened(tale)

    tale.is_busy("ana", "channel_full")

    assert tale.of(AgentUnwanted) == [AgentUnwanted("ana", "channel_full")]
    assert tale.of(Queued)[0].reason is QueuedReason.REOPENED


def test_reopened_work_of_an_agent_who_left_the_queue_goes_there_at_once() -> None:
    tale = closed_email()
    tale.account = Account(queues=tale.account.queues)

    assert [type(event) for event in reopened(tale)] == [Reopened, Queued]
    assert tale.state.waiting is not None
    assert tale.state.waiting.enqueued_at_ms == tale.now_ms
    assert tale.does(Tick(), SYSTEM) == ()
