"""Twelve bugs, planted into the server from outside while a block runs: a checker that does not find them is none.

with planted(seq_reused_after_a_crash):
    book = day.run(seed, PLAN)

Nothing in the server can switch one on: each replaces a function of it, which is put back afterwards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final

import attrs
import trio
from ringline_protocol.handshake import Position
from ringline_protocol.resume import NotRecovered, Recovered, Window
from ringline_protocol.values import OfferState
from ringline_server.actors.feed import Feed, Sink
from ringline_server.actors.interaction import InteractionActor
from ringline_server.actors.registry import Registry
from ringline_server.actors.rings import Rings
from ringline_server.domain import capacity, machine
from ringline_server.domain.capacity import Use
from ringline_server.domain.events import OfferEnded
from ringline_server.domain.orders import Context, Decision, Tick
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction, Offer
from ringline_server.edges.keyring import Finish, Keyring
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.streams import StreamSink
from ringline_server.store import sqlite_write
from ringline_server.store.journal import Journal
from ringline_server.store.records import AnsweredRow, Append

Replacement = tuple[Any, str, Any]
"""Whose, which, and by what."""
Bug = Callable[[], Sequence[Replacement]]

REUSED_EVERY: Final = 5
LATE_S: Final = 0.05
"""A reader is registered so long after its snapshot was taken."""


@contextmanager
def planted(bug: Bug) -> Iterator[None]:
    """The server has this bug inside."""
    with ExitStack() as stack:
        for owner, name, instead in bug():
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, instead)
        yield


def no_dedupe() -> Sequence[Replacement]:
    """A key that is sent again is carried out again."""
    waiting: dict[tuple[int, str, str], list[Finish]] = defaultdict(list)

    async def claim(ring: Keyring, principal: str, key: str, params_hash: bytes, finish: Finish, now_ms: int) -> bool:
        await trio.lowlevel.checkpoint()
        waiting[id(ring), principal, key].append(finish)
        return True

    def settle(ring: Keyring, principal: str, key: str, outcome: Any) -> None:
        for finish in waiting.pop((id(ring), principal, key), ()):
            finish(outcome, False)

    def write(db: Any, rows: list[AnsweredRow]) -> None:
        db.executemany("insert or ignore into answered values (?, ?, ?, ?, ?)", map(attrs.astuple, rows))

    rows = {**sqlite_write._WRITERS, AnsweredRow: write}
    return [(Keyring, "claim", claim), (Keyring, "settle", settle), (sqlite_write, "_WRITERS", rows)]


def reply_before_commit() -> Sequence[Replacement]:
    """What is on its way to the disk counts as written."""

    async def append(journal: Journal, append: Append) -> None:
        journal._batch_for(append).add(append)
        journal._work.set()
        await trio.lowlevel.checkpoint()

    return [(Journal, "append", append)]


def no_fence() -> Sequence[Replacement]:
    """A server that was replaced goes on writing."""
    return [(sqlite_write, "check_fence", lambda db, incarnation: None)]


def seq_reused_after_a_crash() -> Sequence[Replacement]:
    """Streams that are numbered in memory begin anew under the old epoch."""
    return [(Registry, "epoch", property(lambda registry: registry.disk.identity.epoch))]


def off_by_one_on_resume() -> Sequence[Replacement]:
    """The first missed event is missed again."""
    since = Window.since

    def short(window: Window[Any], position: Position | None) -> Recovered[Any] | NotRecovered:
        found = since(window, position)
        return Recovered(found.from_seq, found.events[1:]) if isinstance(found, Recovered) else found

    return [(Window, "since", short)]


def snapshot_outside_the_mailbox() -> Sequence[Replacement]:
    """What happens between a snapshot and the registration of its reader is told to nobody."""
    attach = Feed.attach

    def late(feed: Feed[Any, Any], sink: Sink, reader: Any, *more: Any) -> None:
        attach(feed, sink, reader, *more)
        feed._readers.pop(id(sink))

        async def register() -> None:
            await trio.sleep(LATE_S)
            feed._readers[id(sink)] = (sink, reader)

        trio.lowlevel.spawn_system_task(register)

    return [(Feed, "attach", late)]


def timer_not_cancelled_on_accept() -> Sequence[Replacement]:
    """A ring that was answered rings out all the same."""
    decide, deadline = machine.decide, machine.deadline
    fired: set[str] = set()

    def answered(state: Interaction) -> list[Offer]:
        return [offer for offer in state.offers if offer.state is OfferState.ACCEPTED and offer.id not in fired]

    def due(state: Interaction, account: Account) -> int | None:
        times = [offer.expires_at_ms for offer in answered(state)]
        first = deadline(state, account)
        return min(times if first is None else [*times, first], default=None)

    def tick(state: Interaction, order: object, context: Context) -> Decision:
        decision = decide(state, order, context)
        over = [offer for offer in answered(state) if offer.expires_at_ms <= context.now_ms]
        if not isinstance(order, Tick) or not over:
            return decision
        fired.update(offer.id for offer in over)
        ends = tuple(OfferEnded(offer.id, offer.agent, OfferState.EXPIRED) for offer in over)
        return attrs.evolve(decision, events=(*decision.events, *ends))

    return [(machine, "decide", tick), (machine, "deadline", due)]


def capacity_freed_twice() -> Sequence[Replacement]:
    """The end of a conversation frees its room, and a wrap-up frees somebody else's."""
    missing = capacity._missing

    def less(limits: Any, holdings: Sequence[capacity.Holding], channel: Any, **more: Any) -> Any:
        talking = [held for held in holdings if held.use.is_talking]
        wrapping = any(held.use is Use.WRAPPING for held in holdings)
        return missing(limits, [held for held in holdings if not wrapping or held not in talking[:1]], channel, **more)

    return [(capacity, "_missing", less)]


