"""Reading a whole store: nothing is found in a sound one, and every fault that is put into one is."""

from pathlib import Path

import apsw
import pytest
from kit.filled import filled
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.verify import verify

BODY = "update record set body = cast({} as blob) where stream = 'interaction/int_closed' and seq = 2"

FAULTS = {
    "a record is missing": ("delete from record where seq = 3", "goes from 2 to 4"),
    "the first record is missing": (
        "delete from record where stream = 'interaction/int_open' and seq = 1",
        "int_open: goes from 0 to 2",
    ),
    "an event of no kind": ("update record set kind = 'x' where seq = 2", "2: x cannot be read: KeyError"),
    "a body that is no JSON": (BODY.format("'{'"), "int_closed 2: interaction.queued cannot be read: JSONDecodeError"),
    "a body of other fields": (BODY.format("'{}'"), "int_closed 2: interaction.queued cannot be read"),
    "an agent's event that is none": (
        "update record set body = cast('[]' as blob) where stream = 'agent/agt_ana'",
        "agent/agt_ana 1: agent.status_chosen cannot be read",
    ),
    "a stream of no kind": ("update record set stream = 'x/1' where stream = 'agent/agt_ana'", "x/1: is of no known"),
    "a state that cannot be": (
        "insert into record select 'interaction/int_open', 3, at_ms, kind, body "
        "from record where stream = 'interaction/int_closed' and kind = 'interaction.closed'",
        "interaction/int_open: it is closed and has not ended",
    ),
    "a list that says something else": (
        "update interaction set phase = 'closed' where id = 'int_open'",
        "int_open: its row in the list is not",
    ),
    "a row without a journal": (
        "insert into interaction select 'int_x', channel, phase, queue, '[]', consumer, consumer_name, subject, "
        "created_at_ms, updated_at_ms, null, null, 0, null, '' from interaction limit 1",
        "interaction: int_x has no journal",
    ),
    "a journal without a row": ("delete from interaction where id = 'int_open'", "its row in the list is not"),
    "words that nobody said": ("update segment set text = 'x' where id = 2", "its segments are not those"),
    "a segment that is lost": ("delete from segment where id = 2", "its segments are not those"),
    "a snapshot that lies": (
        "update snapshot set body = cast(replace(cast(body as text), 'Parcel', '') || ' ' as blob), seq = 2 "
        "where stream = 'interaction/int_closed'",
        "int_closed 2: the snapshot is not what the events make",
    ),
    "a snapshot of the future": (
        "update snapshot set seq = 99 where stream = 'agent/agt_ana'",
        "agt_ana: ends at 1, its snapshot is of 99",
    ),
    "a snapshot of nothing": (
        "update snapshot set stream = 'agent/x' where stream = 'agent/agt_ana'",
        "snapshot: agent/x has no journal",
    ),
    "somebody who may not see their work": (
        "delete from participant where agent = 'ana'",
        "ana took part, and may not",
    ),
    "a holder of nothing": (
        "insert into holder values ('ben', 'int_open')",
        "holder: ben of int_open holds nothing",
    ),
    "a holder of a row that is gone": (
        "insert into holder values ('ben', 'int_x')",
        "points at nothing in interaction",
    ),
    "an answer that cannot be read": (
        "update answered set reply = cast('x' as blob)",
        "a stored answer cannot be read",
    ),
    "an answer to what is not there": (
        "delete from record where stream = 'interaction/int_open'",
        "answered agent:ana: was told of interaction/int_open 2, and it ends at 0",
    ),
    "words that search does not know": ("delete from segment_fts where rowid = 2", "1 segments are indexed by other"),
    "words that search makes up": (
        "insert into segment_fts (rowid, folded, place) values (99, 'x', 'y')",
        "other words than theirs: rows 99",
    ),
    "a canned answer that cannot be read": (
        "insert into canned values ('can_x', cast('{\"title\":1}' as blob), 0)",
        "canned can_x: cannot be read",
    ),
    "a store without a name": ("delete from meta where key = 'instance'", "meta: does not say its instance"),
}


async def test_a_sound_store_is_sound_and_counted(tmp_path: Path) -> None:
    report = verify(await filled(tmp_path / "ringline.db"))

    assert report.findings == ()
    assert report.is_sound
    assert report.counts == {"records": 18, "segments": 4, "snapshots": 2, "streams": 3, "replies": 2}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_found(tmp_path: Path, name: str) -> None:
    path = await filled(tmp_path / "ringline.db")
    sql, fault = FAULTS[name]
    db = apsw.Connection(str(path))
    db.execute(sql)
    assert db.total_changes()
    db.close()

    report = verify(path)

    assert any(fault in str(finding) for finding in report.findings), report.findings
    assert not report.is_sound


def is_sound(path: Path) -> bool:
    """A store whose tables cannot even be listed is refused."""
    try:
        return verify(path).is_sound
    except UpkeepRefused as refused:
        return "malformed" not in str(refused)


async def test_a_page_that_is_torn_is_found(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    page = 4096
    for number in range(2, path.stat().st_size // page):
        torn = tmp_path / "torn.db"
        content = bytearray(path.read_bytes())
        content[number * page : number * page + page // 2] = b"\xa5" * (page // 2)
        torn.write_bytes(content)

        assert not is_sound(torn), f"page {number}"


async def test_an_older_copy_in_the_place_of_the_store_is_found(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    (tmp_path / "ringline.db.lock").write_text("7\n")

    assert [str(finding) for finding in verify(path).findings] == [
        "meta: incarnation 1, and 7 has run here: an older copy lies here"
    ]


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    text, empty, other = tmp_path / "text.db", tmp_path / "empty.db", tmp_path / "other.db"
    text.write_text("not a database, by far " * 100)
    empty.touch()
    apsw.Connection(str(other)).execute("create table t (x)")

    for path, words in (
        (tmp_path / "none.db", "there is no such file"),
        (text, "file is not a database"),
        (empty, "this is no store of Ringline"),
        (other, "this is no store of Ringline"),
    ):
        with pytest.raises(UpkeepRefused, match=words):
            verify(path)


async def test_a_store_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    apsw.Connection(str(path)).execute("insert into migration values (99, '0099_later.sql', '', 0)")

    with pytest.raises(UpkeepRefused, match="newer release"):
        verify(path)
