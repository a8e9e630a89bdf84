"""Whom a connection comes from: the real socket's address, or what a listed proxy says of it.

Forwarding headers from anybody else are ignored. Of `X-Forwarded-For` the rightmost address that is not itself a
listed proxy counts: everything to its left was written by the stranger.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import attrs
import trio

Headers = Iterable[tuple[bytes, bytes]]
IPV6_PREFIX_BITS = 64
"""One customer gets a whole /64: counting single IPv6 addresses would count nothing."""
ADDRESSES_KNOWN_MAX = 1_000
"""Addresses that need not be read again: of one connection it is asked six times."""


@attrs.frozen
class Peer:
    address: str
    """Empty when nobody knows: no TCP beneath, or already reset."""
    port: int = 0
    is_secure: bool = False
    """Over TLS, here or at a listed proxy."""

    @property
    def counted_as(self) -> str:
        """The key for limits per address."""
        found = _parsed(self.address)
        if isinstance(found, IPv6Address):
            return str(IPv6Network((found, IPV6_PREFIX_BITS), strict=False))
        return str(found) if found else self.address


def socket_peer(stream: trio.abc.Stream) -> Peer:
    """What the operating system says about the other end."""
    is_secure = isinstance(stream, trio.SSLStream)
    beneath: Any = getattr(stream, "transport_stream", stream)
    if not isinstance(beneath, trio.SocketStream):
        return Peer("", is_secure=is_secure)
    try:
        name = beneath.socket.getpeername()
    except OSError:  # already reset
        name = None
    if not isinstance(name, tuple):
        return Peer("", is_secure=is_secure)
    return Peer(str(_parsed(name[0]) or name[0]), name[1], is_secure)


def _networks(given: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network) for network in given)


@attrs.frozen
class Proxies:
    """The reverse proxies whose word counts, as networks: `["10.0.0.0/8"]`. Raises: ValueError on a bad one."""

    networks: tuple[IPv4Network | IPv6Network, ...] = attrs.field(default=(), converter=_networks)

    def trust(self, address: str) -> bool:
        found = _parsed(address)
        return found is not None and any(found in network for network in self.networks)

    def peer(self, seen: Peer, headers: Headers) -> Peer:
        """The peer behind the proxy; `seen` itself when it is no listed proxy or says nothing that can be read."""
        if not self.trust(seen.address):
            return seen
        is_secure = seen.is_secure or _last(headers, b"x-forwarded-proto") == "https"
        behind = next((hop for hop in _hops(headers) if not self.trust(hop)), "")
        address = str(_parsed(behind) or seen.address)
        return Peer(address, seen.port if address == seen.address else 0, is_secure)


def _hops(headers: Headers) -> list[str]:
    """Nearest first."""
    lines = [value.decode("latin-1") for name, value in headers if name.lower() == b"x-forwarded-for"]
    return [hop.strip() for hop in reversed(",".join(lines).split(","))]


def _last(headers: Headers, wanted: bytes) -> str:
    lines = [value.decode("latin-1") for name, value in headers if name.lower() == wanted]
    return lines[-1].rpartition(",")[2].strip().lower() if lines else ""


@lru_cache(ADDRESSES_KNOWN_MAX)
def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
