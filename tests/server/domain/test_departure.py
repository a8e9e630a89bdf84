"""A leg goes while the conversation goes on: somebody has it after that."""

import pytest
from kit.story import SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.commands import Barge, InviteAgent, StartTransfer
from ringline_protocol.values import (
    Channel,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    Presence,
    QueuedReason,
    Target,
    TransferMode,
    TransferResult,
    WrapUpOutcome,
)
from ringline_server.domain.events import (
    AgentUnwanted,
    LegEnded,
    LegPromoted,
    OfferEnded,
    Queued,
    TransferEnded,
    WrapUpCompleted,
)
from ringline_server.domain.policy import MediaReports


def talking(channel: Channel = Channel.MESSAGING) -> Tale:
    return Tale(account(queue(channel=channel, media=MediaReports.NONE))).arrives().talks()


def asks(tale: Tale, purpose: OfferPurpose) -> Tale:
    """Ana asks Ben to join or to advise."""
    if purpose is OfferPurpose.CONFERENCE:
        tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    else:
        tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    return tale


def has(tale: Tale, purpose: OfferPurpose) -> Tale:
    asks(tale, purpose).rings("ben", purpose)
    return tale.accepts("ben")


def gone(tale: Tale, name: str = "ana") -> Tale:
    return tale.present(name, Presence.GRACE).passes(30_000)


def test_agent_lost_alone_puts_it_at_the_front_with_its_context() -> None:
    tale = gone(talking(Channel.VOICE))

    (queued,) = tale.ever(Queued)[1:]
    assert (queued.reason, queued.at_front) == (QueuedReason.AGENT_LOST, True)
    assert tale.ever(LegEnded)[0].reason is LegEndReason.AGENT_LOST
    (done,) = tale.ever(WrapUpCompleted)
    assert (done.outcome, done.unset_reason) == (WrapUpOutcome.SKIPPED, "agent_lost")
    tale.ends_well()


@pytest.mark.parametrize("is_away", [False, True])
def test_agent_lost_in_a_conference_leaves_it_to_the_next_even_if_they_are_away(is_away: bool) -> None:
    tale = has(talking(), OfferPurpose.CONFERENCE)
    if is_away:
        tale.jumps(1).present("ben", Presence.GRACE)

    tale.present("ana", Presence.GONE)

    assert [event.kind for event in tale.of(LegPromoted)] == [LegKind.PRIMARY]
    assert tale.state.primary == tale.leg("ben")
    assert len(tale.ever(Queued)) == 1


def test_the_next_of_a_conference_is_who_is_here() -> None:
    tale = has(talking(), OfferPurpose.CONFERENCE)
    tale.does(Barge("int_1"), SUPERVISOR)
    tale.present("ben", Presence.GRACE)

    tale.present("ana", Presence.GONE)

    assert tale.state.primary == tale.leg("sue")


def test_everybody_in_a_conference_is_lost_and_it_waits_at_the_front() -> None:
    tale = has(talking(), OfferPurpose.CONFERENCE)
    tale.present("ana", Presence.GRACE).present("ben", Presence.GRACE).passes(30_000)

    assert tale.state.phase is Phase.QUEUED
    assert tale.state.waiting is not None
    assert tale.state.waiting.at_front
    tale.ends_well()


def test_a_guest_is_lost_and_the_others_go_on() -> None:
    tale = gone(has(talking(), OfferPurpose.CONFERENCE), "ben")

    assert tale.state.primary == tale.leg("ana")
    assert tale.leg("ben").state is LegState.ENDED


def test_the_sender_of_a_consult_is_lost_and_the_consulted_agent_takes_it() -> None:
    tale = gone(has(talking(Channel.VOICE), OfferPurpose.CONSULT))

    (ended,) = tale.ever(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.COMPLETED, "agent_lost")
    assert (tale.state.primary, tale.leg("ben").kind) == (tale.leg("ben"), LegKind.PRIMARY)
    tale.ends_well()


@pytest.mark.parametrize("is_ringing", [False, True])
def test_the_sender_is_lost_before_the_consult_began_and_it_waits_at_the_front(is_ringing: bool) -> None:
    tale = asks(talking(), OfferPurpose.CONSULT)
    if is_ringing:
        tale.rings("ben", OfferPurpose.CONSULT)

    tale.present("ana", Presence.GONE)

    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.CANCELED, "agent_lost")
    details = [offer.detail for offer in tale.of(OfferEnded)]
    assert details == ([OfferDetail.TRANSFER_CANCELED] if is_ringing else [])
    assert (tale.state.live_offers, tale.state.wanted) == ((), None)
    assert tale.state.waiting is not None
    assert tale.state.waiting.at_front


def test_the_consulted_agent_is_lost_and_the_consult_has_failed() -> None:
    tale = gone(has(talking(Channel.VOICE), OfferPurpose.CONSULT), "ben")

    (ended,) = tale.ever(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.FAILED, "agent_lost")
    assert tale.leg("ana").state is LegState.HELD


@pytest.mark.parametrize("is_ringing", [False, True])
def test_an_invitation_does_not_outlive_the_last_one_who_talked(is_ringing: bool) -> None:
    tale = asks(talking(), OfferPurpose.CONFERENCE)
    if is_ringing:
        tale.rings("ben", OfferPurpose.CONFERENCE)

    tale.present("ana", Presence.GONE)

    assert tale.state.phase is Phase.QUEUED
    if is_ringing:
        assert [event.state for event in tale.of(OfferEnded)] == [OfferState.CANCELED]
    else:
        assert tale.of(AgentUnwanted) == [AgentUnwanted("ben", "ended")]
