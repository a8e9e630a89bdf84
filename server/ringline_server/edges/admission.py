"""How many connections may be here, in total and from one address, counted by what they have shown so far.

    enter --> stranger --> member      said a good hello: counts only in the total
                  |  ^
                  +--+--> http         its head went to the HTTP application (back again when it upgrades)

A connection from a listed proxy is nobody's until its head names the address behind the proxy.
"""

from collections import Counter
from enum import StrEnum

import attrs
from ringline_protocol.limits import UNAUTHENTICATED_PER_ADDRESS_MAX

CONNECTIONS_MAX = 20_000
"""Connections of all kinds together; beyond it a new one is dropped before a byte is read."""
HTTP_PER_ADDRESS_MAX = 200
"""Connections of one address that speak HTTP."""


class Standing(StrEnum):
    STRANGER = "stranger"
    HTTP = "http"
    MEMBER = "member"


@attrs.define(eq=False)
class Admission:
    connections_max: int = CONNECTIONS_MAX
    per_address_max: dict[Standing, int] = attrs.Factory(
        lambda: {Standing.STRANGER: UNAUTHENTICATED_PER_ADDRESS_MAX, Standing.HTTP: HTTP_PER_ADDRESS_MAX}
    )
    refused: int = attrs.field(default=0, init=False)
    """Connections turned away so far."""
    _total: int = attrs.field(default=0, init=False)
    _counts: Counter[tuple[Standing, str]] = attrs.field(factory=Counter, init=False)

    @property
    def total(self) -> int:
        return self._total

    def count(self, standing: Standing, address: str) -> int:
        return self._counts.get((standing, address), 0)

    def enter(self, address: str | None) -> "Place | None":
        """A place as a stranger; None when there is none. `address` None: not known yet, behind a listed proxy."""
        place = Place(self)
        if self._total >= self.connections_max:
            self.refused += 1
            return None
        if not place.become(Standing.STRANGER, address):
            return None
        self._total += 1
        return place


@attrs.define(eq=False)
class Place:
    """One connection's place in the counts; whoever entered leaves exactly once."""

    _admission: Admission
    _counted: tuple[Standing, str] | None = attrs.field(default=None, init=False)

    def become(self, standing: Standing, address: str | None) -> bool:
        """False: that count is full, and the place stays as it was."""
        wanted = None if address is None or standing is Standing.MEMBER else (standing, address)
        if wanted == self._counted:
            return True
        counts = self._admission._counts
        if wanted and self._admission.count(*wanted) >= self._admission.per_address_max[standing]:
            self._admission.refused += 1
            return False
        self._release()
        self._counted = wanted
        if wanted:
            counts[wanted] += 1
        return True

    def authenticated(self) -> None:
        self.become(Standing.MEMBER, None)

    def leave(self) -> None:
        self._release()
        self._admission._total -= 1

    def _release(self) -> None:
        if self._counted:
            counts = self._admission._counts
            counts[self._counted] -= 1
            if not counts[self._counted]:
                del counts[self._counted]
            self._counted = None
