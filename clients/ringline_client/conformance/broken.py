"""What a case says: a promise is broken, or it cannot be asked here."""

from typing import Any


class Broken(AssertionError):
    """The server did not do what the protocol promises. The text says what came instead."""


class Skipped(Exception):
    """This case cannot be asked of this server, from here. The text says why."""


def check(is_so: bool, text: str) -> None:
    """Raises: Broken with that text. Unlike `assert` it also holds under `python -O`."""
    if not is_so:
        raise Broken(text)


def equal(what: str, found: Any, expected: Any) -> None:
    """Raises: Broken that names both."""
    if found != expected:
        raise Broken(f"{what}: {found!r}, and {expected!r} is right")


def one_of(what: str, found: Any, *expected: Any) -> None:
    """Raises: Broken that names all."""
    if found not in expected:
        raise Broken(f"{what}: {found!r}, and one of {expected!r} is right")
