"""How often a property is asked. RINGLINE_EXAMPLES=20000 asks the machines of the domain as a long run does."""

import os


def examples(usual: int) -> int:
    """So many in a run of the tests; in a long run what was asked for, where that is more."""
    return max(usual, int(os.environ.get("RINGLINE_EXAMPLES", "0")))
