"""What fills an interaction: intake, messages, segments, notes, variables, dispositions, wrap-up."""

from typing import Literal

import attrs

from ringline_protocol.frozen import frozen
from ringline_protocol.mail import MailDraft
from ringline_protocol.values import Channel, Consumer, NewSegment, SkillStage, Summary, Variable


@frozen
class CreateInteraction:
    """A consumer reaches out, or a flow hands over. The reply carries the id and, for a consumer, their token."""

    queue: str
    consumer: Consumer = attrs.field(factory=Consumer)
    channel: Channel | None = None
    """Must be the queue's channel when given."""
    subject: str = ""
    flow: str = ""
    """Name of the flow that hands over; empty when there was none."""
    variables: tuple[Variable, ...] = ()
    transcript: tuple[NewSegment, ...] = ()
    summary: Summary | None = None
    top_priority: bool = False
    bonus: int = 0
    """Points of head start; a point is worth 60 s of waiting."""
    skills: tuple[SkillStage, ...] = ()
    """Overrides the queue's stages."""
    ttl_ms: int | None = None


@frozen
class SendMessage:
    """Say something, as agent or consumer. `message` is the client's id for delivery marks."""

    interaction: str
    text: str
    message: str | None = None
    aside: bool = False
    """Agents: said to the colleagues who take part, never shown to the consumer. Who is consulted says nothing else."""


@frozen
class ShowTyping:
    """Ephemeral: I am writing (or stopped)."""

    interaction: str
    typing: bool = True


@frozen
class PushSegment:
    """A final transcript segment from a source (bot, transcriber)."""

    interaction: str
    segment: NewSegment


@frozen
class PushPartial:
    """A partial transcript segment: ephemeral, replaced by later revisions and by its final."""

    interaction: str
    segment: NewSegment


@frozen
class MarkTranscription:
    """Life of the transcription stream: `started`, `resumed`, `stopped` or `failed`."""

    interaction: str
    state: Literal["started", "resumed", "stopped", "failed"]
    reason: str = ""


@frozen
class SetSummary:
    """A summary that a service made."""

    interaction: str
    summary: Summary


@frozen
class SaveNote:
    """Save a note as typed. Absent `note` makes a new one; `rev` 0 means new."""

    interaction: str
    text: str
    note: str | None = None


@frozen
class SaveDraft:
    """Save an unsent reply as typed. An empty text without `mail` removes it."""

    interaction: str
    text: str
    mail: MailDraft | None = None
    """Of a mail: to whom, about what, with which attachments."""


@frozen
class LinkContact:
    """The consumer is this entry of the address book. None: nobody that the book knows."""

    interaction: str
    contact: str | None = None


@frozen
class SetVariable:
    """Set one variable of the interaction. Flags of a known variable stay unless it is new."""

    interaction: str
    variable: Variable


@frozen
class SaveDispositions:
    """Draft of the outcome, before or during wrap-up. Checked, but not final."""

    interaction: str
    dispositions: tuple[str, ...]
    leg: str | None = None
    """Of several of mine in it, which one. Absent: the one I talk in, else the oldest in wrap-up."""


@frozen
class ExtendWrapUp:
    """More time for my wrap-up."""

    interaction: str
    leg: str | None = None
    """Of several of mine in wrap-up, which one. Absent: the oldest."""


@frozen
class CompleteWrapUp:
    """Finish my wrap-up. Absent dispositions: those of the draft."""

    interaction: str
    dispositions: tuple[str, ...] | None = None
    leg: str | None = None
    """Of several of mine in wrap-up, which one. Absent: the oldest."""
