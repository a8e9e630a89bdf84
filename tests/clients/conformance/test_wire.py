"""Bytes as a peer without manners sends them, against a real server."""

from pathlib import Path

import pytest
from kit.accounts import account
from kit.server import running_server
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.wire import CLOSE, PONG, Ended, Wire, fragments, framed, masked
from ringline_client.connection import Address


async def test_an_upgrade_a_hello_and_a_goodbye(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        wire = Wire(Address.of(server.url), await Address.of(server.url).dial())
        answer = await wire.upgrade("ringline.v1")
        client = {"name": "wire", "version": "1", "device": "dev_1"}
        hello = {"type": "hello", "id": "h1", "client": client}
        await wire.say_json({**hello, "auth": {"scheme": "bearer", "token": server.token("agt_ana")}})
        caught_up = await wire.until("caught_up", id="h1")
        await wire.say(b"", 9)
        pong = await wire.frame()
        await wire.send(fragments([b'{"type"', b":", b'"bye"}']))
        code = await wire.closed()
        await wire.end()

    assert (answer.status, answer.subprotocol) == (101, "ringline.v1")
    assert caught_up["pos"].keys() == {"agent/agt_ana"}
    assert pong == (PONG, b"")
    assert code == 1000


async def test_a_refusal_and_headers_in_place_of_the_usual(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        wire = Wire(Address.of(server.url), await Address.of(server.url).dial())
        answer = await wire.upgrade("ringline.v1", sec_websocket_version="12")
        with pytest.raises(Ended):
            await wire.frame()
        await wire.send(b"nobody listens")
        await wire.end()

    assert (answer.status, answer.headers["sec-websocket-version"]) == (426, "13")


async def test_what_does_not_come_is_broken(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        wire = Wire(Address.of(server.url), await Address.of(server.url).dial())
        wire.patience_s = 0.05
        await wire.send(b"GET / HT")
        with pytest.raises(Broken, match="no HTTP answer"):
            await wire.answer()
        with pytest.raises(Broken, match="no frame"):
            await wire.frame()
        with pytest.raises(Broken, match="does not end"):
            await wire.closed()
        await wire.end()


@pytest.mark.parametrize(("size", "head"), [(125, 2), (126, 4), (65_535, 4), (65_536, 10)])
def test_a_frame_is_masked_and_as_long_as_it_says(size: int, head: int) -> None:
    data = framed(b"a" * size, CLOSE)
    assert data[0] == 0x88
    assert data[1] & 0x80
    assert masked(data[head + 4 :]) == b"a" * size
