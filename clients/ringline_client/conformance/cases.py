"""The register of cases: their numbers never change, so that a failure means the same in every report.

@case("E67", AGENT, QUEUE)
async def accept_makes_a_leg(at: Floor) -> None: ...
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from ringline_client.conformance.floor import Floor

CATALOGUE: Final = Path(__file__).with_name("catalogue.txt")
PATIENCE_S: Final = 20
"""A case that takes longer has failed, unless it says that it needs more."""

Play = Callable[["Floor"], Awaitable[None]]


@attrs.frozen
class Title:
    """What the catalogue says of a number."""

    number: str
    is_must: bool
    text: str


@attrs.frozen
class Case:
    """How it is asked. `uses`: agents and queues that no other case may touch meanwhile."""

    number: str
    play: Play
    uses: frozenset[str]
    patience_s: float
    is_alone: bool = False
    """Nobody else plays meanwhile: the server is killed, or its disk is full."""


_cases: dict[str, Case] = {}


def case(number: str, *uses: str, patience_s: float = PATIENCE_S, is_alone: bool = False) -> Callable[[Play], Play]:
    """Registers a case. The docstring, if there is one, says how far it goes."""

    def register(play: Play) -> Play:
        assert number not in _cases, number
        _cases[number] = Case(number, play, frozenset(uses), patience_s, is_alone)
        return play

    return register


def registered() -> dict[str, Case]:
    """All cases of the modules that were imported, by number."""
    return dict(_cases)


def titles() -> dict[str, Title]:
    """The whole catalogue, in its order."""
    lines = [line for line in CATALOGUE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    found = [line.split(" ", 2) for line in lines]
    return {number: Title(number, level == "M", text) for number, level, text in found}
