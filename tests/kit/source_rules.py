"""What a source file of the project looks like: sizes, names, and the calls that belong to one place each."""

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from ringline_server.logs import FIELDS

from kit.source import Source

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50

CATCH_ALL = ("server/ringline_server/actors/supervisor.py", "server/ringline_server/edges/containing.py")
"""The two places that may swallow every exception, once each: a bug ends an actor or a connection, not the server."""

TIME_AND_CHANCE = (
    "server/ringline_server/clock.py",
    "server/ringline_server/ids.py",
    "clients/ringline_client/chance.py",
)
"""The only sources of wall time and randomness. All others are given a Clock and Ids, so a day can be replayed.
A client has its own chance, injected likewise: it must jitter its reconnects and make keys that nobody else has."""

PRINTING = re.compile(r"start\.py|.*/(cli|demo)(/.*|_\w+)?\.py|.*/__main__\.py|.*/schema\.py")
"""Commands for people. Everything else logs."""

NAMELESS = frozenset({"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"})

WALL_TIME = frozenset(
    {"time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.sleep", "time.localtime", "time.gmtime"}
    | {f"datetime.{kind}.{call}" for kind in ("datetime", "date") for call in ("now", "utcnow", "today")}
    | {f"datetime.datetime.{call}" for call in ("now", "utcnow", "today")}
)
CHANCE = re.compile(r"(random|secrets)(\..*)?|uuid\.uuid[14]|os\.urandom")
EVERYTHING = frozenset({"Exception", "BaseException"})
LOG_CALLS = frozenset({"debug", "info", "warning", "error", "critical", "exception", "bind"})
LOGGERS = frozenset({"log", "_log", "logger", "_logger"})


def sizes(source: Source) -> Iterator[str]:
    """Files and functions stay small enough to read at once."""
    lines = source.text.count("\n")
    if lines > FILE_LINES_MAX:
        yield f"{source.path}: {lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES_MAX:
                yield f"{source.path}:{node.lineno} {node.name}() has {length} lines"


def docstrings(source: Source) -> Iterator[str]:
    """Every module says what it is."""
    if not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring"


def telling_names(source: Source) -> Iterator[str]:
    """A file is named after what it holds."""
    if source.name in NAMELESS:
        yield f"{source.path}: says nothing about what it holds"


def pure_domain(source: Source) -> Iterator[str]:
    """No input or output, and no waiting, where the rules are."""
    if not source.module.startswith("ringline_server.domain"):
        return
    yield from (f"{source.path}:{line} {name}" for line, name in source.uses if name in ("open", "print", "input"))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield f"{source.path}:{node.lineno} awaits: then the design is wrong"


def time_and_chance(source: Source) -> Iterator[str]:
    """Wall time and randomness come from clock.py and ids.py alone."""
    if source.path in TIME_AND_CHANCE:
        return
    for line, name in source.uses:
        if name in WALL_TIME or CHANCE.fullmatch(name):
            yield f"{source.path}:{line} {name}"


def catch_alls(source: Source) -> Iterator[str]:
    """Errors are caught by name. What nobody expected is a bug, and ends in one of two places.

    To undo something and `raise` again is not catching.
    """
    found = sorted(node.lineno for node in ast.walk(source.tree) if _catches_everything(node))
    allowed = 1 if source.path in CATCH_ALL else 0
    yield from (f"{source.path}:{line} catches everything" for line in found[allowed:])


def _catches_everything(node: ast.AST) -> TypeGuard[ast.ExceptHandler | ast.Call]:
    match node:
        case ast.ExceptHandler(body=[*before, ast.Raise(exc=None)]) if not any(map(_leaves, before)):
            return False
        case ast.ExceptHandler(type=None):
            return True
        case ast.ExceptHandler(type=ast.Tuple(elts=kinds)):
            return any(_is_everything(kind) for kind in kinds)
        case ast.ExceptHandler(type=kind) if kind is not None:
            return _is_everything(kind)
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=kinds):
            return any(_is_everything(kind) for kind in kinds)
        case _:
            return False


def _leaves(statement: ast.stmt) -> bool:
    """Control may go elsewhere than to the next statement."""
    return any(isinstance(node, ast.Return | ast.Break | ast.Continue) for node in ast.walk(statement))


def _is_everything(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Name) and kind.id in EVERYTHING


def prints(source: Source) -> Iterator[str]:
    """Only commands for people print."""
    if not PRINTING.fullmatch(source.path):
        yield from (f"{source.path}:{line} print" for line, name in source.uses if name == "print")


def unfinished(source: Source) -> Iterator[str]:
    """No notes to self, no stubs: what is missing is said where people look for it."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.search(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", line):
            yield f"{source.path}:{number} {line.strip()}"
    yield from (f"{source.path}:{line} {name}" for line, name in source.uses if name == "NotImplementedError")


def silenced(source: Source) -> Iterator[str]:
    """Whoever silences a tool names what is silenced."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.search(r"#\s*type:\s*ignore(?!\[[a-z])|#\s*no" + r"qa(?!:\s*[A-Z]+\d+)", line):
            yield f"{source.path}:{number} {line.strip()}"


def log_calls(source: Source) -> Iterator[str]:
    """A log line is a fixed fact with fields from the list in logs.py: so it cannot repeat what a person wrote."""
    for call in source.calls():
        if not _is_log_call(call):
            continue
        where = f"{source.path}:{call.lineno}"
        for argument in call.args:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield f"{where} logs a text that is made up as it runs"
        for keyword in call.keywords:
            if keyword.arg not in FIELDS | {"exc_info"}:
                yield f"{where} logs {keyword.arg or '**'}: not in logs.FIELDS"


def _is_log_call(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=method):
            return name in LOGGERS and method in LOG_CALLS
        case _:
            return False


def no_mocks(source: Source) -> Iterator[str]:
    """Tests use real parts and fakes from the kit."""
    for line, name in source.imports:
        if name.startswith(("unittest.mock", "mock.", "pytest_mock")):
            yield f"{source.path}:{line} {name}"
