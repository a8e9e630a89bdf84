"""Passing facts: no seq, the newest of a key counts, may be dropped."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import Role


@frozen
class SegmentPartial:
    """Somebody is speaking. Key: the segment; a higher revision or the final replaces it."""

    segment: str
    role: Role
    text: str
    revision: int
    participant: str = ""
    leg: str | None = None
    start_ms: int | None = None
    language: str = ""


@frozen
class Typing:
    """Somebody is writing, or stopped. Key: who."""

    role: Role
    participant: str
    """Display name."""
    typing: bool


@frozen
class Place:
    """The consumer's truth: where they stand."""

    position: int
    """1 is next."""
    waiting: int
    agents_ready: int
    wait_ms: int | None = None
    """Honest estimate; absent when there is nothing to base it on."""


@frozen
class Span:
    """Where in a text, in code points; `end` is the first one after it."""

    start: int
    end: int


@frozen
class SearchHit:
    """A new segment matches a live search. Key: search and segment."""

    search: str
    segment: str
    seq: int
    offsets: tuple[Span, ...]


@frozen
class AlarmRaised:
    """The server found a fault in itself. On the wall; key: the actor."""

    actor: str
    """`queue:que_2`, `agent:agt_ana`, `interaction:int_9`."""
    fault: str
    """In words, for the operator; the same line is in the server's log."""
    at_ms: int
    revived: bool
    """It was made anew from the journal. Otherwise reviving did not help, and somebody has to look."""


@frozen
class ConsumerPresence:
    """Whether the consumer's own connection is there."""

    present: bool
