"""Counting connections by address and by what they have shown."""

from ringline_protocol.limits import UNAUTHENTICATED_PER_ADDRESS_MAX
from ringline_server.edges.admission import Admission, Standing


def test_an_address_has_so_many_strangers_and_others_are_unaffected() -> None:
    admission = Admission()
    places = [admission.enter("a") for _ in range(UNAUTHENTICATED_PER_ADDRESS_MAX)]

    assert all(places)
    assert admission.enter("a") is None
    assert admission.enter("b") is not None
    assert admission.refused == 1


def test_whoever_leaves_or_proves_who_it_is_makes_room() -> None:
    admission = Admission(per_address_max={Standing.STRANGER: 1, Standing.HTTP: 1})
    first = admission.enter("a")
    assert first is not None
    first.authenticated()
    second = admission.enter("a")
    assert second is not None
    second.leave()

    assert admission.enter("a") is not None
    assert admission.total == 2


def test_http_is_counted_apart_and_may_come_back_as_a_stranger() -> None:
    admission = Admission(per_address_max={Standing.STRANGER: 1, Standing.HTTP: 1})
    first = admission.enter("a")
    assert first is not None
    assert first.become(Standing.HTTP, "a")
    second = admission.enter("a")
    assert second is not None

    assert not second.become(Standing.HTTP, "a")
    assert not first.become(Standing.STRANGER, "a")
    assert (admission.count(Standing.STRANGER, "a"), admission.count(Standing.HTTP, "a")) == (1, 1)


def test_behind_a_proxy_the_address_is_counted_when_it_is_known() -> None:
    admission = Admission(per_address_max={Standing.STRANGER: 1, Standing.HTTP: 1})
    first, second = admission.enter(None), admission.enter(None)
    assert first is not None
    assert second is not None

    assert first.become(Standing.STRANGER, "a")
    assert not second.become(Standing.STRANGER, "a")
    assert second.become(Standing.STRANGER, "b")


def test_the_total_has_a_limit_and_nothing_is_left_behind() -> None:
    admission = Admission(connections_max=2)
    first, second = admission.enter("a"), admission.enter("b")
    assert admission.enter("c") is None
    for place in (first, second):
        assert place is not None
        place.leave()

    assert admission.total == 0
    assert not admission._counts
