"""Listing and searching as SQL: which interactions, and which segments, without ever reading everything.

A page is sought by key (the last item's), never by offset. What one question may look through is bounded.
"""

from collections.abc import Iterable
from typing import Any, Final

import apsw
import orjson
from ringline_protocol.limits import PAGE_BYTES_MAX

from ringline_server.store import folding
from ringline_server.store.disk import (
    LIST_LIMIT_MAX,
    SEARCH_HITS_MAX,
    BadCursor,
    Hit,
    ListFilter,
    Page,
    SearchQuery,
)
from ringline_server.store.records import InteractionRow
from ringline_server.store.sqlite_read import INTERACTION_COLUMNS, interaction_rows, segment_row

LIST_SORTED_MAX: Final = 2_000
"""Up to so many interactions of one agent are looked up and sorted; beyond, the whole order is walked and filtered."""
LIST_SCAN_MAX: Final = 10_000
"""Rows that one page of a list looks through for a text."""
SEARCH_PLACES_MAX: Final = 100
"""Up to so many interactions of one agent are named in the search; beyond, hits are filtered afterwards."""
SEARCH_SCAN_MAX: Final = 50_000
"""Index entries that one page of a search looks through."""
SEARCH_CHUNK: Final = 1_000
"""Index entries that are looked at in the first step; each further step takes four times as many."""

_SEGMENT = """select id, interaction, seq, segment, role, at_ms, text, hidden from segment as s
  where id in (select value from json_each(?))"""
_VISIBLE: Final = "exists (select 1 from participant as p where p.agent = ? and p.interaction = {})"


def list_interactions(db: apsw.Connection, wanted: ListFilter, cursor: str | None, limit: int) -> Page[InteractionRow]:
    """A page, and where to go on."""
    limit = max(1, min(limit, LIST_LIMIT_MAX))
    order = "created_at_ms" if wanted.by_creation else "updated_at_ms"
    source, conditions = _source(db, wanted)
    conditions += _conditions(wanted)
    if cursor is not None:
        conditions.append((f"(i.{order}, i.id) {'>' if wanted.oldest_first else '<'} (?, ?)", _list_cursor(cursor)))
    where = " and ".join(text for text, _ in conditions) or "true"
    direction = "asc" if wanted.oldest_first else "desc"
    sql = f"""select {_columns()} from {source} where {where}
              order by i.{order} {direction}, i.id {direction} limit ?"""
    values = [value for _, some in conditions for value in some]
    most = LIST_SCAN_MAX if wanted.text else limit + 1
    return _page(interaction_rows(db.execute(sql, (*values, most))), wanted, limit, most)


def search(db: apsw.Connection, query: SearchQuery, cursor: str | None, limit: int) -> Page[Hit]:
    """Newest first, in steps, until the page is full or it has looked through enough."""
    needle = folding.Needle.of(query.text)
    before, limit = _search_cursor(cursor), max(1, min(limit, SEARCH_HITS_MAX))
    if not needle.phrases:
        return Page(())
    expression, visible = _expression(db, query, needle)
    if expression is None:
        return Page(())
    hits: list[Hit] = []
    scanned, step, size = 0, SEARCH_CHUNK, 0
    while scanned < SEARCH_SCAN_MAX:
        ids = _indexed(db, expression, before, step)
        for number, *values in db.execute(_segments_sql(query, visible), (orjson.dumps(ids).decode(), *visible)):
            segment = segment_row(values)
            is_elsewhere = query.interaction not in (None, segment.interaction)  # two ids may share a place
            if not is_elsewhere and (spans := needle.spans(segment.text)):
                hits.append(Hit(segment, spans))
                size += len(segment.text.encode())
            if len(hits) == limit or size > PAGE_BYTES_MAX:
                return Page(tuple(hits), str(number))
        if len(ids) < step:
            return Page(tuple(hits))
        before, scanned, step = ids[-1], scanned + step, step * 4
    return Page(tuple(hits), str(before))


def _page(rows: Iterable[InteractionRow], wanted: ListFilter, limit: int, most: int) -> Page[InteractionRow]:
    """The rows that have the text, of `most` that are looked at."""
    words = folding.fold(wanted.text).split()
    found: list[InteractionRow] = []
    seen: list[InteractionRow] = []
    for row in rows:
        if len(found) == limit:
            return Page(tuple(found), _cursor(found[-1], wanted))
        seen.append(row)
        if not words or _has(row, words):
            found.append(row)
    return Page(tuple(found), _cursor(seen[-1], wanted) if len(seen) == most else None)


def _has(row: InteractionRow, words: list[str]) -> bool:
    text = folding.fold(f"{row.consumer_name} {row.consumer or ''} {row.subject}")
    return all(word in text for word in words)


def _cursor(row: InteractionRow, wanted: ListFilter) -> str:
    return f"{row.created_at_ms if wanted.by_creation else row.updated_at_ms}.{row.id}"


