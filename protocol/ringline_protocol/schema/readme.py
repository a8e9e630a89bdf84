"""The tables inside `protocol/README.md`: what stands between two marks is written from the code.

<!-- table: errors -->
…
<!-- end -->
"""

import inspect
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from ringline_protocol import limits
from ringline_protocol.codes import CLOSES, ERRORS
from ringline_protocol.commands import COMMANDS
from ringline_protocol.events import EPHEMERALS, EVENTS
from ringline_protocol.schema.tables import limit_table
from ringline_protocol.values import PrincipalKind

_BLOCK: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with its tables as the code says them. Raises: KeyError for a mark that names no table."""
    return _BLOCK.sub(lambda block: f"{block[1]}{_TABLES[block[2]]()}{block[3]}", page)


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    columns = head.split("|")
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cell.strip() for cell in line)} |\n" for line in lines)


def _methods() -> str:
    rows = (
        (f"`{method}`", _what(info.cls), _who(info.who), "yes" if info.needs_key else "", str(info.cost))
        for method, info in COMMANDS.items()
    )
    return _table("method | what it does | who | key | cost", rows)


def _who(kinds: frozenset[PrincipalKind]) -> str:
    return "everybody" if kinds == frozenset(PrincipalKind) else ", ".join(sorted(kinds))


def _told(classes: dict[str, type[Any]]) -> str:
    return _table("event | what it says", ((f"`{name}`", _what(cls)) for name, cls in classes.items()))


def _what(cls: type[Any]) -> str:
    """The first paragraph of a class, in one line."""
    return inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def _errors() -> str:
    rows = ((f"`{code}`", info.sentence, info.retry.value, info.client_must) for code, info in ERRORS.items())
    return _table("code | what it says | retry | what to do", rows)


def _closes() -> str:
    rows = ((str(code.value), f"`{info.reason}`", info.sentence, info.verdict.value) for code, info in CLOSES.items())
    return _table("code | reason | what happened | verdict", rows)


def _limits() -> str:
    table = limit_table()
    rows = ((f"`{name}`", f"{row['value']:,}", row["what"]) for name, row in table.items() if name in _NUMBERS)
    return _table("limit | value | what it bounds", rows)


_NUMBERS: Final = {name for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
_TABLES: Final[dict[str, Callable[[], str]]] = {
    "methods": _methods,
    "events": lambda: _told(EVENTS),
    "ephemerals": lambda: _told(EPHEMERALS),
    "errors": _errors,
    "closes": _closes,
    "limits": _limits,
}
