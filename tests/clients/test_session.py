"""One session over many connections: what each end of a connection leads to, heartbeats, acks, gaps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import trio
import trio.testing
from kit.scripted_server import ANA, NOW_MS, OWN, URL, Peer, ScriptedServer, scripted_server
from ringline_client import Client, Connected, Disconnected
from ringline_client.incoming import ACK_MS
from ringline_protocol.codes import CloseCode, ErrorCode
from ringline_protocol.commands import Subscribe
from ringline_protocol.events import AgentPresenceChanged, OfferCreated
from ringline_protocol.frames import (
    Ack,
    CaughtUp,
    Ephemeral,
    Event,
    Notice,
    NoticeKind,
    Ping,
    Pong,
    Reply,
    Snapshot,
    problem,
)
from ringline_protocol.limits import HELLO_BYTES_MAX, POSITIONS_MAX
from ringline_protocol.values import Acceptance, Channel, OfferPurpose, Presence

Clock = trio.testing.MockClock

RING = OfferCreated(
    "off_1", "que_1", Channel.MESSAGING, OfferPurpose.HANDLE, Acceptance.MANUAL, 1, 30_000, NOW_MS, None, None, "int_1"
)
GONE = AgentPresenceChanged(Presence.GONE)


@asynccontextmanager
async def connected(server: ScriptedServer) -> AsyncIterator[tuple[Client, Peer]]:
    """A client and its peer."""
    peers: list[Peer] = []

    async def greet() -> None:
        peers.append(await server.accept_client())

    async with trio.open_nursery() as nursery:
        nursery.start_soon(greet)
        async with Client.connect(URL, token="t", dial=server.dial, chance=lambda top: top) as client:
            yield client, peers[0]
            nursery.cancel_scope.cancel()


def event(seq: int, name: str = "agent.presence_changed", data: object = GONE) -> Event:
    return Event(OWN, seq, NOW_MS, name, data)


async def test_a_lost_connection_is_resumed_with_the_session_and_the_position(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        with client.events() as events:
            await peer.send(event(2))
            await client.until(lambda desk: desk.agent.presence is Presence.GONE)
            await peer.drop()
            hello = await (await server.accept()).greet("ses_2", resumed=True, snapshot=False)
            await client.caught_up()
            told = [await anext(events) for _ in range(3)]

        assert (hello.session.mode, hello.session.id, hello.session.token) == ("resume", "ses_1", "token of ses_1")
        assert hello.pos == {OWN: ("e1", 2)}
        assert told[1] == Disconnected(1006, "", 1_000)
        assert isinstance(told[2], Connected)
        assert told[2].resumed
        assert client.session.known.welcome is not None
        assert client.session.known.welcome.session.token == "token of ses_2"


async def test_a_session_that_is_not_known_any_more_begins_anew_and_keeps_its_positions(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (_, peer):
        await peer.close(CloseCode.SESSION_UNKNOWN)
        hello = await (await server.accept()).greet()

        assert (hello.session.mode, hello.session.id) == ("new", None)
        assert hello.pos == {OWN: ("e1", 1)}


async def test_a_drained_server_is_asked_again_when_it_said(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (_, peer):
        await peer.send(Notice(NoticeKind.DRAINING, reconnect_in_ms=4_321))
        await peer.close(CloseCode.RESTART)
        began_s = trio.current_time()
        await server.accept_client(resumed=True)

        assert trio.current_time() - began_s == pytest.approx(4.321)


async def test_a_server_that_is_down_is_tried_again_with_a_growing_wait(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        with client.events() as events:
            server.is_down = True
            await peer.drop()
            waits = []
            async for told in events:
                assert isinstance(told, Disconnected)
                waits.append(told.wait_ms)
                if len(waits) == 5:
                    break
            server.is_down = False
            await server.accept_client(resumed=True)

    assert waits == [1_000, 500, 1_000, 2_000, 4_000]


async def test_silence_is_asked_about_and_then_given_up(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (_, peer):
        began_s = trio.current_time()
        await peer.receive(Ping)
        assert trio.current_time() - began_s == pytest.approx(15)

        await server.accept_client(resumed=True)
        assert trio.current_time() - began_s == pytest.approx(15 + 10 + 1)


async def test_a_ping_is_answered(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (_, peer):
        await peer.send(Ping("p7"))

        assert await peer.receive(Pong) == Pong("p7")


async def test_a_ring_is_acknowledged_at_once_and_anything_else_soon(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (_, peer):
        await peer.receive(Ack)  # of the first snapshot
        began_s = trio.current_time()
        await peer.send(event(2, "offer.created", RING))
        assert await peer.receive(Ack) == Ack({OWN: 2})
        assert trio.current_time() == began_s

        await peer.send(event(3))
        await peer.send(event(4))
        assert await peer.receive(Ack) == Ack({OWN: 4})
        assert trio.current_time() - began_s == pytest.approx(ACK_MS / 1000)


async def test_a_gap_is_closed_by_subscribing_again_from_where_we_are(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        await peer.send(event(2), event(5), event(6))
        command = await peer.command()
        assert command.params == Subscribe(OWN, ("e1", 2))
        await peer.answer_subscribe(command, 6, from_seq=2)
        await peer.send(event(3), event(4), event(5), event(6), CaughtUp(command.id))
        await client.until(lambda _: client.session.known.streams.position(OWN) == ("e1", 6))

        assert client.session.known.ignored["gap"] == 2


async def test_what_comes_twice_is_applied_once(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        with client.events() as events:
            await peer.send(event(2), event(2), event(3))
            seqs = [(await events.next("agent.presence_changed")).seq for _ in range(2)]  # type: ignore[union-attr]

    assert seqs == [2, 3]


async def test_an_event_of_a_later_version_takes_its_number_and_is_counted(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        await peer.send(Event(OWN, 2, NOW_MS, "agent.levitated", {"height": 3}), event(3))
        await client.until(lambda desk: desk.agent.presence is Presence.GONE)

        assert client.session.known.ignored["event"] == 1


async def test_a_stream_that_may_not_be_read_any_more_is_forgotten(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        with client.events() as events:
            await peer.send(Notice(NoticeKind.UNSUBSCRIBED, OWN, "forbidden"))
            told = await anext(events)

        assert isinstance(told, Notice)
        assert client.session.known.streams.positions == {}
        assert client.view.views == {}


async def test_a_frame_that_is_not_the_protocol_is_a_lost_connection(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        await peer.websocket.send_message('{"type":"event"}')
        await server.accept_client(resumed=True)
        await client.caught_up()

        assert client.session.gone is not None
        assert "cannot be read" in client.session.gone.reason


async def test_a_second_welcome_is_a_lost_connection(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        assert client.session.known.welcome is not None
        await peer.send(client.session.known.welcome)
        await server.accept_client(resumed=True)

        assert client.session.gone is not None
        assert client.session.gone.reason == "the server may not say welcome now"


async def test_passing_facts_are_told(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        with client.events() as events:
            await peer.send(Ephemeral("interaction/int_1", "typing", "agent", None))
            told = await anext(events)

        assert isinstance(told, Ephemeral)


async def test_a_hello_holds_no_more_positions_than_it_may(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        streams = client.session.known.streams
        for number in range(POSITIONS_MAX + 20):
            stream = f"interaction/int_{'x' * 24}{number:03}"
            streams.wanted.add(stream)
            streams.snapshot(Snapshot(stream, "e" * 20, 1, {}))
        await peer.drop()
        again = await server.accept()
        text = await again.websocket.get_message()

        assert len(text) <= HELLO_BYTES_MAX


async def test_streams_that_a_new_session_does_not_read_are_asked_for(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        client.session.known.streams.wanted.add("queue/que_1")
        await peer.close(CloseCode.SESSION_UNKNOWN)
        again = await server.accept_client()
        command = await again.command()

        assert command.params == Subscribe("queue/que_1")


async def test_a_snapshot_in_parts_counts_when_it_is_whole(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        await peer.send(Snapshot(OWN, "e2", 9, {**ANA, "name": "Anna"}, 1, 2))
        await peer.send(Ping("between"))
        await peer.receive(Pong)
        assert client.view.agent.name == "Ana"
        await peer.send(Snapshot(OWN, "e2", 9, {}, 2, 2))
        await client.until(lambda desk: desk.agent.name == "Anna")

        assert client.session.known.streams.position(OWN) == ("e2", 9)


async def test_a_stream_that_a_new_session_may_not_read_is_told_as_unsubscribed(autojump_clock: Clock) -> None:
    async with scripted_server() as server, connected(server) as (client, peer):
        client.session.known.streams.wanted.add("queue/que_1")
        with client.events() as events:
            await peer.close(CloseCode.SESSION_UNKNOWN)
            again = await server.accept_client()
            await again.send(Reply((await again.command()).id, error=problem(ErrorCode.FORBIDDEN)))
            async for told in events:
                if isinstance(told, Notice):
                    break

        assert told == Notice(NoticeKind.UNSUBSCRIBED, "queue/que_1", "forbidden")
        assert client.session.known.streams.wanted == {OWN}
