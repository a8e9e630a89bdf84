"""The client against a server whose every word the test says, on the virtual clock."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
import pytest
import trio
from kit.scripted_server import NOW_MS, OWN, URL, Peer, ScriptedServer, scripted_server
from ringline_client import CannotConnect, Client, CommandFailed, SessionOver
from ringline_client.client import COMMAND_PATIENCE_MS, CONNECT_PATIENCE_MS, RETRIES_MAX
from ringline_client.tokens import BadTokenFile
from ringline_protocol.codes import CloseCode, ErrorCode
from ringline_protocol.commands import AcceptOffer, ReadQueue, RefreshAuth, SendMessage, SetStatus
from ringline_protocol.frames import Bye, CaughtUp, Hello, Notice, NoticeKind, Reply, Snapshot, problem
from ringline_protocol.values import Status


@attrs.define(eq=False)
class Pair:
    client: Client
    peer: Peer
    server: ScriptedServer


@asynccontextmanager
async def pair() -> AsyncIterator[Pair]:
    """A client that is connected to its scripted server."""
    async with scripted_server() as server:
        peers: list[Peer] = []

        async def greet() -> None:
            peers.append(await server.accept_client())

        async with trio.open_nursery() as nursery:
            nursery.start_soon(greet)
            async with Client.connect(URL, token="t", dial=server.dial, chance=lambda top: top / 2) as client:
                yield Pair(client, peers[0], server)
                nursery.cancel_scope.cancel()


async def test_a_command_without_a_reply_is_sent_again_with_the_same_key(
    autojump_clock: trio.testing.MockClock,
) -> None:
    async with pair() as both, trio.open_nursery() as nursery:
        first = []

        async def lose_it() -> None:
            first.append(await both.peer.command())
            await both.peer.drop()
            again = await both.server.accept_client(resumed=True)
            repeated = await again.command()
            first.append(repeated)
            await again.answer(repeated, leg="leg_1")

        nursery.start_soon(lose_it)
        result = await both.client.ask(AcceptOffer("off_1"))

    assert result == {"leg": "leg_1"}
    assert first[0] == first[1]
    assert first[0].key


async def test_a_question_needs_no_key(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:
        keys = []

        async def serve() -> None:
            command = await both.peer.command()
            keys.append(command.key)
            await both.peer.answer(command)

        nursery.start_soon(serve)
        await both.client.ask(ReadQueue("que_1"))
    assert keys == [None]


async def test_what_the_server_asks_to_repeat_is_repeated_with_the_same_key(
    autojump_clock: trio.testing.MockClock,
) -> None:
    async with pair() as both, trio.open_nursery() as nursery:
        keys = []

        async def refuse_twice() -> None:
            for code in (ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT):
                command = await both.peer.command()
                keys.append(command.key)
                await both.peer.send(Reply(command.id, error=problem(code, retry_after_ms=200)))
            command = await both.peer.command()
            keys.append(command.key)
            await both.peer.answer(command)

        nursery.start_soon(refuse_twice)
        began_s = trio.current_time()
        await both.client.ask(SetStatus(Status.READY))

        assert trio.current_time() - began_s == pytest.approx(0.4)
    assert len(set(keys)) == 1


async def test_repeating_has_an_end(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:
        asked = []

        async def refuse() -> None:
            while True:
                command = await both.peer.command()
                asked.append(command)
                await both.peer.send(Reply(command.id, error=problem(ErrorCode.UNAVAILABLE)))

        nursery.start_soon(refuse)
        with pytest.raises(CommandFailed) as failed:
            await both.client.ask(SetStatus(Status.READY))
        nursery.cancel_scope.cancel()

    assert failed.value.code == "unavailable"
    assert len(asked) == RETRIES_MAX + 1


async def test_a_refused_command_says_why_once(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:

        async def refuse() -> None:
            command = await both.peer.command()
            error = problem(ErrorCode.OFFER_NOT_PENDING, details={"state": "expired"})
            await both.peer.send(Reply(command.id, error=error))

        nursery.start_soon(refuse)
        with pytest.raises(CommandFailed) as failed:
            await both.client.ask(AcceptOffer("off_1"))

    assert (failed.value.code, failed.value.details) == ("offer_not_pending", {"state": "expired"})
    assert failed.value.method == "offer.accept"


async def test_a_command_that_nobody_answers_is_unknown_not_failed(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:

        async def be_alive() -> None:
            for number in itertools.count():
                await trio.sleep(10)
                await both.peer.send(CaughtUp(f"x{number}"))

        nursery.start_soon(be_alive)
        began_s = trio.current_time()
        with pytest.raises(CommandFailed) as failed:
            await both.client.ask(AcceptOffer("off_1"))
        nursery.cancel_scope.cancel()

        assert trio.current_time() - began_s == pytest.approx(COMMAND_PATIENCE_MS / 1000)
    assert (failed.value.code, failed.value.retry) == ("timeout", "now")


async def test_a_message_that_would_close_the_connection_is_not_sent(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both:
        with pytest.raises(CommandFailed) as failed:
            await both.client.ask(SendMessage("int_1", "x" * 70_000))

        assert failed.value.code == "too_large"
        assert both.client.is_connected


async def test_a_server_that_is_not_there_is_given_up_after_the_patience(
    autojump_clock: trio.testing.MockClock,
) -> None:
    async with scripted_server() as server:
        server.is_down = True
        began_s = trio.current_time()
        with pytest.raises(CannotConnect, match="refused"):
            async with Client.connect(URL, token="t", dial=server.dial):
                pass

        assert trio.current_time() - began_s == pytest.approx(CONNECT_PATIENCE_MS / 1000)


async def test_what_a_body_raises_comes_out_as_it_is(autojump_clock: trio.testing.MockClock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:
        nursery.start_soon(server.accept_client)
        with pytest.raises(KeyError, match="agt_ana"):
            async with Client.connect(URL, token="t", dial=server.dial) as client:
                raise KeyError(client.principal.id)


async def test_leaving_says_bye(autojump_clock: trio.testing.MockClock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:
        said: list[Bye] = []

        async def serve() -> None:
            peer = await server.accept_client()
            said.append(await peer.receive(Bye))
            await peer.close(1000)

        nursery.start_soon(serve)
        began_s = trio.current_time()
        async with Client.connect(URL, token="t", dial=server.dial):
            pass

        assert trio.current_time() == began_s
    assert said == [Bye()]


async def test_the_end_of_a_session_reaches_everybody_who_waits(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both:
        ends: list[str] = []

        async def wait_for_a_ring() -> None:
            try:
                await both.client.until(lambda desk: desk.agent.offers)
            except SessionOver as over:
                ends.append(f"until {over.code}")

        async def listen() -> None:
            with both.client.events() as events:
                async for _ in events:
                    pass
            ends.append("events")

        async def ask() -> None:
            try:
                await both.client.ask(SetStatus(Status.READY))
            except SessionOver as over:
                ends.append(f"ask {over.code}")

        async with trio.open_nursery() as nursery:
            for wait in (wait_for_a_ring, listen, ask):
                nursery.start_soon(wait)
            await both.peer.command()
            await both.peer.close(CloseCode.KICKED)

        assert sorted(ends) == ["ask 4306", "events", "until 4306"]
        with pytest.raises(SessionOver, match="signed out"):
            await both.client.ask(ReadQueue("que_1"))


async def test_the_token_source_is_asked_before_every_hello_and_when_one_runs_out(
    autojump_clock: trio.testing.MockClock,
) -> None:
    tokens = (f"t{number}" for number in itertools.count(1))

    async def source() -> str:
        await trio.lowlevel.checkpoint()
        return next(tokens)

    async with scripted_server() as server, trio.open_nursery() as nursery:
        seen: list[str] = []

        async def serve() -> None:
            peer = await server.accept()
            seen.append((await peer.greet()).auth.token)
            await peer.send(Notice(NoticeKind.TOKEN_EXPIRING, expires_at_ms=NOW_MS + 60_000))
            refresh = await peer.command()
            assert isinstance(refresh.params, RefreshAuth)
            seen.append(refresh.params.token)
            await peer.answer(refresh, expires_at_ms=NOW_MS)
            await peer.close(CloseCode.TOKEN_EXPIRED)
            again = await server.accept()
            seen.append((await again.greet(resumed=True)).auth.token)
            await again.receive(Bye)
            await again.close(1000)

        nursery.start_soon(serve)
        async with Client.connect(URL, token_source=source, dial=server.dial, chance=lambda top: 0.0) as client:
            await client.until(lambda _: not client.is_connected)
            await client.caught_up()
    assert seen == ["t1", "t2", "t3"]


async def test_without_a_token_source_an_expired_token_is_the_end(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both:
        await both.peer.close(CloseCode.TOKEN_EXPIRED)

        with pytest.raises(SessionOver) as over:
            await both.client.until(lambda _: False)
        assert over.value.code == CloseCode.TOKEN_EXPIRED


async def test_a_subscription_is_in_the_view_when_it_returns(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:

        async def serve() -> None:
            command = await both.peer.command()
            await both.peer.answer_subscribe(command, 7, "q1")
            await trio.sleep(1)
            state = {"queue": "que_1", "name": "Support", "waiting": 3}
            await both.peer.send(Snapshot("queue/que_1", "q1", 7, state), CaughtUp(command.id))

        nursery.start_soon(serve)
        await both.client.subscribe("queue/que_1")

        assert both.client.view.queues["queue/que_1"].waiting == 3


async def test_a_refused_subscription_is_forgotten(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both, trio.open_nursery() as nursery:

        async def refuse() -> None:
            command = await both.peer.command()
            await both.peer.send(Reply(command.id, error=problem(ErrorCode.FORBIDDEN)))

        nursery.start_soon(refuse)
        with pytest.raises(CommandFailed):
            await both.client.subscribe("queue/que_1")

        assert both.client.session.known.streams.wanted == {OWN}


async def test_the_servers_clock_goes_on_between_welcomes(autojump_clock: trio.testing.MockClock) -> None:
    async with pair() as both:
        await trio.sleep(2)

        assert both.client.server_now_ms() == NOW_MS + 2_000


async def test_either_a_token_or_a_source(autojump_clock: trio.testing.MockClock) -> None:
    with pytest.raises(ValueError, match="either"):
        async with Client.connect(URL):
            pass


async def test_the_hello_carries_who_we_are(autojump_clock: trio.testing.MockClock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:
        hellos: list[Hello] = []

        async def serve() -> None:
            peer = await server.accept()
            hellos.append(await peer.greet())
            await peer.receive(Bye)
            await peer.close(1000)

        nursery.start_soon(serve)
        async with Client.connect(URL, token="t", device="dev_1", name="desk", dial=server.dial) as client:
            assert client.view.own == OWN
            assert client.view.agent.name == "Ana"

    assert (hellos[0].client.device, hellos[0].client.name, hellos[0].auth.token) == ("dev_1", "desk", "t")


async def test_a_token_source_that_has_none_ends_the_session_with_its_reason(
    autojump_clock: trio.testing.MockClock,
) -> None:
    async def source() -> str:
        raise BadTokenFile("no such file")

    async with scripted_server() as server:
        with pytest.raises(BadTokenFile, match="no such file"):
            async with Client.connect(URL, token_source=source, dial=server.dial):
                pass
