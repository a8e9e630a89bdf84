"""While a day runs, what the server logs goes into its history and nowhere else."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from ringline_server import logs
from ringline_server.simulation.history import History

Entry = MutableMapping[str, Any]


@contextmanager
def logged_into(history: History) -> Iterator[None]:
    """Every level; as the real logs write it, fields filtered and exceptions without their message."""

    def keep(_: object, level: str, entry: Entry) -> Entry:
        told = dict(entry)
        history.note("server", "log", str(told.pop("event")), data={**told, "level": level})
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            logs.tell_exception_without_message,
            logs.keep_allowed,
            keep,
        ],
        wrapper_class=structlog.make_filtering_bound_logger("debug"),
        cache_logger_on_first_use=False,
    )
    try:
        yield
    finally:
        structlog.configure(**before)
