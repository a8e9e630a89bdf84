"""What is left of a request that is answered early: read out, or the connection is said to close."""

import trio
from kit.front import running_front
from ringline_server.edges import unread
from ringline_server.edges.unread import UNREAD_BYTES_MAX, UNREAD_MS, Message, Receive, Scope, Send
from trio.testing import MockClock

PUT = b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n"


async def refuses(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that answers without a look at the body."""
    if scope["type"] == "lifespan":
        while True:
            await send({"type": f"{(await receive())['type']}.complete"})
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"no"})


async def test_a_connection_takes_the_next_request_when_the_body_came_after_its_head() -> None:
    async with running_front(app=refuses) as front:
        client = await front.connect()
        for _ in range(3):
            await client.send(PUT % 4)
            await trio.testing.wait_all_tasks_blocked(0.01)
            await client.send(b"null")
            status, headers, body = await client.response()
            assert (status, body) == (413, b"no")
            assert "connection" not in headers


async def test_who_sends_too_large_a_file_before_listening_hears_so() -> None:
    async with running_front(app=refuses) as front:
        client = await front.connect()
        await client.send(PUT % (UNREAD_BYTES_MAX - 1))
        await client.send(bytes(UNREAD_BYTES_MAX - 1))
        assert (await client.response())[0] == 413


async def test_more_than_that_is_not_read_and_the_connection_is_said_to_close() -> None:
    async with running_front(app=refuses) as front:
        client = await front.connect()
        await client.send(PUT % (2 * UNREAD_BYTES_MAX))
        await client.send(bytes(UNREAD_BYTES_MAX))
        status, headers, _ = await client.response()
        assert (status, headers["connection"]) == (413, "close")


async def test_an_answer_that_looks_out_for_a_disconnect_waits_for_nothing(autojump_clock: MockClock) -> None:
    into, out = trio.open_memory_channel[Message](4)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def streams(scope: Scope, receive: Receive, send: Send) -> None:
        async def looks_out() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        async with trio.open_nursery() as nursery:
            nursery.start_soon(looks_out)
            await trio.testing.wait_all_tasks_blocked()
            nursery.start_soon(refuses, scope, receive, send)
            await trio.testing.wait_all_tasks_blocked()
            await into.send({"type": "http.request", "body": b"null"})
            await trio.testing.wait_all_tasks_blocked()
            await into.send({"type": "http.disconnect"})

    await unread.answer(streams, {"type": "http", "headers": [(b"content-length", b"4")]}, out.receive, send)

    assert trio.current_time() == 0
    assert sent[0]["headers"] == [(b"content-length", b"2")]


async def test_who_does_not_go_on_is_answered_after_a_while(autojump_clock: MockClock) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        await trio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    await unread.answer(refuses, {"type": "http", "headers": [(b"content-length", b"4")]}, receive, send)

    assert trio.current_time() == UNREAD_MS / 1000
    assert sent[0]["headers"][-1] == (b"connection", b"close")
