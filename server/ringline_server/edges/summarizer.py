"""Short text on a conversation: the embedded extractive summarizer. Its sentences are the conversation's own.

A walk from line to word to line, for ever: lines that share many words with others are visited most, and say what it
is about (TextRank, by way of the words: linear where comparing each line with each other is quadratic). Numbers weigh
more (orders, amounts, dates); greetings fall below the floor of content words.
"""

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import snowballstemmer
import stopwordsiso
import trio
from ringline_protocol.values import NewSegment, Summary, SummaryBy

SENTENCES_MAX: Final = 4
SUMMARY_CHARS_MAX: Final = 600
CONTENT_WORDS_MIN: Final = 3
"""A line with fewer words that mean something is a greeting. A number counts twice."""
IN_LOOP_CHARS_MAX: Final = 4_000
"""More is ranked in a thread: stems are slow to find, tens of microseconds each."""
ROUNDS: Final = 12
DAMPING: Final = 0.85
NUMBER_WEIGHT: Final = 1.5
LANGUAGES: Final = {"en": "english", "es": "spanish"}
"""Those that it knows. A conversation is in the one whose stop words occur most."""
_WORD: Final = re.compile(r"[^\W_]+")


async def of_hand_over(segments: Sequence[NewSegment]) -> Summary | None:
    """What the flow's conversation was about; None when nothing in it says anything."""
    text = await extract([segment.text for segment in segments])
    return Summary(text, SummaryBy.EXTRACTIVE) if text else None


async def extract(lines: Sequence[str]) -> str:
    """`summarize`, beside the loop when there is much."""
    if sum(map(len, lines)) <= IN_LOOP_CHARS_MAX:
        return summarize(lines)
    return await trio.to_thread.run_sync(summarize, lines)


def language_of(lines: Sequence[str], said: Iterable[str] = ()) -> str:
    """The language that most of the sources named (`said`, as `es-MX`), else that most small words are of."""
    named = Counter(name[:2].casefold() for name in said if name[:2].casefold() in LANGUAGES)
    if named:
        return named.most_common(1)[0][0]
    return _language([[found.casefold() for found in _WORD.findall(line)] for line in lines])


def summarize(lines: Sequence[str]) -> str:
    """The lines that say most, in the order in which they were said. Empty: none says anything."""
    words = [tuple(found.casefold() for found in _WORD.findall(line)) for line in lines]
    language = _language(words)
    stems = {index: _stems(found, language) for index, found in enumerate(words)}
    last = {
        found: index for index, found in stems.items() if len(found) + _has_number(lines[index]) >= CONTENT_WORDS_MIN
    }
    telling = {index: found for found, index in last.items()}  # what was said again counts once
    ranks = _ranks(telling)
    ranked = sorted(telling, key=lambda index: (-ranks[index] * _weight(lines[index]), index))
    chosen, size = list[int](), 0
    for index in ranked[:SENTENCES_MAX]:
        size += len(lines[index]) + 1
        if chosen and size > SUMMARY_CHARS_MAX:
            break
        chosen.append(index)
    return " ".join(_sentence(lines[index]) for index in sorted(chosen))[:SUMMARY_CHARS_MAX]


def _ranks(lines: Mapping[int, frozenset[str]]) -> dict[int, float]:
    """How often the walk comes by, for the length of the line."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, stems in lines.items():
        for one in stems:
            holders[one].append(index)
    shared = {one: found for one, found in holders.items() if len(found) > 1}
    links = {index: [one for one in stems if one in shared] for index, stems in lines.items()}
    ranks = dict.fromkeys(lines, 1.0)
    for _ in range(ROUNDS):
        visits = {one: sum(ranks[index] / len(links[index]) for index in found) for one, found in shared.items()}
        ranks = {
            index: 1 - DAMPING + DAMPING * sum(visits[one] / len(shared[one]) for one in found)
            for index, found in links.items()
        }
    return {index: rank / math.log2(1 + len(lines[index])) for index, rank in ranks.items()}


def _weight(line: str) -> float:
    return NUMBER_WEIGHT if _has_number(line) else 1.0


def _has_number(line: str) -> bool:
    return any(char.isdigit() for char in line)


def _sentence(line: str) -> str:
    line = " ".join(line.split())
    return line if line[-1:] in ".!?…" else f"{line}."


def _language(words: Sequence[Sequence[str]]) -> str:
    return max(LANGUAGES, key=lambda language: sum(one in _stop_words(language) for line in words for one in line))


def _stems(words: Sequence[str], language: str) -> frozenset[str]:
    """Words that mean something, each as what its inflections have in common."""
    return frozenset(_stem(word, language) for word in words if word not in _stop_words(language))


@functools.lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    """By a stemmer of its own: one holds the word that it works on, and there may be two threads."""
    return str(snowballstemmer.stemmer(LANGUAGES[language]).stemWord(word))


@functools.cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(language))
