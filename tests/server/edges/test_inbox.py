"""What was read and not taken: in order, bounded, over when the connection is; and acted on at once where it can be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
import pytest
import trio
from ringline_server.edges.inbox import ACTED_AT_ONCE_MAX, INBOUND_BYTES_MAX, INBOUND_MESSAGES_MAX, Inbox, Rest


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


@attrs.define
class Session:
    """Acts on messages: one that is called `slow` leaves something, which waits for `goes_on`."""

    acted: list[str] = attrs.field(factory=list)
    goes_on: trio.Event = attrs.field(factory=trio.Event)

    def act(self, text: str, size: int) -> Rest | None:
        if text == "bug":
            raise LookupError(text)
        self.acted.append(text)
        return self.rest if text == "slow" else None

    async def rest(self) -> None:
        self.acted.append("…")
        await self.goes_on.wait()
        self.acted.append("done")


@asynccontextmanager
async def acting(inbox: Inbox) -> AsyncIterator[tuple[Session, trio.CancelScope]]:
    """A session that waits for messages, and what ends it."""
    session = Session()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(inbox.each, session.act)
        await trio.testing.wait_all_tasks_blocked()
        inbox.begin_turn()
        yield session, nursery.cancel_scope
        inbox.end(1000)


async def test_a_message_is_acted_on_in_the_turn_of_who_puts_it_in() -> None:
    inbox = Inbox()
    async with acting(inbox) as (session, _):
        for text in ("one", "two"):
            inbox.put(text, 3)
        assert (session.acted, len(inbox)) == (["one", "two"], 0)


async def test_what_is_left_of_one_is_awaited_before_the_next_is_looked_at() -> None:
    inbox = Inbox()
    async with acting(inbox) as (session, _):
        for text in ("one", "slow", "three"):
            inbox.put(text, 3)
        assert (session.acted, len(inbox)) == (["one", "slow"], 1)
        await trio.testing.wait_all_tasks_blocked()
        inbox.begin_turn()
        inbox.put("four", 3)
        assert (session.acted, len(inbox)) == (["one", "slow", "…"], 2)

        session.goes_on.set()
        await trio.testing.wait_all_tasks_blocked()
        inbox.put("five", 3)

    assert session.acted == ["one", "slow", "…", "done", "three", "four", "five"]


async def test_what_waited_before_somebody_acts_is_acted_on_first_and_to_the_end() -> None:
    inbox, session = Inbox(), Session()
    for text in ("one", "slow", "three"):
        inbox.put(text, 3)
    inbox.end(1000)
    session.goes_on.set()

    await inbox.each(session.act)

    assert session.acted == ["one", "slow", "…", "done", "three"]


async def test_no_more_than_so_many_of_one_reading_are_acted_on_at_once() -> None:
    inbox = Inbox()
    texts = [str(number) for number in range(2 * ACTED_AT_ONCE_MAX)]
    async with acting(inbox) as (session, _):
        for text in texts:
            inbox.put(text, 1)
        assert session.acted == texts[:ACTED_AT_ONCE_MAX]
        await trio.testing.wait_all_tasks_blocked()

        assert (session.acted, len(inbox)) == (texts, 0)


async def test_what_is_left_begins_even_when_the_session_is_cancelled_in_that_very_turn() -> None:
    """Its key may be claimed: it has to say that nothing became of it."""
    inbox = Inbox()
    async with acting(inbox) as (session, scope):
        inbox.put("slow", 4)
        scope.cancel()

    assert session.acted == ["slow", "…"]


async def test_a_bug_is_raised_in_the_session_and_not_where_it_was_met() -> None:
    inbox = Inbox()
    with pytest.RaisesGroup(pytest.RaisesGroup(LookupError)):
        async with acting(inbox):
            inbox.put("bug", 3)


async def test_nothing_is_acted_on_once_we_have_ended_it() -> None:
    inbox = Inbox()
    async with acting(inbox) as (session, _):
        inbox.shut()
        inbox.put("too late", 8)
        await trio.testing.wait_all_tasks_blocked()

    assert session.acted == []
