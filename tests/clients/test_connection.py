"""One connection: every way in which it can end is an end that is said."""

import ssl
from collections import Counter
from contextlib import suppress
from functools import partial

import pytest
import trio
import trio.testing
import trustme
from kit.scripted_server import ScriptedServer, scripted_server
from ringline_client.connection import Address, Connection, Gone, converse
from ringline_protocol.codes import CloseCode
from ringline_protocol.frames import Ping
from ringline_protocol.limits import HANDSHAKE_MS, SEND_MS, SUBPROTOCOL
from trio_websocket import wrap_server_stream

Clock = trio.testing.MockClock
ADDRESS = Address.of("ws://scripted.test/ws")


async def listen(connection: Connection) -> None:
    while True:
        await connection.receive()


async def end_of(server: ScriptedServer) -> Gone:
    return await converse(server.dial, ADDRESS, listen, Counter())


def test_an_address_is_read_from_its_url() -> None:
    assert Address.of("wss://desk.example.com") == Address("desk.example.com", 443, "/ws", True)
    assert Address.of("ws://[::1]:8080/x") == Address("::1", 8080, "/x", False)
    assert Address.of("ws://[::1]:8080/x").host_header == "[::1]:8080"
    with pytest.raises(ValueError, match="not a ws"):
        Address.of("http://desk.example.com")


async def test_a_close_code_is_told(autojump_clock: Clock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def close() -> None:
            await (await server.accept()).close(CloseCode.RESTART)

        nursery.start_soon(close)
        gone = await end_of(server)

    assert gone.code == CloseCode.RESTART


async def test_a_dropped_connection_is_1006(autojump_clock: Clock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def drop() -> None:
            await (await server.accept()).drop()

        nursery.start_soon(drop)
        assert (await end_of(server)).code == 1006


async def test_a_server_that_is_not_there_is_1006_with_the_reason(autojump_clock: Clock) -> None:
    async with scripted_server() as server:
        server.is_down = True
        gone = await end_of(server)

    assert (gone.code, gone.reason) == (1006, "refused")


@pytest.mark.parametrize(
    ("answer", "code", "reason"),
    [
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", CloseCode.FORBIDDEN, "HTTP 403"),
        (
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            CloseCode.FORBIDDEN,
            "HTTP 404: is the address ws://host:port/ws?",
        ),
        (b"HTTP/1.1 503 Unavailable\r\nContent-Length: 2\r\n\r\nno", CloseCode.OVERLOADED, "HTTP 503"),
    ],
)
async def test_a_refused_handshake_is_a_verdict(
    autojump_clock: Clock, answer: bytes, code: CloseCode, reason: str
) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def refuse() -> None:
            stream = await server.accept_raw()
            await stream.receive_some()
            await stream.send_all(answer)

        nursery.start_soon(refuse)
        gone = await end_of(server)

    assert (gone.code, gone.reason) == (code, reason)


async def test_a_silent_handshake_is_given_up(autojump_clock: Clock) -> None:
    async with scripted_server() as server:
        began_s = trio.current_time()
        gone = await end_of(server)

        assert trio.current_time() - began_s == pytest.approx(HANDSHAKE_MS / 1000)
    assert (gone.code, gone.reason) == (1006, "no handshake")


@pytest.mark.parametrize("junk", [b"\x00" * 10, b"\x81\xff", b"\xff\xff\xff\xff", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_junk_in_the_middle_is_a_lost_connection(autojump_clock: Clock, junk: bytes) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def talk_nonsense() -> None:
            peer = await server.accept()
            await peer.stream.send_all(junk)
            await peer.drop()

        nursery.start_soon(talk_nonsense)
        gone = await end_of(server)

    assert isinstance(gone, Gone)


async def test_a_close_that_goes_wrong_is_tolerated(autojump_clock: Clock) -> None:
    """Half a close frame, then nothing: what a library in between may make of it."""
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def close_badly() -> None:
            peer = await server.accept()
            await peer.stream.send_all(b"\x88\x02\x0f\xa0\x89\x00\x88\x00")
            await peer.drop()

        nursery.start_soon(close_badly)
        gone = await end_of(server)

    assert gone.code in (4000, 1006)


async def test_a_server_that_takes_nothing_is_given_up(autojump_clock: Clock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:
        stuck = trio.testing.memory_stream_pair()

        async def write(connection: Connection) -> None:
            stream = connection._stream
            assert isinstance(stream, trio.StapledStream)
            send = stream.send_stream
            assert isinstance(send, trio.testing.MemorySendStream)
            send.send_all_hook = trio.sleep_forever
            await connection.send([b'{"type":"ping"}'])

        nursery.start_soon(server.accept)
        began_s = trio.current_time()
        gone = await converse(server.dial, ADDRESS, write, Counter())
        del stuck

        assert trio.current_time() - began_s == pytest.approx(SEND_MS / 1000)
    assert gone.reason == "nothing can be sent"


async def test_a_goodbye_has_an_end(autojump_clock: Clock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:

        async def leave(connection: Connection) -> None:
            await connection.close(CloseCode.GOING_AWAY)

        nursery.start_soon(server.accept)
        await converse(server.dial, ADDRESS, leave, Counter())

        assert trio.current_time() <= 3


async def test_frames_are_decoded_and_what_is_unknown_is_counted(autojump_clock: Clock) -> None:
    async with scripted_server() as server, trio.open_nursery() as nursery:
        ignored = Counter[str]()
        frames: list[object] = []

        async def say() -> None:
            peer = await server.accept()
            await peer.websocket.send_message('[{"type":"ping","id":"p"},{"type":"novelty"}]')
            await peer.drop()

        async def read(connection: Connection) -> None:
            frames.extend(await connection.receive())

        nursery.start_soon(say)
        await converse(server.dial, ADDRESS, read, ignored)

    assert frames == [Ping("p")]
    assert ignored == {"frame": 1}


async def end_over_tls(server: ssl.SSLContext, client: ssl.SSLContext) -> Gone:
    """A server that closes with 4000 at once, over real sockets."""

    async def close(stream: trio.SSLStream[trio.SocketStream]) -> None:
        with suppress(trio.BrokenResourceError):
            async with trio.open_nursery() as nursery:
                await stream.do_handshake()
                request = await wrap_server_stream(nursery, stream)
                await (await request.accept(subprotocol=SUBPROTOCOL)).aclose(CloseCode.RESTART)

    async with trio.open_nursery() as nursery:
        (listener,) = await nursery.start(partial(trio.serve_ssl_over_tcp, close, 0, server, host="127.0.0.1"))
        port = listener.transport_listener.socket.getsockname()[1]
        address = Address.of(f"wss://127.0.0.1:{port}/ws")
        gone = await converse(partial(address.dial, client), address, listen, Counter())
        nursery.cancel_scope.cancel()
    return gone


async def test_tls_is_spoken_and_a_stranger_is_not_trusted() -> None:
    authority = trustme.CA()
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(server)
    distrusting = await end_over_tls(server, client)
    authority.configure_trust(client)

    assert (await end_over_tls(server, client)).code == CloseCode.RESTART
    assert distrusting.code == 1006
    assert "certificate" in distrusting.reason.lower()
