"""The search index against the segments: the same words at the same places, all of them and nothing else.

Both sides are summed up, entry by entry, as one number that does not depend on their order; only when the sums differ
is it worked out which segments are to blame.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import apsw

from ringline_server.store import folding
from ringline_server.upkeep.files import Progress
from ringline_server.upkeep.report import Notebook

SEGMENTS_PER_STEP: Final = 5_000
"""Between two words of progress."""
BLAMED_MAX: Final = 20
"""Segments that are named."""

_MASK: Final = 2**64 - 1
_SEGMENTS: Final = "select id, text, interaction from segment order by id"

Entry = tuple[int, str, int, str]
"""Segment, column, place in it, word."""


def search(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """Reads both whole."""
    total = db.execute("select count(*) from segment").get or 0
    db.execute("create virtual table temp.indexed using fts5vocab(main, segment_fts, instance)")
    wanted = sum(map(hash, _wanted(db, progress, total))) & _MASK
    progress("search", total, total)
    if wanted != sum(map(hash, _indexed(db))) & _MASK:
        blamed = _blamed(db)
        names = ", ".join(map(str, blamed[:BLAMED_MAX]))
        notebook.finds("search", f"{len(blamed)} segments are indexed by other words than theirs: rows {names}")


def _wanted(db: apsw.Connection, progress: Progress, total: int) -> Iterator[Entry]:
    for count, (number, text, interaction) in enumerate(db.execute(_SEGMENTS)):
        for place, word in enumerate(folding.fold(text).split()):
            yield number, "folded", place, word
        yield number, "place", 0, folding.place(interaction)
        if count % SEGMENTS_PER_STEP == 0:
            progress("search", count, total)


def _indexed(db: apsw.Connection) -> Iterator[Entry]:
    for word, number, column, place in db.execute("select term, doc, col, offset from temp.indexed"):
        yield number, column, place, word


def _blamed(db: apsw.Connection) -> list[int]:
    """Rows of segments whose sums differ. Slow and large: only for a store that has a fault."""
    sums: dict[int, int] = defaultdict(int)
    for entry in _wanted(db, lambda *_: None, 0):
        sums[entry[0]] += hash(entry)
    for entry in _indexed(db):
        sums[entry[0]] -= hash(entry)
    return sorted(number for number, difference in sums.items() if difference)
