"""What waits leaves: a crowd in steps, replies first, and who takes nothing holds up nobody. Over TCP and memory."""

import itertools
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
import pytest
import trio
import trio.testing
from kit.front import TEXT, RawClient, running_front
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import SEND_MS
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.peek import peek
from ringline_server.edges.peer import Peer
from ringline_server.edges.transport import Connection, ConnectionGone, accept_websocket
from ringline_server.edges.writing import SENT_AT_ONCE_BYTES_MAX, Flusher, Writer

LARGE = b'"' + b"x" * 16_000 + b'"'


@attrs.define(eq=False)
class Stand(trio.abc.Instrument):
    """Sockets whose sessions only write, and how much waits for all of them at each turn of the loop."""

    flusher: Flusher = attrs.field(factory=Flusher)
    writers: list[Writer] = attrs.field(factory=list)
    clients: list[RawClient] = attrs.field(factory=list)
    waiting: list[int] = attrs.field(factory=list)
    slow: list[Writer] = attrs.field(factory=list)
    came: trio.Event = attrs.field(factory=trio.Event)
    now_ms: int = 0

    async def serve(self, connection: Connection) -> None:
        connection.authenticated()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever)
            self.writers.append(self.writer(connection, nursery))
            self.came.set()
            try:
                await connection.receive()
            except ConnectionGone:
                nursery.cancel_scope.cancel()

    def writer(self, connection: Connection, nursery: trio.Nursery) -> Writer:
        outbox = Outbox()
        writer = Writer(
            outbox, self.flusher, connection, nursery, lambda: self.now_ms, lambda: self.slow.append(writer)
        )
        writer.open()
        return writer

    def before_io_wait(self, timeout: float) -> None:
        self.waiting.append(sum(writer.outbox.waiting_bytes for writer in self.writers))


@asynccontextmanager
async def standing(count: int) -> AsyncIterator[Stand]:
    stand = Stand()
    async with running_front(stand.serve) as front, trio.open_nursery() as nursery:
        nursery.start_soon(stand.flusher.run)
        for _ in range(count):
            stand.came = trio.Event()
            stand.clients.append(await (await front.connect()).upgraded())
            await stand.came.wait()
        yield stand
        nursery.cancel_scope.cancel()


async def test_frames_put_together_leave_as_one_message() -> None:
    async with standing(1) as stand:
        [writer], [client] = stand.writers, stand.clients
        writer.outbox.put_event(b"1", "s", 0)
        writer.outbox.put_event(b"2", "s", 0)
        first = await client.frame()
        writer.outbox.put_event(b"3", "s", 0)

        assert (first, await client.frame()) == ((TEXT, b"[1,2]"), (TEXT, b"3"))


async def test_what_is_said_to_a_crowd_leaves_in_steps() -> None:
    async with standing(40) as stand:
        trio.lowlevel.add_instrument(stand)
        for writer in stand.writers:
            writer.outbox.put_event(LARGE, "s", 0)
        told = [await client.frame() for client in stand.clients]
        trio.lowlevel.remove_instrument(stand)

    assert told == [(TEXT, LARGE)] * 40
    steps = [before - after for before, after in itertools.pairwise(stand.waiting) if before > after]
    assert max(steps) < SENT_AT_ONCE_BYTES_MAX + len(LARGE)
    assert len(steps) >= 40 * len(LARGE) // (SENT_AT_ONCE_BYTES_MAX + len(LARGE))


async def test_whoever_becomes_urgent_in_a_crowd_goes_at_once() -> None:
    async with standing(40) as stand:
        for writer in stand.writers:
            writer.outbox.put_event(LARGE, "s", 0)
        asker = stand.writers[-1]
        asker.outbox.put_reply(b'"reply"', 0)
        while asker.outbox:
            await trio.lowlevel.checkpoint()
        others = sum(bool(writer.outbox) for writer in stand.writers)

        assert others >= 20
        assert await stand.clients[-1].frame() == (TEXT, b'["reply",' + LARGE + b"]")
        assert [await client.frame() for client in stand.clients[:-1]] == [(TEXT, LARGE)] * 39


