"""Ways out for a letter: a line to the relay in a worker thread, or a folder for trying things out.

A carrier is one task's: it carries letter after letter. `rest` is a goodbye, `aclose` leaves without one.
"""

import hashlib
import os
from abc import abstractmethod
from pathlib import Path
from typing import Final

import attrs
import trio

from ringline_server.edges.mail.sending import Answer, Fate, Letter, Line, Relay, Report
from ringline_server.mail.source import Source

DELIVERY_MS_MAX: Final = 1_800_000
"""One letter, in all: who answers byte by byte is left after this."""
GOODBYE_MS_MAX: Final = 5_000


class Carrier(trio.abc.AsyncResource):
    """Takes letters out of the house. Closing it says no goodbye."""

    @abstractmethod
    async def deliver(self, letter: Letter) -> Report:
        """What became of it. When cancelled, it may have gone or not."""

    @abstractmethod
    async def rest(self) -> None:
        """Nothing to do for a while."""


@attrs.define(eq=False)
class LineCarrier(Carrier):
    """By SMTP. The thread is left alone when time is up: its connection is ended under it."""

    line: Line

    @classmethod
    def to(cls, relay: Relay) -> "LineCarrier":
        """Connects with the first letter."""
        return cls(Line(relay))

    async def deliver(self, letter: Letter) -> Report:
        """See Carrier."""
        with trio.move_on_after(DELIVERY_MS_MAX / 1000):
            try:
                return await trio.to_thread.run_sync(self.line.deliver, letter, abandon_on_cancel=True)
            except trio.Cancelled:
                self._leave()
                raise
        words = f"{self.line.relay.host} did not end in {DELIVERY_MS_MAX // 60_000} minutes"
        return Report(dict.fromkeys(letter.recipients, Answer(Fate.LATER, words)), is_unknown=True)

    async def rest(self) -> None:
        """See Carrier."""
        line = self.line
        self.line = Line(line.relay)
        with trio.move_on_after(GOODBYE_MS_MAX / 1000) as scope:
            await trio.to_thread.run_sync(line.close, abandon_on_cancel=True)
        if scope.cancelled_caught:
            line.abort()

    async def aclose(self) -> None:
        """See Carrier. No thread uses the line: who was cancelled left it its own."""
        self.line.hang_up()
        await trio.lowlevel.checkpoint()

    def _leave(self) -> None:
        """The thread keeps the old line until it notices; the next letter gets a new one."""
        line, self.line = self.line, Line(self.line.relay)
        line.abort()


@attrs.frozen
class FolderCarrier(Carrier):
    """As files `<digest>.eml`, each once and durable, and nowhere else: for trying things out."""

    folder: Path

    async def deliver(self, letter: Letter) -> Report:
        """See Carrier."""
        try:
            await trio.to_thread.run_sync(self._write, letter.raw)
        except OSError as error:
            words = f"{self.folder}: {error.strerror}"
            return Report(dict.fromkeys(letter.recipients, Answer(Fate.LATER, words)))
        return Report(dict.fromkeys(letter.recipients, Answer(Fate.TAKEN, f"written to {self.folder}")))

    async def rest(self) -> None:
        """See Carrier."""
        await trio.lowlevel.checkpoint()

    async def aclose(self) -> None:
        """See Carrier."""
        await trio.lowlevel.checkpoint()

    def _write(self, raw: Source) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.blake2b(digest_size=16)
        for piece in raw.pieces():
            digest.update(piece)
        name = f"{digest.hexdigest()}.eml"
        fresh = self.folder / f".{name}"
        with fresh.open("wb") as file:
            file.writelines(raw.pieces())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.folder / name)
