"""As many files open at once as there may be connections: each is one, and systems allow few unless asked for more."""

import resource
from typing import Final

from ringline_server import logs
from ringline_server.edges.admission import CONNECTIONS_MAX

FILES_BESIDE_MAX: Final = 500
"""Open files that are no connection of a client: the store, listeners, mail, what is loaded. As many are kept free."""
FILES_NEEDED: Final = CONNECTIONS_MAX + FILES_BESIDE_MAX
TOO_FEW: Final = f"each connection is one: raise the hard limit (ulimit -Hn {FILES_NEEDED}, LimitNOFILE={FILES_NEEDED})"

log = logs.logger("open_files")


def allowed(soft: int, hard: int, needed: int = FILES_NEEDED) -> int:
    """What the soft limit should be: what is needed, as far as the hard one goes; never less than it is."""
    if soft == resource.RLIM_INFINITY:
        return soft
    return max(soft, needed if hard == resource.RLIM_INFINITY else min(needed, hard))


def is_too_few(limit: int, needed: int = FILES_NEEDED) -> bool:
    """Not for as many connections as there may be."""
    return limit != resource.RLIM_INFINITY and limit < needed


def allow_open_files() -> None:
    """Raise the soft limit of this process; when that is not enough, say what to do."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = allowed(soft, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    except (OSError, ValueError):  # some systems allow less than they say
        limit = soft
    if is_too_few(limit):
        log.warning("few open files", limit=limit, reason=TOO_FEW)
