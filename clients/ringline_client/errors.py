"""What this client raises on purpose: each says what happened and what to do."""

from typing import Any

import attrs
from ringline_protocol.codes import CLOSES, CloseCode, Retry


class ClientError(Exception):
    """Anything that this client raises on purpose."""


@attrs.define(eq=False)
class CommandFailed(ClientError):
    """The server refused a command, or its outcome stayed unknown (`timeout`). Go by `code`."""

    code: str
    message: str
    retry: Retry
    details: dict[str, Any] = attrs.Factory(dict)
    method: str = ""
    key: str | None = None
    """Asking again with this key tells an unknown outcome, or does what was not done."""

    def __str__(self) -> str:
        return f"{self.method}: {self.code} ({self.message})"


@attrs.define(eq=False)
class SessionOver(ClientError):
    """The session has ended and does not come back by itself. `code` is a close code; 1000 is a goodbye."""

    code: int
    reason: str = ""

    def __str__(self) -> str:
        known = CLOSES[CloseCode(self.code)].sentence if self.code in CLOSES else "the server closed the connection"
        return f"{known} ({self.code}{f' {self.reason}' if self.reason else ''})"


@attrs.define(eq=False)
class CannotConnect(ClientError):
    """No session began within the patience: wrong address, or the server is not there."""

    url: str
    reason: str

    def __str__(self) -> str:
        return f"cannot connect to {self.url}: {self.reason}"


class FellBehind(ClientError):
    """Whoever iterates over events did not take them fast enough; what came after is in the view only."""
