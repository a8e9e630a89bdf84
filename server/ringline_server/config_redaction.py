"""What patterns of redaction must keep: an expression that can be read, matches something, and has a name."""

import re
from collections.abc import Iterator
from typing import Final

from ringline_server.config_limits import between, twice
from ringline_server.config_reading import Fault
from ringline_server.domain.redaction import Redaction, compiled

PATTERNS_MAX: Final = 20
REGEX_CHARS_MAX: Final = 500


def faults_of_redaction(redaction: Redaction) -> Iterator[Fault]:
    """All of them, each with its place."""
    place = "config.redaction.patterns"
    yield from between(f"{place}, number", len(redaction.patterns), 0, PATTERNS_MAX)
    yield from twice(place, (pattern.name for pattern in redaction.patterns))
    for index, pattern in enumerate(redaction.patterns):
        yield from between(f"{place}[{index}].name, characters", len(pattern.name.strip()), 1, 64)
        yield from between(f"{place}[{index}].regex, characters", len(pattern.regex), 1, REGEX_CHARS_MAX)
        yield from _expression(f"{place}[{index}].regex", pattern.regex)


def _expression(place: str, regex: str) -> Iterator[Fault]:
    try:
        matches_nothing = compiled(regex).search("") is not None
    except re.error as error:
        yield Fault(place, f"cannot be read: {error}")
    else:
        if matches_nothing:
            yield Fault(place, "matches nothing at all, so it would match everywhere")
