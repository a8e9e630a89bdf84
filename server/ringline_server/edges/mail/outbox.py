"""The outbox: every mail that waits is tried, again and again, until it is sent or has failed.

interaction ── durable: the mail stands so ──► told ──► entries, by when they are due
     ▲                                                     │
     └── MailProgress: sending; then sent, deferred … ◄── workers ──► carrier ──► relay

What the outbox knows is a copy: the truth is in the interactions' journals. Before a mail leaves, the journal has that
it is being sent; before the outbox forgets it, the journal has what became of it. A crash in between leaves a mail that
is not finished: at the next start it goes again, byte by byte the same and under the same Message-ID, which is all that
anybody can do who does not know.
"""

import heapq
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Final

import attrs
import trio
from ringline_protocol.mail import MailState

from ringline_server import logs
from ringline_server.actors.messages import Ordered
from ringline_server.actors.registry import Registry
from ringline_server.domain.orders import MailProgress
from ringline_server.domain.parts import OwnMail, Undelivered
from ringline_server.edges.guard import guarded
from ringline_server.edges.mail.carriers import Carrier
from ringline_server.edges.mail.judging import progress_of, wanted
from ringline_server.edges.mail.keeping import fetched
from ringline_server.edges.mail.sending import Answer, Fate, Letter, Report
from ringline_server.edges.rate import Bucket
from ringline_server.store.mails import OutgoingRow
from ringline_server.store.records import StoreUnavailable

CONNECTIONS_MAX: Final = 4
"""To the relay at once, unless the operator says otherwise."""
PER_MINUTE_MAX: Final = 600
"""Mails that leave in a minute, likewise."""
REST_AFTER_MS: Final = 10_000
"""A connection with nothing to carry is closed after this."""
MAILS_PER_CONNECTION_MAX: Final = 100
"""Then it is made anew: relays count."""
STORE_RETRY_MS: Final = 5_000
SAID_AGAIN_MS: Final = 30_000
"""What an interaction has not made durable by then is said once more: its actor may have crashed over it."""
FORGOTTEN: Final = "not kept any more"
STOP_MS: Final = 5_000
"""At a stop, what is being sent has so long to end."""

log = logs.logger("outbox")


@attrs.define(eq=False)
class Entry:
    """A mail that is not finished."""

    mail: str
    interaction: str
    left: tuple[Undelivered, ...]
    """Who does not have it."""
    due_at_ms: int
    attempts: int = 0
    is_busy: bool = False
    said: MailProgress | None = None
    """What the interaction was told and has not made durable yet."""


