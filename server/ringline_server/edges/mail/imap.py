"""Mailboxes that live elsewhere: every mail of the folder comes in once, soon after it is there.

    connect -> where were we? --same UIDVALIDITY--> all behind the last uid
                              --first time, another UIDVALIDITY--> all that nobody has seen
    each: fetch -> deliver (durable) -> mark as seen -> remember the uid
    then: IDLE until the server speaks, or look again every minute; on any failure a pause, and from the beginning

A crash between `deliver` and `remember` delivers a mail again: who takes it knows it by its content. A mail is marked
as seen when it is durable here, not before; if the server is made anew and forgets its uids, that mark says what is
here. So what another mail program opens in such a moment is not taken; nothing else is lost, and nothing comes twice.
"""

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeVar

import attrs
import trio

from ringline_server import logs
from ringline_server.edges.mail.imap_line import Folder, ImapFailed, ImapLine
from ringline_server.edges.mail.spool import Spool, open_spool
from ringline_server.ids import Ids
from ringline_server.mail.source import READ_BYTES_MAX, Source
from ringline_server.store.disk import MailDisk
from ringline_server.store.mails import MailPlace
from ringline_server.store.records import StoreUnavailable

IDLE_S: Final = 540.0
"""RFC 2177 asks for less than 29 minutes; boxes on the way forget a silent connection after ten."""
POLL_S: Final = 60.0
"""Where the server has no IDLE."""
PAUSE_MIN_S: Final = 1.0
PAUSE_MAX_S: Final = 300.0
"""Pauses after failures double from one to the other, and vary by a quarter."""
TRIES_MAX: Final = 20
"""Somewhat more than an hour: a mail that nobody takes until then stays there, unseen, so that others can come."""

T = TypeVar("T")
Deliver = Callable[[Source], Awaitable[bool]]
"""True: it is durable, or refused for good. False: not now; it is asked again later."""

log = logs.logger("imap")


@attrs.frozen
class Rhythm:
    """How long to wait for what. Tests have less."""

    idle_s: float = IDLE_S
    poll_s: float = POLL_S
    pause_min_s: float = PAUSE_MIN_S
    pause_max_s: float = PAUSE_MAX_S


@attrs.define(eq=False)
class ImapWatcher:
    """Reads one mailbox as long as it runs. `make_line` gives a connection that is not open yet."""

    mailbox: str
    make_line: Callable[[], ImapLine]
    deliver: Deliver
    disk: MailDisk
    ids: Ids
    size_bytes_max: int
    rhythm: Rhythm = attrs.field(factory=Rhythm)
    spool_folder: Path | None = None
    """Where a large mail lies until it is durable."""
    failures: int = attrs.field(default=0, init=False)
    """In a row, since everything was here."""
    _may_mark: bool = attrs.field(default=True, init=False)
    _tries: dict[int, int] = attrs.field(factory=dict, init=False)
    """Of the mail that is not taken now, by its uid."""

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self._session()
            except ImapFailed as error:
                await self._pause(error.reason)
            except StoreUnavailable:
                await self._pause("store_unavailable")

    async def _pause(self, reason: str) -> None:
        self.failures += 1
        span = min(self.rhythm.pause_min_s * 2 ** min(self.failures - 1, 20), self.rhythm.pause_max_s)
        span *= 0.75 + self.ids.below(500) / 1000
        within_ms = round(span * 1000)
        log.warning(
            "mailbox elsewhere not read",
            mailbox=self.mailbox,
            reason=reason,
            attempt=self.failures,
            within_ms=within_ms,
        )
        await trio.sleep(span)

    async def _session(self) -> None:
        line = self.make_line()
        try:
            folder = await _in_thread(line.open)
            place = await self._begun(line, folder)
            while True:
                place = await self._caught_up(line, place)
                if self.failures:
                    log.info("mailbox elsewhere read again", mailbox=self.mailbox, attempts=self.failures)
                self.failures = 0
                await self._news(line, folder)
        finally:
            line.abort()

    async def _begun(self, line: ImapLine, folder: Folder) -> MailPlace:
        """Where to go on. The first time, and when uids mean something else, what nobody has seen comes first."""
        account = line.settings
        source = f"{account.username}@{account.host}/{account.folder}"
        known = await self.disk.mail_place(self.mailbox)
        if known is not None and (known.source, known.validity) == (source, folder.validity):
            return known
        log.info("mailbox elsewhere read from its beginning", mailbox=self.mailbox)
        for uid in await _in_thread(line.unseen):
            if uid < folder.next_uid:
                await self._take(line, uid)
        place = MailPlace(source, folder.validity, folder.next_uid - 1)
        await self.disk.save_mail_place(self.mailbox, place)
        return place

    async def _caught_up(self, line: ImapLine, place: MailPlace) -> MailPlace:
        while uids := await _in_thread(functools.partial(line.uids_after, place.uid)):
            for uid in uids:
                await self._take(line, uid)
                place = attrs.evolve(place, uid=uid)
                await self.disk.save_mail_place(self.mailbox, place)
        return place

    async def _take(self, line: ImapLine, uid: int) -> None:
        """One mail is here, or gone, or refused for good."""
        size = await _in_thread(functools.partial(line.size, uid))
        if size is None:
            return
        if size > self.size_bytes_max:
            self._too_large(size)
            return
        with open_spool(self.spool_folder) as spool:
            if not await self._fetched(line, uid, spool):
                return
            is_here = await self.deliver(spool.settled())
        if not is_here:
            self._put_off(uid)
        elif self._may_mark:
            self._may_mark = await _in_thread(functools.partial(line.mark_seen, uid))

    async def _fetched(self, line: ImapLine, uid: int, spool: Spool) -> bool:
        """Whole, piece by piece. False: it went away meanwhile, or is larger than the server said."""
        while True:
            piece = await _in_thread(functools.partial(line.fetch, uid, spool.size, READ_BYTES_MAX))
            if piece is None:
                return False
            await spool.write(piece)
            if spool.size > self.size_bytes_max:
                self._too_large(spool.size)
                return False
            if len(piece) < READ_BYTES_MAX:
                return True

    def _too_large(self, size: int) -> None:
        log.warning("mail elsewhere too large", mailbox=self.mailbox, size=size, limit=self.size_bytes_max)

    def _put_off(self, uid: int) -> None:
        """All waits for this mail, but not for ever. Raises: ImapFailed."""
        self._tries = {uid: self._tries.get(uid, 0) + 1}
        if self._tries[uid] < TRIES_MAX:
            raise ImapFailed("not_now")
        log.error("mail elsewhere passed over", mailbox=self.mailbox, attempts=TRIES_MAX)

    async def _news(self, line: ImapLine, folder: Folder) -> None:
        """There may be something new, or it has been quiet for long: then the folder is looked at anew."""
        if not folder.has_idle:
            await trio.sleep(self.rhythm.poll_s)
        elif await self._told(line):
            return
        if (await _in_thread(line.select)).validity != folder.validity:
            raise ImapFailed("renumbered")

    async def _told(self, line: ImapLine) -> bool:
        await _in_thread(line.begin_idle)
        with trio.move_on_after(self.rhythm.idle_s) as quiet:
            if not line.is_told():
                await trio.lowlevel.wait_readable(line.socket)
        await _in_thread(line.end_idle)
        return not quiet.cancelled_caught


async def _in_thread(call: Callable[[], T]) -> T:
    """Cancelled at once: the thread ends when its connection does."""
    return await trio.to_thread.run_sync(call, abandon_on_cancel=True)
