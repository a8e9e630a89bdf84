"""The only source of randomness in the client: jitter that spreads reconnects, and keys and devices nobody else has."""

import random
import secrets
from collections.abc import Callable

Chance = Callable[[float], float]
"""A random number from 0 to the given one. Tests give their own."""

KEY_BYTES = 16

_jitter = random.SystemRandom()


def any_below(top: float) -> float:
    """From 0 to `top`, evenly."""
    return _jitter.uniform(0, top)


def new_name(kind: str) -> str:
    """An idempotency key, or a device's name."""
    return f"{kind}_{secrets.token_urlsafe(KEY_BYTES)}"
