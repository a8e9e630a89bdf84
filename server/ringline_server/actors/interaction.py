"""The actor of one interaction: it alone decides, and it tells the others how things are.

command or order -> machine.decide -> journal.append -> machine.apply -> publish, tell, answer
"""

from collections.abc import Iterable
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import Contact, OfferDetail, OfferState

from ringline_server.actors import forgetting, projection, raising
from ringline_server.actors.call_line import Relay
from ringline_server.actors.forgetting import Forget
from ringline_server.actors.inspecting import Claim, Inspect, Vouch, interaction_faults
from ringline_server.actors.messages import (
    Announce,
    Asked,
    Busy,
    Done,
    Granted,
    Look,
    Ordered,
    Outcome,
    PlaceIs,
    Ref,
    SayEphemeral,
    Subscribe,
    Unreserve,
    Unsubscribe,
    answer,
)
from ringline_server.actors.raising import Raise, Raised
from ringline_server.actors.readers import Readers
from ringline_server.actors.registry import Registry
from ringline_server.actors.telling import Telling
from ringline_server.domain import authority, content, machine, summaries
from ringline_server.domain.events import MailStateChanged
from ringline_server.domain.orders import (
    AgentBusy,
    CancelOffer,
    Context,
    Decision,
    MailProgress,
    Order,
    PlaceOffer,
    Restarted,
    Tick,
)
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction, Scratch
from ringline_server.store import facts
from ringline_server.store.records import Append, Row, RowTaken, Snapshot, StoreUnavailable

STORE_RETRY_MS = 1_000
"""An order that the store could not take is tried again after this."""
ORDERS_DEFERRED_MAX = 1_000
RETIRE_AFTER_MS = 10_000
"""A closed interaction that nobody reads leaves memory after this."""
SNAPSHOT_EVERY_EVENTS = 200
_LOOKS: Final = (Inspect, Vouch)
"""What is nothing that happens here."""


