"""How the kit reaches a server over TCP."""

import socket

import pytest
import trio
from ringline_client.conformance.broken import Skipped
from ringline_client.conformance.target import NARROW_BYTES, Target
from ringline_client.connection import Address


class Nobody:
    def token(self, name: str) -> str:
        return f"token of {name}"


def target(port: int, *, is_secure: bool = False) -> Target:
    return Target(Address("127.0.0.1", port, "/ws", is_secure), Nobody())


async def test_a_connection_comes_from_the_address_that_is_named() -> None:
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    async with listener:
        mine = await target(listener.socket.getsockname()[1]).dial("127.0.0.7")
        theirs = await listener.accept()
        assert theirs.socket.getpeername()[0] == "127.0.0.7"
        await mine.aclose()
        await theirs.aclose()


async def test_a_narrow_connection_soon_takes_no_more_from_the_server() -> None:
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    async with listener:
        mine = await target(listener.socket.getsockname()[1]).dial(is_narrow=True)
        theirs = await listener.accept()
        assert isinstance(mine, trio.SocketStream)
        assert mine.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) <= 2 * NARROW_BYTES  # Linux doubles it
        await mine.aclose()
        await theirs.aclose()


async def test_narrow_and_secure_do_not_go_together() -> None:
    with pytest.raises(Skipped):
        await target(9, is_secure=True).dial(is_narrow=True)


async def test_a_reset_is_no_goodbye() -> None:
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    async with listener:
        one = target(listener.socket.getsockname()[1])
        mine = await one.dial()
        theirs = await listener.accept()
        await one.reset(mine)
        with pytest.raises(trio.BrokenResourceError):
            await theirs.receive_some()
        await theirs.aclose()
