"""What changes a good input into one that nobody thought of. The same seed and number: the same changes."""

import json
import random
from collections.abc import Sequence
from typing import Any, Final

BYTES: Final = (
    b"\x00",
    b"\xff",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\r\n\r\n",
    b'"',
    b"\\u0000",
    b"\\ud800",
    b"1e999",
)
WORDS: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 - 1, 2**53, -(2**63), 10**400, 0.5, 1e308, float("nan"), float("inf")),
    *("", " ", "x", "x" * 65, "x" * 16_385, "\u0000", "\ud800", "\u202e", "\U0001f469\u200d\U0001f467", "a\u0301" * 40),
    *("../../etc", "' OR 1=1 --", "<script>", "%s%n", "true", "1", "agent/agt_ana", "queue/que_support"),
    *("interaction/int_1", "wall", "que_support"),
    *([], {}, [[]], [None], {"": {}}, [1] * 1_001, {str(number): number for number in range(129)}),
)
DEEP: Final = 40


class Chance(random.Random):
    """Of one example."""

    def text(self, seed: str, spare: Sequence[str] = ()) -> str:
        """A JSON text, changed as JSON or as characters; sometimes as it is."""
        try:
            plain = json.loads(seed)
        except (ValueError, RecursionError):
            return self.garbled(seed.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
        for _ in range(self.choice((0, 1, 1, 2, 4))):
            plain = self.plain(plain, spare)
        text = json.dumps(plain, ensure_ascii=self.random() < 0.5)
        if self.random() < 0.2:
            text = self.garbled(text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
        return text

    def plain(self, value: Any, spare: Sequence[str] = ()) -> Any:
        """Plain values, changed in one place."""
        if isinstance(value, dict) and value and self.random() < 0.85:
            name = self.choice(list(value))
            match self.randrange(8):
                case 0:
                    return {other: one for other, one in value.items() if other != name}
                case 1:
                    return {**value, str(self.word(spare)): self.word(spare)}
                case 2:
                    return {**value, name: self.word(spare)}
                case _:
                    return {**value, name: self.plain(value[name], spare)}
        if isinstance(value, list) and value and self.random() < 0.85:
            place = self.randrange(len(value))
            return [*value[:place], self.plain(value[place], spare), *value[place + self.randrange(2) :]]
        return self.word(spare)

    def word(self, spare: Sequence[str] = ()) -> Any:
        """Anything; often one of `spare`, which are names that mean something."""
        if spare and self.random() < 0.5:
            return self.choice(spare)
        if self.random() < 0.03:
            nested: Any = 1
            for _ in range(DEEP):
                nested = [nested]
            return nested
        return self.choice(WORDS)

    def garbled(self, data: bytes) -> bytes:
        """Some bytes changed, left out, doubled, put in, or cut off."""
        changed = bytearray(data)
        for _ in range(self.choice((1, 1, 2, 3, 8))):
            place = self.randrange(len(changed) + 1)
            end = min(len(changed), place + self.randrange(9))
            match self.randrange(7):
                case 0:
                    changed[place:place] = self.choice(BYTES)
                case 1:
                    del changed[place:end]
                case 2:
                    changed[place:place] = changed[place:end] * self.randrange(1, 40)
                case 3:
                    del changed[place:]
                case 4:
                    changed[place:end] = self.randbytes(end - place)
                case 5 if place < len(changed):
                    changed[place] ^= 1 << self.randrange(8)
                case _:
                    changed[place:end] = self.choice(BYTES)
        return bytes(changed)

    def pieces(self, data: bytes) -> list[bytes]:
        """As a network may deliver them."""
        cuts = sorted(self.randrange(len(data) + 1) for _ in range(self.choice((0, 0, 1, 3, 10))))
        return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True) if end > start]
