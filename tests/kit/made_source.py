"""A large message that lies nowhere: it is made as it is read."""

import attrs
from ringline_server.mail.source import Source


@attrs.define(eq=False)
class MadeSource(Source):
    """`head`, then lines of one kind up to about so many bytes, then `tail`."""

    head: bytes
    line: bytes
    about_bytes: int
    tail: bytes
    longest: int = 0
    """Of what was asked for at once."""

    @property
    def size(self) -> int:
        """See Source."""
        return len(self.head) + self._middle + len(self.tail)

    @property
    def _middle(self) -> int:
        return self.about_bytes // len(self.line) * len(self.line)

    def read(self, start: int, end: int) -> bytes:
        """See Source."""
        self.longest = max(self.longest, end - start)
        first = max(start - len(self.head), 0)
        last = min(max(end - len(self.head), 0), self._middle)
        behind = len(self.head) + self._middle
        return (
            self.head[start:end] + self._lines(first, last) + self.tail[max(start - behind, 0) : max(end - behind, 0)]
        )

    def _lines(self, start: int, end: int) -> bytes:
        if end <= start:
            return b""
        skipped = start // len(self.line)
        lines = self.line * (end // len(self.line) - skipped + 1)
        return lines[start - skipped * len(self.line) : end - skipped * len(self.line)]
