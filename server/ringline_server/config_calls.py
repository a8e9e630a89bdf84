"""Settings of calls from browser to browser, and what they must keep: servers that help them to find each other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from ringline_server.config_limits import DAY, MINUTE, Bounds, between, file, span
from ringline_server.config_reading import Fault
from ringline_server.edges.ice import IceServers

ICE_SERVERS_MAX: Final = 10
LIFETIME: Final[Bounds] = (5 * MINUTE, DAY)
"""Of a credential: at least as long as it takes to connect; a call that has connected outlives it."""
_URL: Final = {
    "stun": re.compile(r"stuns?:[^\s/@]+"),
    "turn": re.compile(r"turns?:[^\s/@?]+(\?transport=(udp|tcp))?"),
}


@attrs.frozen
class CallSettings:
    """None are needed on one machine and on one network."""

    stun: tuple[str, ...] = ()
    """As `stun:stun.example.com:3478`."""
    turn: tuple[str, ...] = ()
    """As `turn:turn.example.com:3478?transport=udp`, or `turns:` for TLS."""
    turn_secret_file: str | None = None
    """What coturn has as `static-auth-secret`."""
    turn_lifetime_ms: int = 3_600_000
    """Of the credentials that a browser gets."""


def faults_of_calls(place: str, calls: CallSettings) -> Iterator[Fault]:
    """All of them, each with its place."""
    for kind, urls in (("stun", calls.stun), ("turn", calls.turn)):
        yield from between(f"{place}.{kind}, number", len(urls), 0, ICE_SERVERS_MAX)
        for index, url in enumerate(urls):
            if not _URL[kind].fullmatch(url):
                yield Fault(f"{place}.{kind}[{index}]", f'an address as "{kind}:{kind}.example.com:3478" is expected')
    if calls.turn and calls.turn_secret_file is None:
        yield Fault(f"{place}.turn", "needs turn_secret_file")
    yield from file(f"{place}.turn_secret_file", calls.turn_secret_file)
    yield from span(f"{place}.turn_lifetime", calls.turn_lifetime_ms, LIFETIME)


def ice_servers(calls: CallSettings) -> IceServers:
    """With the secret in its file. Raises: OSError."""
    secret = b"" if calls.turn_secret_file is None else Path(calls.turn_secret_file).read_bytes().strip()
    return IceServers(calls.stun, calls.turn, secret, calls.turn_lifetime_ms)
