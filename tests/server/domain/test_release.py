"""Work given back to a queue."""

import pytest
from kit.story import CONSUMER, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import InviteAgent, ReleaseInteraction, SaveDraft, StartTransfer
from ringline_protocol.values import (
    Channel,
    LegEndReason,
    LegState,
    OfferPurpose,
    Phase,
    QueuedReason,
    Target,
)
from ringline_server.domain.events import LegEnded, NoteSaved, Queued, WrapUpStarted
from ringline_server.domain.policy import RequeuePosition


def talking(channel: Channel = Channel.EMAIL, position: RequeuePosition = RequeuePosition.KEEP) -> Tale:
    lines = (
        queue(channel=channel, release_position=position),
        queue("que_2", channel, release_position=position),
        queue("que_call", Channel.VOICE),
    )
    return Tale(account(*lines)).arrives().passes(5_000).talks()


def release(tale: Tale, queue_id: str | None = None, note: str = "") -> Queued:
    tale.does(ReleaseInteraction("int_1", queue_id, note), agent("ana"))
    return tale.of(Queued)[0]


def test_it_waits_again_and_the_leg_wraps_up_by_itself() -> None:
    tale = talking()

    queued = release(tale)

    assert [type(event) for event in tale.last] == [LegEnded, WrapUpStarted, Queued]
    assert tale.of(LegEnded)[0].reason is LegEndReason.RELEASED
    assert (queued.queue, queued.reason) == ("que_1", QueuedReason.RELEASE)
    assert (tale.state.phase, tale.leg("ana").state) == (Phase.QUEUED, LegState.WRAPPING)
    tale.talks("ben").ends_well()


@pytest.mark.parametrize("position", list(RequeuePosition))
def test_its_place_is_the_one_that_the_queue_gives_to_what_is_released(position: RequeuePosition) -> None:
    tale = talking(position=position).passes(60_000)
    first_ms = tale.ever(Queued)[0].enqueued_at_ms

    queued = release(tale)

    assert queued.at_front is (position is RequeuePosition.FRONT)
    assert queued.enqueued_at_ms == (tale.now_ms if position is RequeuePosition.BACK else first_ms)


def test_to_another_queue_of_the_same_channel() -> None:
    tale = talking()

    assert release(tale, "que_2").queue == "que_2"
    assert tale.state.queue == "que_2"


@pytest.mark.parametrize(
    ("queue_id", "code"),
    [("que_9", ErrorCode.NOT_FOUND), ("que_call", ErrorCode.TRANSFER_TARGET_UNAVAILABLE)],
)
def test_to_a_queue_that_cannot_be_is_refused(queue_id: str, code: ErrorCode) -> None:
    talking().refuses(ReleaseInteraction("int_1", queue_id), agent("ana"), code)


def test_note_and_draft_go_with_it() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))

    release(tale, note="needs the contract")

    assert tale.of(NoteSaved)[0].text == "needs the contract"
    assert tale.state.draft is not None
    assert tale.state.draft.text == "Dear"


def test_the_releasing_agent_is_passed_over_for_a_while() -> None:
    tale = talking()
    release(tale)

    assert tale.state.excluded == {"ana": tale.now_ms + 30_000}


def test_a_chat_may_be_released_too() -> None:
    assert release(talking(Channel.MESSAGING)).reason is QueuedReason.RELEASE


def test_not_in_the_middle_of_a_transfer_or_with_others_in_the_conversation() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))
    tale.refuses(ReleaseInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)
    chat = talking(Channel.MESSAGING)
    chat.does(InviteAgent("int_1", "ben"), agent("ana"))
    assert chat.refuses(ReleaseInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)["state"] == "inviting"
    chat.rings("ben", OfferPurpose.CONFERENCE)
    chat.accepts("ben")

    details = chat.refuses(ReleaseInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "conference", "allowed": ["leg.leave"]}


def test_only_its_agent_releases() -> None:
    for who in (agent("ben"), CONSUMER):
        talking().refuses(ReleaseInteraction("int_1"), who, ErrorCode.FORBIDDEN)
