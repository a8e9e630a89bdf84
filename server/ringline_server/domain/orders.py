"""What the house itself asks of an interaction: orders of queues, agents and time. Client commands come as they are."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from ringline_protocol.commands import SendMail
from ringline_protocol.frozen import frozen
from ringline_protocol.mail import MailHead, MailState
from ringline_protocol.values import (
    Acceptance,
    Consumer,
    Contact,
    OfferDetail,
    OfferPurpose,
    OverflowTrigger,
    Presence,
)

from ringline_server.domain.events import Event
from ringline_server.domain.parts import Undelivered
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction


@frozen
class PlaceOffer:
    """An agent granted capacity: make them an offer, if it is still wanted."""

    agent: str
    agent_name: str
    purpose: OfferPurpose = OfferPurpose.HANDLE
    acceptance: Acceptance | None = None
    """None: as the queue says. Automatic for work that an agent takes by themselves."""


@frozen
class CancelOffer:
    """An agent cannot answer any more: unreachable, status changed, supervisor."""

    offer: str
    detail: OfferDetail


@frozen
class AgentBusy:
    """The wanted agent has no room or is not routable."""

    agent: str
    reason: str


@frozen
class AgentPresent:
    """Connection layer of an agent with a leg here."""

    agent: str
    presence: Presence


@frozen
class TurnAway:
    """The queue does not take it: full, closed, or nobody there."""

    queue: str
    trigger: OverflowTrigger


@frozen
class ConsumerPresent:
    """The consumer's own connection came or went."""

    present: bool


@frozen
class Restarted:
    """The house was away, and nobody could come back meanwhile: who is waited for has all their time again."""


@frozen
class Tick:
    """The deadline has come."""


@frozen
class Summarized:
    """A summary was made by our summarizer; ignored when a newer one is there."""

    text: str
    by: str
    revision: int


@frozen
class MailProgress:
    """The outbox: this is how sending that mail stands. Saying it twice changes nothing."""

    mail: str
    state: MailState
    attempts: int = 0
    next_at_ms: int | None = None
    reason: str = ""
    left: tuple[Undelivered, ...] = ()
    """Who does not have it."""


@frozen
class MailWritten:
    """`mail.send` of an agent, whose raw message is composed and on its way to disk: say it in the thread."""

    command: SendMail
    head: MailHead
    text: str
    """What stands in the thread: without quote and signature."""
    recipients: tuple[str, ...] = ()
    """All of them, as the envelope has them."""


@frozen
class MailReceived:
    """A mail from outside. It begins an interaction in `queue`, or is said in the one whose thread it belongs to."""

    queue: str
    head: MailHead
    text: str
    consumer: Consumer
    language: str = ""
    follows: str | None = None
    """For a new one: the closed interaction that it would have belonged to."""
    bounced: str | None = None
    """It says that this mail of ours did not arrive."""
    bounced_recipient: str = ""
    """At whom, if it says so."""
    reason: str = ""
    """Why, in the words of the other side's server."""


Order = (
    PlaceOffer
    | CancelOffer
    | AgentBusy
    | AgentPresent
    | TurnAway
    | ConsumerPresent
    | Restarted
    | Tick
    | Summarized
    | MailProgress
)


@frozen
class Context:
    """What a decision may know besides the state: the moment, the policies, who asks, and a source of ids."""

    now_ms: int
    account: Account
    by: Principal
    new_id: Callable[[str], str]
    expect_rev: int | None = None
    """`expect.rev` of the command: the revision that the client last saw."""
    contact: Contact | None = None
    """Address-book entry that the edge found."""


@frozen
class Decision:
    """Events to make durable, and what the asker is told. No events: nothing changes."""

    events: tuple[Event, ...] = ()
    result: Mapping[str, Any] = attrs.field(factory=dict)


Rule = Callable[[Interaction, Any, Context], Decision]
"""What one order or command does to an interaction. Raises: Refused; nothing changed then."""
