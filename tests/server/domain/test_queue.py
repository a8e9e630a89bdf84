"""What a member's words mean."""

import pytest
from kit.floor import member
from ringline_protocol.values import Status
from ringline_server.domain.queue import RuledOut


def test_who_is_ruled_out_by_nothing_is_routable() -> None:
    assert member("ana").is_routable
    assert not member("ana", RuledOut.CHANNEL_FULL).is_routable


@pytest.mark.parametrize("status", list(Status))
def test_signed_in_is_whoever_is_not_offline(status: Status) -> None:
    assert member("ana", status=status).is_signed_in is (status is not Status.OFFLINE)


@pytest.mark.parametrize("out", [RuledOut.OCCUPIED, RuledOut.CHANNEL_FULL, RuledOut.NO_CAPACITY, None])
def test_who_is_only_busy_is_on_duty(out: RuledOut | None) -> None:
    assert member("ana", out).is_on_duty


@pytest.mark.parametrize("out", [RuledOut.NOT_READY, RuledOut.OPTED_OUT_QUEUE, RuledOut.NOT_CONNECTED])
def test_who_has_to_do_something_first_is_not_on_duty(out: RuledOut) -> None:
    assert not member("ana", out).is_on_duty
