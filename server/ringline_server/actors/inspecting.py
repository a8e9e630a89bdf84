"""The house looks at itself: every actor in turn, a few in a second, while anything changes at all.

    Inspector --Inspect--> interaction   is my state sound, are my deadlines alive?
                           queue, agent  the same; and of some that I know: --Vouch--> interaction
    interaction --Claim--> its queue and its agents: this is how I am, is it what you know?

A claim follows every notice on the same way, so whoever knows something else has lost it, or made it up; unless an
answer is under way, so a disagreement counts when it is still there after the interaction was asked again. Nothing is
locked and nobody waits: each judges itself, in its own turn. Looking at one actor costs some 50 µs.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import attrs
import trio
from ringline_protocol.values import OfferState

from ringline_server.actors.actor import Mailbox, MailboxFull
from ringline_server.actors.messages import Ref
from ringline_server.actors.registry import Registry
from ringline_server.domain import soundness
from ringline_server.domain.state import Interaction

LOOK_EVERY_MS: Final = 100
LOOK_ACTORS_MAX: Final = 10
"""Actors that are looked at in one go: half a millisecond, which nobody notices who waits for a ring."""
LATE_MS: Final = 5_000
"""A deadline that is older was forgotten: the loop serves what is due before anything else."""
SOON_MS: Final = 1_000
"""While the store cannot take something, this may come before the end of a ring: it is tried again."""
SILENT_MS: Final = 10_000
"""An actor that has not had its turn in this time, and does not wait for the disk, is stuck."""
DOUBTS_MAX: Final = 1_000
"""Disagreements that one actor keeps in mind."""


@attrs.frozen
class Inspect:
    """To any actor: look at yourself."""

    done: Callable[[], None]
    """Called when it has its turn."""


@attrs.frozen
class Vouch:
    """To an interaction: tell `asker` how you are."""

    asker: Ref


@attrs.frozen
class Claim:
    """Interaction to queue or agent: this is my state, after everything that I told you."""

    state: Interaction
    ref: Ref


@attrs.define(eq=False)
class Doubts:
    """Disagreements of one actor with interactions."""

    _open: set[str] = attrs.field(factory=set)

    def weigh(self, claim: Claim, agrees: bool, me: Ref) -> bool:
        """Whether it is certain that something is wrong. The first time the interaction is asked again."""
        name = claim.state.id
        if agrees:
            self._open.discard(name)
            return False
        if name in self._open:
            self._open.remove(name)
            return True
        if len(self._open) < DOUBTS_MAX:
            self._open.add(name)
            claim.ref.tell(Vouch(me))
        return False


def interaction_faults(state: Interaction, deadline_ms: int | None, now_ms: int) -> Iterator[str]:
    """Of the state, and of the timer that it must have."""
    yield from soundness.faults(state)
    yield from timer_faults(deadline_ms, now_ms)
    rings_until_ms = [offer.expires_at_ms for offer in state.live_offers if offer.state is OfferState.PENDING]
    if rings_until_ms and (deadline_ms is None or deadline_ms > max(min(rings_until_ms), now_ms + SOON_MS)):
        yield "it rings without a timer"


def timer_faults(deadline_ms: int | None, now_ms: int) -> Iterator[str]:
    """A deadline that nobody served."""
    if deadline_ms is not None and deadline_ms < now_ms - LATE_MS:
        yield "a deadline has passed unnoticed"


@attrs.define(eq=False)
class Inspector:
    """Goes round. Owned by the task that runs it."""

    registry: Registry
    _asked: dict[str, int] = attrs.field(factory=dict)
    """Actors that have not answered, and when they were asked."""

    async def run(self) -> None:
        """Rounds, as long as the journal is written; at rest nothing can go wrong any more."""
        while True:
            await self.registry.journal.stirred.wait()
            self.registry.journal.stirred = trio.Event()
            await self.round()

    async def round(self) -> None:
        """Every actor that there is now, once."""
        left = deque(self.registry.names())
        while left or self._asked:
            await trio.sleep(LOOK_EVERY_MS / 1000)
            self._miss()
            for _ in range(min(LOOK_ACTORS_MAX, len(left))):
                self._look(left.popleft())

    def _look(self, name: str) -> None:
        mailbox: Mailbox | None = self.registry.running(name)
        if mailbox is None or name in self._asked:
            return
        try:
            mailbox.tell(Inspect(partial(self._answered, name)))
        except MailboxFull:
            return
        self._asked[name] = self.registry.clock.now_ms()

    def _answered(self, name: str) -> None:
        self._asked.pop(name, None)

    def _miss(self) -> None:
        """Who had no turn for so long is stuck, or gone; whoever waits for the disk is neither."""
        now_ms = self.registry.clock.now_ms()
        for name, asked_at_ms in list(self._asked.items()):
            if self.registry.running(name) is None:
                del self._asked[name]
            elif now_ms - asked_at_ms >= SILENT_MS and not self.registry.journal.pending:
                del self._asked[name]
                self.registry.alarms.tell(name, "it has had no turn for too long", now_ms)
