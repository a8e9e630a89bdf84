"""What people and machines say, write and set in an interaction."""

from ringline_protocol.frozen import frozen
from ringline_protocol.mail import MailDraft, MailHead, MailState
from ringline_protocol.values import Consumer, Role, SegmentPhase, Summary, Variable


@frozen
class SegmentFinal:
    """A final transcript segment or message; immutable. `hidden`: whispered, never shown to the consumer."""

    segment: str
    role: Role
    participant: str
    """Display name of who spoke; empty means the role."""
    text: str
    phase: SegmentPhase
    said_at_ms: int
    leg: str | None = None
    number: int = 0
    """Which agent part, under phase `agent`."""
    start_ms: int | None = None
    end_ms: int | None = None
    language: str = ""
    by: str | None = None
    """`kind:id` of the sender."""
    hidden: bool = False
    mail: MailHead | None = None
    """This segment is a mail: its text is what is new in it. Not told to consumers."""


@frozen
class MailStateChanged:
    """How sending a mail of ours stands now."""

    mail: str
    state: MailState
    attempts: int = 0
    """How often it was tried."""
    next_at_ms: int | None = None
    """When it is tried again."""
    reason: str = ""
    """Why it is deferred or failed, in the words of the other side's server."""


@frozen
class TranscriptionChanged:
    """Life of the transcription stream: `started`, `resumed`, `stopped` or `failed`."""

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
    """The unsent reply has this text now; empty and without `mail`: there is none."""

    agent: str
    text: str
    rev: int
    mail: MailDraft | None = None
    """Of a mail: to whom, about what, with which attachments."""


@frozen
class VariableSet:
    """A variable has this value now. Masked values arrive as dots with the last characters."""

    variable: Variable
    by: str
    rev: int = 0
    """1 is what came with the intake. 0 in facts of older servers: one more than before."""


@frozen
class ConsumerChanged:
    """Who the consumer is, as somebody found out."""

    consumer: Consumer
    by: str


@frozen
class SummaryMade:
    """There is a (newer) summary. To an agent's stream it comes while an offer rings: the card has this one now."""

    summary: Summary
    offer: str | None = None
    """On the agent's stream: whose card."""
    interaction: str | None = None
