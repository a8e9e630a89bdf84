"""How often: GCRA, one number per bucket, on moments passed in.

A bucket remembers when it will be empty again if everything so far had come at the even pace (the theoretical arrival
time). What comes earlier than the burst allows is refused, and told how long to wait.
"""

from collections import OrderedDict
from enum import StrEnum
from math import ceil
from typing import Final

import attrs
from ringline_protocol.limits import (
    BAD_HELLOS_PER_MINUTE_MAX,
    COMMANDS_BURST_MAX,
    COMMANDS_PER_S_MAX,
    RATE_ABUSE_FACTOR_MAX,
)

MINUTE_MS = 60_000
HTTP_REQUESTS_PER_S = 200
HTTP_REQUESTS_BURST = 600
ADDRESSES_MAX = 10_000
"""Addresses whose bad hellos are remembered; beyond it the one that has been quiet longest is forgotten."""


@attrs.define
class Bucket:
    """`burst` at once, then one each `interval_ms`."""

    interval_ms: float
    burst: int
    _empty_at_ms: float = attrs.field(default=0.0, init=False)

    def wait_ms(self, now_ms: int, units: int = 1) -> int:
        """0 when so much more would be allowed; takes nothing."""
        assert units <= self.burst, units
        ahead = self._empty_at_ms - now_ms - (self.burst - units) * self.interval_ms
        return ceil(ahead) if ahead > 0 else 0

    def take(self, now_ms: int, units: int = 1) -> int:
        """0: allowed and counted. Else how long to wait; nothing was counted, so that a retry then succeeds."""
        wait = self.wait_ms(now_ms, units)
        if not wait:
            self.count(now_ms, units)
        return wait

    def count(self, now_ms: int, units: int = 1) -> None:
        """So much was allowed."""
        self._empty_at_ms = max(self._empty_at_ms, now_ms) + units * self.interval_ms


class Pace(StrEnum):
    FINE = "fine"
    LIMITED = "limited"
    """Answer `rate_limited` with `retry_after_ms`."""
    ABUSE = "abuse"
    """Far over the rate for long: close 4103."""


@attrs.frozen
class Paced:
    pace: Pace
    retry_after_ms: int = 0


_FINE: Final = Paced(Pace.FINE)


@attrs.define
class CommandRate:
    """The commands of one connection. Every attempt also counts towards abuse, refused ones too: ten bursts at once,
    or ten times the rate for six seconds, is abuse; half of that pace never is."""

    per_s: int = COMMANDS_PER_S_MAX
    burst: int = COMMANDS_BURST_MAX
    shared: Bucket | None = None
    """What all connections of the principal take from, too."""
    _commands: Bucket = attrs.field(init=False)
    _attempts: Bucket = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._commands = Bucket(1_000 / self.per_s, self.burst)
        self._attempts = Bucket(2_000 / (self.per_s * RATE_ABUSE_FACTOR_MAX), self.burst * RATE_ABUSE_FACTOR_MAX)

    def ask(self, now_ms: int, units: int = 1) -> Paced:
        """May a command of this cost be carried out now?"""
        if self._attempts.take(now_ms, units):
            return Paced(Pace.ABUSE)
        wait = self._commands.wait_ms(now_ms, units)
        if self.shared is not None:
            wait = max(wait, self.shared.wait_ms(now_ms, units))
        if wait:
            return Paced(Pace.LIMITED, wait)
        self._commands.count(now_ms, units)
        if self.shared is not None:
            self.shared.count(now_ms, units)
        return _FINE


@attrs.define
class BadHellos:
    """Failed hellos per address (`Peer.counted_as`). Ask before looking at the credentials; note each failure."""

    per_minute: int = BAD_HELLOS_PER_MINUTE_MAX
    addresses_max: int = ADDRESSES_MAX
    _buckets: OrderedDict[str, Bucket] = attrs.field(factory=OrderedDict, init=False)

    def wait_ms(self, address: str, now_ms: int) -> int:
        """0: its next hello may be looked at. Else refuse it unread; it may come back after so long."""
        bucket = self._buckets.get(address)
        return bucket.wait_ms(now_ms) if bucket else 0

    def note(self, address: str, now_ms: int) -> None:
        bucket = self._buckets.setdefault(address, Bucket(MINUTE_MS / self.per_minute, self.per_minute))
        self._buckets.move_to_end(address)
        bucket.take(now_ms)
        while len(self._buckets) > self.addresses_max:
            self._buckets.popitem(last=False)


@attrs.define
class Buckets:
    """One for each principal that asked lately; beyond `principals_max` the one that has been quiet longest goes."""

    principals_max: int = ADDRESSES_MAX
    _buckets: OrderedDict[str, Bucket] = attrs.field(factory=OrderedDict, init=False)

    def of(self, principal: str, per_s: float, burst: int) -> Bucket:
        """Made at this rate, if it is new."""
        bucket = self._buckets.setdefault(principal, Bucket(1_000 / per_s, burst))
        self._buckets.move_to_end(principal)
        while len(self._buckets) > self.principals_max:
            self._buckets.popitem(last=False)
        return bucket

    def command_rate(self, principal: str, factor: int) -> CommandRate:
        """Of another connection of this principal: together they may so many times what one of them may."""
        return CommandRate(shared=self.of(principal, factor * COMMANDS_PER_S_MAX, factor * COMMANDS_BURST_MAX))


@attrs.define
class PrincipalRates:
    """Requests of each principal over HTTP, where there is no connection to count by."""

    per_s: float = HTTP_REQUESTS_PER_S
    burst: int = HTTP_REQUESTS_BURST
    _buckets: Buckets = attrs.field(factory=Buckets)

    def wait_ms(self, principal: str, now_ms: int) -> int:
        """0: counted and allowed. Else how long to wait."""
        return self._buckets.of(principal, self.per_s, self.burst).take(now_ms)