@attrs.define(eq=False)
class Outbox:
    """Made by the composition root, which also sees to it that it is told."""

    registry: Registry
    sender_of: Callable[[str], str | None]
    """The address of a mailbox; None: the account has it no more."""
    make_carrier: Callable[[], Carrier]
    connections: int = CONNECTIONS_MAX
    per_minute: int = PER_MINUTE_MAX
    spool_folder: Path | None = None
    """Where a large mail lies while it is carried."""
    entries: dict[str, Entry] = attrs.field(factory=dict)
    is_stopping: bool = False
    _rate: Bucket = attrs.field(init=False)
    _due: list[tuple[int, str]] = attrs.field(factory=list)
    """A heap. What an entry does not confirm is passed over."""
    _changed: trio.Event = attrs.field(factory=trio.Event)
    _idle: set[trio.CancelScope] = attrs.field(factory=set)
    """Of connections that wait for the next mail."""

    def __attrs_post_init__(self) -> None:
        self._rate = self._bucket()

    def _bucket(self) -> Bucket:
        return Bucket(60_000 / self.per_minute, max(1, self.per_minute // 10))

    def take_way(self, make_carrier: Callable[[], Carrier], per_minute: int) -> None:
        """Mails leave this way from now on. One that is being handed over ends where it began."""
        self.make_carrier = make_carrier
        if per_minute != self.per_minute:
            self.per_minute = per_minute
            self._rate = self._bucket()
        for scope in self._idle:
            scope.cancel()
        self._wake()

    async def run(self) -> None:
        """Until it is cancelled: see `stop`."""
        await self._recall()
        async with trio.open_nursery() as nursery:
            for number in range(self.connections):
                nursery.start_soon(self._work, name=f"outbox:{number}")

    async def stop(self) -> None:
        """No mail is begun any more; returns when those that are being sent have ended, or time is up."""
        self.is_stopping = True
        with trio.move_on_after(STOP_MS / 1000):
            while any(entry.is_busy for entry in self.entries.values()):
                await self._changed.wait()

    def told(self, interaction: str, mail: str, stands: OwnMail | None) -> None:
        """An interaction has made durable, or says again, how a mail stands. None: it knows of no such mail."""
        entry = self.entries.get(mail)
        if stands is None or stands.state in (MailState.SENT, MailState.FAILED):
            if entry is not None:
                entry.said = None
                del self.entries[mail]
        elif entry is None:
            self._enter(interaction, stands)
        elif entry.said is not None and (entry.said.state, entry.said.attempts) == (stands.state, stands.attempts):
            entry.said = None
        self._wake()

    def _enter(self, interaction: str, stands: OwnMail) -> None:
        """What was being sent when its journal ended, goes again at once."""
        now_ms = self.registry.clock.now_ms()
        due_at_ms = stands.next_at_ms if stands.next_at_ms is not None else now_ms
        self.entries[stands.id] = Entry(stands.id, interaction, stands.left, due_at_ms, stands.attempts)
        heapq.heappush(self._due, (due_at_ms, stands.id))

    def _wake(self) -> None:
        self._changed.set()
        self._changed = trio.Event()

    async def _recall(self) -> None:
        """What was not finished when the last process ended."""
        after = ""
        while True:
            try:
                page = await self.registry.disk.outgoing(after)
            except StoreUnavailable:
                log.warning("outbox not read", within_ms=STORE_RETRY_MS)
                await trio.sleep(STORE_RETRY_MS / 1000)
                continue
            for one in page:
                if one.row.mail not in self.entries:
                    self._enter(one.interaction, _stands(one.row))
            if not page:
                break
            after = page[-1].row.mail
        log.info("outbox open", pending=len(self.entries))

    async def _work(self) -> None:
        """One connection after the other, each with mail after mail. A bug ends the connection, and defers the mail."""
        while True:
            hand = [await self._next()]
            make_carrier = self.make_carrier
            carrier = make_carrier()
            await guarded(carrier, partial(self._carry, carrier, make_carrier, hand))
            for entry in hand:
                answers = dict.fromkeys(wanted(entry.left), Answer(Fate.LATER, "our own server failed over it"))
                await self._judge(entry, Report(answers))

    async def _carry(self, carrier: Carrier, made_by: Callable[[], Carrier], hand: list[Entry]) -> None:
        """Until there is nothing to carry for a while, or another way is to be taken. `hand`: what is being carried."""
        carried = 0
        while hand:
            await self._send(carrier, hand[0])
            hand.clear()
            carried += 1
            if carried < MAILS_PER_CONNECTION_MAX and self.make_carrier is made_by:
                with trio.move_on_after(REST_AFTER_MS / 1000) as scope:
                    self._idle.add(scope)
                    try:
                        hand.append(await self._next())
                    finally:
                        self._idle.discard(scope)
        await carrier.rest()

    async def _next(self) -> Entry:
        """The next mail that is due, from now on busy. Cancelled while it waits, it has taken none."""
        while True:
            now_ms = self.registry.clock.now_ms()
            wait_ms = self._rate.wait_ms(now_ms)
            entry = self._first()
            if entry is not None and entry.due_at_ms <= now_ms and not wait_ms and not self.is_stopping:
                heapq.heappop(self._due)
                self._rate.take(now_ms)
                entry.is_busy = True
                return entry
            at_ms = None if entry is None or self.is_stopping else max(entry.due_at_ms, now_ms + wait_ms)
            changed = self._changed
            with trio.CancelScope(deadline=self.registry.clock.trio_deadline(at_ms)):
                await changed.wait()

    def _first(self) -> Entry | None:
        while self._due:
            due_at_ms, mail = self._due[0]
            entry = self.entries.get(mail)
            if entry is not None and not entry.is_busy and entry.due_at_ms == due_at_ms:
                return entry
            heapq.heappop(self._due)
        return None

    async def _send(self, carrier: Carrier, entry: Entry) -> None:
        entry.attempts += 1
        async with AsyncExitStack() as stack:
            try:
                letter = await self._letter(entry, stack)
            except StoreUnavailable:
                entry.attempts -= 1
                self._put_back(entry, self.registry.clock.now_ms() + STORE_RETRY_MS)
            else:
                await self._deliver(carrier, entry, letter)

    async def _deliver(self, carrier: Carrier, entry: Entry, letter: Letter | Report | None) -> None:
        if letter is None:  # forgotten on request: nothing of it may come back into the journal
            await self._say(entry, MailProgress(entry.mail, MailState.FAILED, entry.attempts, reason=FORGOTTEN))
            return
        if isinstance(letter, Report):
            await self._judge(entry, letter)
            return
        await self._say(entry, MailProgress(entry.mail, MailState.SENDING, entry.attempts, left=entry.left))
        if self.entries.get(entry.mail) is not entry:  # its interaction is gone
            return
        report = await carrier.deliver(letter)
        if report.is_unknown:
            log.warning("outcome unknown", object=entry.mail, attempt=entry.attempts)
        await self._judge(entry, report)

    async def _letter(self, entry: Entry, stack: AsyncExitStack) -> Letter | Report | None:
        """The mail as it was kept, to be read until the stack ends; or why it cannot be sent now; None: it is not kept.

        Raises: StoreUnavailable.
        """
        disk, to = self.registry.disk, wanted(entry.left)
        row = await disk.mail(entry.mail)
        if row is None:
            return None
        sender = self.sender_of(row.mailbox)
        if sender is None:
            return Report(dict.fromkeys(to, Answer(Fate.LATER, f"there is no mailbox {row.mailbox} any more")))
        return Letter(sender, to, await stack.enter_async_context(fetched(disk, entry.mail, self.spool_folder)))

    async def _judge(self, entry: Entry, report: Report) -> None:
        """It is sent, goes again later, or has failed; and the journal has it."""
        now_ms = self.registry.clock.now_ms()
        progress = progress_of(entry.mail, entry.attempts, entry.left, report, now_ms)
        log.info("mail tried", object=entry.mail, attempt=entry.attempts, state=str(progress.state))
        entry.left = progress.left
        await self._say(entry, progress)
        if progress.next_at_ms is not None:
            self._put_back(entry, progress.next_at_ms)

    def _put_back(self, entry: Entry, due_at_ms: int) -> None:
        entry.is_busy, entry.due_at_ms = False, due_at_ms
        heapq.heappush(self._due, (due_at_ms, entry.mail))
        self._wake()

    async def _say(self, entry: Entry, progress: MailProgress) -> None:
        """The interaction's journal has it when this returns."""
        entry.said = progress
        while entry.said is progress:
            await self.registry.interaction(entry.interaction).send(Ordered(progress))
            with trio.move_on_after(SAID_AGAIN_MS / 1000):
                while entry.said is progress:
                    await self._changed.wait()


def _stands(row: OutgoingRow) -> OwnMail:
    return OwnMail(row.mail, MailState(row.state), 0, row.attempts, row.next_at_ms, row.reason, row.left)
