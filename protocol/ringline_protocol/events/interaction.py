"""Life of an interaction, on its stream. Fields that a reader may not see are absent."""

import attrs

from ringline_protocol.values import (
    Channel,
    ClosedReason,
    Consumer,
    EndedBy,
    OfferPurpose,
    OverflowTrigger,
    QueuedReason,
    SkillStage,
    Target,
    TransferMode,
    TransferResult,
    Variable,
)


@attrs.frozen
class InteractionCreated:
    """A consumer reached out; always the first event."""

    interaction: str
    channel: Channel
    consumer: Consumer
    """Consumers get their name only."""
    subject: str = ""
    flow: str = ""
    variables: tuple[Variable, ...] = ()
    queue: str | None = None
    created_by: str | None = None
    """`kind:id`"""
    top_priority: bool = False
    bonus: int = 0
    skills: tuple[SkillStage, ...] = ()
    ttl_at_ms: int | None = None
    follows: str | None = None
    """An earlier interaction that this one goes on from: a late reply to a closed thread."""


@attrs.frozen
class InteractionQueued:
    """It stands in a queue. `waiting_since_ms` is the wait that people are told; the rest decides its order."""

    queue_name: str
    reason: QueuedReason
    waiting_since_ms: int
    queue: str | None = None
    enqueued_at_ms: int | None = None
    entered_at_ms: int | None = None
    max_wait_at_ms: int | None = None
    hops: int = 0
    at_front: bool = False


@attrs.frozen
class InteractionOverflowed:
    """A queue sent it elsewhere; without `to_queue` the consumer gets `message`, and it closes."""

    trigger: OverflowTrigger | None = None
    from_queue: str | None = None
    to_queue: str | None = None
    message: str = ""


@attrs.frozen
class AgentWanted:
    """One particular agent is to get an offer."""

    agent: str
    purpose: OfferPurpose
    by: str


@attrs.frozen
class AgentUnwanted:
    """That wish is over without an offer."""

    agent: str
    reason: str


@attrs.frozen
class TransferStarted:
    """The sender asked. Ends with exactly one `transfer.ended`."""

    transfer: str
    leg: str
    agent: str
    target: Target
    mode: TransferMode
    note: str = ""


@attrs.frozen
class TransferEnded:
    """How it ended, and for a failure why."""

    transfer: str
    leg: str
    result: TransferResult
    reason: str = ""


@attrs.frozen
class InteractionParked:
    """Put aside, until a moment, a reply, or somebody takes it up."""

    leg: str
    until_at_ms: int | None = None
    until_reply: bool = False


@attrs.frozen
class InteractionUnparked:
    """Back on the desk: `time`, `reply` or `agent`."""

    leg: str
    reason: str


@attrs.frozen
class ConsumerAway:
    """The consumer's connection is gone; they count as having left at the deadline, if there is one."""

    until_at_ms: int | None = None


@attrs.frozen
class ConsumerBack:
    """The consumer is connected (again)."""


@attrs.frozen
class InteractionIdleWarned:
    """Nobody spoke for a while; it closes at the deadline."""

    closes_at_ms: int


@attrs.frozen
class InteractionEnded:
    """The conversation is over; for the consumer that is all. Wrap-ups may still run."""

    by: EndedBy
    reason: ClosedReason
    agent: str | None = None


@attrs.frozen
class InteractionClosed:
    """Nothing more will happen unless it is reopened."""

    by: EndedBy
    reason: ClosedReason
    target: str | None = None
    """Where an overflow went."""


@attrs.frozen
class InteractionReopened:
    """A reply came to a closed interaction."""

    by: str | None = None


@attrs.frozen
class ChannelChanged:
    """The conversation goes on over another channel: an upgrade, or back in a line that has its own."""

    channel: Channel
