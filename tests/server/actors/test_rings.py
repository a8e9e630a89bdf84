"""Rings of one agent: heard or not, alone or not, given up once, and never blamed for it."""

import pytest
from ringline_protocol.values import OfferDetail
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.messages import Ref
from ringline_server.actors.rings import Ring, Rings
from ringline_server.domain.orders import CancelOffer, Order
from ringline_server.domain.policy import Account

ACCOUNT = Account(rescind_unacked_ms=3_000, unreachable_ring_ms=5_000)
REF: Ref = Mailbox("interaction:int_1")


def rings(*, is_heard: bool = False, began_at_ms: int = 1_000) -> Rings:
    found = Rings()
    found.begin(Ring("off_1", REF, 7, began_at_ms, is_heard))
    return found


def given_up(found: Rings, now_ms: int, alone_since_ms: int | None = None) -> list[tuple[Ref, Order]]:
    return found.give_up_unreachable(now_ms, alone_since_ms, ACCOUNT)


UNREACHABLE = (REF, CancelOffer("off_1", OfferDetail.AGENT_UNREACHABLE))


def test_a_ring_that_nobody_acknowledged_is_given_up_after_three_seconds() -> None:
    found = rings()
    assert found.deadline(None, ACCOUNT) == 4_000
    assert given_up(found, 3_999) == []
    assert not found.was_canceled("off_1")
    assert given_up(found, 4_000) == [UNREACHABLE]
    assert found.was_canceled("off_1")


@pytest.mark.parametrize(("acked_seq", "is_heard"), [(6, False), (7, True), (8, True)])
def test_acknowledging_the_stream_up_to_the_ring_is_hearing_it(acked_seq: int, is_heard: bool) -> None:
    found = rings()
    found.heard(acked_seq)
    found.heard(1)

    assert (given_up(found, 9_000_000) == []) is is_heard


def test_a_ring_that_was_heard_is_given_up_when_nobody_has_been_there_for_five_seconds() -> None:
    found = rings(is_heard=True)
    assert found.deadline(None, ACCOUNT) is None
    assert found.deadline(2_000, ACCOUNT) == 7_000
    assert given_up(found, 6_999, 2_000) == []
    assert given_up(found, 7_000, 2_000) == [UNREACHABLE]


def test_for_a_ring_that_began_when_nobody_was_there_the_time_runs_from_its_beginning() -> None:
    assert rings(is_heard=True, began_at_ms=60_000).deadline(2_000, ACCOUNT) == 65_000
    assert rings(began_at_ms=60_000).deadline(2_000, ACCOUNT) == 63_000


def test_what_is_given_up_is_given_up_once() -> None:
    found = rings()
    assert found.give_up(OfferDetail.STATUS_CHANGE) == [(REF, CancelOffer("off_1", OfferDetail.STATUS_CHANGE))]
    assert found.give_up(OfferDetail.STATUS_CHANGE) == []
    assert given_up(found, 9_000_000, 0) == []
    assert found.deadline(0, ACCOUNT) is None


def test_a_ring_that_has_ended_is_forgotten() -> None:
    found = rings()
    found.begin(Ring("off_2", REF, 8, 2_000))
    found.keep(frozenset({"off_2"}))

    assert found.deadline(None, ACCOUNT) == 5_000
    assert not found.was_canceled("off_1")
    assert [order for _, order in found.give_up(OfferDetail.SUPERVISOR)] == [
        CancelOffer("off_2", OfferDetail.SUPERVISOR)
    ]


def test_the_first_of_several_rings_is_due_first() -> None:
    found = rings()
    found.begin(Ring("off_2", REF, 8, 500))

    assert found.deadline(None, ACCOUNT) == 3_500
