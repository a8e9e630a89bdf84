"""An agent who was asked for room and has none."""

from kit.story import CONSUMER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.commands import AssignInteraction, InviteAgent, ResolveInteraction, SendMessage
from ringline_protocol.values import Channel, Phase, QueuedReason
from ringline_server.domain.events import AgentUnwanted, Queued


def test_the_wish_is_over_and_waiting_work_goes_on_waiting() -> None:
    tale = Tale().arrives()
    tale.does(AssignInteraction("int_1", "ana"), SUPERVISOR)

    tale.is_busy("ana", "no_capacity")

    assert tale.last == (AgentUnwanted("ana", "no_capacity"),)
    assert tale.state.phase is Phase.QUEUED


def test_an_invitation_is_just_over() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))

    tale.is_busy("ben")

    assert tale.last == (AgentUnwanted("ben", "not_ready"),)
    assert tale.state.primary == tale.leg("ana")


def test_reopened_work_that_its_last_agent_cannot_take_waits_for_anybody() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives().talks()
    tale.does(ResolveInteraction("int_1"), agent("ana"))
    tale.does(SendMessage("int_1", "one more thing"), CONSUMER)

    tale.is_busy("ana", "offline")

    assert [event.reason for event in tale.of(Queued)] == [QueuedReason.REOPENED]
    assert tale.state.phase is Phase.QUEUED
    tale.ends_well()


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing() -> None:
    tale = Tale().arrives().talks()
    tale.is_busy("ben")
    assert tale.last == ()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))

    tale.is_busy("cai")

    assert tale.last == ()
