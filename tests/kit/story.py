"""Verbs that tell the story of one interaction: each decides, applies, checks what must always hold, and remembers.

tale = Tale(account(queue(ring_ms=10_000))).arrives()
tale.rings("ana")
tale.accepts("ana")
"""

from collections.abc import Iterator
from typing import Any, Self, TypeVar

import attrs
import pytest
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, CreateInteraction, DeclineOffer, EndInteraction, ReportMedia
from ringline_protocol.values import (
    Acceptance,
    Channel,
    Contact,
    OfferDetail,
    OfferPurpose,
    OverflowTrigger,
    Phase,
    Presence,
    PrincipalKind,
)
from ringline_server.domain import machine
from ringline_server.domain.events import Event
from ringline_server.domain.orders import (
    AgentBusy,
    AgentPresent,
    CancelOffer,
    ConsumerPresent,
    Context,
    PlaceOffer,
    Tick,
    TurnAway,
)
from ringline_server.domain.policy import Account, Agent, Queue
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction, Leg, Offer

from kit.soundness import Told, assert_folds, assert_sound, assert_time_moves

START_MS = 1_800_000_000_000
INTERACTION = "int_1"
QUEUE = "que_1"
FAR_MS = 4_000_000_000_000

SERVICE = Principal(PrincipalKind.SERVICE, "bot", FAR_MS)
STRANGER = Principal(PrincipalKind.SERVICE, "other", FAR_MS)
CONSUMER = Principal(PrincipalKind.CONSUMER, "con_1", FAR_MS, interaction=INTERACTION)
SUPERVISOR = Principal(PrincipalKind.SUPERVISOR, "sue", FAR_MS, "Sue")
SYSTEM = Principal(PrincipalKind.SERVICE, "system", FAR_MS)

E = TypeVar("E")


def queue(queue_id: str = QUEUE, channel: Channel = Channel.MESSAGING, **policy: Any) -> Queue:
    """A queue with defaults but for what is given."""
    return Queue(queue_id, f"Queue {queue_id}", channel, **policy)


def account(*queues: Queue, **more: Any) -> Account:
    """Those queues (one, when none is given), with Ana, Ben and Cai as their members and Sue above them."""
    by_id = {each.id: each for each in queues or (queue(),)}
    people = {name: Agent(name, name.title(), queues=tuple(by_id)) for name in ("ana", "ben", "cai")}
    people["sue"] = Agent("sue", "Sue", supervisor=True, queues=tuple(by_id))
    return Account(queues=by_id, agents=people, **more)


def agent(name: str) -> Principal:
    """Ana, Ben, Cai; Sue is the supervisor."""
    return SUPERVISOR if name == "sue" else Principal(PrincipalKind.AGENT, name, FAR_MS, name.title())


