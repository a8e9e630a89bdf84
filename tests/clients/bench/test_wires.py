"""The loop against a server that these tests play themselves, byte by byte, on the same thread."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial

import attrs
import pytest
from ringline_client.bench.wires import Stalled, Wire, Wires, framed

UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


@attrs.define
class Scene:
    """A connection, and the server's end of it."""

    wires: Wires
    wire: Wire
    server: socket.socket
    heard: list[bytes]


@pytest.fixture
def scene() -> Iterator[Scene]:
    heard: list[bytes] = []
    with closing(Wires()) as wires, socket.create_server(("127.0.0.1", 0)) as listener:
        wire = wires.open(listener.getsockname(), "/ws", heard.append, "ringline.v1")
        server, _ = listener.accept()
        with server:
            server.settimeout(10)
            assert b"Sec-WebSocket-Protocol: ringline.v1" in server.recv(4096)
            server.sendall(UPGRADED)
            wires.until(lambda: wire.is_open, "the upgrade", 10)
            yield Scene(wires, wire, server, heard)


def unmasked(payload: bytes, first: int = 0x81) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    head = b"\x7e" + size.to_bytes(2, "big") if size < 65_536 else b"\x7f" + size.to_bytes(8, "big")
    return bytes((first,)) + head + payload


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 100_000])
def test_a_message_of_any_size_arrives_in_whatever_pieces(scene: Scene, size: int) -> None:
    frame = unmasked(b"x" * size)

    for piece in (frame[:1], frame[1:3], frame[3:9], frame[9:]):
        scene.server.sendall(piece)
        scene.wires.run(0.001)
    scene.wires.until(lambda: bool(scene.heard), "the message", 10)

    assert scene.heard == [b"x" * size]


def test_messages_that_come_together_are_told_apart(scene: Scene) -> None:
    scene.server.sendall(unmasked(b"one") + unmasked(b"two") + unmasked(b"x" * 200))

    scene.wires.until(lambda: len(scene.heard) == 3, "three messages", 10)

    assert scene.heard == [b"one", b"two", b"x" * 200]


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_what_is_sent_says_its_size_and_is_masked_with_zeros(scene: Scene, size: int) -> None:
    scene.wire.send(b"y" * size)

    got = b""
    while len(got) < len(framed(b"y" * size)):
        scene.wires.run(0.001)
        got += scene.server.recv(100_000)

    assert got == framed(b"y" * size)
    assert got[1] & 0x80
    assert got.endswith(b"\0\0\0\0" + b"y" * size)


def test_a_peer_that_takes_nothing_does_not_stop_the_loop(scene: Scene) -> None:
    total = 40 * len(framed(b"z" * 1_000_000))
    for _ in range(40):
        scene.wire.send(b"z" * 1_000_000)

    got = 0
    scene.server.setblocking(False)

    def taken() -> bool:
        nonlocal got
        with suppress(BlockingIOError):
            got += len(scene.server.recv(1_000_000))
        return got == total

    scene.wires.until(taken, "all of it", 30)


def test_a_ping_is_answered(scene: Scene) -> None:
    scene.server.sendall(unmasked(b"are you there", 0x89))
    scene.wires.at(time.perf_counter() + 0.01, lambda: scene.server.sendall(unmasked(b"done")))

    scene.wires.until(lambda: bool(scene.heard), "the message behind it", 10)

    assert scene.server.recv(4096) == framed(b"are you there", 10)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "cut off"),
        (unmasked(b"\x10\xa5slow", 0x88), "closed with 4261 slow"),
        (unmasked(b"half", 0x01), "a frame that no server here sends"),
    ],
)
def test_an_end_in_the_middle_is_said(scene: Scene, sent: bytes, said: str) -> None:
    scene.server.sendall(sent)
    scene.server.shutdown(socket.SHUT_WR)

    with pytest.raises(Stalled, match=said):
        scene.wires.until(lambda: False, "nothing", 10)


def test_an_end_of_ones_own_is_none(scene: Scene) -> None:
    scene.wire.close()

    assert scene.server.recv(4096) == framed(b"\x03\xe8", 8)
    assert scene.wire not in scene.wires.open_wires


def test_what_does_not_come_is_named(scene: Scene) -> None:
    with pytest.raises(Stalled, match=r"the post: not within 0\.01 s"):
        scene.wires.until(lambda: False, "the post", 0.01)


def test_timers_act_in_the_order_of_their_moments(scene: Scene) -> None:
    done: list[int] = []
    now_s = time.perf_counter()
    for number in (3, 1, 2):
        scene.wires.at(now_s + number / 1000, partial(done.append, number))

    scene.wires.until(lambda: len(done) == 3, "all timers", 10)

    assert done == [1, 2, 3]


def test_a_refused_upgrade_is_said() -> None:
    with closing(Wires()) as wires, socket.create_server(("127.0.0.1", 0)) as listener:
        wires.open(listener.getsockname(), "/ws", lambda _: None)
        server, _ = listener.accept()
        with server:
            server.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")

            with pytest.raises(Stalled, match=r"no WebSocket: .* 403 Forbidden"):
                wires.until(lambda: False, "nothing", 10)
