"""Identifiers and secrets, injected, so that a simulation can run from a seed."""

import hashlib
import itertools
import secrets
from collections.abc import Callable

import attrs

ID_CHARS = 24
"""Five random bits each: 120."""
SECRET_CHARS = 32
"""160 random bits. For tickets and session tokens, which nobody may guess."""
_SPELLING = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""A letter or digit for each byte; each of them for eight."""


@attrs.frozen
class Ids:
    """`Ids()` for the server, `Ids.seeded(…)` for tests and simulation."""

    _draw: Callable[[int], bytes] = secrets.token_bytes

    @classmethod
    def seeded(cls, seed: int | str) -> "Ids":
        """The same seed gives the same ids in the same order. Guessable: never for a server that people use."""
        turns = itertools.count()
        return cls(lambda size: hashlib.blake2b(f"{seed}:{next(turns)}".encode(), digest_size=size).digest())

    def new(self, kind: str) -> str:
        """`new("int")` is `int_` and 24 lowercase letters and digits."""
        assert kind.isalpha(), kind
        assert kind.islower(), kind
        return f"{kind}_{_spell(self._draw(ID_CHARS))}"

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1. For jitter, not for secrets: small limits are drawn evenly enough."""
        return int.from_bytes(self._draw(5)) % limit

    def secret(self) -> str:
        """32 lowercase letters and digits. Show it once; keep only its hash."""
        return _spell(self._draw(SECRET_CHARS))


def _spell(raw: bytes) -> str:
    return raw.translate(_SPELLING).decode()
