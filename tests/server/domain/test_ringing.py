"""Live offers, ended all at once."""

from collections.abc import Iterable

from kit.story import SYSTEM, Tale, account, agent, queue
from ringline_protocol.commands import InviteAgent
from ringline_protocol.values import OfferDetail, OfferPurpose, OfferState
from ringline_server.domain import ringing
from ringline_server.domain.events import Event, OfferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.policy import Selection

ENDED = (OfferState.RESCINDED, OfferDetail.ANSWERED_BY_OTHER)


def ringing_at_two() -> tuple[Tale, Context]:
    tale = Tale(account(queue(selection=Selection.SIMULTANEOUS))).arrives()
    tale.rings("ana")
    tale.rings("ben")
    return tale, Context(tale.now_ms, tale.account, SYSTEM, str)


def ends(events: Iterable[Event]) -> list[OfferEnded]:
    """The ends of offers, and nothing else may be there."""
    found = [event for event in events if isinstance(event, OfferEnded)]
    assert found == list(events)
    return found


def test_each_live_offer_gets_its_terminal_event() -> None:
    tale, context = ringing_at_two()

    ended = ringing.end_live(tale.state, context, *ENDED)

    assert [(event.agent, event.state, event.detail) for event in ends(ended)] == [("ana", *ENDED), ("ben", *ENDED)]


def test_the_winner_is_spared() -> None:
    tale, context = ringing_at_two()

    ended = ringing.end_live(tale.state, context, *ENDED, except_offer=tale.offer("ben").id)

    assert [event.agent for event in ends(ended)] == ["ana"]


def test_an_ended_offer_is_not_ended_again() -> None:
    tale, context = ringing_at_two()
    tale.declines("ana")

    assert [event.agent for event in ends(ringing.end_live(tale.state, context, *ENDED))] == ["ben"]


def test_a_colleagues_wish_is_no_offer_for_the_work_itself() -> None:
    tale, _ = ringing_at_two()
    assert len(ringing.handling(tale.state)) == 2

    tale.accepts("ana")
    tale.does(InviteAgent("int_1", "cai"), agent("ana"))
    tale.rings("cai", OfferPurpose.CONFERENCE)

    assert ringing.handling(tale.state) == ()
    assert len(ringing.end_live(tale.state, Context(0, tale.account, SYSTEM, str), *ENDED)) == 1
