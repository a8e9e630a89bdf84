"""One port: who is let in, who is refused and how, and how it all ends. Conformance A, plain and over TLS."""

import contextlib
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest
import trio
import trustme
from hypercorn.utils import LifespanFailureError
from kit.front import CLOSE, TEXT, RawClient, RunningFront, echo, frame, no_app, running_front, serving, upgrade
from kit.memory_net import MemoryListener
from ringline_protocol.codec import decode_from_server
from ringline_protocol.codes import ErrorCode
from ringline_protocol.frames import ErrorFrame
from ringline_protocol.limits import HANDSHAKE_MS, UNAUTHENTICATED_PER_ADDRESS_MAX
from ringline_server.edges.admission import Admission
from ringline_server.edges.front import Front
from ringline_server.edges.listeners import open_listeners
from ringline_server.edges.origins import Origins
from ringline_server.edges.peek import HEAD_BYTES_MAX
from ringline_server.edges.peer import Proxies
from ringline_server.edges.transport import Connection
from ringline_server.edges.unread import Receive, Scope, Send

Running = Callable[..., AbstractAsyncContextManager[RunningFront]]


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(params=["plain", "tls"])
def running(request: pytest.FixtureRequest, authority: trustme.CA) -> Running:
    """`running_front`, once plain and once over TLS."""
    if request.param == "plain":
        return running_front
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.set_alpn_protocols(["http/1.1"])
    authority.issue_cert("127.0.0.1").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return partial(running_front, server_tls=server, client_tls=client)


async def asked(front: RunningFront, request: bytes) -> tuple[int, dict[str, str], bytes]:
    client = await front.connect()
    await client.send(request)
    return await client.response()


@pytest.mark.parametrize("offered", ["ringline.v1", "ringline.v9, ringline.v1"])
async def test_a_1_and_2_our_subprotocol_is_chosen_and_echoed(running: Running, offered: str) -> None:
    async with running() as front:
        status, headers, _ = await asked(front, upgrade(protocol=offered))

        assert (status, headers["sec-websocket-protocol"]) == (101, "ringline.v1")
        assert "sec-websocket-extensions" not in headers
        await front.assert_alive()


async def test_a_3_who_speaks_only_other_versions_is_told_ours() -> None:
    async with running_front() as front:
        client = await front.connect()
        await client.send(upgrade(protocol="ringline.v9, ringline.any"))
        status, headers, _ = await client.response()
        opcode, payload = await client.frame()
        [error] = decode_from_server(payload)

        assert (status, headers["sec-websocket-protocol"], opcode) == (101, "ringline.any", TEXT)
        assert isinstance(error, ErrorFrame)
        assert error.error.code == ErrorCode.UNSUPPORTED
        assert error.error.details == {"versions": ["ringline.v1"]}
        assert await client.closed_with() == 4301


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        pytest.param(upgrade(protocol="ringline.v9"), 400, id="A4 unknown subprotocol"),
        pytest.param(upgrade(protocol=""), 400, id="A5 no subprotocol"),
        pytest.param(upgrade(version="12"), 426, id="A6 version 12"),
        pytest.param(upgrade(origin="https://evil.test"), 403, id="A7 foreign origin"),
        pytest.param(upgrade(origin="https://app.example.com.evil.test"), 403, id="A8 look-alike origin"),
        pytest.param(upgrade(origin="null"), 403, id="A8 null origin"),
        pytest.param(b"GET /ws HTTP/1.1\r\nHost: a\r\n\r\n", 400, id="A10 plain GET"),
        pytest.param(b"\x00\xff junk \r\n\r\n", 400, id="A11 junk"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nx: " + b"y" * HEAD_BYTES_MAX + b"\r\n\r\n", 400, id="A13 large head"
        ),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nx: " + b"y" * 10 * HEAD_BYTES_MAX, 400, id="A13 endless head"),
        pytest.param(upgrade("/elsewhere"), 404, id="A15 wrong path"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, id="HTTP/2"),
        pytest.param(upgrade().replace(b"HTTP/1.1", b"HTTP/1.0"), 400, id="HTTP/1.0"),
    ],
)
async def test_what_is_refused_is_answered_and_the_server_lives(
    running: Running, request_bytes: bytes, status: int
) -> None:
    async with running(origins=Origins(["https://app.example.com"])) as front:
        got, headers, _ = await asked(front, request_bytes)

        assert (got, headers["connection"]) == (status, "close")
        assert headers.get("sec-websocket-version") == ("13" if status == 426 else None)
        await front.assert_alive()


@pytest.mark.parametrize("origin", ["https://app.example.com", ""])
async def test_a_7_and_9_a_listed_page_and_a_native_client_are_let_in(origin: str) -> None:
    async with running_front(origins=Origins(["https://app.example.com"])) as front:
        await (await front.connect()).upgraded(origin=origin)


async def test_by_default_only_pages_of_the_same_origin_are_let_in(running: Running) -> None:
    async with running() as front:
        own, other = ("http", "https") if front.tls is None else ("https", "http")

        assert (await asked(front, upgrade(origin=f"{own}://ring.example")))[0] == 101
        assert (await asked(front, upgrade(origin=f"{other}://ring.example")))[0] == 403


