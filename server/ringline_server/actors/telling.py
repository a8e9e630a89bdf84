"""What an interaction tells its neighbours: whole statements, and only when they differ from what was told last."""

from collections.abc import Iterator

import attrs

from ringline_server.actors.messages import Ref, Reserve, ShareIs, WaitingIs, WatchPlace
from ringline_server.actors.registry import Registry
from ringline_server.domain.policy import Queue
from ringline_server.domain.state import Interaction, Leg, Offer, Waiting


@attrs.frozen
class _Share:
    """What an agent needs to hear about: their offers, their leg, and how the interaction introduces itself."""

    offers: tuple[Offer, ...]
    legs: tuple[Leg, ...]
    header: tuple[object, ...]


@attrs.frozen
class _Place:
    """What a queue needs to hear about."""

    waiting: Waiting
    excluded: tuple[tuple[str, int], ...]
    offered: tuple[tuple[str, str], ...]
    talking: tuple[str, ...]


def _has_part(share: _Share) -> bool:
    """It is not over for them."""
    return any(offer.state.is_live for offer in share.offers) or any(leg.outcome is None for leg in share.legs)


@attrs.define(eq=False)
class Telling:
    """Remembers what each neighbour knows. Owned by the interaction's actor."""

    registry: Registry
    ref: Ref
    _shares: dict[str, _Share] = attrs.field(factory=dict)
    _place: _Place | None = None
    _wanted: tuple[str, str] | None = None
    _watched: str = ""
    """The queue that was asked for the consumer's place."""

    def forget(self) -> None:
        """Everybody is to be told again."""
        self._shares.clear()
        self._place = self._wanted = None
        self._watched = ""

    def tell(self, state: Interaction, *, session: str = "", revived: bool = False) -> None:
        """Bring all neighbours up to date. The agents come last: who accepted hears of it behind the queue."""
        self._tell_queue(state, revived)
        self._tell_agents(state, session)
        self._ask_wanted(state)

    def neighbours(self, state: Interaction) -> Iterator[Ref]:
        """Who must know of it now: the queue in which it waits, and the agents of whom it takes something."""
        if state.waiting is not None and self.registry.has_queue(state.waiting.queue):
            yield self.registry.queue(state.waiting.queue)
        agents = {offer.agent for offer in state.live_offers}
        agents |= {leg.agent for leg in (*state.talking, *state.wrapping)}
        for agent in sorted(agents):
            if self.registry.has_agent(agent):
                yield self.registry.agent(agent)

    def watch_place(self, state: Interaction, on: bool) -> None:
        """Ask the queue for the consumer's place in line, or for silence."""
        place = state.waiting.queue if state.waiting is not None else ""
        before, self._watched = self._watched, place if on else ""
        if self._watched != before and self.registry.has_queue(place):
            self.registry.queue(place).tell(WatchPlace(state.id, on))

    def repeat_place(self, state: Interaction) -> None:
        """Nothing came of a grant: its queue is to try again."""
        if state.waiting is not None and self.registry.has_queue(state.waiting.queue):
            self.registry.queue(state.waiting.queue).tell(WaitingIs(state, self.ref, revived=True))

    def _tell_queue(self, state: Interaction, revived: bool) -> None:
        place = None
        if state.waiting is not None:
            offered = tuple((offer.agent, offer.state.value) for offer in state.live_offers)
            talking = tuple(sorted(leg.agent for leg in state.talking))
            place = _Place(state.waiting, tuple(sorted(state.excluded.items())), offered, talking)
        if place == self._place and not revived:
            return
        queues = {told.waiting.queue for told in (self._place, place) if told is not None}
        if revived:  # perhaps it crashed before it could say that it left: to whom that is no news does nothing
            queues |= {state.queue, *(offer.queue for offer in state.offers)}
        self._place = place
        if state.waiting is not None and not self.registry.has_queue(state.waiting.queue):
            self.registry.adopt_queue(Queue(state.waiting.queue, state.queue_name, state.channel))
        for queue in sorted(queues):
            if self.registry.has_queue(queue):
                self.registry.queue(queue).tell(WaitingIs(state, self.ref, revived))

    def _tell_agents(self, state: Interaction, session: str) -> None:
        agents = {offer.agent for offer in state.offers} | {leg.agent for leg in state.legs.values()}
        header = (state.summary, state.parked, state.consumer, state.subject, state.channel, state.queue, state.upgrade)
        for agent in sorted(agents):
            share = _Share(
                tuple(offer for offer in state.offers if offer.agent == agent),
                tuple(leg for leg in state.legs.values() if leg.agent == agent),
                header,
            )
            if share != self._shares.get(agent):
                self._shares[agent] = share
                if not self.registry.has_agent(agent) and _has_part(share):
                    self.registry.adopt_agent(agent)
                if self.registry.has_agent(agent):
                    self.registry.agent(agent).tell(ShareIs(state, self.ref, session))

    def _ask_wanted(self, state: Interaction) -> None:
        wanted = state.wanted
        wish = None if wanted is None else (wanted.agent, wanted.purpose.value)
        if wish == self._wanted:
            return
        self._wanted = wish
        if wanted is not None and not self.registry.has_agent(wanted.agent):
            self.registry.adopt_agent(wanted.agent)
        if wanted is not None:
            self.registry.agent(wanted.agent).tell(
                Reserve(
                    state.id,
                    self.ref,
                    state.queue,
                    state.channel,
                    wanted.purpose,
                    reply_to=self.ref,
                    band=1,
                    since_ms=state.created_at_ms,
                    may_exceed=True,
                )
            )
