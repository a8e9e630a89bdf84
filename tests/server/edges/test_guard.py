"""Nothing that one peer sends, and no bug in one handler, ends another connection or the process.

One test for each trap of the WebSocket library that was measured (its number in the name), on real sockets; those
that are about time run on the virtual clock over memory. Trap 13 is the client's.
"""

import contextlib
import os
from functools import partial

import pytest
import trio
from kit.front import BINARY, CLOSE, PING, PONG, TEXT, RawClient, echo, frame, running_front, serving, upgrade
from kit.memory_net import MemoryListener
from ringline_protocol.limits import CLOSE_MS, HANDSHAKE_MS, MESSAGE_BYTES_MAX
from ringline_server.edges.cutting import header
from ringline_server.edges.guard import guarded
from ringline_server.edges.peek import LINGER_MS
from ringline_server.edges.transport import Connection, ConnectionGone

CLIENT_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(506)


async def say_goodbye(connection: Connection) -> None:
    """Closes on "go", else echoes."""
    while (message := await connection.receive()) != "go":
        await connection.send(message)
    await connection.close(4000)


@pytest.mark.parametrize(
    "junk", [b"\x00\xff" * 40 + b"\r\n\r\n", b"GET\r\n\r\n", CLIENT_HELLO], ids=["bytes", "line", "tls"]
)
async def test_trap_1_and_2_junk_or_tls_and_a_reset_before_the_handshake(junk: bytes) -> None:
    async with running_front() as running:
        for _ in range(100):
            client = await running.connect()
            await client.send(junk)
            client.reset()
        await running.assert_alive()


async def test_trap_1_a_reset_in_the_middle_of_a_good_handshake() -> None:
    async with running_front() as running:
        for cut in (20, 100, None):
            for _ in range(30):
                client = await running.connect()
                await client.send(upgrade()[:cut])
                client.reset()
        await running.assert_alive()


async def test_trap_3_a_ping_after_our_close() -> None:
    async with running_front(say_goodbye) as running:
        for _ in range(20):
            client = await (await running.connect()).upgraded()
            await client.send(frame(TEXT, b"go"))
            assert await client.closed_with() == 4000
            await client.send(frame(PING, b"?"))
            await client.ended()
        await running.assert_alive()


async def test_trap_4_a_message_over_the_limit_after_our_close() -> None:
    async with running_front(say_goodbye) as running:
        for _ in range(5):
            client = await (await running.connect()).upgraded()
            await client.send(frame(TEXT, b"go"))
            assert await client.closed_with() == 4000
            with contextlib.suppress(trio.BrokenResourceError):
                await client.send(frame(TEXT, b"." * 2 * 1024 * 1024))
            await client.ended()
        await running.assert_alive()


async def test_trap_5_an_exception_in_a_handler() -> None:
    async def buggy(connection: Connection) -> None:
        message = await connection.receive()
        await connection.send({"still there": message}[message])

    async with running_front(buggy) as running:
        for _ in range(20):
            client = await (await running.connect()).upgraded()
            await client.send(frame(TEXT, b"bug"))
            assert await client.closed_with() == 4003
            await client.send(frame(CLOSE, b"\x0f\xa3"))
            await client.ended()
        await running.assert_alive()


async def test_trap_6_our_close_is_never_answered(autojump_clock: trio.testing.MockClock) -> None:
    listener = MemoryListener()
    async with serving([listener], say_goodbye):
        client = await RawClient(listener.connect()).upgraded()
        await client.send(frame(TEXT, b"go"))
        began = trio.current_time()
        await client.ended()

        assert trio.current_time() - began == pytest.approx(CLOSE_MS / 1000)


async def test_trap_7_a_refused_peer_does_not_leave(autojump_clock: trio.testing.MockClock) -> None:
    listener = MemoryListener()
    async with serving([listener]) as (front, *_):
        client = RawClient(listener.connect())
        await client.send(upgrade("/elsewhere"))
        status, _, _ = await client.response()
        assert (status, front.admission.total) == (404, 1)
        await trio.sleep(LINGER_MS / 1000 + 0.01)

        assert front.admission.total == 0


@pytest.mark.parametrize("start", [b"", b"GET /ws HTT", upgrade()[:-2]])
async def test_trap_8_whoever_does_not_finish_the_head_is_dropped(
    start: bytes, autojump_clock: trio.testing.MockClock
) -> None:
    listener = MemoryListener()
    async with serving([listener]) as (front, *_):
        client = RawClient(listener.connect())
        await client.send(start)
        assert await client.ended() == b""

        assert trio.current_time() == pytest.approx(HANDSHAKE_MS / 1000)
        assert front.admission.total == 0


