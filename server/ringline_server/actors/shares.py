"""What interactions told an agent: which of them take something, whose rings are theirs, when they last had work.

ShareIs --> stream (differences) --> rings that began, misses, answers
        --> holding, or nothing any more
"""

from collections.abc import Iterator

import attrs
from ringline_protocol.values import Acceptance, OfferState

from ringline_server.actors.agent_memory import Held, Kept, Offers
from ringline_server.actors.agent_stream import NO_NEWS, AgentStream
from ringline_server.actors.messages import Ref, ShareIs
from ringline_server.actors.registry import Registry
from ringline_server.actors.rings import Ring, Rings
from ringline_server.actors.status_keeper import Happening, StatusKeeper
from ringline_server.domain import agent as rules
from ringline_server.domain import monitoring
from ringline_server.domain.share import holding_of, offers_of
from ringline_server.domain.state import Interaction, Offer
from ringline_server.domain.waiting import queue_of


@attrs.define(eq=False)
class Shares:
    """Owned by one agent's actor."""

    agent: str
    registry: Registry
    kept: Kept
    keeper: StatusKeeper
    stream: AgentStream
    rings: Rings = attrs.field(factory=Rings)
    offers: Offers = attrs.field(factory=Offers)
    idle_since_ms: int = 0
    """Last beginning or end of an assignment in this life."""
    _states: dict[str, tuple[Interaction, Ref]] = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[tuple[Interaction, Ref]]:
        """Interactions that take something of the agent, or to which they listen, as they last said."""
        return iter(tuple(self._states.values()))

    def interaction_of(self, offer: str) -> str | None:
        """To which this offer belongs, as far as that is known: of all that ring, and of the latest that did."""
        ringing = (state.id for state, _ in self if any(one.id == offer for one in offers_of(state, self.agent)))
        return self.offers.find(offer) or next(ringing, None)

    def told(self, share: ShareIs, now_ms: int) -> bool:
        """This is so now. Older than what is known, or the same: nothing. Whether it is more than news for the desk."""
        state = share.state
        known = self._states.get(state.id)
        if known is not None and known[0].seq > state.seq:
            return False
        self.offers.remember(state.id, tuple(offer.id for offer in offers_of(state, self.agent)))
        is_news = self._read(share, now_ms)
        return self._hold(share, now_ms) or is_news

    def _read(self, share: ShareIs, now_ms: int) -> bool:
        """Tell the desk, and note what it means for the agent: whether it means anything."""
        session = share.session if self.kept.devices.is_known(share.session) else None
        news = self.stream.share(share.state, now_ms, session)
        for offer in news.missed:
            if offer.acceptance is Acceptance.MANUAL and not self.rings.was_canceled(offer.id):
                self.keeper.happens(self._missed(offer))
        if news.is_answered:
            self.keeper.happens(lambda status, _: rules.answered(status))
        if news.is_assigned:
            self.idle_since_ms = now_ms
        for rung in news.rung:
            self.rings.begin(Ring(rung.offer, share.ref, rung.seq, now_ms))
        pending = (offer.offer for offer in self.stream.view.offers if offer.state is OfferState.PENDING)
        self.rings.keep(frozenset(pending))
        return news != NO_NEWS

    def _missed(self, offer: Offer) -> Happening:
        queue = queue_of(self.registry.account, offer.queue, offer.channel)
        return lambda status, work: rules.missed(status, offer.id, queue, work)

    def _hold(self, share: ShareIs, now_ms: int) -> bool:
        """What the interaction takes of the agent from now on: whether that may be something else than before."""
        state = share.state
        holding = holding_of(state, self.agent, self.registry.account)
        before, was_reserved = self.kept.held.get(state.id), state.id in self.kept.room.reserved
        was_assigned = before is not None and before.holding.use.is_assigned
        if was_assigned and (holding is None or not holding.use.is_assigned):
            self.idle_since_ms = now_ms
        if holding is None:
            self.kept.held.pop(state.id, None)
        else:
            self.kept.held[state.id] = Held(holding, share.ref)
        if holding is None and monitoring.of(state, self.agent) is None:
            self._states.pop(state.id, None)
        else:
            self._states[state.id] = (state, share.ref)
        self.kept.room.shared(state, self.agent, holding)
        return was_reserved or holding is None or before is None or holding != before.holding
