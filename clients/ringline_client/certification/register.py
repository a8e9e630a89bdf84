"""The register of what is asked of clients. Numbers never change, so that a failure means the same in every report.

@case("K8", "a lost connection / resume with the newest token and the positions")
async def resumes(on: Stage) -> None: ...
"""

from collections.abc import Awaitable, Callable
from typing import Final

import attrs

from ringline_client.certification.stage import Stage
from ringline_client.conformance.cases import Title

PATIENCE_S: Final = 60

Play = Callable[[Stage], Awaitable[None]]


@attrs.frozen
class ClientCase:
    """One question to a client."""

    title: Title
    play: Play
    patience_s: float


_cases: dict[str, ClientCase] = {}


def case(number: str, text: str, *, is_must: bool = True, patience_s: float = PATIENCE_S) -> Callable[[Play], Play]:
    """Registers a case."""

    def register(play: Play) -> Play:
        assert number not in _cases, number
        _cases[number] = ClientCase(Title(number, is_must, text), play, patience_s)
        return play

    return register


def registered() -> dict[str, ClientCase]:
    """All cases of the modules that were imported, by number and in order."""
    return dict(sorted(_cases.items(), key=lambda pair: int(pair[0].removeprefix("K"))))
