"""A supervisor listens to a call: who may, what it changes for whom, and everything that ends it."""

from typing import Any

import attrs
import pytest
from kit.story import CONSUMER, FAR_MS, SERVICE, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AcceptUpgrade,
    AskUpgrade,
    Barge,
    ConferenceTransfer,
    HoldLeg,
    InviteAgent,
    LeaveInteraction,
    MonitorCall,
    ReleaseInteraction,
    ReportMedia,
    SaveDraft,
    SendMessage,
    SetCallMedia,
    StartTransfer,
    TakeOver,
)
from ringline_protocol.values import (
    CallMedia,
    Channel,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferPurpose,
    Phase,
    Presence,
    PrincipalKind,
    Target,
    TransferMode,
    WrapUpOutcome,
)
from ringline_server.domain import calls, share, transfer
from ringline_server.domain.events import Closed, LegEnded, LegLost, LegRecovered, LegStarted, WrapUpCompleted
from ringline_server.domain.monitoring import MONITORS_MAX
from ringline_server.domain.principal import Principal

LISTEN = MonitorCall("int_1")


def supervisor(name: str) -> Principal:
    return Principal(PrincipalKind.SUPERVISOR, name, FAR_MS, name.title())


def call(**policy: Any) -> Tale:
    """Ana and the consumer talk."""
    return Tale(account(queue(channel=Channel.VOICE, **policy))).arrives().talks()


def heard(**policy: Any) -> Tale:
    """Sue listens to them."""
    tale = call(**policy)
    tale.does(LISTEN, SUPERVISOR)
    return tale


def over(tale: Tale) -> LegEndReason | None:
    """Why Sue does not listen any more."""
    ends = [event.reason for event in tale.of(LegEnded) if event.agent == "sue"]
    assert len(ends) < 2
    return ends[0] if ends else None


# --- who may


@pytest.mark.parametrize("who", [agent("ana"), agent("ben"), CONSUMER, SERVICE])
def test_only_supervisors_may(who: Principal) -> None:
    call().refuses(LISTEN, who, ErrorCode.FORBIDDEN)


def test_a_supervisor_listens_and_twice_is_once() -> None:
    tale = heard()
    (leg,) = tale.state.listening

    assert tale.of(LegStarted) == [
        LegStarted(leg.id, "sue", "Sue", LegKind.MONITOR, "que_1", number=0, by=EndedBy.SUPERVISOR)
    ]
    tale.does(LISTEN, SUPERVISOR)
    assert tale.result == {"leg": leg.id}
    assert tale.last == ()


def test_there_is_nothing_to_hear_in_a_chat_or_before_anybody_talks() -> None:
    Tale().arrives().talks().refuses(LISTEN, SUPERVISOR, ErrorCode.INVALID_STATE)
    waiting = Tale(account(queue(channel=Channel.VOICE))).arrives()
    waiting.refuses(LISTEN, SUPERVISOR, ErrorCode.INVALID_STATE)
    waiting.rings("ana")
    waiting.accepts("ana").refuses(LISTEN, SUPERVISOR, ErrorCode.INVALID_STATE)


def test_who_talks_need_not_listen() -> None:
    tale = call()
    tale.does(Barge("int_1"), SUPERVISOR)

    details = tale.refuses(LISTEN, SUPERVISOR, ErrorCode.INVALID_STATE)

    assert details == {"state": "taking_part", "allowed": ["leg.leave"]}


def test_so_many_may_listen_at_once_and_not_one_more() -> None:
    tale = call()
    for number in range(MONITORS_MAX):
        tale.does(LISTEN, supervisor(f"tom_{number}"))

    assert tale.refuses(LISTEN, SUPERVISOR, ErrorCode.AT_CAPACITY) == {"monitors_max": MONITORS_MAX}
    tale.does(LeaveInteraction("int_1"), supervisor("tom_1"))
    tale.does(LISTEN, SUPERVISOR)
    assert len(tale.state.listening) == MONITORS_MAX


