"""What an agent's devices are told: the stream `agent/{id}` and its view, numbered in memory.

Everything is published as a difference to the view, so that whatever is told twice publishes nothing: an offer or a leg
is news when the view does not have it, or has it otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs
from ringline_protocol import events as told
from ringline_protocol.values import Acceptance, LegKind, LegState, OfferDetail, OfferState, Presence
from ringline_protocol.view import AgentView, apply

from ringline_server import wire
from ringline_server.actors.feed import Feed, Sink
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.devices import Device
from ringline_server.domain.policy import Agent
from ringline_server.domain.principal import Principal
from ringline_server.domain.share import legs_of, offers_of
from ringline_server.domain.standing import Weighed
from ringline_server.domain.state import Interaction, Leg, Offer
from ringline_server.wire import Reader, agents

ANSWERS = frozenset({OfferState.ACCEPTING, OfferState.ACCEPTED, OfferState.DECLINED})
"""Ends of a ring that show that the agent is there."""


@attrs.frozen
class Rung:
    """An offer began to ring; `seq` is where the stream says so."""

    offer: str
    seq: int


@attrs.frozen
class News:
    """What a share said that was not known."""

    rung: tuple[Rung, ...] = ()
    missed: tuple[Offer, ...] = ()
    is_answered: bool = False
    is_assigned: bool = False
    """A leg began."""


NO_NEWS: Final = News()


@attrs.define(eq=False)
class AgentStream:
    """Owned by one agent's actor. `born_at_ms`: what is older was told in an earlier life."""

    agent: str
    feed: Feed[object, Reader]
    view: AgentView
    born_at_ms: int
    _stood: Weighed | None = None

    @classmethod
    def make(cls, agent: Agent, epoch: str, now_ms: int) -> "AgentStream":
        """Nothing is told yet."""
        feed: Feed[object, Reader] = Feed.make(f"agent/{agent.id}", epoch, agents.agent_event)
        return cls(agent.id, feed, AgentView(agent.id, agent.name), now_ms)

    @property
    def head(self) -> int:
        """Seq of the last event."""
        return self.feed.head

    def publish(self, now_ms: int, event: object) -> int:
        """Number it, fold it, hand it to all readers."""
        seq = self.feed.publish(now_ms, event)
        self.view = apply(self.view, told.NAMES[type(event)], event, now_ms)
        return seq

    # --- readers

    def attach(self, sink: Sink, by: Principal, pos: tuple[str, int] | None) -> None:
        """The agent on all devices, and supervisors; nobody else."""
        reader = wire.reader_of(by.kind)
        if reader is Reader.SUPERVISOR or (reader is Reader.AGENT and by.id == self.agent):
            self.feed.attach(sink, reader, pos, lambda: self.view)
        else:
            sink.refused()

    # --- the agent's own facts

    def stands(self, weighed: Weighed, presence: Presence, now_ms: int) -> None:
        """Status, state, opt-outs and presence, as far as they changed."""
        if presence is not self.view.presence:
            self.publish(now_ms, told.AgentPresenceChanged(presence))
        stood, self._stood = self._stood, weighed
        if weighed is stood:
            return
        if stood is None or stood.standing.status is not weighed.standing.status:
            self._status_is(weighed.standing.status, now_ms)
        state = agents.state_changed(weighed, self.view.state, now_ms)
        if state != self.view.state:
            self.publish(now_ms, state)

    def _status_is(self, status: AgentStatus, now_ms: int) -> None:
        for before, after in (
            (self.view.status, agents.status_changed(status)),
            (self.view.opt_outs, agents.opt_outs_changed(status)),
        ):
            if after != before:
                self.publish(now_ms, after)

    def device_joined(self, device: Device, *, is_primary: bool, now_ms: int) -> None:
        """Again, with the same: nothing."""
        known = next((one for one in self.view.devices if one.session == device.session), None)
        joined = told.DeviceJoined(device.session, device.device, device.client, is_primary)
        if known is None or (known.device, known.client, known.primary) != (device.device, device.client, is_primary):
            self.publish(now_ms, joined)

    def device_left(self, device: Device, now_ms: int) -> None:
        """It is gone."""
        self.publish(now_ms, told.DeviceLeft(device.session, device.device))

    def primary_is(self, device: Device | None, now_ms: int) -> None:
        """The audible ring is there."""
        if device is not None and not any(one.primary for one in self.view.devices if one.session == device.session):
            self.publish(now_ms, told.DevicePrimary(device.session, device.device))

    # --- interactions

    def share(self, state: Interaction, now_ms: int, session: str | None) -> News:
        """The agent's offers and legs in this interaction are these. `session`: the device that decided, if any did."""
        offers = offers_of(state, self.agent)
        shown = {offer.offer for offer in self.view.offers}
        rung = self._begun(state, offers, now_ms)
        self._summarized(state, now_ms)
        self._accepting(state, offers, now_ms, session)
        missed, is_answered = self._ended(state, offers, now_ms, session)
        is_assigned = self._legs(state, {offer.id: offer for offer in offers if offer.id not in shown}, now_ms)
        return News(tuple(rung), tuple(missed), is_answered, is_assigned)

    def _begun(self, state: Interaction, offers: Iterable[Offer], now_ms: int) -> list[Rung]:
        known = {offer.offer for offer in self.view.offers}
        rung = []
        for offer in offers:
            if offer.state.is_live and offer.id not in known:
                seq = self.publish(now_ms, wire.offer_created(state, offer, now_ms))
                if offer.state is OfferState.PENDING:
                    rung.append(Rung(offer.id, seq))
        return rung

    def _summarized(self, state: Interaction, now_ms: int) -> None:
        """A ring goes out at once: a summary that is made meanwhile comes onto its card."""
        summary = state.summary
        for offer in self.view.offers:
            is_news = offer.interaction == state.id and offer.card is not None and offer.card.summary != summary
            if is_news and summary is not None:
                self.publish(now_ms, told.SummaryMade(summary, offer.offer, state.id))

    def _accepting(self, state: Interaction, offers: Iterable[Offer], now_ms: int, session: str | None) -> None:
        ringing = {offer.offer for offer in self.view.offers if offer.state is OfferState.PENDING}
        for offer in offers:
            if offer.state is OfferState.ACCEPTING and offer.id in ringing:
                accepting = told.OfferAccepting(offer.id, offer.expires_at_ms, None, state.id, session)
                self.publish(now_ms, accepting)

    def _ended(
        self, state: Interaction, offers: Sequence[Offer], now_ms: int, session: str | None
    ) -> tuple[list[Offer], bool]:
        now = {offer.id: offer for offer in offers}
        missed, is_answered = [], False
        for known in self.view.offers:
            if known.interaction != state.id:
                continue
            offer = now.get(known.offer)
            if offer is not None and offer.state in ANSWERS and known.acceptance is Acceptance.MANUAL:
                is_answered = True
            if offer is not None and offer.state.is_live:
                continue
            self.publish(now_ms, _ended(known.offer, offer, state.id, session))
            if offer is not None and offer.state is OfferState.EXPIRED:
                missed.append(offer)
        return missed, is_answered

    def _legs(self, state: Interaction, never_shown: Mapping[str, Offer], now_ms: int) -> bool:
        known = {card.leg: card for card in self.view.legs}
        is_assigned = False
        for leg in legs_of(state, self.agent):
            if leg.kind is LegKind.MONITOR:
                continue  # no work of theirs: the interaction's stream tells it
            if leg.state is LegState.ENDED:
                if leg.id in known:
                    self.publish(now_ms, told.LegEnded(leg.id, leg.end_reason, interaction=state.id))
                continue
            card = wire.leg_card(state, leg)
            if leg.id not in known:
                offer = never_shown.get(leg.offer or "")
                if offer is not None:
                    self._began_by_itself(state, leg, offer, now_ms)
                self.publish(now_ms, wire.leg_started(state, leg))
                is_assigned = True
            elif card != known[leg.id]:
                self.publish(now_ms, told.LegChanged(leg.id, card))
        return is_assigned

    def _began_by_itself(self, state: Interaction, leg: Leg, offer: Offer, now_ms: int) -> None:
        """Accepted in the moment it was made: the desk gets its card, and its one end, before the leg."""
        if offer.acceptance is Acceptance.AUTOMATIC and leg.started_at_ms >= self.born_at_ms:
            self.publish(now_ms, wire.offer_created(state, offer, now_ms))
            self.publish(now_ms, _ended(offer.id, offer, state.id, None))


def _ended(offer_id: str, offer: Offer | None, interaction: str, session: str | None) -> told.OfferEnded:
    """An offer that the interaction does not remember any more ended long ago: only its ring is left to stop."""
    if offer is None:
        return told.OfferEnded(offer_id, OfferState.CANCELED, OfferDetail.ENDED, interaction=interaction)
    return told.OfferEnded(
        offer_id, offer.state, offer.detail, offer.reason, interaction=interaction, by_session=session
    )
