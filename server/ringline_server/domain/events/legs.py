"""Legs and their wrap-ups."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import (
    CallMedia,
    EndedBy,
    LegEndReason,
    LegKind,
    WrapUpOutcome,
)


@frozen
class LegStarted:
    """An agent takes part. `number` counts the agent parts of the transcript."""

    leg: str
    agent: str
    agent_name: str
    kind: LegKind
    queue: str
    number: int
    offer: str | None = None
    by: EndedBy | None = None
    unseen: bool = False
    """Of a monitor: the consumer's page connects to it, and says nothing of it."""


@frozen
class LegOpened:
    """The agent looked at it; everything up to here is read."""

    leg: str


@frozen
class LegHeld:
    """The consumer is on hold."""

    leg: str


@frozen
class LegResumed:
    """The consumer is back from hold."""

    leg: str


@frozen
class CallMediaChanged:
    """Microphone and camera of one party. Without a leg: the consumer's."""

    media: CallMedia
    leg: str | None = None


@frozen
class LegLost:
    """All the agent's devices are gone. Without a deadline the work simply stays theirs."""

    leg: str
    until_at_ms: int | None


@frozen
class LegRecovered:
    """The agent is back in time."""

    leg: str


@frozen
class LegPromoted:
    """A consult or conference leg became the primary one, or a consult became part of a conference.

    Says all that a consumer has to know of the agent: this is when they first hear of a consulted one.
    """

    leg: str
    agent: str
    agent_name: str
    kind: LegKind
    is_lost: bool = False
    lost_until_ms: int | None = None


@frozen
class LegEnded:
    """The talking part of a leg is over; wrap-up may follow."""

    leg: str
    agent: str
    reason: LegEndReason
    excluded_until_ms: int | None = None
    """Not offered to this agent again before: who gives work back does not get it back at once."""


@frozen
class WrapUpStarted:
    """Work after the conversation. None as deadline: no time limit."""

    leg: str
    agent: str
    until_at_ms: int | None
    mandatory: bool


@frozen
class DispositionsSaved:
    """Draft of a leg's outcome."""

    leg: str
    agent: str
    dispositions: tuple[str, ...]


@frozen
class WrapUpExtended:
    """More time."""

    leg: str
    until_at_ms: int
    extensions: int


@frozen
class WrapUpOverdue:
    """Time is over, the disposition is missing, and the queue holds the agent. Said again every 30 s."""

    leg: str
    agent: str
    next_at_ms: int


@frozen
class WrapUpCompleted:
    """Every leg gets exactly one: a value, an automatic value, or unset with the reason."""

    leg: str
    agent: str
    outcome: WrapUpOutcome
    dispositions: tuple[str, ...] = ()
    automatic: bool = False
    unset_reason: str | None = None
    needs_disposition: bool = False