def ephemeral_after_its_final() -> Sequence[Replacement]:
    """A partial that waits is sent, whatever has become of it."""
    return [(Outbox, "_outdate", lambda *_: None), (StreamSink, "_outdate", lambda *_: None)]


def stream_cached_for_the_wrong_reader() -> Sequence[Replacement]:
    """An event is encoded once for all, as the first of them may see it."""
    encode = Feed.encode

    def cached(feed: Feed[Any, Any], seq: int, at_ms: int, event: Any, reader: Any) -> Any:
        return encode(feed, seq, at_ms, event, next((kind for _, kind in feed._readers.values()), reader))

    return [(Feed, "encode", cached)]


def ack_moves_backwards() -> Sequence[Replacement]:
    """The last acknowledgement counts, not the highest."""

    def heard(rings: Rings, seq: int) -> None:
        for ring in rings._rings.values():
            ring.is_heard = ring.seq <= seq

    return [(Rings, "heard", heard)]


def offer_rung_again_with_its_old_id() -> Sequence[Replacement]:
    """Every fifth ring has the id of an older one. (Of its own interaction, and that one would spin for ever.)"""
    new_id, made = InteractionActor._new_id, list[str]()

    def old(actor: InteractionActor, kind: str) -> str:
        if kind != "off":
            return new_id(actor, kind)
        is_old = len(made) >= REUSED_EVERY and len(made) % REUSED_EVERY == 0
        made.append(made[0] if is_old else new_id(actor, kind))
        return made[-1]

    return [(InteractionActor, "_new_id", old)]


BUGS: Final[tuple[Bug, ...]] = (
    no_dedupe,
    reply_before_commit,
    no_fence,
    seq_reused_after_a_crash,
    off_by_one_on_resume,
    snapshot_outside_the_mailbox,
    timer_not_cancelled_on_accept,
    capacity_freed_twice,
    ephemeral_after_its_final,
    stream_cached_for_the_wrong_reader,
    ack_moves_backwards,
    offer_rung_again_with_its_old_id,
)
