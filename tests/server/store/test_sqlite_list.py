"""Pages of interactions and of search hits: the right ones, each once, and never too much at a time."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.stores import append, interaction, put, say, segment
from ringline_server.ids import Ids
from ringline_server.store import sqlite_list
from ringline_server.store.disk import LIST_LIMIT_MAX, SEARCH_HITS_MAX, BadCursor, Disk, ListFilter, SearchQuery
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import InteractionRow, ParticipantRow


async def pages(disk: Disk, wanted: ListFilter, limit: int) -> AsyncIterator[list[str]]:
    """Ids, page by page, as a client walks them."""
    cursor = None
    while True:
        page = await disk.list_interactions(wanted, cursor, limit)
        yield [row.id for row in page.items]
        if (cursor := page.cursor) is None:
            return


async def listed(disk: Disk, limit: int = 2, **wanted: Any) -> list[str]:
    return [id_ async for page in pages(disk, ListFilter(**wanted), limit) for id_ in page]


async def found(disk: Disk, text: str, **query: Any) -> list[str]:
    hits = (await disk.search(SearchQuery(text, **query))).items
    return [hit.segment.text for hit in hits]


SAMPLE = (
    interaction(1, agents=("ana",), phase="active", queue="que_b", updated_at_ms=9_000),
    interaction(2, channel="voice", consumer="con_1"),
    interaction(3, closed_at_ms=5_000, phase="closed", consumer="con_1", needs_disposition=True),
    interaction(4, agents=("ana", "ben"), phase="wrapping", channel="email"),
    interaction(5),
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, "15432"),
        ({"oldest_first": True}, "23451"),
        ({"by_creation": True}, "54321"),
        ({"by_creation": True, "oldest_first": True}, "12345"),
        ({"open_only": True}, "1542"),
        ({"open_only": True, "by_creation": True}, "5421"),
        ({"channels": ("voice", "email")}, "42"),
        ({"phases": ("active", "closed")}, "13"),
        ({"queue": "que_b"}, "1"),
        ({"agent": "ana"}, "14"),
        ({"agent": "ana", "visible_to": "ben"}, "4"),
        ({"agent": "ana", "channels": ("messaging",)}, "1"),
        ({"visible_to": "eva"}, "532"),
        ({"visible_to": "eva", "open_only": True}, "52"),
        ({"visible_to": "eva", "queues": ("que_b",)}, "1532"),
        ({"visible_to": "eva", "queues": ("que_b",), "open_only": True}, "152"),
        ({"text": "zoe"}, ""),
        ({"consumers": ("con_1",)}, "32"),
        ({"consumers": ("con_1",), "open_only": True}, "2"),
        ({"created_from_ms": 1_002, "created_to_ms": 1_004}, "32"),
        ({"updated_from_ms": 1_004, "updated_to_ms": 9_000}, "54"),
        ({"needs_disposition": True}, "3"),
        ({"needs_disposition": True, "visible_to": "eva"}, "3"),
        ({"needs_disposition": True, "open_only": True}, ""),
        ({"agent": "nobody"}, ""),
    ],
)
@pytest.mark.parametrize("sorted_max", [0, 2_000], ids=["along the order", "sorted"])
async def test_every_filter_finds_its_own_in_order(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, Any], ids: str, sorted_max: int
) -> None:
    monkeypatch.setattr(sqlite_list, "LIST_SORTED_MAX", sorted_max)
    await put(disk, *SAMPLE, *(ParticipantRow(f"int_{number}", "eva") for number in (2, 3, 5)))

    assert await listed(disk, **wanted) == [f"int_{number}" for number in ids]


async def test_by_creation_each_comes_exactly_once_though_all_of_them_change(disk: Disk) -> None:
    await put(disk, *(interaction(number) for number in range(10, 20)))
    seen: list[str] = []

    async for page in pages(disk, ListFilter(by_creation=True), 3):
        seen += page
        await put(
            disk, *(interaction(n, updated_at_ms=9_000 + len(seen)) for n in range(10, 20)), interaction(50 + len(seen))
        )

    assert seen == [f"int_{number}" for number in range(19, 9, -1)]


async def test_by_change_none_comes_twice_and_only_what_changed_is_missed(disk: Disk) -> None:
    await put(disk, *(interaction(number) for number in range(10, 20)))
    seen: list[str] = []

    async for page in pages(disk, ListFilter(), 3):
        seen += page
        await put(disk, interaction(19, updated_at_ms=9_000), interaction(12, updated_at_ms=9_001))

    assert seen == [f"int_{number}" for number in (19, 18, 17, 16, 15, 14, 13, 11, 10)]


async def test_those_of_one_moment_are_told_apart(disk: Disk) -> None:
    await put(disk, *(interaction(number, updated_at_ms=5) for number in range(1, 8)))

    assert await listed(disk) == [f"int_{number}" for number in range(7, 0, -1)]


async def test_a_page_has_a_limit_whatever_is_asked(disk: Disk) -> None:
    await put(disk, *(interaction(number) for number in range(LIST_LIMIT_MAX + 1)))

    page = await disk.list_interactions(ListFilter(), limit=10**9)

    assert len(page.items) == LIST_LIMIT_MAX
    assert page.cursor is not None


@pytest.mark.parametrize("cursor", ["", "x", "1", "1_000.int_1", "-1.int_1", "9" * 30 + ".int_1", "१.int_1"])
async def test_a_foreign_cursor_is_refused(disk: Disk, cursor: str) -> None:
    with pytest.raises(BadCursor):
        await disk.list_interactions(ListFilter(), cursor)
    if cursor != "1":
        with pytest.raises(BadCursor):
            await disk.search(SearchQuery("hello"), cursor)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("La facturación de mayo", "FACTURACION"),
        ("La facturacion de mayo", "mayo facturación"),
        ("Hauptstraße 5", "hauptstrasse"),
        ("HAUPTSTRASSE 5", "hauptstraße"),
        ("Łódź", "lodz"),
        ("e\u0301tude", "étude"),
        ("ﬁnal", "fin"),
        ("お問い合わせ番号", "問い合わ"),
        ("订单号码是多少", "号码"),
        ("Привет", "привет"),
        ("don't panic", "don't"),
        ("order no. A-1234/5", "a-1234"),
        ("Bitte um Rückruf", "bitte rück"),
    ],
)
async def test_people_find_what_they_would_call_the_same(disk: Disk, text: str, query: str) -> None:
    await say(disk, "nothing of the kind", text)

    assert await found(disk, query) == [text]
    assert await found(disk, query, interaction="int_1") == [text]


@pytest.mark.parametrize(
    "query", ["mayonnaise", "fact mayo", "may ración", "facturaciones", "", "  ", "?!", "*", '"', "a OR b"]
)
async def test_what_does_not_occur_is_not_found_and_no_input_is_a_syntax_error(disk: Disk, query: str) -> None:
    await say(disk, "La facturación de mayo")

    assert await found(disk, query) == []


async def test_only_the_last_word_is_a_prefix_and_never_a_single_letter(disk: Disk) -> None:
    await say(disk, "parcel lost", "parcels lately")

    assert await found(disk, "parcel") == ["parcels lately", "parcel lost"]
    assert await found(disk, "parcel l") == []
    assert await found(disk, "parcel la") == []
    assert await found(disk, "parcels la") == ["parcels lately"]


async def test_hits_say_where_in_the_text_as_it_was_written(disk: Disk) -> None:
    await say(disk, "Straße, STRASSE und Stra\u00dfenbahn")

    (hit,) = (await disk.search(SearchQuery("strass"))).items

    assert [hit.segment.text[start:end] for start, end in hit.spans] == ["Straß", "STRASS", "Straß"]


async def test_one_sees_only_hits_of_interactions_that_one_may_see(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    await say(disk, "hello ana", interaction="int_1", seen_by="ana")
    await say(disk, "hello ben", interaction="int_2", seen_by="ben")
    for places_max in (100, 0):
        monkeypatch.setattr(sqlite_list, "SEARCH_PLACES_MAX", places_max)

        assert await found(disk, "hello") == ["hello ben", "hello ana"]
        assert await found(disk, "hello", visible_to="ana") == ["hello ana"]
        assert await found(disk, "hello", visible_to="ana", interaction="int_2") == []
        assert await found(disk, "hello", visible_to="nobody") == []


async def test_ids_that_differ_in_signs_only_are_different_places(disk: Disk) -> None:
    await say(disk, "hello one", interaction="int_1")
    await say(disk, "hello two", interaction="int1")

    assert await found(disk, "hello", interaction="int1") == ["hello two"]


async def test_hidden_segments_are_kept_from_those_who_must_not_see_them(disk: Disk) -> None:
    await put(disk, segment("hello all", 1), segment("hello agents", 2, hidden=True))

    assert await found(disk, "hello") == ["hello agents", "hello all"]
    assert await found(disk, "hello", with_hidden=False) == ["hello all"]


async def test_search_is_paged_from_the_newest_and_stays_put_while_people_talk(disk: Disk) -> None:
    await say(disk, *(f"hello {number}" for number in range(7)))
    texts: list[str] = []
    cursor = None
    for turn in range(4):
        page = await disk.search(SearchQuery("hello"), cursor, limit=2)
        cursor = page.cursor
        texts += [hit.segment.text for hit in page.items]
        await say(disk, "hello again", interaction=f"int_later{turn}")

    assert texts == [f"hello {number}" for number in range(6, -1, -1)]
    assert cursor is None


async def test_a_search_looks_through_only_so_much_at_a_time(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_list, "SEARCH_SCAN_MAX", 4)
    monkeypatch.setattr(sqlite_list, "SEARCH_CHUNK", 2)
    monkeypatch.setattr(sqlite_list, "SEARCH_PLACES_MAX", 0)
    await say(disk, "hello mine", seen_by="ana")
    await say(disk, *["hello others"] * 20, interaction="int_2")

    first = await disk.search(SearchQuery("hello", visible_to="ana"))
    second = await disk.search(SearchQuery("hello", visible_to="ana"), first.cursor)
    third = await disk.search(SearchQuery("hello", visible_to="ana"), second.cursor)

    assert (first.items, second.items) == ((), ())
    assert [hit.segment.text for hit in third.items] == ["hello mine"]


async def test_a_page_of_hits_has_a_limit_whatever_is_asked(disk: Disk) -> None:
    await say(disk, *["hello"] * (SEARCH_HITS_MAX + 1))

    assert len((await disk.search(SearchQuery("hello"), limit=10**9)).items) == SEARCH_HITS_MAX


ROWS = st.builds(
    lambda number, queue, agents, closed, at: interaction(
        number, queue=queue, agents=tuple(agents), closed_at_ms=5 if closed else None, updated_at_ms=at
    ),
    st.integers(1, 30),
    st.sampled_from(["que_a", "que_b"]),
    st.lists(st.sampled_from(["ana", "ben"]), unique=True),
    st.booleans(),
    st.integers(1, 9),
)
FILTERS = st.builds(
    ListFilter,
    queue=st.none() | st.just("que_a"),
    agent=st.none() | st.just("ana"),
    open_only=st.booleans(),
    updated_from_ms=st.none() | st.integers(1, 9),
    by_creation=st.booleans(),
    oldest_first=st.booleans(),
)


@pytest.mark.parametrize("scan_max", [1, 3, 10_000])
async def test_a_text_is_found_page_by_page_however_little_a_page_looks_through(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, scan_max: int
) -> None:
    monkeypatch.setattr(sqlite_list, "LIST_SCAN_MAX", scan_max)
    names = ("María Ruiz", "John", "Maria", "Zoë", "mariano", "Eva")
    rows = [interaction(number, consumer_name=name) for number, name in enumerate(names, 1)]
    await put(disk, *rows, interaction(7, consumer="+34600"), interaction(8, subject="Ruiz y María"))

    assert await listed(disk, text="MARÍA") == ["int_8", "int_5", "int_3", "int_1"]
    assert await listed(disk, text="maria ruiz", oldest_first=True) == ["int_1", "int_8"]
    assert await listed(disk, text="34600") == ["int_7"]


async def test_a_page_for_a_text_ends_where_it_has_looked_through_enough(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_list, "LIST_SCAN_MAX", 2)
    await put(disk, *(interaction(number, consumer_name="x") for number in range(1, 5)))
    found = [page async for page in pages(disk, ListFilter(text="nobody"), 2)]
    assert found == [[], [], []]


@settings(max_examples=40)  # each begins with an empty store
@given(st.lists(ROWS), FILTERS, st.integers(1, 5))
async def test_walking_the_pages_is_the_same_as_sorting_everything(
    rows: list[InteractionRow], wanted: ListFilter, limit: int
) -> None:
    disk = MemoryMedium(Ids.seeded(1)).open()
    for row in rows:
        await put(disk, row)
    newest = {row.id: row for row in rows}
    fitting = [row for row in newest.values() if fits(row, wanted)]
    ordered = sorted(fitting, key=lambda row: place(row, wanted), reverse=not wanted.oldest_first)

    assert [id_ async for page in pages(disk, wanted, limit) for id_ in page] == [row.id for row in ordered]


def fits(row: InteractionRow, wanted: ListFilter) -> bool:
    return (
        (wanted.queue in (None, row.queue))
        and (wanted.agent is None or wanted.agent in row.agents)
        and not (wanted.open_only and row.closed_at_ms is not None)
        and row.updated_at_ms >= (wanted.updated_from_ms or 0)
    )


def place(row: InteractionRow, wanted: ListFilter) -> tuple[int, str]:
    return (row.created_at_ms if wanted.by_creation else row.updated_at_ms, row.id)


async def test_rows_that_are_not_segments_are_not_searched(disk: Disk) -> None:
    await disk.commit([append("a", 0, 1, interaction(1, subject="hello", preview="hello"))])

    assert await found(disk, "hello") == []
