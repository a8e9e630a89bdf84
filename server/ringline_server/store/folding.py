"""Text as search sees it: case, accents and scripts folded away, with the way back to the original characters.

    "Straße 5, Łódź"  ->  straße|5|łódź as written  ->  strasse 5 lodz as searched
    "問い合わせ"       ->  問 い 合 わ せ             signs of scripts without spaces are words by themselves

The same rules make the indexed column and find the offsets, so both always agree. A live search uses `Needle` too.
Each character folds by itself (no context), which is what makes offsets exact.
"""

import functools
import re
import unicodedata
from typing import Final

import attrs
from anyascii import anyascii

SEARCH_TEXT_CHARS_MAX: Final = 256
"""What is longer is cut."""
SEARCH_WORDS_MAX: Final = 16
"""Further words are ignored."""
PREFIX_CHARS_MIN: Final = 2
"""A shorter last word matches whole words only: one letter would match half of everything."""

_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration and zero
    (0x3040, 0x30FF),  # kana
    (0x31F0, 0x31FF),  # small kana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_WORD: Final = re.compile(r"[a-z0-9]+|[^ a-z0-9]")
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")

Span = tuple[int, int]


@attrs.frozen
class Folded:
    """Folded text; character i of it comes from character `origin[i]` of the original."""

    text: str
    origin: tuple[int, ...]


@attrs.frozen
class Needle:
    """What is searched: phrases that must all occur. A phrase is the tokens of one typed word, side by side."""

    phrases: tuple[tuple[str, ...], ...]
    is_prefix: bool
    """Whether the last token matches the beginning of a word."""

    @classmethod
    def of(cls, text: str) -> "Needle":
        """From what somebody typed. Without any word in it there are no phrases, and nothing is found."""
        words = text[:SEARCH_TEXT_CHARS_MAX].split()
        phrases = [tuple(tokens) for word in words if (tokens := _WORD.findall(fold(word)))][:SEARCH_WORDS_MAX]
        last = phrases[-1][-1] if phrases else ""
        return cls(tuple(phrases), len(last) >= PREFIX_CHARS_MIN and last.isascii())

    def fts(self) -> str:
        """As an FTS5 expression. Tokens are letters and digits only: nothing in it needs quoting further."""
        quoted = ['"' + " ".join(phrase) + '"' for phrase in self.phrases]
        return " AND ".join(quoted) + (" *" if self.is_prefix else "")

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where it occurs in `text`, in order, merged where they touch; empty unless every phrase occurs."""
        folded = fold_with_origin(text)
        tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded.text)]
        found: list[Span] = []
        for number, phrase in enumerate(self.phrases, 1):
            places = _places(tokens, phrase, self.is_prefix and number == len(self.phrases))
            if not places:
                return ()
            found += [_original(folded, text, start, end) for start, end in places]
        return _merged(found)


def fold(text: str) -> str:
    """Lowercase ASCII words and single signs, separated by blanks."""
    if text.isascii():
        return _NOT_A_WORD.sub(" ", text.lower())
    return "".join(map(_fold_character, text))


def place(interaction: str) -> str:
    """The id of an interaction as one token. Backwards, so that ids with a common prefix do not share a beginning."""
    return fold(interaction).replace(" ", "")[::-1] or "x"


def fold_with_origin(text: str) -> Folded:
    """`fold`, remembering where each character comes from."""
    pieces = [_fold_character(character) for character in text]
    return Folded("".join(pieces), tuple(place for place, piece in enumerate(pieces) for _ in piece))


@functools.lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    return "".join(map(_fold_part, unicodedata.normalize("NFKD", character.casefold())))


def _fold_part(part: str) -> str:
    category = unicodedata.category(part)
    if category[0] in "LN" and any(first <= ord(part) <= last for first, last in _UNSPACED):
        return f" {part} "
    if category in ("Mn", "Me", "Cf", "Lm"):
        return ""  # accents, vowel signs, joiners, soft hyphens, letter-like apostrophes
    return _NOT_A_WORD.sub(" ", anyascii(part).lower()) or " "


def _places(tokens: list[tuple[str, int, int]], phrase: tuple[str, ...], is_prefix: bool) -> list[Span]:
    *whole, last = phrase
    places = []
    for at in range(len(tokens) - len(whole)):
        word, start, end = tokens[at + len(whole)]
        if not (word.startswith(last) if is_prefix else word == last):
            continue
        if all(tokens[at + step][0] == token for step, token in enumerate(whole)):
            places.append((tokens[at][1], start + len(last) if is_prefix else end))
    return places


def _original(folded: Folded, text: str, start: int, end: int) -> Span:
    """A span of the folded text, in the original: whole characters, with the marks that follow them."""
    after = folded.origin[end - 1] + 1
    while after < len(text) and unicodedata.category(text[after]) in ("Mn", "Me"):
        after += 1
    return folded.origin[start], after


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
