"""Legs and their wrap-ups, on the interaction's stream; the agent's own stream tells of its legs by card."""

from ringline_protocol.events.cards import LegCard
from ringline_protocol.frozen import frozen
from ringline_protocol.values import EndedBy, LegEndReason, LegKind, WrapUpOutcome


@frozen
class LegStarted:
    """An agent takes part. Consumers get the name, never the agent's id."""

    leg: str
    kind: LegKind
    agent_name: str
    number: int
    """Counts the agent parts of the transcript."""
    agent: str | None = None
    queue: str | None = None
    offer: str | None = None
    by: EndedBy | None = None
    """Who made it begin, when that was not an accepted offer."""
    unseen: bool = False
    """Of a monitor: the consumer's page connects to it, and says nothing of it."""
    card: LegCard | None = None
    """Agent stream."""


@frozen
class LegChanged:
    """Agent stream: the leg looks like this now."""

    leg: str
    card: LegCard


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
class LegLost:
    """All the agent's devices are gone. Without a deadline the work simply stays theirs."""

    leg: str
    until_at_ms: int | None = None


@frozen
class LegRecovered:
    """The agent is back in time."""

    leg: str


@frozen
class LegPromoted:
    """A leg has this kind from now on: a consulted agent took over or joined the conversation."""

    leg: str
    kind: LegKind
    agent_name: str
    agent: str | None = None
    is_lost: bool = False
    """The agent's connection is gone at this moment."""
    lost_until_ms: int | None = None


@frozen
class LegEnded:
    """Interaction stream: the talking part is over, wrap-up may follow. Agent stream: all of it is, wrap-up too."""

    leg: str
    reason: LegEndReason | None = None
    agent: str | None = None
    excluded_until_ms: int | None = None
    """Interaction stream: not offered to this agent again before."""
    interaction: str | None = None
    """Agent stream."""


@frozen
class WrapUpStarted:
    """Work after the conversation. No deadline: no time limit."""

    leg: str
    agent: str
    mandatory: bool
    until_at_ms: int | None = None


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
    """Time is over and the disposition is missing. Said again until it is there."""

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
