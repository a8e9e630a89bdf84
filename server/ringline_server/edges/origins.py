"""Which pages may open a WebSocket here: the exact allow-list, or the server's own origin when there is none."""

from collections.abc import Iterable

import attrs


def _checked(given: Iterable[str]) -> frozenset[str]:
    allowed = frozenset(given)
    for origin in allowed:
        scheme, colon, rest = origin.partition("://")
        is_good = scheme in ("http", "https") and colon and rest and not set(rest) & set("/?#*@ ")
        if not is_good or origin != origin.lower():
            raise ValueError(f"not an origin as browsers write it (https://desk.example): {origin!r}")
    return allowed


@attrs.frozen
class Origins:
    """`Origins(["https://desk.example"])`; without a list only pages of the same origin. Raises: ValueError."""

    allowed: frozenset[str] = attrs.field(default=(), converter=_checked)

    def permit(self, origin: str, own: str) -> bool:
        """`own` is the scheme and host under which the peer reached us. `null` is never permitted."""
        return origin in self.allowed if self.allowed else origin == own
