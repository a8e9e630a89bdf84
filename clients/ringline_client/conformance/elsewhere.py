"""Cases that nobody can ask a server, each with the reason and where they are shown."""

from typing import Final

ELSEWHERE: Final[dict[str, str]] = {
    "J140": "is asked of clients: `ringline certify`",
}
