"""How a line comes back after a restart: in its order, while the door is open already.

    LineReturns(a, b, c)   told c -> held       told a -> a       told b -> b, c       newcomer -> held
    the last of them came  newcomers, and nothing is held from then on

Those who stood in line are read from disk one after the other, or when somebody asks for one of them. What they
tell their queue is put into the order in which they stood; newcomers are behind them all. So the first offer can be
made as soon as the first in line is back, and it is the right one.
"""

from collections import deque
from collections.abc import Iterator
from typing import Final

import attrs

from ringline_server.actors.messages import Look, WaitingIs, WatchPlace

About = WaitingIs | WatchPlace


PATIENCE_MS: Final = 5_000
"""After all were brought back."""


@attrs.frozen
class LineReturns:
    """To a queue, before anything else is told: these interactions stood in line, the first one first."""

    order: tuple[str, ...]


@attrs.frozen
class LineReturned:
    """To a queue: all of them were brought back. Who has not told by `PATIENCE_MS` from now is not waited for."""


@attrs.define(eq=False)
class Returning:
    """What one queue holds back until its turn comes. Of each interaction what it said last is kept, by kind."""

    is_on: bool = False
    until_ms: int | None = None
    """When it ends even if somebody is missing: a queue must not stand still for one interaction's fault."""
    _order: deque[str] = attrs.field(factory=deque)
    _awaited: set[str] = attrs.field(factory=set)
    _held: dict[str, dict[type, About]] = attrs.field(factory=dict)
    _questions: list[Look] = attrs.field(factory=list)

    def begin(self, order: tuple[str, ...]) -> None:
        """From now on these are put into this order."""
        self.is_on = True
        self._order.extend(order)
        self._awaited.update(order)

    def put(self, interaction: str, message: About, *, stands: bool) -> Iterator[About]:
        """What may be handled now. `stands`: it is in the line, so it is nothing new."""
        if not self.is_on or (stands and interaction not in self._awaited):
            yield message
            return
        self._held.setdefault(interaction, {})[type(message)] = message
        while self._order and self._order[0] in self._held:
            first = self._order.popleft()
            self._awaited.remove(first)
            yield from self._held.pop(first).values()

    @property
    def is_complete(self) -> bool:
        """All have come: it is time to end it."""
        return self.is_on and not self._order

    def ask_later(self, question: Look) -> None:
        """Who asks about the line wants all of it."""
        self._questions.append(question)

    def end(self) -> tuple[list[About], list[Look]]:
        """Whatever is held, those who stood in line first, and what was asked; from now on nothing is held."""
        self.is_on, self.until_ms = False, None
        order, held, questions = self._order, self._held, self._questions
        self._order, self._held, self._questions = deque(), {}, []
        awaited, self._awaited = self._awaited, set()
        names = (*filter(held.__contains__, order), *filter(lambda name: name not in awaited, held))
        return [message for name in names for message in held[name].values()], questions
