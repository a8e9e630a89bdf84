"""One agent's part: opened, held, resumed, and its end."""

import pytest
from kit.story import CONSUMER, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    HoldLeg,
    OpenInteraction,
    ReleaseInteraction,
    ResumeLeg,
    SendMessage,
    StartTransfer,
)
from ringline_protocol.values import Channel, LegState, OfferPurpose, Presence, Target, TransferMode
from ringline_server.domain import legs
from ringline_server.domain.events import LegEnded, LegHeld, LegOpened, LegResumed

LIVE = [Channel.MESSAGING, Channel.VOICE, Channel.VIDEO]


def talking(channel: Channel = Channel.MESSAGING) -> Tale:
    return Tale(account(queue(channel=channel))).arrives().talks()


@pytest.mark.parametrize("channel", LIVE)
def test_hold_and_resume(channel: Channel) -> None:
    tale = talking(channel)

    tale.does(HoldLeg("int_1"), agent("ana"))
    assert tale.of(LegHeld) == [LegHeld(tale.leg("ana").id)]
    assert (tale.leg("ana").state, tale.leg("ana").held_since_ms) == (LegState.HELD, tale.now_ms)

    tale.does(ResumeLeg("int_1"), agent("ana"))
    assert tale.of(LegResumed) == [LegResumed(tale.leg("ana").id)]
    assert (tale.leg("ana").state, tale.leg("ana").held_since_ms) == (LegState.ACTIVE, None)


def test_twice_is_once() -> None:
    tale = talking()
    tale.does(ResumeLeg("int_1"), agent("ana"))
    assert tale.last == ()
    tale.does(HoldLeg("int_1"), agent("ana"))

    tale.does(HoldLeg("int_1"), agent("ana"))

    assert tale.last == ()


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.WORK_ITEM])
def test_nobody_is_held_on_an_asynchronous_channel(channel: Channel) -> None:
    details = talking(channel).refuses(HoldLeg("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "active", "allowed": ["interaction.park"]}


def test_a_consulted_agent_cannot_hold_the_consumer() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    tale.accepts("ben")

    details = tale.refuses(HoldLeg("int_1"), agent("ben"), ErrorCode.INVALID_STATE)

    assert details == {"state": "consult", "allowed": ["leg.leave"]}


def test_a_leg_on_its_way_cannot_be_held_and_the_refusal_says_what_can_be_done() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))

    details = tale.refuses(HoldLeg("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "transferring", "allowed": ["transfer.cancel"]}


def test_a_stranger_may_not_hold_and_who_has_left_not_any_more() -> None:
    tale = talking()
    tale.refuses(HoldLeg("int_1"), agent("ben"), ErrorCode.FORBIDDEN)
    tale.refuses(HoldLeg("int_1"), CONSUMER, ErrorCode.FORBIDDEN)
    tale.ends()

    details = tale.refuses(HoldLeg("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details["state"] == "wrapping"


def test_opening_marks_what_the_consumer_said_as_read() -> None:
    tale = talking(Channel.EMAIL)
    for text in ("hello?", "anybody?"):
        tale.does(SendMessage("int_1", text), CONSUMER)
    assert (tale.leg("ana").opened, tale.leg("ana").unread) == (False, 2)

    tale.does(OpenInteraction("int_1"), agent("ana"))

    assert tale.of(LegOpened) == [LegOpened(tale.leg("ana").id)]
    assert (tale.leg("ana").opened, tale.leg("ana").unread) == (True, 0)
    tale.does(OpenInteraction("int_1"), agent("ana"))
    assert tale.last == ()


def test_a_leg_in_wrap_up_can_be_opened_a_finished_one_not() -> None:
    tale = talking().ends()
    tale.does(OpenInteraction("int_1"), agent("ana"))
    tale.passes(30_000)

    details = tale.refuses(OpenInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details["state"] == "ended"


def test_who_gives_work_back_is_passed_over_for_the_cool_down() -> None:
    tale = talking()

    tale.does(ReleaseInteraction("int_1"), agent("ana"))

    (ended,) = tale.of(LegEnded)
    assert ended.excluded_until_ms == tale.now_ms + 30_000
    assert tale.state.excluded == {"ana": tale.now_ms + 30_000}


def test_who_was_lost_or_is_done_is_not_passed_over() -> None:
    lost = talking().present("ana", Presence.GONE)
    done = talking().ends()

    assert [event.excluded_until_ms for event in (*lost.ever(LegEnded), *done.ever(LegEnded))] == [None, None]
    assert lost.state.excluded == {}


def test_agent_parts_are_numbered_in_order() -> None:
    tale = talking()
    tale.does(ReleaseInteraction("int_1"), agent("ana"))
    tale.talks("ben")

    assert [leg.number for leg in tale.state.legs.values()] == [1, 2]
    assert legs.next_number(tale.state) == 3


def test_opening_is_said_once_even_with_nothing_to_read() -> None:
    tale = talking(Channel.EMAIL)

    tale.does(OpenInteraction("int_1"), agent("ana"))

    assert tale.of(LegOpened) == [LegOpened(tale.leg("ana").id)]
