"""A queue's stream. Members get the counts only: `waiting`, with everything else absent or hidden."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import AgentState, Channel, QueuedReason, Status


@frozen
class QueueEntry:
    """One that waits."""

    interaction: str
    channel: Channel
    consumer_name: str
    reason: QueuedReason
    enqueued_at_ms: int
    waiting_since_ms: int
    entered_at_ms: int
    subject: str = ""
    top_priority: bool = False
    bonus: int = 0
    at_front: bool = False


@frozen
class QueueEntered:
    """One entered, or stands differently than before. `waiting`: how many do now."""

    waiting: int
    entry: QueueEntry | None = None


@frozen
class QueueLeft:
    """One left. `waiting`: how many still do."""

    waiting: int
    interaction: str | None = None
    reason: str | None = None
    """`answered`, `abandoned`, `short_abandoned`, `overflowed`, `transferred`, `canceled` or `expired`."""


@frozen
class QueueOffered:
    """It rings at these agents now; none: at nobody any more."""

    interaction: str
    agents: tuple[str, ...]


@frozen
class QueueNoTakers:
    """Everybody who could take it declined, missed it or is excluded; it waits on."""

    interaction: str


@frozen
class QueueMember:
    """An agent of this queue as it stands to it."""

    agent: str
    name: str
    status: Status
    state: AgentState
    is_routable: bool
    """Could be offered something of this queue now."""


@frozen
class QueueMembersChanged:
    """These members look like this now; those in `left` are members no longer."""

    members: tuple[QueueMember, ...] = ()
    left: tuple[str, ...] = ()


@frozen
class ServiceLevel:
    """The number with everything that makes it: target, raw counters, and what was left out."""

    target_ms: int
    target_percent: int
    counters: dict[str, int]
    flags: dict[str, bool]
    percent: float | None = None
    """Absent: nothing counted yet."""


@frozen
class QueueFigures:
    """How it goes. Also on the wall, conflated, with the queue's id as key."""

    waiting: int
    offered: int | None = None
    """Of those waiting, how many ring."""
    longest_since_ms: int | None = None
    """Since when the longest waits; absent when nobody does."""
    agents_signed_in: int | None = None
    agents_routable: int | None = None
    service_level: ServiceLevel | None = None
