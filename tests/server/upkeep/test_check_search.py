"""What is indexed is what folding makes: SQLite splits folded text into words exactly as `verify` expects."""

from pathlib import Path

import apsw
from hypothesis import given
from hypothesis import strategies as st
from kit.filled import filled
from ringline_server.store import folding
from ringline_server.upkeep.verify import verify

LOUD = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), max_size=40)
UNSPACED = st.text(st.sampled_from("กขคຂກကខកខ々〇いカㇰ㐀漢豈𠀀ーั่ิ၀១๑"), max_size=20)


@given(st.one_of(LOUD, UNSPACED))
def test_sqlite_finds_the_words_that_folding_made(text: str) -> None:
    db = apsw.Connection(":memory:")
    tokenizer = db.fts5_tokenizer("unicode61", ["remove_diacritics", "0"])
    folded = folding.fold(text)

    found = tokenizer(
        folded.encode(), apsw.FTS5_TOKENIZE_DOCUMENT, None, include_offsets=False, include_colocated=False
    )

    assert list(found) == folded.split()


async def test_the_segments_that_are_to_blame_are_named(tmp_path: Path) -> None:
    path = await filled(tmp_path / "ringline.db")
    db = apsw.Connection(str(path))
    db.execute("delete from segment_fts where rowid in (2, 3)")
    db.execute("insert into segment_fts (rowid, folded, place) values (3, 'other words', 'place')")
    db.close()

    (finding,) = verify(path).findings

    assert str(finding) == "search: 2 segments are indexed by other words than theirs: rows 2, 3"
