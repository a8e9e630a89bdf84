"""Whose address counts."""

import pytest
import trio
from ringline_server.edges.peer import Peer, Proxies, socket_peer

PROXY = Peer("10.0.0.1", 4711)
PROXIES = Proxies(["10.0.0.0/8", "fd00::/8"])


def forwarded(*lines: str, proto: str = "") -> list[tuple[bytes, bytes]]:
    protos = [(b"x-forwarded-proto", proto.encode())] if proto else []
    return [(b"X-Forwarded-For", line.encode()) for line in lines] + protos


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["192.0.2.7"], "192.0.2.7"),
        (["1.1.1.1, 192.0.2.7"], "192.0.2.7"),
        (["1.1.1.1", "192.0.2.7, 10.9.9.9"], "192.0.2.7"),
        (["::ffff:192.0.2.7"], "192.0.2.7"),
        (["2001:db8::1"], "2001:db8::1"),
        (["192.0.2.7, nonsense"], "10.0.0.1"),
        (["10.0.0.2, 10.0.0.3"], "10.0.0.1"),
        ([""], "10.0.0.1"),
        ([], "10.0.0.1"),
    ],
)
def test_behind_a_listed_proxy_the_nearest_stranger_counts(lines: list[str], address: str) -> None:
    assert PROXIES.peer(PROXY, forwarded(*lines)).address == address


def test_nobody_else_can_name_an_address_or_claim_tls() -> None:
    stranger = Peer("192.0.2.7", 1)

    assert PROXIES.peer(stranger, forwarded("1.1.1.1", proto="https")) == stranger
    assert Proxies().peer(PROXY, forwarded("1.1.1.1", proto="https")) == PROXY


def test_a_listed_proxy_tells_whether_there_was_tls() -> None:
    assert PROXIES.peer(PROXY, forwarded("192.0.2.7", proto="https")).is_secure
    assert not PROXIES.peer(PROXY, forwarded("192.0.2.7", proto="https, http")).is_secure


def test_an_ipv6_customer_counts_once() -> None:
    assert Peer("2001:db8::1").counted_as == Peer("2001:db8::ffff:2").counted_as == "2001:db8::/64"
    assert Peer("2001:db8:0:1::1").counted_as != Peer("2001:db8::1").counted_as
    assert Peer("::ffff:192.0.2.7").counted_as == Peer("192.0.2.7").counted_as


def test_a_network_that_is_none_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        Proxies(["10.0.0.300"])


async def test_the_socket_knows_its_peer_and_memory_does_not() -> None:
    [listener] = await trio.open_tcp_listeners(0, host="127.0.0.1")
    async with listener, await trio.testing.open_stream_to_socket_listener(listener) as client:
        served = await listener.accept()
        assert socket_peer(served) == Peer("127.0.0.1", client.socket.getsockname()[1])
        await served.aclose()
    assert socket_peer(trio.testing.memory_stream_pair()[0]) == Peer("")
