"""The history of a day: what everybody did, saw and wrote, one line each, in the order in which it happened.

{"i":17,"t_mono":1203,"who":"agt_1/d0","type":"invoke","f":"offer.accept","id":"c4","key":"…","data":{…}}

type    invoke -> ok | fail | info (never answered: it may have happened or not)      a command, once for its key
        sent, recv, close                                                             frames of one connection (`c`)
        commit, crash, restart, log                                                   the server
        info by `nemesis`                                                             what was done to it
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import orjson

Line = dict[str, Any]


@attrs.define(eq=False)
class History:
    """Written by one recorder: `note` is called from everywhere, in one thread."""

    seed: int
    clock: Callable[[], int] = lambda: 0
    """Virtual ms since the day began."""
    lines: list[Line] = attrs.field(factory=list)

    def note(self, who: str, kind: str, f: str = "", **more: Any) -> Line:
        """One more line. What is None is left out."""
        line: Line = {"i": len(self.lines), "t_mono": self.clock(), "who": who, "type": kind, "f": f}
        line.update((name, value) for name, value in more.items() if value is not None)
        self.lines.append(line)
        return line

    def stamp(self) -> int:
        """Number of the next line: what is sent now is marked with it."""
        return len(self.lines)

    def of(self, *kinds: str) -> Iterator[Line]:
        """Lines of these types."""
        return (line for line in self.lines if line["type"] in kinds)

    def to_bytes(self) -> bytes:
        """As JSON lines. The same seed gives the same bytes."""
        return b"".join(
            orjson.dumps(line, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS) + b"\n" for line in self.lines
        )

    def save(self, path: Path) -> None:
        """To a file."""
        path.write_bytes(self.to_bytes())
