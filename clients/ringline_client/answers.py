"""What commands and questions answer, as typed values. Fields that this version does not know are skipped."""

from typing import Any, Generic, TypeVar

import attrs
from ringline_protocol.events import QueueFigures, Span
from ringline_protocol.mail import MailHead, MailState
from ringline_protocol.shape import read_tolerant
from ringline_protocol.values import (
    AgentState,
    Channel,
    Consumer,
    Contact,
    OfferState,
    Phase,
    Role,
    SkillNeed,
    Status,
    Summary,
)
from ringline_protocol.view import VariableView

T = TypeVar("T")


@attrs.frozen
class Page(Generic[T]):
    """Give `cursor` to the next call; None: that was all."""

    items: tuple[T, ...]
    cursor: str | None = None


@attrs.frozen
class Accepted:
    """`leg` is missing while a call waits for media: then report it, and the leg comes as an event."""

    interaction: str
    offer: str
    state: OfferState
    leg: str | None = None


@attrs.frozen
class Saved:
    """Of a note, a draft or a variable; `rev` is what the next change is based on."""

    rev: int
    note: str = ""
    variable: str = ""


@attrs.frozen
class Listed:
    """A line of a list of interactions."""

    id: str
    channel: Channel
    phase: Phase
    consumer_name: str
    subject: str
    created_at_ms: int
    updated_at_ms: int
    queue: str | None = None
    agents: tuple[str, ...] = ()
    closed_at_ms: int | None = None
    closed_reason: str | None = None
    needs_disposition: bool = False
    waiting_since_ms: int | None = None
    preview: str = ""


@attrs.frozen
class Said:
    """A final segment. `seq`: its place in the interaction's stream, where pages are cut."""

    interaction: str
    seq: int
    segment: str
    role: Role
    at_ms: int
    text: str
    hidden: bool = False
    mail: MailHead | None = None
    """It is a mail. For agents, supervisors and services."""


@attrs.frozen
class Hit:
    """A final segment that matches. `offsets`: where, in code points."""

    interaction: str
    seq: int
    segment: str
    role: Role
    at_ms: int
    text: str
    offsets: tuple[Span, ...] = ()
    hidden: bool = False


@attrs.frozen
class PartialHit:
    """What is being said matches."""

    segment: str
    role: Role
    text: str
    offsets: tuple[Span, ...] = ()


@attrs.frozen
class Found:
    """Of a search."""

    hits: tuple[Hit, ...] = ()
    partials: tuple[PartialHit, ...] = ()
    interactions: tuple[Listed, ...] = ()
    """Of the hits, each once."""
    cursor: str | None = None


@attrs.frozen
class Profile:
    """What is known about the consumer."""

    consumer: Consumer
    contact: Contact | None = None
    variables: tuple[VariableView, ...] = ()
    summary: Summary | None = None
    earlier: tuple[Listed, ...] = ()


@attrs.frozen
class SummaryWish:
    """Whether a new summary is to come, and the last seq that it will cover."""

    is_coming: bool
    revision: int


@attrs.frozen
class Canned:
    """A text ready to be sent. Placeholders, `{{consumer.name}}`, are still in it."""

    id: str
    title: str
    shortcut: str
    text: str
    language: str = ""


@attrs.frozen
class Label:
    """A disposition; only leaves may be chosen."""

    id: str
    label: str
    children: "tuple[Label, ...]" = ()

    @property
    def leaves(self) -> "tuple[Label, ...]":
        """What may be chosen here and below."""
        return tuple(leaf for child in self.children for leaf in child.leaves) if self.children else (self,)


@attrs.frozen
class Labels:
    """The disposition tree of an interaction's queue."""

    roots: tuple[Label, ...] = ()
    mandatory: bool = False
    multiple: bool = False

    @property
    def leaves(self) -> tuple[Label, ...]:
        """What may be chosen."""
        return tuple(leaf for root in self.roots for leaf in root.leaves)


@attrs.frozen
class KnownQueue:
    """Where one may transfer to."""

    queue: str
    name: str
    channel: Channel
    figures: QueueFigures | None = None


@attrs.frozen
class KnownAgent:
    """Whom one may transfer to or consult."""

    agent: str
    name: str
    queues: tuple[str, ...] = ()
    status: Status | None = None
    state: AgentState | None = None


@attrs.frozen
class Directory:
    """Queues first, then agents."""

    queues: tuple[KnownQueue, ...] = ()
    agents: tuple[KnownAgent, ...] = ()


@attrs.frozen
class Considered:
    """One member of the queue. `out` is what rules them out; None: nothing."""

    agent: str
    name: str
    out: str | None = None
    until_ms: int | None = None


@attrs.frozen
class Explained:
    """Why it still waits. Not `is_waiting`: it does not."""

    interaction: str
    is_waiting: bool
    queue: str = ""
    position: int | None = None
    waiting: int = 0
    needs: tuple[SkillNeed, ...] = ()
    ringing: tuple[str, ...] = ()
    next_agent: str | None = None
    members: tuple[Considered, ...] = ()


@attrs.frozen
class Created:
    """`consumer_token` is for the consumer's own client: it is bound to this interaction."""

    interaction: str
    consumer_token: str = ""


def read(cls: type[T], plain: object) -> T:
    """Raises: FrameError when the server says something else than this."""
    return read_tolerant(cls, plain)[0]


def read_labels(plain: dict[str, Any]) -> Labels:
    """A tree of any depth."""
    return Labels(_labels(plain["dispositions"]), plain["mandatory"], plain["multiple"])


def _labels(plain: list[dict[str, Any]]) -> tuple[Label, ...]:
    return tuple(Label(one["id"], one["label"], _labels(one.get("children", []))) for one in plain)


@attrs.frozen
class WholeMail:
    """The whole of a mail. `quote_at`: where the quoted part of `text` begins."""

    head: MailHead
    text: str = ""
    quote_at: int | None = None
    is_cut: bool = False
    """There is more of `text` than fits here: the raw message has it."""
    html: str = ""
    """Sanitised; empty: it had none, or one that does not fit here."""
    remote_images: int = 0
    """Pictures of the HTML that lie elsewhere."""
    state: MailState | None = None
    """Of ours: how sending stands."""
    attempts: int = 0
    next_at_ms: int | None = None
    reason: str = ""
    access: str = ""
    """Opens parts, page and raw message over HTTP for ten minutes, where no header can be sent."""
