"""Offers and what a transfer wants of them."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import (
    Acceptance,
    Channel,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Target,
    TransferMode,
    TransferResult,
)


@frozen
class OfferCreated:
    """An agent has a time-limited chance."""

    offer: str
    agent: str
    agent_name: str
    queue: str
    channel: Channel
    purpose: OfferPurpose
    acceptance: Acceptance
    attempt: int
    ring_ms: int
    expires_at_ms: int


@frozen
class OfferAccepting:
    """Accepted; media must flow before the deadline."""

    offer: str
    agent: str
    expires_at_ms: int
    leg: str | None = None
    """The leg to come; until then the agent's party in the call."""
    is_aside: bool = False
    """A consult: the consumer has no part in it."""


@frozen
class MediaReported:
    """One side (`agent` or `consumer`) has media."""

    offer: str
    """The offer, or the upgrade, that waits for it."""
    side: str


@frozen
class OfferEnded:
    """The one terminal event of an offer. `excluded_until_ms`: not offered to this agent again before."""

    offer: str
    agent: str
    state: OfferState
    detail: OfferDetail | None = None
    reason: str | None = None
    """The agent's words for a decline, or why media failed."""
    excluded_until_ms: int | None = None
    leg: str | None = None
    """The leg that was to come and talk with the consumer, when media was waited for."""


@frozen
class TransferStarted:
    """The sender asked. Ends with exactly one TransferEnded."""

    transfer: str
    leg: str
    agent: str
    target: Target
    mode: TransferMode
    note: str = ""


@frozen
class TransferEnded:
    """How it ended, and for a failure why: an offer's end, `queue_full`, `closed`, `no_agents`, `unavailable`."""

    transfer: str
    leg: str
    result: TransferResult
    reason: str = ""


@frozen
class Parked:
    """Put aside: no capacity is held unless the queue says so."""

    leg: str
    until_at_ms: int | None
    until_reply: bool


@frozen
class Unparked:
    """Back on the desk: `time`, `reply` or `agent`."""

    leg: str
    reason: str
