"""What canned answers must keep: a shortcut that can be typed, placeholders that can be filled in, and an end."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ringline_server.config_limits import between, ids, unknown
from ringline_server.config_reading import Fault, nearest
from ringline_server.domain.canned import (
    CANNED_BYTES_MAX,
    CANNED_CHARS_MAX,
    FACTS,
    CannedAnswer,
    is_known,
    of_queue,
    placeholders,
)

if TYPE_CHECKING:
    from ringline_server.config import Config

SHORTCUT: Final = re.compile(r"[\w-]{1,32}")
LANGUAGE: Final = re.compile(r"([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?", re.ASCII)
TITLE_CHARS_MAX: Final = 100


def faults_of_canned(config: "Config") -> Iterator[Fault]:
    """All of them, each with its place."""
    yield from ids("config.canned", "can", [answer.id for answer in config.canned])
    known = {queue.id for queue in config.queues}
    for index, answer in enumerate(config.canned):
        yield from faults_of_answer(f"config.canned[{index}]", answer, known)
    for queue in config.queues:
        yield from faults_of_queue("config.canned", queue.id, config.canned)


def faults_of_shape(place: str, answer: CannedAnswer) -> Iterator[Fault]:
    """Of its id."""
    yield from ids(place, "can", [answer.id])


def faults_of_answer(place: str, answer: CannedAnswer, queues: set[str]) -> Iterator[Fault]:
    """Of one by itself."""
    yield from between(f"{place}.title, characters", len(answer.title.strip()), 1, TITLE_CHARS_MAX)
    yield from between(f"{place}.text, characters", len(answer.text.strip()), 1, CANNED_CHARS_MAX)
    if not SHORTCUT.fullmatch(answer.shortcut):
        yield Fault(f"{place}.shortcut", "1 to 32 letters, digits, - or _ are expected")
    if not LANGUAGE.fullmatch(answer.language):
        yield Fault(f"{place}.language", 'a language as "en" or "es" is expected')
    for number, queue in enumerate(answer.queues):
        if queue not in queues:
            yield unknown(f"{place}.queues[{number}]", "queue", queue, queues)
    for name in placeholders(answer.text):
        if not is_known(name):
            yield Fault(f"{place}.text", f"nothing to fill in for {{{{{name}}}}}{nearest(name, FACTS)}")


def faults_of_queue(place: str, queue: str, canned: Iterable[CannedAnswer]) -> Iterator[Fault]:
    """What one queue has must be told apart by its shortcuts, and fit one answer."""
    answers = of_queue(canned, queue)
    typed: Mapping[tuple[str, str], int] = Counter((one.shortcut.casefold(), one.language) for one in answers)
    for (shortcut, language), count in typed.items():
        if count > 1:
            what = f"/{shortcut} ({language})" if language else f"/{shortcut}"
            yield Fault(place, f"{what} is there {count} times for {queue}")
    size = sum(one.size for one in answers)
    if size > CANNED_BYTES_MAX:
        yield Fault(place, f"{size} bytes for {queue}, at most {CANNED_BYTES_MAX}")
