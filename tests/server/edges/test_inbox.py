"""What was read and not taken: in order, bounded, over when the connection is."""

import pytest
import trio
from ringline_server.edges.inbox import INBOUND_BYTES_MAX, INBOUND_MESSAGES_MAX, Inbox


async def test_what_was_put_in_is_taken_in_order_also_when_it_has_ended() -> None:
    inbox = Inbox()
    inbox.put("one", 3)
    inbox.put("two", 3)
    inbox.end(1001, "bye")
    inbox.end(1006)

    assert (inbox.waiting_bytes, len(inbox)) == (6, 2)
    assert [await inbox.get() for _ in range(3)] == [("one", 3), ("two", 3), None]
    assert (inbox.gone, inbox.waiting_bytes) == ((1001, "bye"), 0)


async def test_who_waits_for_a_message_gets_it_or_the_end() -> None:
    inbox, got = Inbox(), list[object]()

    async def take() -> None:
        got.append(await inbox.get())
        got.append(await inbox.get())

    async with trio.open_nursery() as nursery:
        nursery.start_soon(take)
        await trio.testing.wait_all_tasks_blocked()
        inbox.put("late", 4)
        await trio.testing.wait_all_tasks_blocked()
        inbox.end(1000)

    assert got == [("late", 4), None]


@pytest.mark.parametrize(("count", "size"), [(INBOUND_MESSAGES_MAX, 1), (1, INBOUND_BYTES_MAX)])
async def test_a_full_one_has_room_when_something_is_taken(count: int, size: int) -> None:
    inbox = Inbox()
    for _ in range(count):
        assert inbox.has_room
        inbox.put("x", size)
    assert not inbox.has_room

    async with trio.open_nursery() as nursery:
        nursery.start_soon(inbox.change)
        await trio.testing.wait_all_tasks_blocked()
        await inbox.get()

    assert inbox.has_room


async def test_one_that_is_shut_forgets_and_takes_nothing_in() -> None:
    inbox = Inbox()
    inbox.put("a command", 9)
    inbox.shut()
    inbox.put("another", 7)

    assert (len(inbox), inbox.waiting_bytes, inbox.has_room) == (0, 0, True)
