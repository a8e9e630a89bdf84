"""What people and machines say, write and set."""

from ringline_protocol.frozen import frozen
from ringline_protocol.mail import MailDraft, MailHead, MailState
from ringline_protocol.values import (
    Consumer,
    Role,
    SegmentPhase,
    Summary,
    Variable,
)

from ringline_server.domain.parts import Undelivered


@frozen
class SegmentAdded:
    """A final transcript segment or message; immutable. `hidden`: whispered, never shown to the consumer."""

    segment: str
    role: Role
    participant: str
    text: str
    phase: SegmentPhase
    said_at_ms: int
    leg: str | None = None
    number: int = 0
    """Which agent part, under phase `agent`."""
    start_ms: int | None = None
    end_ms: int | None = None
    language: str = ""
    by: str = ""
    """`kind:id` of the sender."""
    hidden: bool = False
    seq: int = 0
    """Its place in the stream. `apply` fills it in: pages of the transcript are cut by it."""
    mail: MailHead | None = None
    """This segment is a mail."""


@frozen
class MailStateChanged:
    """How sending a mail of ours stands now."""

    mail: str
    state: MailState
    attempts: int = 0
    next_at_ms: int | None = None
    """When it is tried again."""
    reason: str = ""
    """Why it is deferred or failed, in the words of the other side's server."""
    left: tuple[Undelivered, ...] = ()
    """Who does not have it."""


@frozen
class TranscriptionChanged:
    """Life of the transcription stream."""

    state: str
    reason: str = ""


@frozen
class NoteSaved:
    """A note has this text now."""

    note: str
    agent: str
    agent_name: str
    text: str
    rev: int


@frozen
class DraftSaved:
    """The unsent reply has this text now; empty and without `mail`: none."""

    agent: str
    text: str
    rev: int
    mail: MailDraft | None = None


@frozen
class VariableSet:
    """A variable has this value now."""

    variable: Variable
    by: str
    rev: int = 0
    """0 in older journals: one more than before."""


@frozen
class ConsumerChanged:
    """Who the consumer is, as somebody found out."""

    consumer: Consumer
    by: str


@frozen
class SummaryMade:
    """There is a (newer) summary."""

    summary: Summary


@frozen
class ConsumerAway:
    """The consumer's connection is gone; without return they count as having left at the deadline, if there is one."""

    until_at_ms: int | None


@frozen
class ConsumerBack:
    """The consumer is connected (again)."""


@frozen
class IdleWarned:
    """Nobody spoke for a while; it closes at the deadline."""

    closes_at_ms: int
