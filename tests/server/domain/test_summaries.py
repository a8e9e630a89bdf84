"""When a summary is due: a flow hands over, or somebody else is to take over; and never of nothing."""

from typing import Any

import pytest
from kit.story import CONSUMER, SERVICE, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.commands import ReleaseInteraction, SendMessage, SetSummary, StartTransfer, TakeOver
from ringline_protocol.mail import MailAddress, MailDirection, MailHead
from ringline_protocol.values import Channel, Consumer, NewSegment, Presence, Role, Summary, SummaryBy, Target
from ringline_server.domain.orders import AgentPresent, MailReceived
from ringline_server.domain.summaries import covers, is_behind, is_due

ANA = agent("ana")
SAID = (NewSegment("b1", Role.BOT, "Hello"), NewSegment("b2", Role.CONSUMER, "My parcel is lost"))


def talking(**policy: Any) -> Tale:
    return Tale(account(queue(**policy))).arrives(transcript=SAID).talks()


def due(tale: Tale) -> bool:
    return is_due(tale.state, tale.last)


def test_a_hand_over_by_a_flow_is_due_unless_the_flow_said_it_itself() -> None:
    assert due(Tale().arrives(transcript=SAID))
    assert due(Tale().arrives(transcript=SAID, summary=Summary("a parcel", SummaryBy.EXTRACTIVE)))
    for by in (SummaryBy.FLOW, SummaryBy.MODEL):
        assert not due(Tale().arrives(transcript=SAID, summary=Summary("a parcel", by)))


def test_a_mail_that_begins_a_thread_is_no_hand_over() -> None:
    head = MailHead("mail_1", MailDirection.IN, MailAddress("mar@example.org"), subject="Parcel")
    tale = Tale(account(queue(channel=Channel.EMAIL)))
    tale.does(MailReceived("que_1", head, "My parcel 48213 is lost", Consumer()), SERVICE)

    assert covers(tale.state) > 0
    assert not due(tale)


def test_of_nothing_there_is_no_summary() -> None:
    assert not due(Tale().arrives())


def test_what_is_merely_said_is_not_due() -> None:
    tale = talking()
    assert not due(tale)
    tale.does(SendMessage("int_1", "Are you there?"), CONSUMER)
    assert not due(tale)


@pytest.mark.parametrize(
    ("command", "by"),
    [
        (StartTransfer("int_1", Target(queue="que_1")), ANA),
        (ReleaseInteraction("int_1"), ANA),
        (TakeOver("int_1"), SUPERVISOR),
    ],
)
def test_whoever_takes_over_finds_one(command: object, by: Any) -> None:
    tale = talking(channel=Channel.EMAIL) if isinstance(command, ReleaseInteraction) else talking()

    tale.does(command, by)

    assert due(tale)


def test_so_does_who_comes_after_an_agent_who_was_lost() -> None:
    tale = talking(lost_grace_ms=5_000)
    tale.does(AgentPresent("ana", Presence.GRACE))
    assert not due(tale)
    tale.passes(5_000)
    assert due(tale)


def test_it_is_behind_as_soon_as_somebody_says_more() -> None:
    tale = talking()
    assert is_behind(tale.state)
    tale.does(SetSummary("int_1", Summary("a parcel", SummaryBy.MODEL, covers(tale.state))), SERVICE)
    assert not is_behind(tale.state)
    tale.does(SendMessage("int_1", "And a letter"), CONSUMER)
    assert is_behind(tale.state)
    assert covers(tale.state) == tale.state.segments[-1].seq