@pytest.mark.parametrize("is_told", [True, False])
def test_whether_the_consumer_reads_of_it_is_said_once_when_it_begins(is_told: bool) -> None:
    tale = call()
    tale.account = attrs.evolve(tale.account, tell_of_monitors=is_told)

    tale.does(LISTEN, SUPERVISOR)

    assert tale.state.listening[0].unseen is not is_told


# --- what it is not


def test_it_changes_nothing_for_those_who_talk() -> None:
    tale = call()
    before = tale.state
    tale.does(LISTEN, SUPERVISOR)
    after = tale.state

    assert (after.talking, after.primary, after.phase) == (before.talking, before.primary, Phase.ACTIVE)
    assert after.leg_of("sue") is None
    assert not after.took_part("sue")
    assert transfer.parties(after) == transfer.parties(before) == 2
    assert share.holding_of(after, "sue", tale.account) is None


def test_a_conference_is_as_large_as_without_them() -> None:
    tale = heard()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben").reports_media(agent("ben")).reports_media(CONSUMER)

    assert [leg.agent for leg in tale.state.talking] == ["ana", "ben"]
    assert [leg.agent for leg in tale.state.listening] == ["sue"]


@pytest.mark.parametrize(
    "command",
    [
        HoldLeg("int_1"),
        SendMessage("int_1", "hello"),
        SaveDraft("int_1", "hello"),
        InviteAgent("int_1", "ben"),
        StartTransfer("int_1", Target(agent="ben"), TransferMode.COLD_ASSURED),
        AskUpgrade("int_1", Channel.VIDEO),
    ],
)
def test_who_listens_has_no_word_in_it(command: object) -> None:
    heard(upgrades=(Channel.VIDEO,)).refuses(command, SUPERVISOR, ErrorCode.FORBIDDEN)


def test_who_listens_has_no_microphone_to_mute() -> None:
    details = heard().refuses(SetCallMedia("int_1", CallMedia(muted=True)), SUPERVISOR, ErrorCode.INVALID_STATE)

    assert details == {"state": "monitor", "allowed": ["leg.leave", "supervisor.barge"]}


def test_they_hear_everybody_and_not_each_other() -> None:
    tale = heard()
    tale.does(LISTEN, supervisor("tom"))
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    tale.accepts("ben").reports_media(agent("ben"))
    there = calls.parties(tale.state)
    sue = calls.require_party(tale.state, SUPERVISOR)

    assert {other.agent for other in there if calls.talks(sue, other)} == {"", "ana", "ben"}
    assert all(calls.talks(one, other) == calls.talks(other, one) for one in there for other in there)


# --- what ends it


def test_they_leave_and_nothing_is_left_to_do() -> None:
    tale = heard()

    tale.does(LeaveInteraction("int_1"), SUPERVISOR)

    assert over(tale) is LegEndReason.LEFT
    assert [(one.agent, one.outcome) for one in tale.of(WrapUpCompleted)] == [("sue", WrapUpOutcome.SKIPPED)]
    assert (tale.state.phase, tale.state.wrapping) == (Phase.ACTIVE, ())
    tale.refuses(LeaveInteraction("int_1"), SUPERVISOR, ErrorCode.FORBIDDEN)


def test_it_ends_with_the_call_before_that_is_closed() -> None:
    tale = heard(wrap_up=attrs.evolve(queue().wrap_up, enabled=False))

    tale.leaves()

    assert over(tale) is LegEndReason.CONVERSATION_ENDED
    assert isinstance(tale.last[-1], Closed)
    tale.ends_well()


def test_it_ends_when_the_call_goes_back_in_line() -> None:
    tale = heard()
    tale.does(ReleaseInteraction("int_1"), agent("ana"))

    assert (over(tale), tale.state.phase) == (LegEndReason.CONVERSATION_ENDED, Phase.QUEUED)


