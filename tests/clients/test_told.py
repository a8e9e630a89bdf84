"""Listeners get everything in order, or are told that they did not."""

import pytest
import trio
import trio.testing
from ringline_client.errors import FellBehind
from ringline_client.told import TOLD_WAITING_MAX, Listener
from ringline_protocol.frames import Event


def event(seq: int, name: str = "leg.opened", stream: str = "interaction/int_1") -> Event:
    return Event(stream, seq, 0, name)


async def test_events_are_told_in_order_from_the_making_on() -> None:
    listeners: set[Listener] = set()
    with Listener(listeners) as listener:
        for seq in (1, 2, 3):
            listener.tell(event(seq))
        listener.end()

        assert [told async for told in listener] == [event(1), event(2), event(3)]
    assert listeners == set()


async def test_a_listener_that_does_not_listen_is_cut_off_and_told_so() -> None:
    listeners: set[Listener] = set()
    with Listener(listeners) as listener:
        for seq in range(TOLD_WAITING_MAX + 1):
            listener.tell(event(seq))
        assert listeners == set()

        for seq in range(TOLD_WAITING_MAX):
            assert await anext(listener) == event(seq)
        with pytest.raises(FellBehind):
            await anext(listener)


async def test_the_next_of_a_name_passes_over_the_others(autojump_clock: trio.testing.MockClock) -> None:
    with Listener(set()) as listener:
        listener.tell(event(1))
        listener.tell(event(2, "leg.lost", "interaction/int_2"))
        listener.tell(event(3, "leg.lost"))

        assert await listener.next("leg.lost", stream="interaction/int_1") == event(3, "leg.lost")
        with pytest.raises(trio.TooSlowError):
            await listener.next("leg.lost", patience_ms=1_000)
