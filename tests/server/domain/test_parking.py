"""Asynchronous work put aside."""

import pytest
from kit.story import CONSUMER, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    EndInteraction,
    ParkInteraction,
    ReleaseInteraction,
    StartTransfer,
    UnparkInteraction,
)
from ringline_protocol.values import Channel, LegState, Phase, Presence, Target
from ringline_server.domain.events import LegEnded, Parked, Unparked
from ringline_server.domain.parking import PARKED_MS_MAX


def talking(channel: Channel = Channel.EMAIL) -> Tale:
    return Tale(account(queue(channel=channel))).arrives().talks()


def parked(span_ms: int | None = 60_000, *, until_reply: bool = False) -> Tale:
    tale = talking()
    until_at_ms = None if span_ms is None else tale.now_ms + span_ms
    tale.does(ParkInteraction("int_1", until_at_ms, until_reply), agent("ana"))
    return tale


def test_parked_until_a_time_comes_back_by_itself() -> None:
    tale = parked()
    assert tale.of(Parked) == [Parked(tale.leg("ana").id, tale.now_ms + 60_000, False)]
    assert (tale.state.phase, tale.leg("ana").state) == (Phase.PARKED, LegState.PARKED)
    assert not tale.passes(59_999).last

    tale.passes(1)

    assert tale.last == (Unparked(tale.leg("ana").id, "time"),)
    assert (tale.state.phase, tale.leg("ana").state) == (Phase.ACTIVE, LegState.ACTIVE)
    tale.ends_well()


def test_a_time_that_passed_while_the_server_was_down_counts_at_once() -> None:
    assert parked().jumps(3_600_000).passes(0).of(Unparked)[0].reason == "time"


def test_the_agent_takes_it_up_again() -> None:
    tale = parked(None, until_reply=True)

    tale.does(UnparkInteraction("int_1"), agent("ana"))

    assert tale.last == (Unparked(tale.leg("ana").id, "agent"),)
    tale.does(UnparkInteraction("int_1"), agent("ana"))
    assert not tale.last


@pytest.mark.parametrize("span_ms", [0, -1, PARKED_MS_MAX + 1])
def test_a_time_must_be_to_come_and_not_too_far(span_ms: int) -> None:
    tale = talking()

    command = ParkInteraction("int_1", tale.now_ms + span_ms)

    assert tale.refuses(command, agent("ana"), ErrorCode.BAD_REQUEST) == {"path": "params.until_at_ms"}


def test_parking_needs_a_way_back() -> None:
    talking().refuses(ParkInteraction("int_1"), agent("ana"), ErrorCode.BAD_REQUEST)


@pytest.mark.parametrize("channel", [Channel.MESSAGING, Channel.VOICE, Channel.VIDEO])
def test_live_conversations_are_not_parked(channel: Channel) -> None:
    tale = talking(channel)

    details = tale.refuses(ParkInteraction("int_1", until_reply=True), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": str(channel), "allowed": ["leg.hold"]}


def test_only_its_agent_parks_and_unparks() -> None:
    tale = parked()
    for who in (agent("ben"), CONSUMER):
        tale.refuses(ParkInteraction("int_1", until_reply=True), who, ErrorCode.FORBIDDEN)
        tale.refuses(UnparkInteraction("int_1"), who, ErrorCode.FORBIDDEN)


def test_parked_work_is_not_parked_twice_nor_transferred() -> None:
    tale = parked()

    again = tale.refuses(ParkInteraction("int_1", until_reply=True), agent("ana"), ErrorCode.INVALID_STATE)
    moved = tale.refuses(StartTransfer("int_1", Target(agent="ben")), agent("ana"), ErrorCode.INVALID_STATE)

    assert again["state"] == moved["state"] == "parked"
    assert again["allowed"][0] == "interaction.unpark"


@pytest.mark.parametrize("command", [ReleaseInteraction("int_1"), EndInteraction("int_1")])
def test_the_end_of_its_leg_ends_parking(command: object) -> None:
    tale = parked()

    tale.does(command, agent("ana"))

    assert [event.reason for event in tale.of(Unparked)] == ["ended"]
    assert len(tale.of(LegEnded)) == 1
    assert tale.state.parked is None
    tale.ends_well()


def test_parked_work_of_an_agent_who_is_gone_stays_theirs() -> None:
    tale = parked().present("ana", Presence.GONE).passes(60_000)

    assert tale.of(Unparked)[0].reason == "time"
    assert tale.state.primary == tale.leg("ana")
