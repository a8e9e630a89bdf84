"""The token file of a sample server: who may connect as whom, and where. Read anew each time, as it is refreshed.

{"url": "ws://…/ws", "agents": {"agt_ana": "…"}, "supervisors": {…}, "services": {…}}
"""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import trio

from ringline_client.errors import ClientError

GROUPS = ("agents", "supervisors", "services")


class BadTokenFile(ClientError):
    """Not there, or not such a file. The text is for people."""


@attrs.frozen
class TokenFile:
    """`url` as given, or as the file says."""

    path: Path
    url: str

    @classmethod
    def open(cls, path: Path, url: str | None = None) -> "TokenFile":
        """Raises: BadTokenFile."""
        found = url or _load(path).get("url")
        if not isinstance(found, str):
            raise BadTokenFile(f"{path} names no url")
        return cls(path, found)

    def names(self, group: str) -> tuple[str, ...]:
        """Of `agents`, `supervisors` or `services`, in the file's order. Raises: BadTokenFile."""
        return tuple(_load(self.path).get(group, {}))

    def token(self, name: str) -> str:
        """As the file has it now. Raises: BadTokenFile."""
        plain = _load(self.path)
        for group in GROUPS:
            token = plain.get(group, {}).get(name)
            if isinstance(token, str):
                return token
        known = ", ".join(name for group in GROUPS for name in plain.get(group, {}))
        raise BadTokenFile(f"{self.path} has no token for {name}; it has {known or 'none'}")

    def source(self, name: str) -> Callable[[], Awaitable[str]]:
        """For `connect(token_source=…)`."""
        return partial(trio.to_thread.run_sync, self.token, name)


def _load(path: Path) -> dict[str, Any]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTokenFile(f"{path}: {error.strerror}") from None
    except ValueError:
        raise BadTokenFile(f"{path} is not JSON") from None
    if not isinstance(plain, dict):
        raise BadTokenFile(f"{path} is not a token file")
    return plain
