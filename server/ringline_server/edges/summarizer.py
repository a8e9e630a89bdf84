"""Short text on a conversation: the embedded extractive summarizer. Its sentences are the consumer's own.

TextRank over the segments: a segment that shares its words with many others says what it is about. Numbers weigh
more (orders, amounts, dates), greetings fall below the floor of content words.
"""

import functools
import re
from collections.abc import Sequence
from typing import Final

import snowballstemmer
import stopwordsiso
import trio
from ringline_protocol.values import NewSegment, Summary, SummaryBy

SENTENCES_MAX: Final = 4
SUMMARY_CHARS_MAX: Final = 600
CONTENT_WORDS_MIN: Final = 3
"""A line with fewer words that mean something is a greeting."""
IN_LOOP_LINES_MAX: Final = 100
"""More lines are ranked in a thread: the cost grows with their square."""
LINES_MAX: Final = 500
ROUNDS: Final = 20
DAMPING: Final = 0.85
NUMBER_WEIGHT: Final = 1.5
LANGUAGES: Final = {"en": "english", "es": "spanish"}
_WORD: Final = re.compile(r"[^\W_]+")


async def of_hand_over(segments: Sequence[NewSegment]) -> Summary | None:
    """What the flow's conversation was about; None when nothing in it says anything."""
    lines = [segment.text for segment in segments][-LINES_MAX:]
    if len(lines) <= IN_LOOP_LINES_MAX:
        text = summarize(lines)
    else:
        text = await trio.to_thread.run_sync(summarize, lines)
    return Summary(text, SummaryBy.EXTRACTIVE, len(segments)) if text else None


def summarize(lines: Sequence[str]) -> str:
    """The lines that say most, in the order in which they were said."""
    words = [_stems(line) for line in lines]
    telling = [index for index, stems in enumerate(words) if len(stems) >= CONTENT_WORDS_MIN]
    ranks = _ranks(telling, words)
    ranked = sorted(telling, key=lambda index: (-ranks[index] * _weight(lines[index]), index))
    chosen, size = list[int](), 0
    for index in ranked[:SENTENCES_MAX]:
        size += len(lines[index]) + 1
        if chosen and size > SUMMARY_CHARS_MAX:
            break
        chosen.append(index)
    return " ".join(_sentence(lines[index]) for index in sorted(chosen))[:SUMMARY_CHARS_MAX]


def _ranks(telling: Sequence[int], words: Sequence[frozenset[str]]) -> dict[int, float]:
    """How much each line has in common with lines that have much in common with others."""
    shared = {
        (one, other): len(words[one] & words[other]) / (len(words[one]) + len(words[other]))
        for one in telling
        for other in telling
        if one != other
    }
    total = {one: sum(shared[one, other] for other in telling if other != one) for one in telling}
    ranks = dict.fromkeys(telling, 1.0)
    for _ in range(ROUNDS):
        ranks = {
            one: 1
            - DAMPING
            + DAMPING
            * sum(ranks[other] * shared[other, one] / total[other] for other in telling if shared.get((other, one)))
            for one in telling
        }
    return ranks


def _weight(line: str) -> float:
    return NUMBER_WEIGHT if any(char.isdigit() for char in line) else 1.0


def _sentence(line: str) -> str:
    line = " ".join(line.split())
    return line if line[-1:] in ".!?…" else f"{line}."


def _stems(line: str) -> frozenset[str]:
    """Words that mean something, by their stems in English and Spanish."""
    return frozenset(
        stem(word) for word in (found.casefold() for found in _WORD.findall(line)) if word not in _stop_words()
    )


@functools.lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The stem in the language that cuts most: inflected words meet."""
    return min((stemmer.stemWord(word) for stemmer in _stemmers()), key=len)


@functools.cache
def _stemmers() -> tuple[snowballstemmer.stemmer, ...]:
    return tuple(snowballstemmer.stemmer(name) for name in LANGUAGES.values())


@functools.cache
def _stop_words() -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(list(LANGUAGES)))
