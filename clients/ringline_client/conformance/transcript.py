"""What was said on the connections of one case, for the report of a failure. Credentials are not repeated."""

import re
from typing import Final

import attrs
import trio

LINES_MAX: Final = 60
"""Kept for a report, the newest ones."""
CHARS_MAX: Final = 400
"""Of one message."""
SECRET: Final = re.compile(r'("(?:token|consumer_token|ticket)": ?")[^"]{12,}(")')


@attrs.define(eq=False)
class Transcript:
    """Every message with its moment and its connection; `>` is ours."""

    started_s: float = attrs.field(factory=trio.current_time)
    _lines: list[str] = attrs.field(factory=list)
    _dropped: int = 0

    def note(self, who: str, direction: str, text: str) -> None:
        """One message."""
        shown = SECRET.sub(r"\1…\2", text)
        if len(shown) > CHARS_MAX:
            shown = f"{shown[:CHARS_MAX]}… ({len(text)} characters)"
        self._lines.append(f"{trio.current_time() - self.started_s:7.3f} {who} {direction} {shown}")
        if len(self._lines) > LINES_MAX:
            del self._lines[0]
            self._dropped += 1

    @property
    def lines(self) -> list[str]:
        """For people."""
        return [f"… {self._dropped} earlier messages", *self._lines] if self._dropped else list(self._lines)
