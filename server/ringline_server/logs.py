"""Logs: short lowercase facts with fields from a closed list; never a person's text.

    log = logs.logger("front")
    log.info("connection refused", peer="192.0.2.7", reason="origin")

A field that is not in FIELDS is left out and counted. An exception is told by its type and its places in the code:
its message may hold what a consumer wrote. For the same reason another library's record only says where it was made.
"""

import logging
import sys
from collections import Counter
from collections.abc import Iterator, MutableMapping
from traceback import walk_tb
from types import TracebackType
from typing import Any, Literal, TextIO, cast

import structlog
from structlog.typing import FilteringBoundLogger

# fmt: off
FIELDS = frozenset(
    {
        # who and what
        "actor", "agent", "channel", "connection", "consumer", "contact", "device", "interaction", "leg",
        "mail", "mailbox", "method", "node", "object", "offer", "peer", "principal", "queue", "role",
        "segment", "session", "stream", "transfer",
        # what became of it
        "act", "code", "event_name", "kind", "outcome", "phase", "reason", "result", "state", "status",
        "verdict",
        # how much, how far
        "at_ms", "attempt", "attempts", "bytes", "count", "crashes", "depth", "epoch", "limit", "pending",
        "revision", "seq", "size", "took_ms", "within_ms",
        # where
        "address", "file", "host", "path", "place", "port", "setting", "version",
        # the bug
        "error", "log_id", "trace",
    }
)
# fmt: on
FIELD_CHARS_MAX = 200
TRACE_PLACES_MAX = 40

dropped: Counter[str] = Counter()
"""Fields left out so far, by name. Should stay empty: tests/test_tidy.py reads the calls."""
lost: Counter[str] = Counter()
"""Lines that could not be written so far, by the error's name."""


def configure(form: Literal["json", "console"], level: str = "info", stream: TextIO | None = None) -> None:
    """From here on everything that is logged goes to `stream` (stderr), one line each. Call it once, at start."""
    stream = stream or sys.stderr
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty(), timestamp_key="at")
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            tell_exception_without_message,
            keep_allowed,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Lines(stream),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Forward()], level=logging.WARNING, force=True)


def logger(name: str) -> FilteringBoundLogger:
    """A logger whose lines carry `source=name`."""
    return cast(FilteringBoundLogger, structlog.get_logger(source=name))


def keep_allowed(_: object, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Only FIELDS remain, each a number, a bool, or at most FIELD_CHARS_MAX characters (a trace: that many places)."""
    kept: MutableMapping[str, Any] = {}
    for name, value in entry.items():
        if name in FIELDS or name in ("event", "level", "source"):
            kept[name] = _bounded(value)
        else:
            dropped[name] += 1
    return kept


def _bounded(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case BaseException():
            return type(value).__name__
        case list():
            return [str(part)[:FIELD_CHARS_MAX] for part in value[:TRACE_PLACES_MAX]]
        case _:
            return str(value)[:FIELD_CHARS_MAX]


def tell_exception_without_message(_: object, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`exc_info` becomes `error` (its type) and `trace` (types and places, causes and groups included)."""
    exception = entry.pop("exc_info", None)
    if exception is True:
        exception = sys.exc_info()[1]
    if isinstance(exception, tuple):
        exception = exception[1]
    if isinstance(exception, BaseException):
        entry["error"] = type(exception).__name__
        entry["trace"] = list(_told(exception))
    return entry


def _told(exception: BaseException) -> Iterator[str]:
    yield type(exception).__name__
    yield from _places(exception.__traceback__)
    if isinstance(exception, BaseExceptionGroup):
        for member in exception.exceptions:
            yield from _told(member)
    cause = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    if cause is not None:
        yield "because of"
        yield from _told(cause)


def _places(traceback: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(traceback):
        code = frame.f_code
        yield f"{'/'.join(code.co_filename.split('/')[-2:])}:{line} {code.co_name}"


class _Lines:
    """Writes lines. One that cannot be written (disk full, reader gone) is lost and counted: the server goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        """One line."""
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except OSError as error:
            lost[type(error).__name__] += 1

    debug = info = warning = error = critical = msg


class _Forward(logging.Handler):
    """Records of other libraries: who spoke and where. What they say may quote anybody, hence is left out."""

    def emit(self, record: logging.LogRecord) -> None:
        told = logger(record.name)
        tell = told.error if record.levelno >= logging.ERROR else told.warning
        tell("library record", place=f"{record.module}:{record.lineno} {record.funcName}", exc_info=record.exc_info)
