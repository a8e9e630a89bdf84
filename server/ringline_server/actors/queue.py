"""The actor of one queue: it alone knows the order, and asks agents for room on behalf of what waits.

    interactions --WaitingIs--> line --+
    agents --MemberIs--> roster -------+--> settle: Reserve to agents, Granted to interactions, stream, places, figures
    agents --Granted, Busy-------------+
After everything that is told, `_settle` asks for all that can be asked: nothing that waits stands beside a free agent.
Nothing here is durable: after a crash everybody is asked to say again how they are.
"""

from typing import Final

import attrs
from ringline_protocol.commands import ReadQueue
from ringline_protocol.values import OfferPurpose, OverflowTrigger

from ringline_server.actors.figures import Figures
from ringline_server.actors.inspecting import Claim, Inspect
from ringline_server.actors.messages import (
    Announce,
    Busy,
    Done,
    Granted,
    Look,
    MemberIs,
    Ordered,
    Ref,
    Reload,
    Reserve,
    Subscribe,
    Unreserve,
    Unsubscribe,
    WaitingIs,
    WatchPlace,
    answer,
)
from ringline_server.actors.places import Places
from ringline_server.actors.queue_answers import answer_to, reader_of
from ringline_server.actors.queue_inspection import QueueInspection
from ringline_server.actors.queue_stream import QueueStream
from ringline_server.actors.registry import Registry
from ringline_server.actors.returning import PATIENCE_MS, About, LineReturned, LineReturns, Returning
from ringline_server.domain import admission
from ringline_server.domain.admission import Desertion
from ringline_server.domain.leaving import LeftReason, left_reason
from ringline_server.domain.line import Entry, score
from ringline_server.domain.matching import Matching
from ringline_server.domain.orders import TurnAway
from ringline_server.domain.pace import Pace
from ringline_server.domain.policy import Account, Queue
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.state import Interaction

HEAR_OUT_MS: Final = 250
"""After a crash everybody is heard before anybody is asked, so that who was first in line is first again."""


@attrs.define(eq=False)
class Kept:
    """What outlives a crash of a queue's actor, beside its mailbox. Made once for each queue of this process."""

    lives: int = 0
    policy: Queue | None = None
    """As the account had it last; for one that it does not have any more."""
    stream: QueueStream | None = None
    pace: Pace = attrs.field(factory=Pace)
    returning: Returning = attrs.field(factory=Returning)