async def test_who_reads_nothing_holds_up_nobody_and_gets_all_of_it_when_it_reads() -> None:
    async with standing(2) as stand:
        (deaf, good), (deaf_client, client) = stand.writers, stand.clients
        taken = 0
        while not deaf.outbox:  # its socket is full
            deaf.outbox.put_event(LARGE, "s", 0)
            good.outbox.put_event(b"%d" % taken, "s", 0)
            assert await client.frame() == (TEXT, b"%d" % taken)
            taken += 1

        sent = bytearray()
        while len(sent) < taken * len(LARGE):
            sent += (await deaf_client.frame())[1].strip(b"[]").replace(b",", b"")
        assert bytes(sent) == LARGE * taken
        await deaf.drained()
    assert stand.slow == []


async def test_what_waits_ages_while_the_socket_is_full_and_no_longer() -> None:
    async with standing(1) as stand:
        [writer], [client] = stand.writers, stand.clients
        taken = 0
        while not writer.outbox:
            writer.outbox.put_event(LARGE, "s", stand.now_ms)
            await trio.testing.wait_all_tasks_blocked()
            taken += 1
        stand.now_ms = 4_000
        assert writer.outbox.age_ms(stand.now_ms) == 4_000

        sent = 0
        while sent < taken * len(LARGE):
            sent += len((await client.frame())[1].strip(b"[]").replace(b",", b""))
        await writer.drained()
        writer.shut()  # nobody's turn comes any more
        writer.outbox.put_event(b"1", "s", stand.now_ms)
        assert writer.outbox.age_ms(100_000) == 0


async def test_nothing_leaves_before_it_is_opened_or_after_it_is_shut() -> None:
    async with standing(1) as stand:
        [writer], [client] = stand.writers, stand.clients
        writer.shut()
        writer.outbox.put_event(b"1", "s", 0)
        await trio.testing.wait_all_tasks_blocked(0.01)
        assert len(writer.outbox) == 1
        writer.open()

        assert await client.frame() == (TEXT, b"1")


async def test_what_fails_for_one_connection_ends_that_one_only() -> None:
    async with standing(2) as stand:
        (bad, good), (bad_client, client) = stand.writers, stand.clients
        bad.outbox.put_event("no bytes", "s", 0)  # type: ignore[arg-type]
        good.outbox.put_event(b"1", "s", 0)

        assert await client.frame() == (TEXT, b"1")
        assert await bad_client.closed_with() == CloseCode.INTERNAL


@pytest.mark.parametrize("reads", [True, False])
async def test_over_memory_it_waits_until_it_is_taken_and_too_slow_is_said_in_time(
    autojump_clock: trio.testing.MockClock, reads: bool
) -> None:
    near, far = trio.testing.lockstep_stream_pair()
    stand = Stand()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(stand.flusher.run)
        client = RawClient(far)
        nursery.start_soon(client.upgraded)
        head = await peek(near)
        assert head is not None
        connection = await accept_websocket(near, head, Peer(""), "ringline.v1")
        connection.listen(nursery)
        await trio.testing.wait_all_tasks_blocked()
        writer = stand.writer(connection, nursery)
        started = trio.current_time()
        writer.outbox.put_event(b"1", "s", 0)
        if reads:
            assert await client.frame() == (TEXT, b"1")
            await writer.drained()
        else:
            await trio.sleep(2 * SEND_MS / 1000)
        assert stand.slow == [] if reads else [writer]
        assert trio.current_time() - started == (0 if reads else 2 * SEND_MS / 1000)
        nursery.cancel_scope.cancel()


async def test_a_peer_that_is_gone_is_written_to_no_more() -> None:
    async with standing(1) as stand:
        [writer], [client] = stand.writers, stand.clients
        assert isinstance(client.stream, trio.SocketStream)
        client.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        await client.stream.aclose()
        while writer.is_open:
            writer.outbox.put_event(b"1", "s", 0)
            await trio.lowlevel.checkpoint()

    assert stand.slow == []
