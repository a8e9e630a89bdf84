"""Masked variables: the raw value never leaves the server, not even towards supervisors."""

from typing import Final

import attrs
from ringline_protocol.values import Variable

MASK: Final = "••••"
"""Always as many, so that they do not tell the length."""
TAIL_CHARS: Final = 2
TAIL_OF_CHARS_MIN: Final = 6
"""A shorter value shows nothing: its tail would be too much of it."""


def shown(variable: Variable) -> Variable:
    """The variable as it may be seen."""
    return attrs.evolve(variable, value=_masked(str(variable.value))) if variable.masked else variable


def _masked(text: str) -> str:
    return MASK + (text[-TAIL_CHARS:] if len(text) >= TAIL_OF_CHARS_MIN else "")