@attrs.define(eq=False)
class QueueActor:
    """Owns one queue's order and members. Made by `revive`, run by the supervisor; lives as long as the process."""

    queue: str
    registry: Registry
    ref: Ref
    kept: Kept
    matching: Matching
    stream: QueueStream
    places: Places
    figures: Figures
    inspection: QueueInspection
    desertion: Desertion = attrs.field(factory=Desertion)
    hears_until_ms: int | None = None
    is_retired: bool = False

    async def handle(self, message: object, now_ms: int) -> None:
        """One message, and everything that follows from it."""
        match message:
            case WaitingIs() | WatchPlace():
                self._about(message, now_ms)
            case MemberIs():
                self._member(message, now_ms)
            case Granted():
                self._granted(message)
            case Busy(interaction=interaction, agent=agent, reason=reason):
                self.matching.refused(interaction, agent, RuledOut(reason))
            case LineReturns(order):
                self.kept.returning.begin(order)
            case LineReturned():
                self.kept.returning.until_ms = now_ms + PATIENCE_MS
            case Subscribe(sink, by, pos):
                self.stream.attach(sink, reader_of(self.matching, by), pos)
            case Unsubscribe(sink):
                self.stream.feed.detach(sink)
            case Look():
                await self._look(message, now_ms)
            case Reload(account):
                self._reload(account, now_ms)
            case Inspect(done):
                done()
                self.inspection.look(self.matching.line, self.registry.interaction, self.deadline(), now_ms)
            case Claim():
                if self.hears_until_ms is None and not self.kept.returning.is_on:
                    self.inspection.claimed(message, self.matching.line, now_ms)
            case _:
                raise TypeError(type(message).__name__)
        if self.kept.returning.is_complete:
            await self._line_is_back(now_ms)
        self._settle(now_ms)

    def deadline(self) -> int | None:
        """A stage, an exclusion or a pause ends; places or figures are due; everybody was heard."""
        if self.hears_until_ms is not None:
            return self.hears_until_ms
        returned_at_ms = self.kept.returning.until_ms
        times = (self.matching.wakes_at_ms, self.places.due_at_ms, self.figures.due_at_ms, returned_at_ms)
        return min((at_ms for at_ms in times if at_ms is not None), default=None)

    async def on_deadline(self, now_ms: int) -> None:
        """Let time act."""
        self.hears_until_ms = None
        self.matching.wake(now_ms)
        if self.kept.returning.until_ms is not None and self.kept.returning.until_ms <= now_ms:
            await self._line_is_back(now_ms)
        if self.figures.due_at_ms is not None and self.figures.due_at_ms <= now_ms:
            if self.stream.feed.is_read:
                await self.figures.refresh(self.matching, now_ms)
            self.figures.counted(now_ms)
            self.stream.figures_are(self.figures.count(self.matching, self.stream.ringing), now_ms)
        self._settle(now_ms)

    def announce(self) -> None:
        """A queue that starts knows nobody yet, and they tell by themselves; after a crash they have to be asked."""
        if self.kept.lives > 1:
            for seat in self.matching.roster:
                self._tell_agent(seat.member.agent, Announce())
            for interaction in self.registry.in_memory():
                self.registry.interaction(interaction).tell(Announce())

    # --- interactions

    def _about(self, message: About, now_ms: int) -> None:
        interaction = message.interaction if isinstance(message, WatchPlace) else message.state.id
        stands = self.matching.line.get(interaction) is not None
        for turn in self.kept.returning.put(interaction, message, stands=stands):
            match turn:
                case WaitingIs():
                    self._waiting(turn, now_ms)
                case WatchPlace(of, on):
                    self._watch(of, on, now_ms)

    async def _line_is_back(self, now_ms: int) -> None:
        """All who were held take their places before anybody is asked for one of them; then questions are answered."""
        held, questions = self.kept.returning.end()
        for told in held:
            self._about(told, now_ms)
        self._settle(now_ms)
        for question in questions:
            await self._look(question, now_ms)

    def _waiting(self, told: WaitingIs, now_ms: int) -> None:
        state, place = told.state, told.state.waiting
        if place is None or place.queue != self.queue:
            self._left(state, now_ms)
            return
        trigger = None if told.revived else self._turns_away(state, now_ms)
        if trigger is not None:
            told.ref.tell(Ordered(TurnAway(self.queue, trigger)))
        else:
            self.stream.stands(self.matching.stands(state, now_ms, forget=told.revived), now_ms)

    def _turns_away(self, state: Interaction, now_ms: int) -> OverflowTrigger | None:
        line, signed_in = self.matching.line, self.matching.roster.signed_in
        if state.waiting is None or line.get(state.id) is not None:
            return None
        reason, policy = state.waiting.reason, self.matching.policy
        return admission.turned_away(policy, reason, waiting=len(line), signed_in=signed_in, now_ms=now_ms)

    def _left(self, state: Interaction, now_ms: int) -> None:
        entry = self.matching.line.get(state.id)
        if entry is None:
            return
        for agent in self.matching.leaves(state.id):
            self._tell_agent(agent, Unreserve(state.id, self.queue))
        if left_reason(state, entry.place) is LeftReason.ANSWERED:
            self.kept.pace.answered(now_ms)
        self.places.unwatch(state.id)
        self.figures.left()
        self.stream.left(entry, state, now_ms)

    def _watch(self, interaction: str, on: bool, now_ms: int) -> None:
        entry = self.matching.line.get(interaction)
        if on and entry is not None:
            self.places.watch(entry, self.registry.interaction(interaction), self.matching, now_ms)
        else:
            self.places.unwatch(interaction)

    # --- agents

    def _member(self, told: MemberIs, now_ms: int) -> None:
        seat = self.matching.roster.get(told.agent)
        if told.member is None:
            self.matching.member_left(told.agent)
            self.stream.members_left([told.agent], now_ms)
        elif seat is not None:
            self.matching.member_is(told.member, forget=told.revived)
            self.stream.members_are([seat.member], now_ms)

    def _granted(self, granted: Granted) -> None:
        """The interaction makes the offer, or gives the room back. Room that nobody needs is given back from here."""
        interaction, agent = granted.interaction, granted.agent
        if self.matching.granted(interaction, agent):
            self.registry.interaction(interaction).tell(granted)
        elif not self.matching.keeps_room(interaction, agent):
            self._tell_agent(agent, Unreserve(interaction, self.queue))

    def _wish(self, entry: Entry, now_ms: int) -> Reserve:
        return Reserve(
            entry.id,
            self.registry.interaction(entry.id),
            self.queue,
            entry.state.channel,
            OfferPurpose.HANDLE,
            reply_to=self.ref,
            band=int(entry.state.top_priority),
            score=score(entry, self.matching.policy, now_ms),
            since_ms=entry.place.enqueued_at_ms,
        )

    def _tell_agent(self, agent: str, message: object) -> None:
        if self.registry.has_agent(agent):
            self.registry.agent(agent).tell(message)

    # --- everybody

    def _settle(self, now_ms: int) -> None:
        if self.hears_until_ms is not None:
            return
        for entry in self.desertion.turn_away(self.matching):
            self.registry.interaction(entry.id).tell(Ordered(TurnAway(self.queue, OverflowTrigger.NO_AGENTS)))
        for entry, agent in self.matching.pairs(now_ms):
            self._tell_agent(agent, self._wish(entry, now_ms))
        for entry in self.matching.without_takers(now_ms):
            self.stream.without_takers(entry, now_ms)
        self.places.look(self.matching, now_ms)
        told, is_read = self.stream.figures, self.stream.feed.is_read
        self.figures.look(self.matching, self.stream.ringing, told, is_read=is_read)

    async def _look(self, asked: Look, now_ms: int) -> None:
        if asked.wish is None:  # asked only to be behind what was told before
            answer(asked.call, Done())
            return
        if self.kept.returning.is_on:
            self.kept.returning.ask_later(asked)
            return
        if isinstance(asked.wish, ReadQueue):
            await self.figures.refresh(self.matching, now_ms)
        figures = self.figures.count(self.matching, self.stream.ringing)
        answer(asked.call, answer_to(asked.wish, asked.call.by, self.matching, self.stream, figures, now_ms))

    def _reload(self, account: Account, now_ms: int) -> None:
        before = {seat.member.agent for seat in self.matching.roster}
        self.kept.policy = admission.policy_of(self.queue, account, self.matching.policy)
        self.matching.reload(self.kept.policy, account, now_ms)
        self.stream.members_left(sorted(before - {seat.member.agent for seat in self.matching.roster}), now_ms)
        self.stream.members_are([seat.member for seat in self.matching.roster], now_ms)
        self.stream.recheck(lambda sink: reader_of(self.matching, sink.by))


async def revive(registry: Registry, queue: str, kept: Kept, ref: Ref) -> QueueActor:
    """Build the actor anew. After a crash readers have to begin anew, too: nobody knows what they have been told."""
    policy = kept.policy = admission.policy_of(queue, registry.account, kept.policy)
    if kept.stream is not None:
        kept.stream.feed.close("restarted")
    kept.lives += 1
    stream = kept.stream = QueueStream.make(policy, f"{registry.epoch}.{kept.lives}")
    matching = Matching.make(policy, registry.account)
    now_ms = registry.clock.now_ms()
    stream.members_are([seat.member for seat in matching.roster], now_ms)
    inspection, figures = QueueInspection(queue, ref, registry.alarms), Figures(registry.disk)
    actor = QueueActor(queue, registry, ref, kept, matching, stream, Places(kept.pace), figures, inspection)
    if kept.lives > 1:
        actor.hears_until_ms = now_ms + HEAR_OUT_MS
    return actor
