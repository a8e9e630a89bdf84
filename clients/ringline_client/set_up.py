"""What the account has set up, as `account.read` answers it. Fields that this version does not know are skipped."""

import attrs
from ringline_protocol.values import Acceptance, Channel


@attrs.frozen
class SetUpQueue:
    """A queue as it is configured. `member`: of the asker. The target is `target_percent` within `target_ms`."""

    queue: str
    name: str
    channel: Channel
    acceptance: Acceptance
    member: bool
    target_ms: int
    target_percent: int
    decline_reasons: tuple[str, ...] = ()
    """None: any text is a reason."""
    decline_reason_required: bool = False


@attrs.frozen
class NamedAgent:
    """Somebody who works here."""

    agent: str
    name: str


@attrs.frozen
class ContactField:
    """`type`: text, number, date, yes_no, choice."""

    id: str
    label: str
    type: str = "text"
    choices: tuple[str, ...] = ()


@attrs.frozen
class SetUpMailbox:
    """An address of ours, and the queue that its mail goes to."""

    mailbox: str
    address: str
    queue: str
    aliases: tuple[str, ...] = ()
    name: str = ""
    signature: dict[str, str] = attrs.field(factory=dict)
    """Language to what the server puts below a mail."""


@attrs.frozen
class AccountSetUp:
    """What the account has set up."""

    queues: tuple[SetUpQueue, ...] = ()
    agents: tuple[NamedAgent, ...] = ()
    status_reasons: tuple[str, ...] = ()
    """What `not_ready` may be for."""
    contact_fields: tuple[ContactField, ...] = ()
    """Fields of contacts that have a label and a type."""
    mailboxes: tuple[SetUpMailbox, ...] = ()

    def queue(self, queue: str) -> SetUpQueue | None:
        """One of them by its id."""
        return next((one for one in self.queues if one.queue == queue), None)
