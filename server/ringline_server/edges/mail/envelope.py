"""What MAIL and RCPT say: an address in angle brackets, and what follows it."""

import re
from typing import Final

_PATH: Final = re.compile(r"\s*<(?:@[^:<>]*:)?([^<>]*)>(.*)", re.S)
"""With or without a route, which nobody follows any more (RFC 5321 F.2)."""
_SIZE: Final = re.compile(r"(?:^|\s)SIZE=(\d{1,15})(?=\s|$)", re.I)


def path(keyword: str, argument: str) -> tuple[str, str] | None:
    """The address ("" is the sender of a bounce) and the options behind it. None: that is none."""
    if not argument.upper().startswith(keyword):
        return None
    found = _PATH.fullmatch(argument[len(keyword) :])
    return (found[1].strip(), found[2]) if found is not None else None


def size_bytes(options: str) -> int:
    """What the sender says that the mail is long; 0 when nothing is said."""
    found = _SIZE.search(options)
    return int(found[1]) if found is not None else 0
