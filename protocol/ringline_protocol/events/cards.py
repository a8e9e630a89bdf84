"""What an agent sees of an interaction before opening it: the ring's card and the line in open interactions."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import Channel, Consumer, LegKind, LegState, Role, Summary, Upgrade


@frozen
class CardVariable:
    """A variable that its flow flagged for the ring; masked ones are dots with the last characters."""

    name: str
    label: str
    value: str | int | float | bool


@frozen
class CardLine:
    """One of the last words."""

    role: Role
    participant: str
    text: str
    said_at_ms: int


@frozen
class CardNote:
    """One of the last notes."""

    agent_name: str
    text: str


@frozen
class HandOver:
    """What a colleague leaves: the same packet for transfer, release, agent loss and take-over."""

    reason: str
    """Why the last agent's part ended (a leg's end reason), or the offer's purpose while it goes on."""
    agent_name: str
    """Who had it last, or has it."""
    note: str = ""
    """What the sender wrote with the transfer."""
    segments: tuple[CardLine, ...] = ()
    notes: tuple[CardNote, ...] = ()
    draft: CardNote | None = None
    """The answer that they had begun. With the notes it is what was promised."""
    ended_at_ms: int | None = None
    """When their part ended; absent while it goes on."""


@frozen
class OfferCard:
    """The ring. Everything but the queue and the wait may be empty: a voice call may come without any context."""

    consumer: Consumer
    queue_name: str
    waited_ms: int
    subject: str = ""
    flow: str = ""
    summary: Summary | None = None
    variables: tuple[CardVariable, ...] = ()
    top_priority: bool = False
    excluded_agents: int = 0
    """Agents that are passed over for this interaction at the moment."""
    hand_over: HandOver | None = None


@frozen
class CardWrapUp:
    """A wrap-up as the list shows it."""

    until_at_ms: int | None = None
    mandatory: bool = False
    extensions: int = 0
    overdue: bool = False


@frozen
class CardParked:
    """When parked work comes back by itself."""

    until_at_ms: int | None = None
    until_reply: bool = False


@frozen
class LegCard:
    """One line of an agent's open interactions."""

    leg: str
    interaction: str
    channel: Channel
    queue: str
    queue_name: str
    kind: LegKind
    state: LegState
    consumer_name: str
    subject: str
    started_at_ms: int
    last_word_at_ms: int
    unread: int = 0
    """Consumer segments since the agent last opened it."""
    opened: bool = False
    held_since_ms: int | None = None
    lost_until_ms: int | None = None
    parked: CardParked | None = None
    wrap_up: CardWrapUp | None = None
    needs_disposition: bool = False
    """The wrap-up was released without its mandatory disposition."""
    upgrade: Upgrade | None = None
    """One side asks for a richer channel."""
    unanswered_since_ms: int | None = None
    """Written channels: since when the consumer waits for an answer. None: nobody waits for one."""
