"""Rows that no event makes. Stored answers: each can be given again, and what it acknowledges is in the journal. Canned
answers: each can be read."""

from typing import Any

import apsw
import orjson

from ringline_server.upkeep.files import Progress
from ringline_server.upkeep.report import Notebook

REPLIES_PER_STEP = 2_000
"""Between two words of progress."""


def replies(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """All of them. Whose they are is named; the key is not, nor what was asked."""
    total = db.execute("select count(*) from answered").get or 0
    for number, (principal, reply) in enumerate(db.execute("select principal, reply from answered"), 1):
        notebook.counted("replies")
        fault = _fault(db, reply)
        if fault:
            notebook.finds(f"answered {principal}", fault)
        if number % REPLIES_PER_STEP == 0:
            progress("replies", number, total)
    progress("replies", total, total)


def canned(db: apsw.Connection, notebook: Notebook, progress: Progress) -> None:
    """All that are kept beside those of the configuration."""
    for name, body in db.execute("select canned, body from canned"):
        if not _is_canned(body):
            notebook.finds(f"canned {name}", "cannot be read")
    progress("canned", 1, 1)


def _is_canned(body: bytes) -> bool:
    try:
        plain = orjson.loads(body)
        texts = [plain[name] for name in ("title", "shortcut", "text", "language")]
        return all(isinstance(text, str) for text in (*texts, *plain["queues"]))
    except (ValueError, KeyError, TypeError):
        return False


def _fault(db: apsw.Connection, reply: bytes) -> str:
    try:
        pos: dict[str, Any] = orjson.loads(reply)["pos"]
        promised = [(stream, int(seq)) for stream, seq in pos.items() if stream.startswith("interaction/")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return "a stored answer cannot be read"
    for stream, seq in promised:
        head = db.execute("select max(seq) from record where stream = ?", (stream,)).get or 0
        if head < seq:
            return f"was told of {stream} {seq}, and it ends at {head}"
    return ""
