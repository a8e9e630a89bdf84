"""A supervisor's ways in."""

import attrs
import pytest
from kit.story import CONSUMER, FAR_MS, SERVICE, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AssignInteraction,
    Barge,
    InviteAgent,
    LeaveInteraction,
    ParkInteraction,
    StartTransfer,
    TakeOver,
    Whisper,
)
from ringline_protocol.values import (
    Channel,
    EndedBy,
    LegEndReason,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Phase,
    PrincipalKind,
    Role,
    SegmentPhase,
    Target,
    TransferMode,
    TransferResult,
)
from ringline_server.domain.events import (
    AgentUnwanted,
    AgentWanted,
    LegEnded,
    LegPromoted,
    LegStarted,
    OfferEnded,
    SegmentAdded,
    TransferEnded,
    Unparked,
    WrapUpStarted,
)
from ringline_server.domain.policy import Agent, MediaReports
from ringline_server.domain.principal import Principal

TOM = Principal(PrincipalKind.SUPERVISOR, "tom", FAR_MS, "Tom")


def tale_of(channel: Channel = Channel.MESSAGING) -> Tale:
    setup = account(queue(channel=channel, media=MediaReports.NONE))
    more = {name: Agent(name, name.title()) for name in ("dan", "eve")}
    return Tale(attrs.evolve(setup, agents={**setup.agents, **more})).arrives()


@pytest.mark.parametrize(
    "command",
    [AssignInteraction("int_1", "ana"), Whisper("int_1", "psst"), Barge("int_1"), TakeOver("int_1")],
)
def test_only_supervisors_may(command: object) -> None:
    tale = tale_of().talks()

    for who in (agent("ana"), agent("ben"), CONSUMER, SERVICE):
        tale.refuses(command, who, ErrorCode.FORBIDDEN)


# --- assign


def test_waiting_work_is_given_to_an_agent_past_the_order() -> None:
    tale = tale_of()
    tale.does(AssignInteraction("int_1", "ana"), SUPERVISOR)
    assert tale.last == (AgentWanted("ana", OfferPurpose.HANDLE, "sue"),)

    tale.rings("ana")
    tale.accepts("ana")

    assert tale.state.primary == tale.leg("ana")
    assert tale.state.wanted is None
    tale.ends_well()


def test_a_ring_at_somebody_else_ends_and_the_agent_is_not_blamed() -> None:
    tale = tale_of()
    tale.rings("ben")

    tale.does(AssignInteraction("int_1", "ana"), SUPERVISOR)

    (ended,) = tale.of(OfferEnded)
    assert (ended.agent, ended.state, ended.detail) == ("ben", OfferState.CANCELED, OfferDetail.SUPERVISOR)
    assert tale.state.excluded == {}


def test_a_newer_assignment_replaces_an_older_one() -> None:
    tale = tale_of()
    tale.does(AssignInteraction("int_1", "ana"), SUPERVISOR)

    tale.does(AssignInteraction("int_1", "ben"), SUPERVISOR)

    assert tale.last == (AgentUnwanted("ana", "supervisor"), AgentWanted("ben", OfferPurpose.HANDLE, "sue"))


def test_what_somebody_has_is_taken_over_not_assigned() -> None:
    tale = tale_of().talks()
    details = tale.refuses(AssignInteraction("int_1", "ben"), SUPERVISOR, ErrorCode.INVALID_STATE)
    assert details == {"state": "active", "allowed": ["supervisor.take_over"]}

    tale_of().refuses(AssignInteraction("int_1", "zoe"), SUPERVISOR, ErrorCode.NOT_FOUND)


# --- whisper


def test_a_whisper_is_hidden_and_belongs_to_the_agents_part() -> None:
    tale = tale_of().talks()

    tale.does(Whisper("int_1", "offer a refund"), SUPERVISOR)

    (said,) = tale.of(SegmentAdded)
    assert (said.hidden, said.role, said.participant) == (True, Role.SUPERVISOR, "Sue")
    assert (said.phase, said.number, said.leg) == (SegmentPhase.AGENT, 1, None)
    assert tale.state.segments == ()


def test_nobody_whispers_into_an_empty_room() -> None:
    tale_of().refuses(Whisper("int_1", "hello?"), SUPERVISOR, ErrorCode.INVALID_STATE)
    tale_of().talks().refuses(Whisper("int_1", ""), SUPERVISOR, ErrorCode.BAD_REQUEST)


# --- barge