async def test_trap_9_pings_and_closes_are_answered_while_the_session_is_busy() -> None:
    async def busy(connection: Connection) -> None:
        if await connection.receive() == "be busy":
            await trio.sleep_forever()
        await connection.send("still there")
        await echo(connection)

    async with running_front(busy) as running:
        client = await (await running.connect()).upgraded()
        await client.send(frame(TEXT, b"be busy") + frame(TEXT, b"more") * 20 + frame(PING, b"?"))
        assert await client.frame() == (PONG, b"?")
        await client.send(frame(CLOSE, b"\x03\xe8"))
        assert await client.closed_with() == 1000
        await running.assert_alive()


@pytest.mark.parametrize(
    ("characters", "extra", "is_accepted"), [("🎧", "", True), ("🎧", ".", False), (".", "", True)]
)
async def test_trap_10_the_limit_is_in_bytes(characters: str, extra: str, is_accepted: bool) -> None:
    message = (characters * (MESSAGE_BYTES_MAX // len(characters.encode())) + extra).encode()
    async with running_front() as running:
        client = await (await running.connect()).upgraded()
        await client.send(frame(TEXT, message))
        if is_accepted:
            assert await client.frame() == (TEXT, message)
        else:
            assert await client.closed_with() == 1009


@pytest.mark.parametrize("size", [MESSAGE_BYTES_MAX + 1, 2 * MESSAGE_BYTES_MAX + 1, 2 * 1024 * 1024])
async def test_however_large_a_message_is_the_peer_reads_1009(size: int) -> None:
    async with running_front() as running, trio.open_nursery() as nursery:
        client = await (await running.connect()).upgraded()
        nursery.start_soon(client.send, frame(TEXT, b"." * size))
        assert await client.closed_with() == 1009
        await running.assert_alive()


@pytest.mark.parametrize(
    "violation",
    [
        frame(TEXT, b"\xff\xfe"),
        frame(TEXT, b"plain", is_masked=False),
        frame(TEXT, b"compressed", rsv=4),
        frame(11),
        frame(CLOSE, b"\x00"),
        frame(PING, b"." * 126),
        frame(0, b"goes on"),
    ],
)
async def test_trap_11_a_violation_of_the_framing_ends_only_its_connection(violation: bytes) -> None:
    async with running_front() as running:
        for _ in range(5):
            client = await (await running.connect()).upgraded()
            await client.send(violation)
            await client.ended()
            client = await (await running.connect()).upgraded()
            await client.send(violation)
            client.reset()
        await running.assert_alive()


async def test_trap_12_after_a_cancelled_send_the_connection_is_dropped() -> None:
    sending, outcomes = trio.CancelScope(), list[str]()

    async def impatient(connection: Connection) -> None:
        with sending:
            await connection.send("x" * 20_000_000)
        for again in (partial(connection.send, "after half a frame"), partial(connection.close, 4005)):
            try:
                await again()
                outcomes.append("done")
            except ConnectionGone:
                outcomes.append("gone")

    async with running_front(impatient) as running:
        client = await (await running.connect()).upgraded()
        first = await client.some()
        sending.cancel()
        received = first + await client.ended()

    assert sending.cancelled_caught
    assert outcomes == ["gone", "done"]
    assert set(received[len(header(20_000_000)) :]) == {ord("x")}


async def test_binary_is_closed_with_1003() -> None:
    async with running_front() as running:
        client = await (await running.connect()).upgraded()
        await client.send(frame(BINARY, b"{}"))
        assert await client.closed_with() == 1003


async def test_ten_thousand_fragments_are_one_message() -> None:
    async with running_front() as running:
        client = await (await running.connect()).upgraded()
        middle = frame(0, b".", is_last=False) * 9_998
        await client.send(frame(TEXT, b".", is_last=False) + middle + frame(0, b"."))
        assert await client.frame() == (TEXT, b"." * 10_000)


async def test_the_guard_closes_the_stream_and_swallows_bugs_but_not_cancellation() -> None:
    near, far = trio.testing.memory_stream_pair()

    async def bug() -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever)
            raise KeyError

    await guarded(near, bug)
    assert await far.receive_some() == b""

    near, far = trio.testing.memory_stream_pair()
    with trio.move_on_after(0) as scope:
        await guarded(near, trio.sleep_forever)
    assert scope.cancelled_caught
    assert await far.receive_some() == b""