@attrs.define(eq=False)
class InteractionActor:
    """Owns one interaction's state. Made by `revive`, run by the supervisor."""

    state: Interaction
    registry: Registry
    readers: Readers
    telling: Telling
    deferred: tuple[Order, ...] = ()
    retry_at_ms: int | None = None
    quiet_since_ms: int = 0
    snapshot_seq: int = 0
    is_retired: bool = False
    _judged: tuple[Interaction, Account, int | None] | None = None
    """The deadline that the rules give, and of what."""

    async def handle(self, message: object, now_ms: int) -> None:
        """One message. Nothing but the journal is waited for."""
        if not isinstance(message, _LOOKS):
            self.quiet_since_ms = now_ms
        match message:
            case Asked():
                await self._asks(message, now_ms)
            case Raised(asked, refusal):
                await self._raised(asked, refusal, now_ms)
            case Ordered(order):
                await self._order(order, now_ms)
            case Granted(agent=agent, agent_name=name, purpose=purpose, acceptance=acceptance):
                await self._order(PlaceOffer(agent, name, purpose, acceptance), now_ms)
            case Busy(agent=agent, reason=reason):
                await self._order(AgentBusy(agent, reason), now_ms)
            case SayEphemeral():
                answer(message.call, self._say(message))
            case Relay(command, call):
                answer(call, self.readers.line.relay(self.state, command, call))
            case PlaceIs():
                self.readers.place_is(message)
            case Subscribe(sink, by, pos):
                self.readers.attach(self.state, sink, by, pos)
                self.telling.watch_place(self.state, self.readers.has_consumer)
            case Unsubscribe(sink):
                self.readers.detach(sink)
                self.telling.watch_place(self.state, self.readers.has_consumer)
            case Look(call, wish):
                answer(call, self.readers.look(self.state, call.by, wish))
            case Forget(call=call):
                answer(call, await forgetting.forget(self, message))
            case Announce():
                self.announce()
            case Inspect(done):
                done()
                self._inspect(now_ms)
            case Vouch(asker):
                self._look_at_self(now_ms)  # who is not sound cannot vouch
                self._claim(asker)
            case _:
                raise TypeError(type(message).__name__)

    def _say(self, said: SayEphemeral) -> Outcome:
        account = self.registry.account
        if said.event != "segment.partial":
            return self.readers.say(self.state, said, account.redaction)
        try:
            content.require_transcriber(self.state, said.call.by, account)
            content.require_transcribed(self.state, account)
        except Refused as refused:
            return refused
        return self.readers.pass_on(self.state, said, account.redaction)

    def deadline(self) -> int | None:
        """The machine's next deadline, a retry of the store, or retirement."""
        if self.is_retired:
            return None
        if self._may_retire:
            return self.quiet_since_ms + RETIRE_AFTER_MS
        if self.retry_at_ms is not None:
            return self.retry_at_ms
        return self._rules_deadline() if self.state.id else None

    def _rules_deadline(self) -> int | None:
        """Asked for after every message, and the same until the state or the account is another one."""
        state, account = self.state, self.registry.account
        if self._judged is None or self._judged[0] is not state or self._judged[1] is not account:
            self._judged = state, account, machine.deadline(state, account)
        return self._judged[2]

    async def on_deadline(self, now_ms: int) -> None:
        """Let time act, and try again what the store could not take."""
        if self._may_retire:
            self.is_retired = True
            return
        self.retry_at_ms = None
        orders, self.deferred = self.deferred, ()
        for order in (*orders, Tick()):
            await self._order(order, now_ms)

    def server_restarted(self, now_ms: int) -> None:
        """What rang before rings at nobody now, and who is waited for has their time again: before anything else."""
        ringing = [offer.id for offer in self.state.live_offers if offer.state is OfferState.PENDING]
        self.deferred += (*(CancelOffer(offer, OfferDetail.SERVER_RESTART) for offer in ringing), Restarted())
        self.retry_at_ms = now_ms

    def announce(self) -> None:
        """Say it all again; who knows it already does nothing."""
        self.telling.forget()
        if self.state.id:
            self.telling.tell(self.state, revived=True)
            self.telling.watch_place(self.state, self.readers.has_consumer)
            self._tell_outbox(self.state.mails)

    def _tell_outbox(self, mails: Iterable[str]) -> None:
        for mail in mails:
            self.registry.mail_stands(self.state.id, mail, self.state.mails.get(mail))

    def _inspect(self, now_ms: int) -> None:
        """Raises: Unsound."""
        self._look_at_self(now_ms)
        for neighbour in self.telling.neighbours(self.state):
            self._claim(neighbour)

    def _look_at_self(self, now_ms: int) -> None:
        if self.state.id:
            for fault in interaction_faults(self.state, self.deadline(), now_ms):
                self.registry.alarms.judge(self.telling.ref.name, fault, now_ms)

    def _claim(self, asker: Ref) -> None:
        """While the store owes something, what is said now is not what will be."""
        if self.retry_at_ms is None:
            known = self.state if self.state.id else attrs.evolve(self.state, id=self._new_id("int"))
            asker.tell(Claim(known, self.telling.ref))

    @property
    def _may_retire(self) -> bool:
        return (self.state.closed is not None or not self.state.id) and not self.readers.feed.is_read

    async def _asks(self, asked: Asked, now_ms: int) -> None:
        agent = raising.agent_to_ask(self.state, asked)
        if agent is not None and self.registry.has_agent(agent) and authority.may_read(self.state, asked.call.by):
            self.registry.agent(agent).tell(Raise(asked, self.state, self.telling.ref))
        else:
            await self._asked(asked, now_ms)

    async def _raised(self, asked: Asked, refusal: Refused | None, now_ms: int) -> None:
        """Room that was kept in vain is given back."""
        if refusal is not None:
            answer(asked.call, refusal)
            return
        await self._asked(asked, now_ms)
        if self.state.upgrade is None and self.state.primary is not None:
            self.registry.agent(self.state.primary.agent).tell(Unreserve(self.state.id))

    async def _asked(self, asked: Asked, now_ms: int) -> None:
        call = asked.call
        try:
            decision = machine.decide(
                self.state, asked.command, self._context(call.by, now_ms, call.expect_rev, call.contact)
            )
            done = Done(decision.result, {self.readers.feed.stream: self.state.seq + len(decision.events)})
            rows = projection.of_call(call, asked.command, done, now_ms)
            await self._commit(decision, now_ms, rows, call.session)
        except Refused as refusal:
            answer(call, refusal)
        except StoreUnavailable:
            answer(call, Refused(ErrorCode.UNAVAILABLE))
        except RowTaken:  # answered so long ago that only the store remembers: a retry reads it there
            answer(call, Refused(ErrorCode.TIMEOUT))
        else:
            answer(call, done)

    async def _order(self, order: Order, now_ms: int) -> None:
        decision = machine.decide(self.state, order, self._context(self.registry.system, now_ms))
        try:
            await self._commit(decision, now_ms)
        except StoreUnavailable:
            self.retry_at_ms = now_ms + STORE_RETRY_MS
            if not isinstance(order, Tick):
                self.deferred += (order,)
            assert len(self.deferred) <= ORDERS_DEFERRED_MAX, self.state.id
        else:
            if isinstance(order, PlaceOffer):
                self._placed(order)
            elif isinstance(order, MailProgress):  # also of what was so already: whoever says it waits to hear it
                self._tell_outbox((order.mail,))

    def _placed(self, order: PlaceOffer) -> None:
        """Room that no offer came of is given back, and the queue tries again."""
        mine = {offer.agent for offer in self.state.live_offers} | {leg.agent for leg in self.state.talking}
        if order.agent not in mine:
            self.registry.agent(order.agent).tell(Unreserve(self.state.id))
            self.telling.repeat_place(self.state)

    def _context(
        self, by: Principal, now_ms: int, expect_rev: int | None = None, contact: Contact | None = None
    ) -> Context:
        return Context(now_ms, self.registry.account, by, self._new_id, expect_rev, contact)

    def _new_id(self, kind: str) -> str:
        """An interaction's id is the name of its actor; everything in it gets a fresh one."""
        own = self.readers.feed.stream.removeprefix("interaction/")
        return own if kind == "int" else self.registry.ids.new(kind)

    async def _commit(
        self, decision: Decision, now_ms: int, call_rows: tuple[Row, ...] = (), session: str = ""
    ) -> None:
        if not decision.events:
            if call_rows:  # an answer holds through a crash, also one that says that all was so already
                await self.registry.journal.append(
                    Append(f"interaction/{self.state.id}", self.state.seq, (), call_rows)
                )
            return
        before, rows = self.state, list(call_rows)
        scratch = Scratch.of(before)
        for event in decision.events:
            rows += projection.of_event(scratch, event, now_ms, self.registry.account)
            machine.apply_in_place(scratch, event, now_ms)
        after = scratch.done()
        rows += (projection.of_state(after), *projection.of_place(before, after))
        records = tuple(facts.record(before.seq + n, now_ms, event) for n, event in enumerate(decision.events, 1))
        await self.registry.journal.append(Append(f"interaction/{after.id}", before.seq, records, tuple(rows)))
        self.state = after
        self.readers.publish(after, decision.events, now_ms)
        self.telling.tell(after, session=session)
        self._tell_outbox(event.mail for event in decision.events if isinstance(event, MailStateChanged))
        self.telling.watch_place(after, self.readers.has_consumer)
        if summaries.is_due(after, decision.events):
            self.registry.summarize(after)
        self._save_snapshot()

    def _save_snapshot(self) -> None:
        if self.state.seq - self.snapshot_seq >= SNAPSHOT_EVERY_EVENTS:
            self.snapshot_seq = self.state.seq
            stream = f"interaction/{self.state.id}"
            self.registry.save_snapshot(Snapshot(stream, self.state.seq, facts.snapshot(self.state)))
