"""Messages on the network, whatever way they are cut into pieces."""

import pytest
import trio
import trio.testing
from ringline_server.edges.mail.dots import Smuggled, TooLarge
from ringline_server.edges.mail.spool import open_spool
from ringline_server.edges.mail.wire import Gone, NoRoom, Room, Wire
from trio.testing import MockClock

MESSAGE = b"..first\r\nSubject: x\r\n\r\nHello\r\n...\r\n.\r\nNOOP\r\n"
WRITTEN = b".first\r\nSubject: x\r\n\r\nHello\r\n..\r\n"


async def read(raw: bytes, step: int, size_bytes_max: int = 1_000, room: Room | None = None) -> tuple[bytes, bytes]:
    """The message in `raw`, sent in pieces of `step`, and the line behind it."""
    client, server = trio.testing.memory_stream_pair()
    wire = Wire(server, room or Room(10_000_000), 60_000)
    found: list[tuple[bytes, bytes] | Exception] = []

    async def send() -> None:
        for start in range(0, len(raw), step):
            await client.send_all(raw[start : start + step])
            await trio.testing.wait_all_tasks_blocked()

    async with trio.open_nursery() as nursery:
        nursery.start_soon(send)
        try:
            with open_spool(None) as spool:
                await wire.message(spool, size_bytes_max)
                found.append((spool.settled().whole(), await wire.line()))
        except (Gone, NoRoom, Smuggled, TooLarge) as error:
            found.append(error)
        nursery.cancel_scope.cancel()
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


@pytest.mark.parametrize("step", [1, 2, 3, 5, 7, 1_000])
async def test_a_message_is_the_same_however_it_is_cut(autojump_clock: MockClock, step: int) -> None:
    assert await read(MESSAGE, step) == (WRITTEN, b"NOOP")


@pytest.mark.parametrize("step", [1, 1_000])
async def test_a_message_may_be_empty(autojump_clock: MockClock, step: int) -> None:
    assert await read(b".\r\nNOOP\r\n", step) == (b"", b"NOOP")


@pytest.mark.parametrize("start", [b".\n", b".\r"])
async def test_a_broken_end_at_the_very_start_is_one_too(autojump_clock: MockClock, start: bytes) -> None:
    with pytest.raises(Smuggled):
        await read(start + b"x\r\n.\r\nNOOP\r\n", 1_000)


@pytest.mark.parametrize("step", [1, 7, 10_000])
async def test_the_limit_itself_is_allowed_and_one_more_is_not(autojump_clock: MockClock, step: int) -> None:
    raw = b"x" * 98 + b"\r\n"
    assert (await read(raw + b".\r\nNOOP\r\n", step, 100))[0] == raw
    with pytest.raises(TooLarge):
        await read(b"y" + raw + b".\r\nNOOP\r\n", step, 100)


async def test_what_was_held_is_given_back_whatever_happens(autojump_clock: MockClock) -> None:
    room = Room(200_000)
    await read(MESSAGE, 1, room=room)
    with pytest.raises(NoRoom):
        await read(b"x" * 300_000, 65_536, 1_000_000, room)
    with pytest.raises(TooLarge):
        await read(b"x" * 3_000 + b"\r\n.\r\n", 100, 1_000, room)
    assert room.held == 0


async def test_a_peer_that_stops_in_the_middle_is_gone(autojump_clock: MockClock) -> None:
    with pytest.raises(Gone):
        await read(MESSAGE[:20], 5)
