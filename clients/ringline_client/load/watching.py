"""Who said what when, and who saw it: the same process plays both sides, so one clock measures the way between them.

A word that was acknowledged before the end of its conversation stands before that end in the stream. So whoever has
seen the end has seen it; else it is lost, and no latency makes up for that.
"""

from typing import Final

import attrs
import trio

from ringline_client.load.tally import Tally

SETTLE_S: Final = 5.0
"""For the last words to reach the last screens."""


@attrs.define
class Word:
    """Said, and not yet both acknowledged and seen."""

    interaction: str
    is_agents: bool
    at_s: float
    is_acknowledged: bool = False
    is_seen: bool = False


@attrs.define
class Watch:
    """All conversations of a test."""

    tally: Tally
    began: dict[str, float] = attrs.field(factory=dict)
    """Interaction -> when its consumer reached out, until it rings."""
    rang: dict[str, float] = attrs.field(factory=dict)
    """Interaction -> when it rang, while its beginning is not known: the ring may be faster than the reply."""
    words: dict[str, Word] = attrs.field(factory=dict)
    """By text: no two are the same."""
    open: set[str] = attrs.field(factory=set)
    """Interactions whose consumer has not seen the end."""
    _changed: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)

    def begins(self, interaction: str, at_s: float) -> None:
        """Its consumer reached out then."""
        self.open.add(interaction)
        rang_s = self.rang.pop(interaction, None)
        if rang_s is None:
            self.began[interaction] = at_s
        else:
            self.tally.took["line"].add(rang_s - at_s)

    def rings(self, interaction: str) -> None:
        """At an agent, for the first time or again."""
        began_s = self.began.pop(interaction, None)
        if began_s is not None:
            self.tally.took["line"].add(trio.current_time() - began_s)
        elif interaction not in self.open:
            self.rang[interaction] = trio.current_time()

    def says(self, interaction: str, text: str, *, is_agents: bool) -> None:
        """About to be sent."""
        self.words[text] = Word(interaction, is_agents, trio.current_time())

    def takes_back(self, text: str) -> None:
        """It was refused, or nobody knows: it may be seen or not."""
        self._drop(text)

    def acknowledged(self, text: str) -> None:
        """The server has it: from now on it may not be lost."""
        word = self.words.get(text)
        if word is None:
            return
        word.is_acknowledged = True
        if word.is_seen:
            self._drop(text)
        elif word.is_agents and word.interaction not in self.open:
            self._lost(text)

    def sees(self, text: str, *, is_agent: bool) -> None:
        """Somebody's screen shows it. One's own words come back, too: they are not waited for."""
        word = self.words.get(text)
        if word is None or word.is_seen or word.is_agents is is_agent:
            return
        word.is_seen = True
        self.tally.took["message"].add(trio.current_time() - word.at_s)
        if word.is_acknowledged:
            self._drop(text)

    def is_over(self, interaction: str) -> None:
        """The consumer has seen the end."""
        self.open.discard(interaction)
        self.began.pop(interaction, None)
        self.rang.pop(interaction, None)
        for text, word in list(self.words.items()):
            if word.interaction == interaction and word.is_agents and word.is_acknowledged:
                self._lost(text)

    async def finish(self) -> None:
        """Consumers have gone: what agents do not see within SETTLE_S they never will."""
        with trio.move_on_after(SETTLE_S):
            while self.words:
                await self._changed.park()
        for text, word in list(self.words.items()):
            if word.is_acknowledged:
                self._lost(text)

    def _lost(self, text: str) -> None:
        self._drop(text)
        self.tally.counts["lost"] += 1

    def _drop(self, text: str) -> None:
        self.words.pop(text, None)
        self._changed.unpark_all()
