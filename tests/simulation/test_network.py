"""Links in memory, on the virtual clock."""

from typing import Any

import pytest
import trio
from ringline_server.simulation.network import BUFFER_BYTES_MAX, Conditions, Link, Network


async def linked(**conditions: Any) -> tuple[Network, Link, trio.abc.Stream]:
    """A network, a link of it, and what the listener accepted."""
    stamps = iter(range(1, 10_000))
    network = Network(lambda: next(stamps))
    listener = network.listen()
    link = network.connect("ana", Conditions(**conditions))
    return network, link, await listener.accept()


async def test_what_is_sent_arrives_after_the_latency(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked(latency_s=0.5)
    await link.client.send_all(b"hello")

    assert await server.receive_some() == b"hello"
    assert trio.current_time() == 0.5


async def test_a_slow_link_dribbles(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked(latency_s=0, piece_bytes=2, gap_s=1)
    await link.client.send_all(b"abcde")

    assert [await server.receive_some() for _ in range(3)] == [b"ab", b"cd", b"e"]
    assert trio.current_time() == 2


async def test_a_stalled_link_is_silent_until_it_goes_on(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked(latency_s=0, is_stalled=True)
    await link.client.send_all(b"late")
    with trio.move_on_after(100) as patience:
        await server.receive_some()
    link.change(is_stalled=False)

    assert patience.cancelled_caught
    assert await server.receive_some() == b"late"


async def test_a_dead_link_never_tells_that_the_other_end_has_gone(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked(is_dead=True)
    await server.aclose()
    with trio.move_on_after(3_600) as patience:
        await link.client.receive_some()

    assert patience.cancelled_caught


async def test_a_cut_link_breaks_at_both_ends() -> None:
    network, link, server = await linked()
    link.change(is_cut=True)

    for end in (link.client, server):
        with pytest.raises(trio.BrokenResourceError):
            await end.send_all(b"x")
        with pytest.raises(trio.BrokenResourceError):
            await end.receive_some()
    assert network.up() == []


async def test_a_sender_waits_while_nobody_takes_anything(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked(latency_s=0)
    with trio.move_on_after(10) as patience:
        await link.client.send_all(b"x" * (BUFFER_BYTES_MAX + 1))

    assert patience.cancelled_caught
    assert len(await server.receive_some()) == BUFFER_BYTES_MAX


async def test_an_end_that_is_closed_is_the_end_of_the_other(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked()
    await link.client.send_all(b"last")
    await link.client.send_eof()

    assert [await server.receive_some(), await server.receive_some()] == [b"last", b""]
    await link.client.aclose()
    with pytest.raises(trio.ClosedResourceError):
        await link.client.send_all(b"x")
    with pytest.raises(trio.ClosedResourceError):
        await link.client.receive_some()
    with pytest.raises(trio.BrokenResourceError):
        await server.send_all(b"x")


async def test_it_is_known_what_was_sent_before_what(autojump_clock: trio.testing.MockClock) -> None:
    _, link, server = await linked()
    await server.send_all(b"one")
    await server.send_all(b"two")
    stamps = []
    for _ in range(2):
        await link.client.receive_some()
        stamps.append(link.client.last_stamp)

    assert stamps == [1, 2]


async def test_nobody_connects_where_nobody_listens() -> None:
    network, _, _ = await linked()
    network.deaf()

    with pytest.raises(ConnectionRefusedError):
        network.connect("bruno", Conditions())


async def test_a_listener_that_is_closed_refuses() -> None:
    network = Network(lambda: 0)
    listener = network.listen()
    await listener.aclose()

    with pytest.raises(ConnectionRefusedError):
        network.connect("bruno", Conditions())
