"""What actors tell each other. Private: a change here is an edit, not a protocol change.

Every notice means "this is so": it carries the sender's whole (frozen) state or a whole statement, and may come twice.

    interaction --WaitingIs--> queue --Reserve--> agent --Granted/Busy--> queue --Granted--> interaction
    interaction --ShareIs--> agent     agent --MemberIs--> queue     agent --Ordered(AgentPresent)--> interaction
"""

from collections.abc import Mapping
from typing import Any, Protocol

import attrs
from ringline_protocol.codes import Refused
from ringline_protocol.frozen import frozen
from ringline_protocol.values import Acceptance, Channel, Contact, OfferPurpose

from ringline_server.actors.feed import Sink
from ringline_server.domain.orders import Order
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import Member
from ringline_server.domain.state import Interaction
from ringline_server.store.records import Row


class Ref(Protocol):
    """Where to tell an actor something."""

    @property
    def name(self) -> str:
        """`kind:id`, as in task names and logs."""

    def tell(self, message: object) -> None:
        """Put it in the mailbox without waiting. A full mailbox is overload and crashes the teller, by name."""

    async def send(self, message: object) -> None:
        """For edges: wait while the mailbox is full, so that TCP pushes back."""


@frozen
class Done:
    """The answer to a command that worked. `pos`: the stream positions of its effects."""

    result: Mapping[str, Any] = attrs.field(factory=dict)
    pos: Mapping[str, int] = attrs.field(factory=dict)


Outcome = Done | Refused


@frozen
class Key:
    """An idempotency key as claimed: the answer is stored under it, in the transaction of the effect."""

    principal: str
    key: str
    params_hash: bytes


class Call(Protocol):
    """One command under way. Made by an edge; finished exactly once, by whoever answers last."""

    by: Principal
    session: str
    """Session id; empty for HTTP."""
    key: Key | None
    expect_rev: int | None
    contact: Contact | None
    via: Ref | None
    """The agent actor that it passes, so that effects on its stream go first."""
    rows: tuple[Row, ...]
    """To be kept in the transaction of the effect."""

    def finish(self, outcome: Outcome) -> None:
        """Hand the answer to the edge. Never waits."""


@frozen
class Asked:
    """A client's command (a class of ringline_protocol.commands)."""

    command: object
    call: Call


@frozen
class Forward:
    """To one's own agent actor: pass this on to `target`, in order."""

    target: Ref
    asked: Asked


@frozen
class Deliver:
    """To an agent actor: this answer belongs behind what was told before it."""

    call: Call
    outcome: Outcome


def answer(call: Call, outcome: Outcome) -> None:
    """Answer through the agent's actor where there is one, else at once."""
    if call.via is not None:
        call.via.tell(Deliver(call, outcome))
    else:
        call.finish(outcome)


# --- notices


@frozen
class WaitingIs:
    """Interaction to queue: this is my state; judge by `state.waiting` whether and how I stand in you."""

    state: Interaction
    ref: Ref
    revived: bool = False
    """Told again after a crash, or after a grant that led to nothing: no offer is coming, and no admission check."""


@frozen
class ShareIs:
    """Interaction to agent: this is my state; your offers and legs in it are all that you have here."""

    state: Interaction
    ref: Ref
    session: str = ""
    """The device whose command caused it, for `answered elsewhere`."""


@frozen
class MemberIs:
    """Agent to queue: this is how I stand. None: no longer a member. `revived`: forget what I was asked before."""

    agent: str
    ref: Ref
    member: Member | None
    revived: bool = False


@frozen
class Announce:
    """To an interaction or agent: tell everybody again how you are. A neighbour has crashed and forgot."""


@frozen
class WatchPlace:
    """Interaction to queue: a consumer is looking at their place in line (or no longer)."""

    interaction: str
    on: bool


@frozen
class Ordered:
    """To an interaction: an order of the house."""

    order: Order


# --- reserving capacity


@frozen
class Reserve:
    """To an agent: keep room for this interaction. Answered to `reply_to` with Granted or Busy.

    Wishes that arrive together are granted by band, then score, then age. `ref` is the interaction's.
    """

    interaction: str
    ref: Ref
    queue: str
    channel: Channel
    purpose: OfferPurpose
    reply_to: Ref
    band: int = 0
    score: float = 0.0
    since_ms: int = 0
    may_exceed: bool = False


@frozen
class Unreserve:
    """To an agent: room kept for it is not needed; what rings is not touched. `queue`: only if that one asked last."""

    interaction: str
    queue: str = ""


@frozen
class Granted:
    """Room is kept until the interaction's next ShareIs or an Unreserve. A queue passes it on to the interaction."""

    interaction: str
    agent: str
    agent_name: str
    purpose: OfferPurpose
    acceptance: Acceptance | None = None


@frozen
class Busy:
    """No room, or not routable; `reason` from the closed set of what rules an agent out."""

    interaction: str
    agent: str
    purpose: OfferPurpose
    reason: str


@frozen
class Subscribe:
    """Attach a sink to the actor's stream, from `pos` = (epoch, seq) where that is possible."""

    sink: Sink
    by: Principal
    pos: tuple[str, int] | None = None


@frozen
class Unsubscribe:
    """Detach; nothing comes after it."""

    sink: Sink


@frozen
class Look:
    """Answer with the state or a report, in the actor's own turn. `wish` names which where there are several."""

    call: Call
    wish: object = None


@frozen
class Reload:
    """New policies: they hold for what begins from now on."""

    account: Account


# --- devices of agents and connections of consumers


@frozen
class DeviceJoined:
    """A session of this agent is connected (again)."""

    session: str
    device: str
    client: str


@frozen
class DeviceLeft:
    """A session's connection is gone. `ended`: signed out or kicked, no way back."""

    session: str
    ended: bool = False


@frozen
class DevicePrimary:
    """The audible ring moves to this session."""

    session: str


@frozen
class Acked:
    """A device has received the agent stream up to `seq`."""

    session: str
    seq: int


@frozen
class SayEphemeral:
    """To an interaction: pass this on to readers, journal nothing. `data`: a class of the protocol's ephemerals."""

    event: str
    data: object
    key: str
    call: Call
    revision: int = 0


@frozen
class PlaceIs:
    """Queue to interaction: where you stand; passed on to the consumer."""

    position: int
    waiting: int
    agents_ready: int
    wait_ms: int | None = None
    """Honest estimate, or None when there is nothing to base it on."""
