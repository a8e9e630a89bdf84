"""From intake to the queue, and the end."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    Consumer,
    EndedBy,
    OfferPurpose,
    OverflowTrigger,
    QueuedReason,
    SkillStage,
    Variable,
)


@frozen
class Created:
    """A consumer reached out. Always the first event."""

    interaction: str
    channel: Channel
    queue: str
    consumer: Consumer
    created_by: str
    """`kind:id` of the principal that made it."""
    subject: str = ""
    flow: str = ""
    variables: tuple[Variable, ...] = ()
    top_priority: bool = False
    bonus: int = 0
    skills: tuple[SkillStage, ...] = ()
    ttl_at_ms: int | None = None
    follows: str | None = None
    """An earlier interaction that this one goes on from."""


@frozen
class Queued:
    """It stands in a queue. `enqueued_at_ms` decides its order; `waiting_since_ms` is the wait that is reported."""

    queue: str
    queue_name: str
    reason: QueuedReason
    enqueued_at_ms: int
    waiting_since_ms: int
    entered_at_ms: int
    """When it entered this queue: skill stages and max wait count from here."""
    max_wait_at_ms: int | None = None
    hops: int = 0
    """Overflows so far."""
    at_front: bool = False


@frozen
class Overflowed:
    """A queue sent it elsewhere. `to_queue` None: `message` to the consumer, then closed."""

    from_queue: str
    trigger: OverflowTrigger
    to_queue: str | None = None
    message: str = ""


@frozen
class AgentWanted:
    """One particular agent is to get an offer: a transfer, consult, conference or assignment."""

    agent: str
    purpose: OfferPurpose
    by: str


@frozen
class AgentUnwanted:
    """That wish is over without an offer."""

    agent: str
    reason: str


@frozen
class Ended:
    """The conversation is over. Wrap-ups may still run."""

    by: EndedBy
    reason: ClosedReason
    agent: str | None = None


@frozen
class Closed:
    """Nothing more will happen unless it is reopened."""

    reason: ClosedReason
    by: EndedBy
    target: str | None = None
    """Where an overflow went."""


@frozen
class Reopened:
    """A reply came to a closed interaction."""

    by: str
