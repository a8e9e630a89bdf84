"""Reading a head without using it up, and answers that arrive."""

from http import HTTPStatus

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.edges.peek import HEAD_BYTES_MAX, BadHead, Peeked, answer, head_of, peek

REQUEST = b"GET /ws?x=1 HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nX: 1\r\nX: 2\r\n\r\n"


async def peeked(*parts: bytes) -> tuple[bytes, object]:
    near, far = trio.testing.memory_stream_pair()
    for part in parts:
        await far.send_all(part)
    await far.send_eof()
    head = await peek(near)
    assert head is not None
    rest = b""
    stream = Peeked(near, head.raw)
    while more := await stream.receive_some(7):
        rest += more
    return rest, head


async def test_everything_that_was_read_is_given_back() -> None:
    rest, _ = await peeked(REQUEST[:9], REQUEST[9:] + b"body", b" and more")

    assert rest == REQUEST + b"body and more"


async def test_a_head_knows_its_path_values_and_tokens() -> None:
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(REQUEST)
    head = await peek(near)

    assert head is not None
    assert (head.path, head.values(b"x"), head.tokens(b"connection")) == (
        b"/ws",
        [b"1", b"2"],
        [b"keep-alive", b"Upgrade"],
    )


async def test_a_head_put_together_again_reads_the_same() -> None:
    head = head_of(b"GET", b"/ws?x=1", [(b"host", b"a"), (b"upgrade", b"websocket")])
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(head.raw)

    assert await peek(near) == head


@pytest.mark.parametrize("excess", [0, 1])
async def test_the_largest_head_is_read_and_one_byte_more_is_not(excess: int) -> None:
    start = b"GET / HTTP/1.1\r\nHost: a\r\nx: "
    request = start + b"y" * (HEAD_BYTES_MAX - len(start) - 4 + excess) + b"\r\n\r\n"
    if excess:
        with pytest.raises(BadHead):
            await peeked(request)
    else:
        assert (await peeked(request))[0] == request


@pytest.mark.parametrize(
    "request_bytes", [b"\0", b"GET", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/2.0\r\nHost: a\r\n\r\n"]
)
async def test_what_is_no_request_is_a_bad_head(request_bytes: bytes) -> None:
    with pytest.raises(BadHead):
        await peeked(request_bytes)


@given(st.binary(max_size=200))
async def test_no_bytes_make_peek_fail_otherwise(junk: bytes) -> None:
    near, far = trio.testing.memory_stream_pair()
    await far.send_all(junk)
    await far.send_eof()
    try:
        head = await peek(near)
    except BadHead:
        return
    assert head is None or head.raw == junk


async def test_a_peer_that_leaves_without_a_word_is_nobody() -> None:
    near, far = trio.testing.memory_stream_pair()
    await far.send_eof()

    assert await peek(near) is None


async def test_an_answer_arrives_although_the_peer_keeps_sending(autojump_clock: trio.testing.MockClock) -> None:
    near, far = trio.testing.memory_stream_pair()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(answer, near, HTTPStatus.NOT_FOUND, "nothing here")
        await far.send_all(b"." * 100_000)
        got = b""
        while more := await far.receive_some():
            got += more
        await far.send_eof()

    assert got.startswith(b"HTTP/1.1 404 ")
    assert got.endswith(b"\r\n\r\nnothing here\n")
    assert trio.current_time() == 0