def test_it_ends_when_the_agent_is_lost_for_good() -> None:
    tale = heard()
    tale.present("ana", Presence.GRACE)
    assert tale.state.listening
    tale.passes(30_000)

    assert (over(tale), tale.state.phase) == (LegEndReason.CONVERSATION_ENDED, Phase.QUEUED)


def test_it_goes_on_from_agent_to_agent() -> None:
    tale = heard()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.COLD_ASSURED), agent("ana"))
    tale.rings("ben", OfferPurpose.TRANSFER)
    tale.accepts("ben").reports_media(agent("ben")).reports_media(CONSUMER)

    assert [leg.agent for leg in tale.state.talking] == ["ben"]
    assert [leg.agent for leg in tale.state.listening] == ["sue"]


@pytest.mark.parametrize("command", [Barge("int_1"), TakeOver("int_1")])
def test_who_begins_to_talk_listens_no_longer(command: object) -> None:
    tale = heard()

    tale.does(command, SUPERVISOR)

    assert over(tale) is LegEndReason.LEFT
    assert "sue" in [leg.agent for leg in tale.state.talking]


def test_who_answers_a_ring_of_the_same_call_listens_no_longer() -> None:
    tale = heard()
    tale.does(InviteAgent("int_1", "sue"), agent("ana"))
    tale.rings("sue", OfferPurpose.CONFERENCE)
    assert tale.state.listening

    tale.accepts("sue")

    assert over(tale) is LegEndReason.LEFT
    assert [party.kind for party in calls.parties(tale.state) if party.agent == "sue"] == [LegKind.CONFERENCE]


def test_a_chat_that_did_not_become_a_call_is_not_listened_to() -> None:
    tale = Tale(account(queue(upgrades=(Channel.VOICE,)))).arrives().talks()
    tale.does(AskUpgrade("int_1", Channel.VOICE), agent("ana"))
    tale.does(AcceptUpgrade("int_1", tale.result["upgrade"]), CONSUMER)
    tale.does(LISTEN, SUPERVISOR)

    tale.does(ReportMedia("int_1", ok=False, reason="denied"), CONSUMER)

    assert over(tale) is LegEndReason.CONVERSATION_ENDED


def test_an_upgrade_to_pictures_does_not_mind_them() -> None:
    tale = heard(upgrades=(Channel.VIDEO,))
    tale.does(AskUpgrade("int_1", Channel.VIDEO), agent("ana"))
    tale.does(AcceptUpgrade("int_1", tale.result["upgrade"]), CONSUMER)

    assert (tale.state.channel, len(tale.state.listening)) == (Channel.VIDEO, 1)


def test_a_lost_supervisor_is_waited_for_and_the_call_goes_on_without_them() -> None:
    tale = heard()
    tale.present("sue", Presence.GRACE)
    assert tale.of(LegLost)
    assert share.needs_presence(tale.state, "sue", Presence.CONNECTED)
    tale.present("sue", Presence.CONNECTED)
    assert tale.of(LegRecovered)

    tale.present("sue", Presence.GRACE)
    tale.passes(30_000)

    assert over(tale) is LegEndReason.AGENT_LOST
    assert (tale.state.phase, tale.state.leg_of("ana") is not None) == (Phase.ACTIVE, True)


def test_agent_and_supervisor_lost_together_end_once() -> None:
    tale = heard()
    tale.present("ana", Presence.GRACE).present("sue", Presence.GRACE)
    tale.passes(30_000)

    assert [event.agent for event in tale.ever(LegEnded)] == ["ana", "sue"]
    assert all(leg.state is LegState.ENDED for leg in tale.state.legs.values() if leg.agent == "sue")


def test_a_consult_that_becomes_a_conference_goes_on_being_heard() -> None:
    tale = heard()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    tale.accepts("ben").reports_media(agent("ben"))
    tale.does(ConferenceTransfer("int_1"), agent("ana"))

    assert [leg.agent for leg in tale.state.listening] == ["sue"]