Condition = tuple[str, tuple[Any, ...]]


def _source(db: apsw.Connection, wanted: ListFilter) -> tuple[str, list[Condition]]:
    """Where to begin: at the few rows of an agent where they are few, else along an index in the wanted order."""
    if wanted.agent is not None:
        conditions: list[Condition] = [("h.agent = ?", (wanted.agent,))]
        if wanted.visible_to is not None:
            conditions.append((_VISIBLE.format("i.id"), (wanted.visible_to,)))
        return "holder as h cross join interaction as i on i.id = h.interaction", conditions
    if wanted.visible_to is not None and wanted.queues:
        either = f"({_VISIBLE.format('i.id')} or i.queue in (select value from json_each(?)))"
        seen = (wanted.visible_to, orjson.dumps(wanted.queues).decode())
        return f"interaction as i{' indexed by interaction_open' if wanted.open_only else ''}", [(either, seen)]
    if wanted.visible_to is not None:
        if len(_places(db, wanted.visible_to, LIST_SORTED_MAX + 1)) <= LIST_SORTED_MAX:
            few = "participant as p cross join interaction as i on i.id = p.interaction"
            return few, [("p.agent = ?", (wanted.visible_to,))]
        return "interaction as i", [(_VISIBLE.format("i.id"), (wanted.visible_to,))]
    if wanted.needs_disposition:
        return "interaction as i indexed by interaction_to_do", []
    if wanted.open_only and not wanted.consumers:
        return "interaction as i indexed by interaction_open", []
    return "interaction as i", []


def _conditions(wanted: ListFilter) -> list[Condition]:
    one_of = "i.{} in (select value from json_each(?))"
    found: list[Condition] = []
    if wanted.channels:
        found.append((one_of.format("channel"), (orjson.dumps(wanted.channels).decode(),)))
    if wanted.phases:
        found.append((one_of.format("phase"), (orjson.dumps(wanted.phases).decode(),)))
    if wanted.consumers:
        found.append((one_of.format("consumer"), (orjson.dumps(wanted.consumers).decode(),)))
    if wanted.open_only:
        found.append(("i.closed_at_ms is null", ()))
    if wanted.needs_disposition:
        found.append(("i.needs_disposition = 1", ()))
    for text, value in (
        ("i.queue = ?", wanted.queue),
        ("i.created_at_ms >= ?", wanted.created_from_ms),
        ("i.created_at_ms < ?", wanted.created_to_ms),
        ("i.updated_at_ms >= ?", wanted.updated_from_ms),
        ("i.updated_at_ms < ?", wanted.updated_to_ms),
    ):
        if value is not None:
            found.append((text, (value,)))
    return found


def _columns() -> str:
    return ", ".join(f"i.{name.strip()}" for name in INTERACTION_COLUMNS.split(","))


def _list_cursor(cursor: str) -> tuple[int, str]:
    at_ms, dot, last = cursor.partition(".")
    if not dot:
        raise BadCursor(cursor)
    return _integer(at_ms), last


def _search_cursor(cursor: str | None) -> int:
    return 2**63 - 1 if cursor is None else _integer(cursor)


def _integer(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadCursor(text)
    return int(text)


def _expression(db: apsw.Connection, query: SearchQuery, needle: folding.Needle) -> tuple[str | None, tuple[str, ...]]:
    """The FTS5 expression, and whose eyes the hits must still pass. None: there is nothing to see."""
    text = f"folded : ({needle.fts()})"
    agents = () if query.visible_to is None else (query.visible_to,)
    if query.interaction is not None:
        return f"{text} AND place : {_quoted([query.interaction])}", agents
    if query.visible_to is None:
        return text, ()
    places = _places(db, query.visible_to, SEARCH_PLACES_MAX + 1)
    if not places:
        return None, agents
    if len(places) > SEARCH_PLACES_MAX:
        return text, agents
    return f"{text} AND place : ({_quoted(places)})", agents


def _quoted(interactions: list[str]) -> str:
    return " OR ".join(f'"{folding.place(interaction)}"' for interaction in interactions)


def _places(db: apsw.Connection, agent: str, limit: int) -> list[str]:
    return [row[0] for row in db.execute("select interaction from participant where agent = ? limit ?", (agent, limit))]


def _indexed(db: apsw.Connection, expression: str, before: int, limit: int) -> list[int]:
    sql = "select rowid from segment_fts where segment_fts match ? and rowid < ? order by rowid desc limit ?"
    return [row[0] for row in db.execute(sql, (expression, before, limit))]


def _segments_sql(query: SearchQuery, visible: tuple[str, ...]) -> str:
    sql = _SEGMENT
    if visible:
        sql += " and " + _VISIBLE.format("s.interaction")
    if not query.with_hidden:
        sql += " and not hidden"
    return sql + " order by id desc"
