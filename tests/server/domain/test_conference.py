"""More than one agent with the consumer."""

import attrs
import pytest
from kit.story import CONSUMER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    ConferenceTransfer,
    HoldLeg,
    InviteAgent,
    LeaveInteraction,
    StartTransfer,
)
from ringline_protocol.values import (
    Channel,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain.events import (
    AgentWanted,
    LegEnded,
    LegPromoted,
    LegResumed,
    OfferEnded,
    TransferEnded,
    WrapUpStarted,
)
from ringline_server.domain.policy import Agent, Disposition, MediaReports, WrapUpPolicy


def talking(channel: Channel = Channel.MESSAGING) -> Tale:
    """Ana talks. Besides the usual people there are dan, eve and fay."""
    setup = account(queue(channel=channel, media=MediaReports.NONE))
    more = {name: Agent(name, name.title()) for name in ("dan", "eve", "fay")}
    return Tale(attrs.evolve(setup, agents={**setup.agents, **more})).arrives().talks()


def joins(tale: Tale, name: str, by: str = "ana") -> Tale:
    tale.does(InviteAgent("int_1", name), agent(by))
    tale.rings(name, OfferPurpose.CONFERENCE)
    return tale.accepts(name)


def consulting(channel: Channel = Channel.VOICE) -> Tale:
    tale = talking(channel)
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    return tale.accepts("ben")


def test_an_invited_agent_is_asked_rings_and_talks_along() -> None:
    tale = talking()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    assert tale.last == (AgentWanted("ben", OfferPurpose.CONFERENCE, "ana"),)

    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben")

    assert tale.leg("ben").kind is LegKind.CONFERENCE
    assert tale.state.primary == tale.leg("ana")
    tale.ends_well()


@pytest.mark.parametrize("how", ["declined", "expired"])
def test_an_invited_agent_does_not_come_and_the_others_go_on(how: str) -> None:
    tale = talking(Channel.VOICE)
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)

    if how == "declined":
        tale.declines("ben")
    else:
        tale.passes(20_000)

    assert [type(event) for event in tale.last] == [OfferEnded]
    assert tale.state.primary == tale.leg("ana")
    assert tale.state.waiting is None


def test_a_conference_has_room_for_six() -> None:
    tale = talking()
    for name in ("ben", "cai", "dan", "eve"):
        joins(tale, name)

    details = tale.refuses(InviteAgent("int_1", "fay"), agent("ana"), ErrorCode.AT_CAPACITY)

    assert details == {"parties_max": 6}
    assert len(tale.state.talking) == 5


def test_who_is_already_here_or_unknown_is_not_invited() -> None:
    tale = joins(talking(), "ben")

    tale.refuses(InviteAgent("int_1", "ben"), agent("ana"), ErrorCode.TRANSFER_TARGET_UNAVAILABLE)
    tale.refuses(InviteAgent("int_1", "zoe"), agent("ana"), ErrorCode.NOT_FOUND)


def test_one_invitation_at_a_time_and_only_by_who_talks_with_the_consumer() -> None:
    tale = talking()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    assert tale.refuses(InviteAgent("int_1", "cai"), agent("ana"), ErrorCode.INVALID_STATE)["state"] == "inviting"
    for who in (agent("cai"), CONSUMER, SUPERVISOR):
        tale.refuses(InviteAgent("int_1", "dan"), who, ErrorCode.FORBIDDEN)
    consulted = consulting()
    consulted.refuses(InviteAgent("int_1", "cai"), agent("ben"), ErrorCode.INVALID_STATE)


def test_asynchronous_work_has_one_agent() -> None:
    details = talking(Channel.EMAIL).refuses(InviteAgent("int_1", "ben"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "email", "allowed": ["transfer.start"]}


def test_a_guest_may_invite_and_hold_too() -> None:
    tale = joins(joins(talking(), "ben"), "cai", by="ben")
    tale.does(HoldLeg("int_1"), agent("ben"))

    assert tale.leg("ben").state is LegState.HELD
    assert tale.leg("cai").kind is LegKind.CONFERENCE


def test_a_consult_becomes_a_conference_and_the_consumer_is_back_from_hold() -> None:
    tale = consulting()
    assert tale.leg("ana").state is LegState.HELD

    tale.does(ConferenceTransfer("int_1"), agent("ana"))

    assert [type(event) for event in tale.last] == [LegPromoted, TransferEnded, LegResumed]
    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.CANCELED, "conference")
    assert [(leg.agent, leg.kind, leg.state) for leg in tale.state.talking] == [
        ("ana", LegKind.PRIMARY, LegState.ACTIVE),
        ("ben", LegKind.CONFERENCE, LegState.ACTIVE),
    ]
    tale.ends_well()


def test_a_consult_that_still_rings_cannot_become_a_conference() -> None:
    tale = talking()
    tale.refuses(ConferenceTransfer("int_1"), agent("ana"), ErrorCode.TRANSFER_NOT_PENDING)
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)

    details = tale.refuses(ConferenceTransfer("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "ringing", "allowed": ["transfer.cancel"]}


def test_a_guest_leaves_and_wraps_up_without_having_to_label() -> None:
    wrap_up = WrapUpPolicy(dispositions="tree", mandatory=True)
    setup = account(queue(wrap_up=wrap_up), dispositions={"tree": (Disposition("done", "Done"),)})
    tale = joins(Tale(setup).arrives().talks(), "ben")

    tale.does(LeaveInteraction("int_1"), agent("ben"))

    assert tale.of(LegEnded)[0].reason is LegEndReason.LEFT
    assert tale.of(WrapUpStarted)[0].mandatory is False
    assert tale.state.primary == tale.leg("ana")


def test_the_one_who_handled_it_leaves_it_to_the_next() -> None:
    tale = joins(joins(talking(), "ben"), "cai")

    tale.does(LeaveInteraction("int_1"), agent("ana"))

    assert [type(event) for event in tale.last] == [LegEnded, WrapUpStarted, LegPromoted]
    assert tale.state.primary == tale.leg("ben")
    assert tale.leg("cai").kind is LegKind.CONFERENCE


def test_who_is_alone_with_the_consumer_cannot_just_leave() -> None:
    tale = talking()

    details = tale.refuses(LeaveInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details["allowed"] == ["interaction.end", "transfer.start", "interaction.release"]


def test_the_sender_does_not_leave_a_transfer_behind() -> None:
    details = consulting().refuses(LeaveInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "consulting", "allowed": ["transfer.complete", "transfer.cancel"]}


def test_the_consumer_leaves_and_everybody_wraps_up() -> None:
    tale = joins(talking(), "ben")
    tale.does(InviteAgent("int_1", "cai"), agent("ana"))
    tale.rings("cai", OfferPurpose.CONFERENCE)

    tale.leaves()

    (ended,) = tale.of(OfferEnded)
    assert (ended.state, ended.detail) == (OfferState.CANCELED, OfferDetail.CONSUMER_LEFT)
    assert {leg.agent for leg in tale.state.wrapping} == {"ana", "ben"}