def test_a_supervisor_joins_the_conversation() -> None:
    tale = tale_of().talks()

    tale.does(Barge("int_1"), SUPERVISOR)

    (started,) = tale.of(LegStarted)
    assert (started.kind, started.by, started.agent_name) == (LegKind.CONFERENCE, EndedBy.SUPERVISOR, "Sue")
    assert tale.state.primary == tale.leg("ana")
    tale.refuses(Barge("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)
    tale.does(LeaveInteraction("int_1"), SUPERVISOR)
    tale.ends_well()


def test_one_voice_at_a_time() -> None:
    tale = tale_of().talks()
    tale.does(Barge("int_1"), SUPERVISOR)

    for command in (Barge("int_1"), Whisper("int_1", "me too")):
        assert tale.refuses(command, TOM, ErrorCode.INVALID_STATE)["state"] == "barged"
    tale.does(Whisper("int_1", "psst"), SUPERVISOR)
    tale.does(LeaveInteraction("int_1"), SUPERVISOR)

    tale.does(Barge("int_1"), TOM)

    assert tale.leg("tom").kind is LegKind.CONFERENCE


def test_a_barge_needs_room_and_a_live_conversation() -> None:
    tale_of().refuses(Barge("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)
    tale_of(Channel.EMAIL).talks().refuses(Barge("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)
    full = tale_of().talks()
    for name in ("ben", "cai", "dan", "eve"):
        full.does(InviteAgent("int_1", name), agent("ana"))
        full.rings(name, OfferPurpose.CONFERENCE)
        full.accepts(name)

    full.refuses(Barge("int_1"), SUPERVISOR, ErrorCode.AT_CAPACITY)


# --- take over


@pytest.mark.parametrize("channel", list(Channel))
def test_supervisor_takes_over_and_the_agent_wraps_up(channel: Channel) -> None:
    tale = tale_of(channel).talks()

    tale.does(TakeOver("int_1"), SUPERVISOR)

    assert [type(event) for event in tale.last] == [LegEnded, WrapUpStarted, LegStarted]
    assert tale.of(LegEnded)[0].reason is LegEndReason.TAKEN_OVER
    assert (tale.state.primary, tale.leg("ana").state) == (tale.leg("sue"), LegState.WRAPPING)
    tale.does(TakeOver("int_1"), SUPERVISOR)
    assert tale.last == ()
    tale.ends_well()


def test_who_had_barged_in_goes_on_with_the_same_leg() -> None:
    tale = tale_of().talks()
    tale.does(Barge("int_1"), SUPERVISOR)

    tale.does(TakeOver("int_1"), SUPERVISOR)

    assert [event.kind for event in tale.of(LegPromoted)] == [LegKind.PRIMARY]
    assert tale.of(LegStarted) == []


@pytest.mark.parametrize(
    ("target", "mode"),
    [
        (Target(agent="ben"), TransferMode.COLD_ASSURED),
        (Target(queue="que_1"), TransferMode.COLD_ASSURED),
        (Target(agent="ben"), TransferMode.WARM),
    ],
)
@pytest.mark.parametrize("is_ringing", [False, True])
def test_a_take_over_ends_the_transfer_that_was_on_its_way(
    target: Target, mode: TransferMode, is_ringing: bool
) -> None:
    tale = tale_of().talks()
    tale.does(StartTransfer("int_1", target, mode), agent("ana"))
    if is_ringing:
        tale.rings("ben", _purpose(target, mode))

    tale.does(TakeOver("int_1"), SUPERVISOR)

    (ended,) = tale.of(TransferEnded)
    assert (ended.result, ended.reason) == (TransferResult.CANCELED, "taken_over")
    assert (tale.state.live_offers, tale.state.wanted, tale.state.waiting) == ((), None, None)
    assert tale.state.primary == tale.leg("sue")


def _purpose(target: Target, mode: TransferMode) -> OfferPurpose:
    if target.queue is not None:
        return OfferPurpose.HANDLE
    return OfferPurpose.CONSULT if mode is TransferMode.WARM else OfferPurpose.TRANSFER


def test_a_take_over_ends_the_consult_and_keeps_the_conference() -> None:
    consult = tale_of().talks()
    consult.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    consult.rings("ben", OfferPurpose.CONSULT)
    consult.accepts("ben").does(TakeOver("int_1"), SUPERVISOR)
    assert consult.leg("ben").end_reason is LegEndReason.CONSULT_ENDED

    conference = tale_of().talks()
    conference.does(InviteAgent("int_1", "ben"), agent("ana"))
    conference.rings("ben", OfferPurpose.CONFERENCE)
    conference.accepts("ben").does(TakeOver("int_1"), SUPERVISOR)
    assert [leg.agent for leg in conference.state.talking] == ["ben", "sue"]


def test_a_take_over_of_parked_work_takes_it_up() -> None:
    tale = tale_of(Channel.EMAIL).talks()
    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    tale.does(TakeOver("int_1"), SUPERVISOR)

    assert [event.reason for event in tale.of(Unparked)] == ["ended"]
    assert tale.state.phase is Phase.ACTIVE


def test_waiting_work_is_assigned_not_taken_over() -> None:
    details = tale_of().refuses(TakeOver("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)

    assert details == {"state": "queued", "allowed": ["interaction.assign"]}


def test_a_supervisor_who_is_invited_accepts_instead_of_barging_in_and_a_take_over_ends_the_ring() -> None:
    tale = tale_of().talks()
    tale.does(InviteAgent("int_1", "sue"), agent("ana"))
    tale.rings("sue", OfferPurpose.CONFERENCE)
    details = tale.refuses(Barge("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)
    assert details == {"state": "offered", "allowed": ["offer.accept"]}

    tale.does(TakeOver("int_1"), SUPERVISOR)

    assert [offer.detail for offer in tale.of(OfferEnded)] == [OfferDetail.SUPERVISOR]
    assert tale.state.primary == tale.leg("sue")
