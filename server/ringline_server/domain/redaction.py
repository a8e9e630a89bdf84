"""What must not be kept is taken out of words first: numbers of cards, of accounts, and what the operator adds.

    my card is 4242 4242-4242 4242, thanks   ->   my card is •••• 4242, thanks
    four two four two … (16 of them)         ->   •••• 4242
    my card is 4242 4242 42    (a partial)   ->   my card is ••••        held back until it is whole, or is none

A card is 13 to 19 digits with a right check digit (Luhn), written or spoken in English or Spanish, with blanks, dashes
and dots between them; a word between them makes two numbers of it. `machine.decide` redacts every event with words
before anybody sees it; partials are redacted by the actor, for they are no events.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Final

import attrs

MARK: Final = "••••"
LAST_SHOWN: Final = 4
"""Digits of a card or account that stay, so that people can tell which one it was."""
CARD_DIGITS: Final = (16, 15, 14, 19, 18, 17, 13)
"""How long a number may be; the usual ones first, because an expiry date may follow without a word between."""
CARD_DIGITS_MIN: Final = 13
CARD_DIGITS_MAX: Final = 19
IBAN_CHARS_MIN: Final = 15
HELD_BACK_DIGITS_MIN: Final = 7
"""Of a partial that ends in so many digits or more they are not shown: it may become a card."""
SPOKEN: Final = {
    word: str(figure)
    for words in (
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
        ("oh",),
    )
    for figure, word in enumerate(words)
}
SPOKEN_CHARS_MAX: Final = 20
"""More than the longest of them."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DIGIT: Final = re.compile(r"\d")
_NO_CARD: Final = "017"
"""No card for payments begins like this; timestamps and telephone numbers with 00 do."""
_FIRST: Final = "".join(sorted({word[0] for word in SPOKEN}))
_WORD: Final = rf"(?<![^\W\d_])(?=[{_FIRST}])(?:{'|'.join(sorted(SPOKEN, key=len, reverse=True))})(?![^\W\d_])"
_GAP: Final = r"[\s.\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]{0,3}"
_PAUSE: Final = rf"(?:,\s?(?={_WORD}))"
"""Speech engines set a comma where somebody takes a breath; between figures a comma is a list."""
_RUN: Final = re.compile(rf"(?:\d|{_WORD})(?:(?:{_GAP}|{_PAUSE})(?:\d|{_WORD}))*", re.IGNORECASE)
_GROUP: Final = re.compile(rf"\d+|{_WORD}", re.IGNORECASE)
_IBAN: Final = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)
_ASCII_WORDS: Final = frozenset(word.encode() for word in SPOKEN)
_ASCII_DIGITS: Final = b"0123456789"
_WORDS_ONLY: Final = bytes(code if chr(code).isalpha() else ord(" ") for code in bytes(range(128)).lower()) + bytes(128)
"""Of ASCII: letters without case, and blanks for all else."""
_SUM_OF_TWICE: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


@attrs.frozen
class Pattern:
    """What an account wants taken out besides. `regex` is Python's; all of what it matches becomes dots."""

    name: str
    regex: str


