"""Offsets are right whatever folding does to lengths, and the index agrees with them."""

import itertools
import unicodedata

import apsw
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ringline_server.store.folding import SEARCH_TEXT_CHARS_MAX, SEARCH_WORDS_MAX, Needle, fold, fold_with_origin

TRICKY = "aAeEßẞłŁøæœŒﬁıİçéñüǺ̈̃ſ Ω5½²٣ǆ中文字カガｶﾞ한글กำ🙂👍🏽\u200d\u00ad-_'.,\n"
TEXT = st.text(st.sampled_from(TRICKY) | st.characters(codec="utf-8"), max_size=40)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Needle.of(query).spans(text)]


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("Straße", "strass", ["Straß"]),
        ("Straße", "strasse", ["Straße"]),
        ("ßß ßx", "ssx", ["ßx"]),
        ("Łódź i Łomża", "lo", ["Łó", "Ło"]),
        ("cafe\u0301s", "cafe", ["cafe\u0301"]),
        ("cafe\u0301s", "café", ["cafe\u0301"]),
        ("z\u0335a\u0301\u0302\u0303lgo", "zal", ["z\u0335a\u0301\u0302\u0303l"]),
        ("İstanbul", "istan", ["İstan"]),
        ("co\u00adop", "coop", ["co\u00adop"]),
        ("お問い合わせ", "問い合わ", ["問い合わ"]),
        ("中文中文", "中文", ["中文中文"]),
        ("中文x中文", "中文", ["中文", "中文"]),
        ("コーヒー", "コーヒー", ["コーヒー"]),
        ("Hawaiʻi", "hawaii", ["Hawaiʻi"]),
        ("½ done", "1/2", ["½"]),
        ("ana Ana ANA", "ana", ["ana", "Ana", "ANA"]),
        ("parcel lost, parcel found", "parcel fo", ["parcel", "parcel", "fo"]),
    ],
)
def test_spans_are_what_was_written(text: str, query: str, parts: list[str]) -> None:
    assert marked(text, query) == parts


@given(TEXT)
@example("ß")
@example("\u0301")
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold_with_origin(text)

    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    for place, character in enumerate(folded.text):
        assert character in fold(text[folded.origin[place]])


@given(TEXT, TEXT)
def test_folding_has_no_context(one: str, other: str) -> None:
    tokens = "".join(map(fold, one + other)).split()

    assert fold(one + other).split() == tokens == fold_with_origin(one + other).text.split()


@given(TEXT)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()).split() == fold(text.upper().lower()).split()


@given(st.text(st.sampled_from("aeouAEOU"), min_size=1), st.text(st.sampled_from("\u0301\u0308\u0323"), max_size=5))
def test_accents_and_how_they_are_composed_do_not_matter(letters: str, marks: str) -> None:
    accented = "".join(letter + marks for letter in letters)

    assert fold(unicodedata.normalize("NFC", accented)) == fold(accented) == fold(letters)


def test_what_nobody_can_spell_separates_words() -> None:
    assert fold("one\x85two\ue000three").split() == ["one", "two", "three"]


@given(TEXT, st.data())
def test_any_word_of_a_text_is_found_in_it_inside_its_bounds(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if Needle.of(word).phrases]
    if not words:
        return
    spans = Needle.of(data.draw(st.sampled_from(words))).spans(text)

    assert spans
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


@given(TEXT, TEXT)
def test_the_index_finds_whatever_has_spans(text: str, query: str) -> None:
    needle = Needle.of(query)
    if not needle.phrases:
        return
    db = apsw.Connection(":memory:")
    db.execute("create virtual table f using fts5 (folded, tokenize = 'unicode61 remove_diacritics 0')")
    db.execute("insert into f values (?)", (fold(text),))

    is_indexed = db.execute("select count(*) from f where f match ?", (needle.fts(),)).get == 1

    assert is_indexed or not needle.spans(text)


def test_a_query_has_limits() -> None:
    assert len(Needle.of("ab " * 1_000).phrases) == SEARCH_WORDS_MAX
    assert Needle.of("x" * 10_000).phrases == (("x" * SEARCH_TEXT_CHARS_MAX,),)
