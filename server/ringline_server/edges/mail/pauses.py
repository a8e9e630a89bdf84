"""When a mail that the relay did not take goes again: soon at first, then seldom, and after two days never.

attempt 1 -1 min-> 2 -5 min-> 3 -15 min-> 4 -1 h-> 5 -4 h-> 6 -4 h-> … 16, and that was the last one
"""

from typing import Final

MINUTE_MS: Final = 60_000
FIRST_PAUSES_MS: Final = (MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS)
LATER_PAUSE_MS: Final = 240 * MINUTE_MS
GIVE_UP_MS: Final = 48 * 60 * MINUTE_MS
"""All pauses together are no longer than this."""


def pause_ms(attempts: int) -> int | None:
    """How long to wait after so many attempts. None: it was the last one."""
    assert attempts > 0
    pauses = [_pause(number) for number in range(1, attempts + 1)]
    return pauses[-1] if sum(pauses) <= GIVE_UP_MS else None


def _pause(number: int) -> int:
    return FIRST_PAUSES_MS[number - 1] if number <= len(FIRST_PAUSES_MS) else LATER_PAUSE_MS
