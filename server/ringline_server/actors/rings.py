"""The rings of one agent that nobody has answered yet: heard by a device, or not, and when to give up.

    rung --acknowledged by any device--> heard --> answered, or over by itself
      |                                    +-- no device at all for too long --> canceled (agent_unreachable)
      +-- not acknowledged in time --------------------------------------------> canceled (agent_unreachable)
Whoever could not hear a ring has not missed it.
"""

from collections.abc import Iterator
from typing import Final

import attrs
from ringline_protocol.values import OfferDetail

from ringline_server.actors.messages import Ref
from ringline_server.domain.orders import CancelOffer, Order
from ringline_server.domain.policy import Account

NEVER_MS: Final = 2**53


@attrs.define
class Ring:
    """One pending offer. `seq`: where the agent's stream says so."""

    offer: str
    ref: Ref
    """The interaction's."""
    seq: int
    began_at_ms: int
    is_heard: bool = False
    is_canceled: bool = False


@attrs.define(eq=False)
class Rings:
    """Owned by one agent's actor."""

    _rings: dict[str, Ring] = attrs.field(factory=dict)

    def begin(self, ring: Ring) -> None:
        """It rings."""
        self._rings[ring.offer] = ring

    def keep(self, pending: frozenset[str]) -> None:
        """Only these ring still."""
        if not self._rings.keys() <= pending:
            self._rings = {offer: ring for offer, ring in self._rings.items() if offer in pending}

    def was_canceled(self, offer: str) -> bool:
        """Whether the house gave this ring up: however it ends now, the agent is not blamed."""
        ring = self._rings.get(offer)
        return ring is not None and ring.is_canceled

    def heard(self, seq: int) -> None:
        """A device has received the stream up to there."""
        for ring in self._rings.values():
            ring.is_heard = ring.is_heard or ring.seq <= seq

    def give_up(self, detail: OfferDetail) -> list[tuple[Ref, Order]]:
        """Whatever rings stops: whom to tell what."""
        return [_give_up(ring, detail) for ring in list(self._live())]

    def give_up_unreachable(self, now_ms: int, alone_since_ms: int | None, account: Account) -> list[tuple[Ref, Order]]:
        """Those that nobody can hear stop. `alone_since_ms`: since when there is no device."""
        if not self._rings:
            return []
        over = [ring for ring in self._live() if _over_at_ms(ring, alone_since_ms, account) <= now_ms]
        return [_give_up(ring, OfferDetail.AGENT_UNREACHABLE) for ring in over]

    def deadline(self, alone_since_ms: int | None, account: Account) -> int | None:
        """When the next one is to be given up; None: none."""
        if not self._rings:
            return None
        times = [_over_at_ms(ring, alone_since_ms, account) for ring in self._live()]
        return min((at_ms for at_ms in times if at_ms < NEVER_MS), default=None)

    def _live(self) -> Iterator[Ring]:
        return (ring for ring in self._rings.values() if not ring.is_canceled)


def _over_at_ms(ring: Ring, alone_since_ms: int | None, account: Account) -> int:
    unheard = NEVER_MS if ring.is_heard else ring.began_at_ms + account.rescind_unacked_ms
    alone = NEVER_MS if alone_since_ms is None else max(alone_since_ms, ring.began_at_ms) + account.unreachable_ring_ms
    return min(unheard, alone)


def _give_up(ring: Ring, detail: OfferDetail) -> tuple[Ref, Order]:
    ring.is_canceled = True
    return ring.ref, CancelOffer(ring.offer, detail)