@attrs.frozen
class Redaction:
    """What an account keeps out of its words."""

    cards: bool = True
    ibans: bool = False
    variables: bool = True
    """Texts of variables too. False: flows may bring numbers that look like a card and are none."""
    patterns: tuple[Pattern, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether it does anything at all."""
        return self.cards or self.ibans or bool(self.patterns)

    def words(self, text: str) -> str:
        """The text without what must not be kept. Doing it twice changes nothing."""
        text = self._besides_cards(text)
        return _changed(text, _cards) if self.cards and _figures_at_most(text) >= CARD_DIGITS_MIN else text

    def _besides_cards(self, text: str) -> str:
        for pattern in self.patterns:
            text = compiled(pattern.regex).sub(MARK, text)
        if self.ibans:
            text = _IBAN.sub(_account, text)
        return text

    def partial(self, text: str) -> str:
        """The same of words that may go on: digits at their end are held back until it is known what they are."""
        if self.cards and _figures_at_most(text) >= HELD_BACK_DIGITS_MIN:
            return self.words(_changed(text, _held_back))
        return self._besides_cards(text)

    def goes_on(self, before: Sequence[str], text: str) -> str:
        """`text` as it may be kept behind `before`, what the same person said directly before: a card that was read out
        in two breaths is none in either of them. What was kept already stays; what would complete it does not."""
        head = _RUN.match(text) if self.cards else None
        if head is None or not before:
            return text
        tail = _tail(before)
        cut = _end_of_card(tail, head[0]) if tail else 0
        return MARK + text[cut:] if cut else text


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """Raises: re.error."""
    return re.compile(regex)


def _figures_at_most(text: str) -> int:
    """No more digits than these are written or spoken in it; beyond ASCII parts of other words count too. Most words
    have few, and to count them is much cheaper than to look for runs of them."""
    if text.isascii():
        plain = text.encode()
        written = len(plain) - len(plain.translate(None, _ASCII_DIGITS))
        return written + sum(map(_ASCII_WORDS.__contains__, plain.translate(_WORDS_ONLY).split()))
    folded = _folded(text)
    return len(_DIGIT.findall(text)) + sum(map(folded.count, SPOKEN))


def _changed(text: str, change: Callable[[str, bool], str]) -> str:
    """With every run of digits changed. `change` is told whether nothing comes behind it."""
    end = _end_of_digits(text)
    return _RUN.sub(lambda run: change(run[0], run.end() >= end), text)


def _held_back(run: str, is_last: bool) -> str:
    return MARK if is_last and len(_digits(run)) >= HELD_BACK_DIGITS_MIN else run


def _end_of_digits(text: str) -> int:
    """Where words that may go on with a digit end: a last word that may become one is not heard to its end yet."""
    *_, last = ("", *_LETTERS.findall(text[-SPOKEN_CHARS_MAX:]))
    if last and text.endswith(last) and any(word.startswith(_folded(last)) for word in SPOKEN):
        text = text.removesuffix(last)
    return len(text.rstrip(" .,-\t\n"))


def _cards(run: str, _: bool) -> str:
    if len(run) < CARD_DIGITS_MIN:
        return run
    kept, at = list[str](), 0
    for begin, end, number in _found(run):
        kept += (run[at:begin], f"{MARK} {number[-LAST_SHOWN:]}")
        at = end
    return "".join((*kept, run[at:]))


def _found(run: str) -> Iterator[tuple[int, int, str]]:
    """Cards in a run of digits: where in the text, and which. One begins and ends where a group of digits does."""
    groups = list(_GROUP.finditer(run))
    figures = [_figures(group[0]) for group in groups]
    digits, edges = "".join(figures), list(accumulate(map(len, figures), initial=0))
    group_at = {edge: index for index, edge in enumerate(edges)}
    sums, at = _Sums.of(digits), 0
    for index, edge in enumerate(edges[:-1]):
        if edge < at:
            continue
        ends = [edge + size for size in CARD_DIGITS if edge + size in group_at] if digits[edge] not in _NO_CARD else []
        end = next((end for end in ends if sums.is_right(edge, end)), 0)
        if end:
            at = end
            yield groups[index].start(), groups[group_at[at] - 1].end(), digits[edge:at]


@attrs.frozen
class _Sums:
    """Luhn's sums from the beginning, for each of the two places where doubling may begin: any part costs the same."""

    doubled: tuple[list[int], list[int]]

    @classmethod
    def of(cls, digits: str) -> "_Sums":
        values = [int(digit) for digit in digits]
        even, odd = (
            list(accumulate((_SUM_OF_TWICE[v] if i % 2 == first else v for i, v in enumerate(values)), initial=0))
            for first in (0, 1)
        )
        return cls((even, odd))

    def is_right(self, begin: int, end: int) -> bool:
        """Every second digit, from the last but one to the left, counts twice."""
        sums = self.doubled[end % 2]
        return (sums[end] - sums[begin]) % 10 == 0


def _digits(run: str) -> str:
    return "".join(map(_figures, _GROUP.findall(run)))


def _figures(group: str) -> str:
    """As ASCII, whatever script or word it is in."""
    if group[0].isdigit():
        return group if group.isascii() else "".join(str(int(char)) for char in group)
    return SPOKEN[_folded(group)]


def _folded(word: str) -> str:
    """Without case, as patterns compare that ignore it: to them the letters i of Turkish are the other ones."""
    return word.replace("İ", "i").replace("ı", "i").casefold()


def _tail(before: Sequence[str]) -> str:
    """The digits at the end of what was said, over as many utterances as are nothing but digits."""
    tail = ""
    for text in reversed(before):
        text = text.strip(" .,-\t\n")
        run = next((found for found in _RUN.finditer(text) if found.end() == len(text)), None)
        if run is None:
            break
        tail = f"{run[0]} {tail}"
        if run.start() or len(_digits(tail)) >= CARD_DIGITS_MAX:
            break
    return tail.strip()


def _end_of_card(tail: str, head: str) -> int:
    """Where in `head` a card ends that begins in `tail`; 0: there is none."""
    gap = len(tail) + 1
    return next((end - gap for begin, end, _ in _found(f"{tail} {head}") if begin < gap < end), 0)


def _account(found: re.Match[str]) -> str:
    """The longest part from its beginning that is one: a word may follow that looks like a group of it."""
    text = found[0]
    for end in (len(text), *(gap.start() for gap in reversed(list(re.finditer(r"[ \-]", text))))):
        plain = re.sub(r"[ \-]", "", text[:end]).upper()
        if len(plain) >= IBAN_CHARS_MIN and _is_account(plain):
            return f"{MARK} {plain[-LAST_SHOWN:]}{text[end:]}"
    return text


def _is_account(plain: str) -> bool:
    """ISO 13616: the first four to the end, letters as numbers, modulo 97 is 1."""
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