@attrs.define
class Tale:
    """One interaction and the clock. `told` is its journal."""

    account: Account = attrs.field(factory=account)
    state: Interaction = attrs.field(factory=Interaction)
    now_ms: int = START_MS
    told: list[Told] = attrs.field(factory=list)
    last: tuple[Event, ...] = ()
    """What the last verb made."""
    result: dict[str, Any] = attrs.field(factory=dict)
    """What the asker of the last verb was told."""
    _ids: Iterator[int] = attrs.field(factory=lambda: iter(range(1, 1_000_000)))

    # --- the two that all others use

    def does(self, order: object, by: Principal = SYSTEM, **context: Any) -> tuple[Event, ...]:
        """Decides and applies. Raises: Refused."""
        decision = machine.decide(self.state, order, Context(self.now_ms, self.account, by, self._new_id, **context))
        for event in decision.events:
            self.told.append((self.now_ms, event))
            self.state = machine.apply(self.state, event, self.now_ms)
        self.last, self.result = decision.events, dict(decision.result)
        assert_sound(self.state, self.told, self.account)
        return decision.events

    def refuses(self, order: object, by: Principal, code: ErrorCode, **context: Any) -> dict[str, Any]:
        """The details of the refusal. Nothing has changed."""
        with pytest.raises(Refused) as refusal:
            self.does(order, by, **context)
        assert refusal.value.code is code
        return refusal.value.details

    # --- time

    def passes(self, span_ms: int) -> Self:
        """Time, with a Tick at every deadline on the way, as the actor does it."""
        until_ms = self.now_ms + span_ms
        ticked: list[Event] = []
        while (due_at_ms := machine.deadline(self.state, self.account)) is not None and due_at_ms <= until_ms:
            self.now_ms = max(self.now_ms, due_at_ms)
            ticked += self.does(Tick())
            assert_time_moves(self.state, self.account, self.now_ms)
        self.now_ms, self.last = until_ms, tuple(ticked)
        return self

    def jumps(self, span_ms: int) -> Self:
        """Time, with nobody looking: a server that was down, or a mailbox that was full."""
        self.now_ms += span_ms
        return self

    # --- those outside, and the house

    def arrives(self, contact: Contact | None = None, **fields: Any) -> Self:
        """A service hands it over."""
        self.does(CreateInteraction(**{"queue": next(iter(self.account.queues)), **fields}), SERVICE, contact=contact)
        return self

    def leaves(self) -> Self:
        """The consumer ends it."""
        self.does(EndInteraction(self.state.id), CONSUMER)
        return self

    def rings(
        self, name: str, purpose: OfferPurpose = OfferPurpose.HANDLE, acceptance: Acceptance | None = None
    ) -> Offer:
        """An agent with room gets an offer: the last one of theirs."""
        self.does(PlaceOffer(name, name.title(), purpose, acceptance))
        return self.offer(name)

    def turned_away(self, trigger: OverflowTrigger, queue_id: str | None = None) -> Self:
        """The queue does not take it."""
        self.does(TurnAway(queue_id or self.state.queue, trigger))
        return self

    def cancels(self, name: str, detail: OfferDetail) -> Self:
        """The agent cannot answer any more."""
        self.does(CancelOffer(self.offer(name).id, detail))
        return self

    def is_busy(self, name: str, reason: str = "not_ready") -> Self:
        """The wanted agent has no room."""
        self.does(AgentBusy(name, reason))
        return self

    def present(self, name: str, presence: Presence) -> Self:
        """The agent's connection."""
        self.does(AgentPresent(name, presence))
        return self

    def consumer_present(self, present: bool) -> Self:
        """The consumer's connection."""
        self.does(ConsumerPresent(present))
        return self

    # --- agents

    def accepts(self, name: str) -> Self:
        """The agent takes their ring."""
        self.does(AcceptOffer(self.offer(name).id), agent(name))
        return self

    def declines(self, name: str, reason: str | None = None) -> Self:
        """The agent lets it go on."""
        self.does(DeclineOffer(self.offer(name).id, reason), agent(name))
        return self

    def reports_media(self, by: Principal, ok: bool = True) -> Self:
        """One side's media flows, or not."""
        self.does(ReportMedia(self.state.id, ok), by)
        return self

    def talks(self, name: str = "ana") -> Self:
        """From a ring to a conversation, media included."""
        if self.rings(name).state.is_live:
            self.accepts(name)
        if self.state.phase is Phase.CONNECTING:
            self.reports_media(agent(name)).reports_media(CONSUMER)
        assert self.state.phase is Phase.ACTIVE
        return self

    def ends(self, name: str = "ana") -> Self:
        """The agent ends the conversation."""
        self.does(EndInteraction(self.state.id), agent(name))
        return self

    # --- looking

    def offer(self, name: str) -> Offer:
        """The agent's last offer."""
        return next(offer for offer in reversed(self.state.offers) if offer.agent == name)

    def leg(self, name: str) -> Leg:
        """The agent's last leg."""
        return next(leg for leg in reversed(list(self.state.legs.values())) if leg.agent == name)

    def of(self, cls: type[E]) -> list[E]:
        """The events of this class that the last verb made."""
        return [event for event in self.last if isinstance(event, cls)]

    def ever(self, cls: type[E]) -> list[E]:
        """All events of this class."""
        return [event for _, event in self.told if isinstance(event, cls)]

    def ends_well(self) -> None:
        """The journal alone makes this state."""
        assert_folds(self.state, self.told)

    def _new_id(self, kind: str) -> str:
        return INTERACTION if kind == "int" else f"{kind}_{next(self._ids)}"
