"""An agent as its own stream tells it: status, state, devices, what rings and what is open."""

from collections.abc import Mapping
from typing import Any, Final

from ringline_protocol import events as e
from ringline_protocol.evolving import evolve
from ringline_protocol.frozen import frozen
from ringline_protocol.values import Acceptance, Channel, OfferPurpose, OfferState, Presence, Summary
from ringline_protocol.view.reducer import Reducer, change, drop, put, reduce


@frozen
class Device:
    """One of the agent's devices."""

    session: str
    device: str
    client: str = ""
    primary: bool = False


@frozen
class AgentOffer:
    """What rings. It goes when it ends; how it ended is in the event."""

    offer: str
    interaction: str
    queue: str
    channel: Channel
    purpose: OfferPurpose
    acceptance: Acceptance
    attempt: int
    ring_ms: int
    expires_at_ms: int
    """Of the ring while pending, of the media while accepting."""
    server_at_ms: int
    """The server's clock when it began, to count down by."""
    card: e.OfferCard | None = None
    state: OfferState = OfferState.PENDING
    by_session: str | None = None
    """While accepting: the device that accepted."""


@frozen
class AgentView:
    """Everything that an agent's stream tells. Status, state and opt-outs are as last said."""

    agent: str = ""
    name: str = ""
    presence: Presence = Presence.GONE
    status: e.AgentStatusChanged | None = None
    state: e.AgentStateChanged | None = None
    opt_outs: e.AgentOptOutsChanged | None = None
    devices: tuple[Device, ...] = ()
    offers: tuple[AgentOffer, ...] = ()
    legs: tuple[e.LegCard, ...] = ()
    """Open interactions, in the order in which they began."""


def apply_agent(view: AgentView, event: str, data: Any, at_ms: int) -> AgentView:
    """The view after one event of the agent's stream."""
    return reduce(_REDUCERS, view, event, data, at_ms)


def _presence(view: AgentView, data: e.AgentPresenceChanged, at_ms: int) -> AgentView:
    return evolve(view, presence=data.presence)


def _status(view: AgentView, data: e.AgentStatusChanged, at_ms: int) -> AgentView:
    return evolve(view, status=data)


def _state(view: AgentView, data: e.AgentStateChanged, at_ms: int) -> AgentView:
    return evolve(view, state=data)


def _opt_outs(view: AgentView, data: e.AgentOptOutsChanged, at_ms: int) -> AgentView:
    return evolve(view, opt_outs=data)


def _joined(view: AgentView, data: e.DeviceJoined, at_ms: int) -> AgentView:
    device = Device(data.session, data.device, data.client, data.primary)
    view = evolve(view, devices=put(view.devices, device, "session"))
    return _with_primary(view, data.session) if data.primary else view


def _left(view: AgentView, data: e.DeviceLeft, at_ms: int) -> AgentView:
    return evolve(view, devices=drop(view.devices, "session", data.session))


def _primary(view: AgentView, data: e.DevicePrimary, at_ms: int) -> AgentView:
    return _with_primary(view, data.session)


def _with_primary(view: AgentView, session: str) -> AgentView:
    devices = tuple(evolve(device, primary=device.session == session) for device in view.devices)
    return evolve(view, devices=devices)


def _offered(view: AgentView, data: e.OfferCreated, at_ms: int) -> AgentView:
    offer = AgentOffer(
        offer=data.offer,
        interaction=data.interaction or "",
        queue=data.queue,
        channel=data.channel,
        purpose=data.purpose,
        acceptance=data.acceptance,
        attempt=data.attempt,
        ring_ms=data.ring_ms,
        expires_at_ms=data.expires_at_ms,
        server_at_ms=at_ms if data.server_at_ms is None else data.server_at_ms,
        card=data.card,
    )
    return evolve(view, offers=put(view.offers, offer, "offer"))


def _accepting(view: AgentView, data: e.OfferAccepting, at_ms: int) -> AgentView:
    accepted = {"state": OfferState.ACCEPTING, "expires_at_ms": data.expires_at_ms, "by_session": data.by_session}
    return evolve(view, offers=change(view.offers, "offer", data.offer, **accepted))


def _offer_ended(view: AgentView, data: e.OfferEnded, at_ms: int) -> AgentView:
    return evolve(view, offers=drop(view.offers, "offer", data.offer))


def _summary(view: AgentView, data: e.SummaryMade, at_ms: int) -> AgentView:
    offer = next((offer for offer in view.offers if offer.offer == data.offer), None)
    if offer is None or offer.card is None:
        return view
    return evolve(view, offers=change(view.offers, "offer", offer.offer, card=_with(offer.card, data.summary)))


def _with(card: e.OfferCard, summary: Summary) -> e.OfferCard:
    return evolve(card, summary=summary)


def _leg(view: AgentView, data: e.LegStarted | e.LegChanged, at_ms: int) -> AgentView:
    return view if data.card is None else evolve(view, legs=put(view.legs, data.card, "leg"))


def _leg_ended(view: AgentView, data: e.LegEnded, at_ms: int) -> AgentView:
    return evolve(view, legs=drop(view.legs, "leg", data.leg))


_REDUCERS: Final[Mapping[str, Reducer[AgentView]]] = {
    "agent.presence_changed": _presence,
    "agent.status_changed": _status,
    "agent.state_changed": _state,
    "agent.opt_outs_changed": _opt_outs,
    "device.joined": _joined,
    "device.left": _left,
    "device.primary": _primary,
    "offer.created": _offered,
    "offer.accepting": _accepting,
    "offer.ended": _offer_ended,
    "summary.made": _summary,
    "leg.started": _leg,
    "leg.changed": _leg,
    "leg.ended": _leg_ended,
}
