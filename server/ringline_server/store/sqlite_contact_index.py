"""How contacts are found by what somebody types: words begun or with one letter wrong, and parts of phone numbers.

contact_fts      folded words of name and of all else; the last typed word matches the beginning of a word
contact_form     words of names without one letter each: two words are alike when they agree after losing one at most
contact_digits   digits in trigrams

Kept by `put` and `drop` in the transaction that changes the contact, so it is never behind.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import apsw
from ringline_protocol.values import Contact

from ringline_server.store import folding, people

INDEX_FORMAT: Final = 1
"""One more whenever `put` writes something else: what has an older one is indexed anew when the store is opened."""
SPELLED_CHARS_MIN: Final = 4
"""Shorter words are alike too easily."""
SPELLED_CHARS_MAX: Final = 24
DIGITS_MIN: Final = 3
"""A shorter part of a number is in too many."""
SPELLINGS_MAX: Final = 40
"""Words that one typed word may stand for."""
FOUND_MAX: Final = 1_000
"""Contacts that one search can page through."""

_WORD_USED: Final = "insert into contact_word values (?, 1) on conflict (word) do update set uses = uses + 1"


def put(db: apsw.Connection, number: int, contact: Contact, region: str) -> None:
    """It is found from now on. What there was of it must have been dropped."""
    digits = tuple(number for phone in contact.phones for number in people.phone_digits(phone, region))
    name, rest = folding.fold(contact.name), folding.fold(" ".join(_rest(contact, digits)))
    db.execute("insert into contact_fts (rowid, name, rest) values (?, ?, ?)", (number, name, rest))
    if digits:
        db.execute("insert into contact_digits (rowid, digits) values (?, ?)", (number, " ".join(digits)))
    for word in _spelled(contact):
        db.execute(_WORD_USED, (word,))
        if db.execute("select uses from contact_word where word = ?", (word,)).get == 1:
            db.executemany("insert into contact_form values (?, ?)", ((form, word) for form in forms(word)))


def drop(db: apsw.Connection, number: int, contact: Contact) -> None:
    """It is not found any more. `contact`: as it was put."""
    db.execute("delete from contact_fts where rowid = ?", (number,))
    db.execute("delete from contact_digits where rowid = ?", (number,))
    for word in _spelled(contact):
        db.execute("update contact_word set uses = uses - 1 where word = ?", (word,))
        db.execute("delete from contact_word where word = ? and uses < 1", (word,))


def find(db: apsw.Connection, text: str, region: str, most: int) -> list[int]:
    """Numbers of contacts, best first: by phone, as typed, with letters wrong. At most `most`."""
    found: dict[int, None] = {}
    for numbers in _tiers(db, text, region, most):
        found.update(dict.fromkeys(numbers))
        if len(found) >= most:
            break
    return list(found)[:most]


def forms(word: str) -> set[str]:
    """The word, and what is left of it without any one letter."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _tiers(db: apsw.Connection, text: str, region: str, most: int) -> Iterator[list[int]]:
    needle = folding.Needle.of(text)
    digits = people.typed_digits(text[: folding.SEARCH_TEXT_CHARS_MAX], region)
    if digits and not any(character.isalpha() for character in text):
        expression = " OR ".join(f'"{part}"' for part in digits if len(part) >= DIGITS_MIN)
        if expression:
            yield _matches(db, "contact_digits", expression, most)
    if not needle.phrases:
        return
    whole = " AND ".join(f'"{" ".join(phrase)}"' for phrase in needle.phrases)
    yield _matches(db, "contact_fts", f"name : ({whole})", most)
    yield _matches(db, "contact_fts", f"name : ({needle.fts()})", most)
    yield _matches(db, "contact_fts", needle.fts(), most)
    spelled = _respelled(db, needle)
    if spelled is not None:
        yield _matches(db, "contact_fts", spelled, most)


def _matches(db: apsw.Connection, table: str, expression: str, most: int) -> list[int]:
    sql = f"select rowid from {table} where {table} match ? order by rowid limit ?"
    return [number for (number,) in db.execute(sql, (expression, most))]


def _respelled(db: apsw.Connection, needle: folding.Needle) -> str | None:
    """Each word as typed or as one that it is like; None: nothing is like them."""
    clauses, is_other = [], False
    for number, phrase in enumerate(needle.phrases, 1):
        end = "*" if needle.is_prefix and number == len(needle.phrases) else ""
        alike = _alike(db, phrase)
        is_other |= bool(alike)
        either = [f'"{" ".join(phrase)}" {end}', *(f'"{word}"' for word in alike)]
        clauses.append(f"({' OR '.join(either)})")
    return " AND ".join(clauses) if is_other else None


def _alike(db: apsw.Connection, phrase: Sequence[str]) -> list[str]:
    if len(phrase) != 1 or not _is_spelled(phrase[0]):
        return []
    wanted = sorted(forms(phrase[0]))
    sql = f"""select distinct w.word from contact_form as f join contact_word as w on w.word = f.word
              where f.form in ({", ".join("?" * len(wanted))}) and w.word <> ? order by w.uses desc, w.word limit ?"""
    return [word for (word,) in db.execute(sql, (*wanted, phrase[0], SPELLINGS_MAX))]


def _rest(contact: Contact, digits: Iterable[str]) -> Iterator[str]:
    yield from digits
    yield from contact.emails
    yield from contact.fields.values()


def _spelled(contact: Contact) -> list[str]:
    return sorted({word for word in folding.fold(contact.name).split() if _is_spelled(word)})


def _is_spelled(word: str) -> bool:
    return SPELLED_CHARS_MIN <= len(word) <= SPELLED_CHARS_MAX and word.isalpha() and word.isascii()
