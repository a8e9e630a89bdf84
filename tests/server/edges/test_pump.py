"""One task reads for many sockets: all that is said, in turns, and each ending is told to its own."""

import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
import trio
import trio.testing
from ringline_server.edges.pump import READ_AT_ONCE_MAX, READ_BYTES, Pump, pumping


@asynccontextmanager
async def running() -> AsyncIterator[Pump]:
    async with pumping() as pump:
        assert pump is not None
        yield pump


def pair() -> tuple[trio.socket.SocketType, socket.socket]:
    """Ours, and the peer's."""
    near, far = socket.socketpair()
    near.setblocking(False)
    return trio.socket.from_stdlib_socket(near), far


async def test_it_goes_on_until_it_is_told_to_stop_and_what_follows_stays_in_the_socket() -> None:
    near, far = pair()
    taken: list[bytes] = []

    def take(data: bytes) -> bool:
        taken.append(data)
        return data == b"stop"

    with near, far:
        async with running() as pump, trio.open_nursery() as nursery:
            nursery.start_soon(pump.read, near, take)
            for word in (b"one", b"two", b"stop"):
                far.send(word)
                while taken[-1:] != [word]:
                    await trio.lowlevel.checkpoint()
        far.send(b"later")

        assert taken == [b"one", b"two", b"stop"]
        assert await near.recv(100) == b"later"


async def test_the_end_is_told_behind_what_was_said() -> None:
    near, far = pair()
    taken = bytearray()

    def take(data: bytes) -> bool:
        taken.extend(data)
        return False

    with near:
        far.sendall(b"x" * (READ_BYTES + 1))
        far.close()
        async with running() as pump:
            assert not await pump.read(near, take)

    assert len(taken) == READ_BYTES + 1


async def test_a_reset_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as far:
        accepted, _ = listener.accept()
        accepted.setblocking(False)
        far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        far.close()
        with trio.socket.from_stdlib_socket(accepted) as near:
            async with running() as pump:
                with pytest.raises(trio.BrokenResourceError):
                    await pump.read(near, lambda _: False)


async def test_who_reads_is_told_when_the_socket_is_closed_and_its_number_may_come_again() -> None:
    near, far = pair()
    async with running() as pump, trio.open_nursery() as nursery:
        told: list[str] = []

        async def read() -> None:
            try:
                await pump.read(near, lambda _: True)
            except trio.ClosedResourceError:
                told.append("closed")

        nursery.start_soon(read)
        await trio.testing.wait_all_tasks_blocked()
        number = near.fileno()
        pump.closes(near)
        near.close()
        others = [pair()]
        while others[-1][0].fileno() != number:
            others.append(pair())
        again, other = others[-1]
        other.send(b"hello")
        assert await pump.read(again, lambda data: data == b"hello")
        far.close()
        for ours, theirs in others:
            ours.close()
            theirs.close()
    assert told == ["closed"]
    with pytest.raises(trio.ClosedResourceError):
        await pump.read(near, lambda _: True)


async def test_who_goes_away_is_read_no_more() -> None:
    near, far = pair()
    with near, far:
        async with running() as pump:
            with trio.move_on_after(0):
                await pump.read(near, lambda _: pytest.fail("it has gone"))
            far.send(b"for somebody else")

            assert await pump.read(near, lambda data: data == b"for somebody else")


async def test_what_fails_for_one_is_raised_there_and_the_others_go_on() -> None:
    (bad, bad_far), (good, good_far) = pair(), pair()

    def fail(data: bytes) -> bool:
        raise KeyError(data)

    with bad, bad_far, good, good_far:
        async with running() as pump:
            bad_far.send(b"a bug")
            with pytest.RaisesGroup(KeyError):
                await pump.read(bad, fail)
            good_far.send(b"fine")

            assert await pump.read(good, lambda data: data == b"fine")


async def test_who_says_much_gets_so_much_in_a_turn_and_all_have_theirs() -> None:
    """One says more than fits into many turns; many say a word each. Nobody waits for the one to end."""
    pairs = [pair() for _ in range(2 * READ_AT_ONCE_MAX)]
    (loud, loud_far), *others = pairs
    heard: list[int] = []
    sizes: list[int] = []
    loud_far.setblocking(False)

    def listen(data: bytes) -> bool:
        sizes.append(len(data))
        loud_far.send(b"x" * len(data))  # there is always more
        return len(heard) == len(others)

    def hear(number: int, _: bytes) -> bool:
        heard.append(number)
        return True

    async with running() as pump, trio.open_nursery() as nursery:
        while True:
            try:
                loud_far.send(b"x" * READ_BYTES)
            except BlockingIOError:
                break
        nursery.start_soon(pump.read, loud, listen)
        for number, (near, far) in enumerate(others):
            far.send(b"word")
            nursery.start_soon(pump.read, near, partial(hear, number))

    for near, far in pairs:
        near.close()
        far.close()
    assert sorted(heard) == list(range(len(others)))
    assert max(sizes) == READ_BYTES
    assert len(sizes) <= 8


async def test_who_listens_is_told_once_that_it_is_over_and_how() -> None:
    near, far = pair()
    other, other_far = pair()
    told: list[str] = []
    with near, other, other_far:
        async with running() as pump:
            ended = pump.listen(near, lambda _: False, lambda: told.append("the end"))
            stopped = pump.listen(other, lambda _: True, lambda: told.append("enough"))
            other_far.send(b"word")
            far.close()
            while len(told) < 2:
                await trio.lowlevel.checkpoint()
            pump.closes(near)
            pump.stop(stopped)

    assert sorted(told) == ["enough", "the end"]
    assert (ended.outcome(), stopped.outcome()) == (False, True)


async def test_who_stops_listening_is_told_nothing() -> None:
    near, far = pair()
    with near, far:
        async with running() as pump:
            one = pump.listen(near, lambda _: pytest.fail("it has gone"), lambda: pytest.fail("it has gone"))
            pump.stop(one)
            far.send(b"for somebody else")

            assert await pump.read(near, lambda data: data == b"for somebody else")
    assert not one.is_over
