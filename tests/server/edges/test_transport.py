"""A connection as a session sees it: whole messages, bounded queues, and an end that always comes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import trio
from kit.front import CLOSE, TEXT, RawClient, frame, upgrade
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import CLOSE_MS, HELLO_BYTES_MAX, MESSAGE_BYTES_MAX, SEND_MS
from ringline_server.edges.inbox import INBOUND_BYTES_MAX, INBOUND_MESSAGES_MAX
from ringline_server.edges.peek import peek
from ringline_server.edges.peer import Peer
from ringline_server.edges.transport import ConnectionGone, SocketConnection
from ringline_server.edges.transport import accept_websocket as accept
from trio_websocket import wrap_server_stream


@asynccontextmanager
async def connected(*, lockstep: bool = False) -> AsyncIterator[tuple[SocketConnection, RawClient]]:
    near, far = trio.testing.lockstep_stream_pair() if lockstep else trio.testing.memory_stream_pair()
    client = RawClient(far)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(client.upgraded)
        head = await peek(near)
        assert head is not None
        connection = await accept(near, head, Peer("192.0.2.1"), "ringline.v1")
        connection.listen(nursery)
        await trio.testing.wait_all_tasks_blocked()
        yield connection, client
        nursery.cancel_scope.cancel()


async def test_messages_arrive_whole_and_in_order() -> None:
    async with connected() as (connection, client):
        await client.send(frame(TEXT, b"one", is_last=False) + frame(0, b" and a half") + frame(TEXT, "dós".encode()))

        assert [await connection.receive() for _ in range(2)] == ["one and a half", "dós"]


async def test_text_and_its_bytes_are_sent_alike() -> None:
    async with connected() as (connection, client):
        await connection.send("é")
        await connection.send("é".encode())

        assert [await client.frame() for _ in range(2)] == [(TEXT, "é".encode())] * 2


async def test_what_was_said_before_the_peer_left_is_received_before_it_is_gone() -> None:
    async with connected() as (connection, client):
        await client.send(frame(TEXT, b"last words") + frame(CLOSE, b"\x03\xe9bye"))

        assert await connection.receive() == "last words"
        for _ in range(2):
            with pytest.raises(ConnectionGone) as gone:
                await connection.receive()
            assert (gone.value.code, gone.value.reason) == (1001, "bye")
        with pytest.raises(ConnectionGone):
            await connection.send("too late")


async def test_a_send_that_finds_the_peer_gone_does_not_lose_what_it_said_before() -> None:
    async with connected() as (connection, client):
        said = [b"%d" % n for n in range(INBOUND_MESSAGES_MAX)]
        await client.send(b"".join(frame(TEXT, text) for text in said) + frame(CLOSE, b"\x03\xe8"))
        await trio.testing.wait_all_tasks_blocked()
        with pytest.raises(ConnectionGone) as gone:
            await connection.send("anybody there?")
        assert gone.value.code == 1000

        assert [(await connection.receive()).encode() for _ in said] == said


async def test_a_full_queue_is_forgotten_when_we_close(autojump_clock: trio.testing.MockClock) -> None:
    async with connected() as (connection, client):
        await client.send(frame(TEXT, b"late command") * 3 * INBOUND_MESSAGES_MAX)
        await trio.testing.wait_all_tasks_blocked()
        await connection.close(CloseCode.KICKED)

        with pytest.raises(ConnectionGone):
            await connection.receive()


async def test_an_abort_after_the_end_is_nothing() -> None:
    async with connected() as (connection, client), trio.open_nursery() as nursery:
        nursery.start_soon(connection.close, CloseCode.NORMAL)
        assert await client.closed_with() == 1000
        await client.send(frame(CLOSE, b"\x03\xe8"))
    connection.abort()


async def test_a_lost_connection_is_1006() -> None:
    async with connected() as (connection, client):
        await client.stream.aclose()
        with pytest.raises(ConnectionGone) as gone:
            await connection.receive()

        assert gone.value.code == 1006


async def test_who_waits_for_a_message_is_told_when_another_task_closes() -> None:
    async with connected() as (connection, client), trio.open_nursery() as nursery:
        nursery.start_soon(connection.close, CloseCode.SUPERSEDED)
        with pytest.raises(ConnectionGone) as gone:
            await connection.receive()
        assert await client.frame() == (CLOSE, b"\x10\xd1superseded")
        await client.send(frame(CLOSE, b"\x10\xd1"))

        assert (gone.value.code, gone.value.reason) == (4305, "superseded")


async def test_before_the_hello_the_limit_is_smaller(autojump_clock: trio.testing.MockClock) -> None:
    async with connected() as (connection, client), trio.open_nursery() as nursery:
        await client.send(frame(TEXT, b"." * HELLO_BYTES_MAX) + frame(TEXT, b"." * (HELLO_BYTES_MAX + 1)))
        nursery.start_soon(client.closed_with)
        assert len(await connection.receive(HELLO_BYTES_MAX)) == HELLO_BYTES_MAX
        with pytest.raises(ConnectionGone) as gone:
            await connection.receive(HELLO_BYTES_MAX)
        nursery.cancel_scope.cancel()

    assert gone.value.code == 1009


@pytest.mark.parametrize("size", [1, MESSAGE_BYTES_MAX])
async def test_only_so_much_is_taken_in_ahead_and_nothing_is_lost(size: int) -> None:
    sent = 2 * INBOUND_MESSAGES_MAX
    async with connected() as (connection, client):
        await client.send(frame(TEXT, b"." * size) * sent)
        await trio.testing.wait_all_tasks_blocked()

        assert len(connection.inbox) <= INBOUND_MESSAGES_MAX
        assert connection.inbox.waiting_bytes < INBOUND_BYTES_MAX + size
        for _ in range(sent):
            assert len(await connection.receive()) == size
        assert connection.inbox.waiting_bytes == 0


async def test_close_ends_in_time_even_when_nothing_can_be_sent(autojump_clock: trio.testing.MockClock) -> None:
    async with connected(lockstep=True) as (connection, _), trio.open_nursery() as nursery:

        async def stuck() -> None:
            with pytest.raises(ConnectionGone):
                await connection.send("nobody reads this")

        nursery.start_soon(stuck)
        await trio.testing.wait_all_tasks_blocked()
        await connection.close(CloseCode.SLOW_CONSUMER)

        assert trio.current_time() == pytest.approx(CLOSE_MS / 1000)


async def test_who_never_reads_is_waited_for_no_longer_than_allowed(autojump_clock: trio.testing.MockClock) -> None:
    async with connected(lockstep=True) as (connection, _):
        with pytest.raises(trio.TooSlowError):
            await connection.send("nobody reads this")
        with pytest.raises(ConnectionGone):
            await connection.send("after half a frame")

    assert trio.current_time() == pytest.approx(SEND_MS / 1000)


async def test_two_who_close_both_wait_for_the_one_goodbye(autojump_clock: trio.testing.MockClock) -> None:
    async with connected() as (connection, client), trio.open_nursery() as nursery:
        nursery.start_soon(connection.close, 4000)
        nursery.start_soon(connection.close, 4001)
        await trio.testing.wait_all_tasks_blocked()
        assert await client.closed_with() in (4000, 4001)
        await client.send(frame(CLOSE, b"\x0f\xa0"))
        await nursery.start(_nothing)

    assert trio.current_time() == 0


async def _nothing(task_status: trio.TaskStatus[None]) -> None:
    task_status.started()


async def test_an_abort_is_at_once_and_says_nothing() -> None:
    async with connected() as (connection, client):
        connection.abort()
        connection.abort()
        assert await client.ended() == b""
        with pytest.raises(ConnectionGone) as gone:
            await connection.receive()
        assert gone.value.code == 1006
        await connection.close(CloseCode.NORMAL)


async def test_what_was_not_received_before_our_close_is_not_received_after_it() -> None:
    async with connected() as (connection, client), trio.open_nursery() as nursery:
        await client.send(frame(TEXT, b"a command"))
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(connection.close, CloseCode.KICKED)
        await trio.testing.wait_all_tasks_blocked()
        await client.send(frame(TEXT, b"another") + frame(CLOSE, b"\x10\xd2"))
        with pytest.raises(ConnectionGone):
            await connection.receive()


async def test_upgrade_helper_is_what_the_library_accepts() -> None:
    """The byte client of the kit and the library agree, or every test here would be about the kit."""
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(upgrade())
    async with trio.open_nursery() as nursery:
        websocket = await (await wrap_server_stream(nursery, near)).accept(subprotocol="ringline.v1")
        nursery.cancel_scope.cancel()

    assert websocket.subprotocol == "ringline.v1"
