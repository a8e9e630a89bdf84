"""Offers, on the interaction's stream and on the agent's. The agent's carries what the ring shows."""

from ringline_protocol.events.cards import OfferCard
from ringline_protocol.frozen import frozen
from ringline_protocol.values import Acceptance, Channel, OfferDetail, OfferPurpose, OfferState


@frozen
class OfferCreated:
    """An agent has a time-limited chance."""

    offer: str
    queue: str
    channel: Channel
    purpose: OfferPurpose
    acceptance: Acceptance
    attempt: int
    ring_ms: int
    expires_at_ms: int
    agent: str | None = None
    """Interaction stream."""
    agent_name: str | None = None
    """Interaction stream."""
    interaction: str | None = None
    """Agent stream."""
    card: OfferCard | None = None
    """Agent stream."""
    server_at_ms: int | None = None
    """Agent stream: the server's clock at that moment, to count down by."""


@frozen
class OfferAccepting:
    """Accepted; media must flow before the deadline."""

    offer: str
    expires_at_ms: int
    agent: str | None = None
    interaction: str | None = None
    by_session: str | None = None
    """Agent stream: the device that accepted."""
    leg: str | None = None
    """Interaction stream: the leg to come; until then the agent's party in the call."""
    is_aside: bool = False
    """Interaction stream: a consult, in which the consumer has no part."""


@frozen
class MediaReported:
    """One side (`agent` or `consumer`) has media."""

    offer: str
    """The offer, or the upgrade, that waits for it."""
    side: str


@frozen
class OfferEnded:
    """The one terminal event of an offer."""

    offer: str
    state: OfferState
    detail: OfferDetail | None = None
    reason: str | None = None
    """The agent's words for a decline, or why media failed."""
    agent: str | None = None
    """Interaction stream."""
    excluded_until_ms: int | None = None
    """Interaction stream: not offered to this agent again before."""
    leg: str | None = None
    """Interaction stream: the leg that was to come and talk with the consumer."""
    interaction: str | None = None
    """Agent stream."""
    by_session: str | None = None
    """Agent stream: the device that decided; on the agent's other devices an accepted offer was answered elsewhere."""
