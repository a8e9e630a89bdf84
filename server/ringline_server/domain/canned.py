"""Canned answers: texts that an agent sends often, found in the composer by `/` and their shortcut.

A text may hold placeholders, `{{consumer.name}}`. The client fills them in, because it knows who is writing and to
whom; what a placeholder may be is a closed set, checked when the configuration is read.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

CANNED_CHARS_MAX: Final = 4_000
"""Of one text, in code points."""
CANNED_BYTES_MAX: Final = 196_608
"""Of all titles and texts that one queue has, in UTF-8: they are told in one answer."""
FACTS: Final = frozenset(
    {
        "agent.first_name",
        "agent.name",
        "consumer.email",
        "consumer.first_name",
        "consumer.name",
        "consumer.phone",
        "interaction.id",
        "interaction.subject",
        "queue.name",
    }
)
"""What a placeholder may name, besides `variable.` and the name of a flow's variable."""
VARIABLE: Final = "variable."
_PLACEHOLDER: Final = re.compile(r"{{(.*?)}}", re.DOTALL)


@attrs.frozen
class CannedAnswer:
    """A text ready to be sent. `queues`: those that have it; none: all of them."""

    id: str
    title: str
    shortcut: str
    text: str
    language: str = ""
    """As in `es`; empty: any."""
    queues: tuple[str, ...] = ()

    def is_for(self, queue: str) -> bool:
        """Whether this queue has it."""
        return not self.queues or queue in self.queues

    @property
    def size(self) -> int:
        """Bytes of what people read."""
        return len(self.title.encode()) + len(self.text.encode())


def of_queue(canned: Iterable[CannedAnswer], queue: str) -> tuple[CannedAnswer, ...]:
    """Those of one queue, in the order of the configuration."""
    return tuple(one for one in canned if one.is_for(queue))


def placeholders(text: str) -> Iterator[str]:
    """What is between double braces, without the blanks around it."""
    return (found.strip() for found in _PLACEHOLDER.findall(text))


def is_known(placeholder: str) -> bool:
    """Whether a client knows what to fill in."""
    return placeholder in FACTS or (placeholder.startswith(VARIABLE) and placeholder != VARIABLE)
