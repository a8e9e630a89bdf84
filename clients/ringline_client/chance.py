"""The only source of randomness in the client: jitter that spreads reconnects, and keys and devices nobody else has.

The time of day, which only the conformance kit asks for, comes from here, too.
"""

import random
import secrets
import time
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


def wall_s() -> float:
    """Seconds since 1970. For the tokens that the conformance kit signs; a client takes its time from the server."""
    return time.time()
