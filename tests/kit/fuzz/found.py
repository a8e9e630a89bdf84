"""What a fuzzer looks for, and says."""

from typing import Final

REASON_CHARS_MAX: Final = 2_000


class Found(Exception):
    """Something is wrong. The text says what was sent, and what came of it."""

    def __init__(self, reason: str, sent: object) -> None:
        super().__init__(f"{reason}\n  sent: {str(sent)[:REASON_CHARS_MAX]}")
