"""What we use of Hypercorn that is not its documented interface still does what we rely on."""

from functools import partial
from typing import Any

import trio
from h2.connection import H2Connection
from h2.events import Event, ResponseReceived
from kit.front import TEXT, RawClient, echo, frame, running_front, upgrade
from ringline_server.edges.front import Front
from ringline_server.edges.listeners import open_listeners
from ringline_server.edges.peer import Proxies
from ringline_server.edges.unread import Receive, Scope, Send
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

GET = b"GET %b HTTP/1.1\r\nHost: ring.example\r\n\r\n"


async def length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def who(request: Request) -> PlainTextResponse:
    assert request.client is not None
    return PlainTextResponse(f"{request.client.host} {request.url.scheme} {request.state.greeting}")


async def stream(request: Request) -> StreamingResponse:
    return StreamingResponse((f"line {n}\n" for n in range(3)), headers={"content-length": "21"})


async def bug(request: Request) -> PlainTextResponse:
    raise KeyError


class Lifespan:
    """An application around Starlette that shows in which order it was started and stopped."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        routes = [Route("/length", length, methods=["POST"]), Route("/who", who), Route("/stream", stream)]
        self._app = Starlette(routes=[*routes, Route("/bug", bug)])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        scope["state"]["greeting"] = "hello"
        for _ in range(2):
            kind = (await receive())["type"]
            self.seen.append(kind)
            await send({"type": f"{kind}.complete"})


async def test_requests_of_one_kept_alive_connection_are_answered() -> None:
    async with running_front(app=Lifespan()) as front:
        client = await front.connect()
        for path, body in ((b"/who", b"127.0.0.1 http hello"), (b"/stream", b"line 0\nline 1\nline 2\n")):
            await client.send(GET % path)
            assert (await client.response())[::2] == (200, body)
        await client.send(GET % b"/nowhere")
        assert (await client.response())[0] == 404


async def test_a_body_of_three_megabytes_arrives_although_its_beginning_was_peeked() -> None:
    size = 3 * 1024 * 1024
    async with running_front(app=Lifespan()) as front:
        client = await front.connect()
        await client.send(b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size + b"." * size)
        assert (await client.response())[2] == str(size).encode()


async def test_a_bug_in_the_application_is_500_and_logged(log_lines: Any) -> None:
    async with running_front(app=Lifespan()) as front:
        client = await front.connect()
        await client.send(GET % b"/bug")
        assert (await client.response())[0] == 500
        await front.assert_alive()
    assert log_lines("http application failed")[0]["error"] == "KeyError"


async def test_behind_a_listed_proxy_the_application_sees_the_stranger() -> None:
    async with running_front(app=Lifespan(), proxies=Proxies(["127.0.0.1"])) as front:
        client = await front.connect()
        for address in (b"192.0.2.1", b"192.0.2.2"):
            says = b"Host: a\r\nX-Forwarded-For: %b\r\nX-Forwarded-Proto: https" % address
            await client.send((GET % b"/who").replace(b"Host: ring.example", says))
            assert (await client.response())[2] == address + b" https hello"


async def test_an_upgrade_to_http_2_gets_no_answer_of_the_application() -> None:
    class Untouched(Lifespan):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            assert scope["type"] == "lifespan"
            await super().__call__(scope, receive, send)

    async with running_front(app=Untouched()) as front:
        client, http2, events = await front.connect(), H2Connection(), list[Event]()
        settings = http2.initiate_upgrade_connection() or b""
        says = b"Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: " + settings
        await client.send((GET % b"/who").replace(b"Host: ring.example", says))
        assert (await client.response())[0] == 101
        await client.send(http2.data_to_send())
        while not any(isinstance(event, ResponseReceived) for event in events):
            events += http2.receive_data(await client.some())
        [response] = [event for event in events if isinstance(event, ResponseReceived)]

        assert (b":status", b"505") in [tuple(header) for header in response.headers or []]
        await front.assert_alive()


async def test_a_kept_alive_connection_may_become_a_websocket() -> None:
    async with running_front(app=Lifespan()) as front:
        client = await front.connect()
        for _ in range(2):
            await client.send(GET % b"/who")
            await client.response()
        await client.upgraded(path="/ws?x=1")
        await client.send(frame(TEXT, b"hello"))

        assert await client.frame() == (TEXT, b"hello")
        assert front.front.admission.total == 1


async def test_a_kept_alive_connection_is_judged_like_any_other_when_it_upgrades() -> None:
    for request, status in ((upgrade("/elsewhere"), 404), (upgrade(origin="null"), 403), (upgrade(protocol=""), 400)):
        async with running_front(app=Lifespan()) as front:
            client = await front.connect()
            await client.send(GET % b"/who")
            await client.response()
            await client.send(request)
            assert (await client.response())[0] == status
            await front.assert_alive()


async def test_the_application_is_started_before_and_stopped_after_everything_else() -> None:
    app, draining = Lifespan(), trio.Event()
    async with trio.open_nursery() as nursery:
        listeners = await open_listeners("127.0.0.1", 0)
        [address] = await nursery.start(partial(Front(app, echo).serve, listeners, draining))
        assert app.seen == ["lifespan.startup"]
        client = RawClient(await trio.open_tcp_stream(*address))
        await client.send(GET % b"/who")
        await client.response()
        draining.set()
        await client.ended()
        await client.stream.aclose()

    assert app.seen == ["lifespan.startup", "lifespan.shutdown"]