async def test_a_14_one_byte_per_second_is_dropped_at_the_deadline(autojump_clock: trio.testing.MockClock) -> None:
    listener = MemoryListener()
    async with serving([listener]) as (front, *_):
        client = RawClient(listener.connect())
        sent = 0
        with contextlib.suppress(trio.BrokenResourceError):
            for byte in upgrade():
                await client.send(bytes([byte]))
                sent += 1
                await trio.sleep(1)

        assert sent <= HANDSHAKE_MS // 1000 + 1
        assert trio.current_time() == pytest.approx(HANDSHAKE_MS / 1000, abs=1)
        assert front.admission.total == 0


async def test_one_address_has_only_so_many_strangers_until_they_prove_who_they_are() -> None:
    async def welcoming(connection: Connection) -> None:
        if await connection.receive() == "it is me":
            connection.authenticated()
        await connection.send("welcome")
        await echo(connection)

    async with running_front(welcoming) as front:
        clients = [await (await front.connect()).upgraded() for _ in range(UNAUTHENTICATED_PER_ADDRESS_MAX)]
        assert await (await front.connect()).ended() == b""
        await clients[0].send(frame(TEXT, b"it is me"))
        await clients[0].frame()

        await (await front.connect()).upgraded()
        assert await (await front.connect()).ended() == b""
        assert front.front.admission.refused == 2


async def test_the_total_has_a_cap() -> None:
    async with running_front(admission=Admission(connections_max=2)) as front:
        await (await front.connect()).upgraded()
        await (await front.connect()).upgraded()

        assert await (await front.connect()).ended() == b""


async def test_a_closed_connection_gives_its_place_back() -> None:
    async with running_front(admission=Admission(connections_max=1)) as front:
        for _ in range(3):
            client = await (await front.connect()).upgraded()
            await client.send(frame(CLOSE, b"\x03\xe8"))
            assert await client.closed_with() == 1000
            await client.ended()
            await trio.testing.wait_all_tasks_blocked()


async def test_the_session_knows_the_real_peer_unless_a_listed_proxy_speaks() -> None:
    seen: list[tuple[str, bool]] = []

    async def note(connection: Connection) -> None:
        seen.append((connection.peer.address, connection.peer.is_secure))

    says = b"Host: ring.example\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https"
    for proxies in (Proxies(), Proxies(["127.0.0.0/8"])):
        async with running_front(note, proxies=proxies) as front:
            client = await front.connect()
            await client.send(upgrade().replace(b"Host: ring.example", says))
            await client.response()
            assert await client.closed_with() == 1000

    assert seen == [("127.0.0.1", False), ("192.0.2.7", True)]


async def test_behind_a_listed_proxy_each_address_has_its_own_count() -> None:
    async with running_front(proxies=Proxies(["127.0.0.1"])) as front:
        for n in range(UNAUTHENTICATED_PER_ADDRESS_MAX + 1):
            says = b"Host: ring.example\r\nX-Forwarded-For: 192.0.2.%d" % n
            assert (await asked(front, upgrade().replace(b"Host: ring.example", says)))[0] == 101
        says = b"Host: ring.example\r\nX-Forwarded-For: 192.0.2.0"
        for _ in range(UNAUTHENTICATED_PER_ADDRESS_MAX - 1):
            assert (await asked(front, upgrade().replace(b"Host: ring.example", says)))[0] == 101

        assert (await asked(front, upgrade().replace(b"Host: ring.example", says)))[0] == 503


async def test_sessions_say_goodbye_when_the_server_drains(autojump_clock: trio.testing.MockClock) -> None:
    draining = trio.Event()

    async def leaving(connection: Connection) -> None:
        await draining.wait()
        await connection.close(4000)

    listener = MemoryListener()
    front = Front(no_app, leaving)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(front.serve, [listener], draining)
        session = await RawClient(listener.connect()).upgraded()
        await trio.testing.wait_all_tasks_blocked()
        draining.set()
        assert await session.closed_with() == 4000
        await session.send(frame(CLOSE, b"\x0f\xa0"))
        await session.ended()

    assert trio.current_time() < 1


async def test_what_ignores_the_drain_is_cut_off_after_the_grace(autojump_clock: trio.testing.MockClock) -> None:
    listener = MemoryListener()
    draining = trio.Event()
    front = Front(no_app, echo, grace_ms=3_000)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(front.serve, [listener], draining)
        session = await RawClient(listener.connect()).upgraded()
        draining.set()
        await session.ended()
        assert trio.current_time() == pytest.approx(3)
        with pytest.raises(trio.ClosedResourceError):
            listener.connect()


async def test_a_busy_request_finishes_while_the_server_drains() -> None:
    draining, half_sent = trio.Event(), trio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await no_app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"sl", "more_body": True})
        half_sent.set()
        await draining.wait()
        await send({"type": "http.response.body", "body": b"ow"})

    listeners = await open_listeners("127.0.0.1", 0)
    async with trio.open_nursery() as nursery:
        [address] = await nursery.start(partial(Front(slow, echo).serve, listeners, draining))
        idle, busy = [RawClient(await trio.open_tcp_stream(*address)) for _ in range(2)]
        await busy.send(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        await half_sent.wait()
        draining.set()
        assert (await busy.response())[2] == b"slow"
        await busy.ended()
        await busy.stream.aclose()
        await idle.stream.aclose()


async def test_an_application_that_cannot_start_stops_the_server() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no database"})

    with pytest.raises(BaseExceptionGroup) as caught:
        await Front(broken, echo).serve([MemoryListener()], trio.Event())
    assert caught.group_contains(LifespanFailureError)
