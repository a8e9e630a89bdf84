"""Who may import whom. The drawing is in server/README.md; this is the law."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator

from kit.source import ROOT, Source

PURE_PROTOCOL = ("values", "words", "mail", "commands", "codes", "limits", "frozen", "evolving")
"""What the domain may know of the protocol: its words and numbers, and how values are made; not its frames."""

SERVER = "ringline_server"
SIMULATION = f"{SERVER}.simulation"
BELOW_ACTORS = ("domain", "store", "wire", "clock", "ids", "logs")
SETTINGS = ("config", "config_canned", "config_mail", "config_public", "config_reading", "config_summary")
OF_EDGES = (*BELOW_ACTORS, "actors", *SETTINGS, "mail")

# Longest prefix wins. A module may also import what lies in the same row's package.
CONFIG = (
    *(
        "domain",
        "config_calls",
        "config_canned",
        "config_contacts",
        "config_limits",
        "config_mail",
        "config_mail_rules",
        "config_public",
        "config_reading",
        "config_redaction",
        "config_rules",
        "config_strangers",
        "config_summary",
    ),
    "edges.auth",
)
"""What settings are made of; `edges.auth` for the names of its algorithms."""
CHECKED = ("edges.origins", "edges.peer")
"""What the rules try settings out on: the form of origins and networks is known there."""
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "ringline_protocol": (),
    f"{SERVER}.domain": tuple(f"ringline_protocol.{name}" for name in PURE_PROTOCOL),
    f"{SERVER}.clock": (),
    f"{SERVER}.garbage": (),
    f"{SERVER}.open_files": (f"{SERVER}.logs", f"{SERVER}.edges.admission"),
    f"{SERVER}.ids": (),
    f"{SERVER}.logs": (),
    f"{SERVER}.wire": ("ringline_protocol", f"{SERVER}.domain"),
    f"{SERVER}.config": ("ringline_protocol", *(f"{SERVER}.{name}" for name in CONFIG)),
    f"{SERVER}.config_reading": (),
    f"{SERVER}.config_public": (),
    f"{SERVER}.config_calls": (f"{SERVER}.config_limits", f"{SERVER}.config_reading", f"{SERVER}.edges.ice"),
    f"{SERVER}.config_mail": (),
    f"{SERVER}.config_mail_rules": ("ringline_protocol", *(f"{SERVER}.{name}" for name in ("config", *CONFIG))),
    f"{SERVER}.mail": (),
    f"{SERVER}.config_limits": (f"{SERVER}.config_reading", f"{SERVER}.edges.listeners"),
    f"{SERVER}.config_canned": tuple(f"{SERVER}.{name}" for name in ("config", *CONFIG)),
    f"{SERVER}.config_redaction": tuple(f"{SERVER}.{name}" for name in CONFIG),
    f"{SERVER}.config_contacts": ("ringline_protocol", *(f"{SERVER}.{name}" for name in ("config", *CONFIG))),
    f"{SERVER}.config_summary": (f"{SERVER}.config_limits", f"{SERVER}.config_reading"),
    f"{SERVER}.config_strangers": (
        "ringline_protocol",
        *(f"{SERVER}.{name}" for name in ("config", *CONFIG, *CHECKED)),
    ),
    f"{SERVER}.config_rules": ("ringline_protocol", *(f"{SERVER}.{name}" for name in ("config", *CONFIG, *CHECKED))),
    f"{SERVER}.config_warnings": tuple(f"{SERVER}.{name}" for name in ("config", *CONFIG)),
    f"{SERVER}.store": ("ringline_protocol", *(f"{SERVER}.{name}" for name in ("domain", "clock", "ids", "logs"))),
    f"{SERVER}.actors": ("ringline_protocol", *(f"{SERVER}.{name}" for name in BELOW_ACTORS)),
    f"{SERVER}.edges": ("ringline_protocol", *(f"{SERVER}.{name}" for name in OF_EDGES)),
    f"{SERVER}.app": ("ringline_protocol", SERVER, "ringline_web"),
    f"{SERVER}.serving": ("ringline_protocol", SERVER),
    **dict.fromkeys((f"{SERVER}.serving_address", f"{SERVER}.serving_mail"), ("ringline_protocol", SERVER)),
    f"{SERVER}.upkeep": (
        "ringline_protocol",
        *(f"{SERVER}.{name}" for name in (*BELOW_ACTORS, "actors.projection", "mail")),
    ),
    f"{SERVER}.simulation": ("ringline_protocol", SERVER),
    f"{SERVER}.cli": ("ringline_protocol", SERVER, "ringline_client"),
    f"{SERVER}.cli_settings": ("ringline_protocol", *(f"{SERVER}.{name}" for name in ("config", "serving"))),
    f"{SERVER}.cli_mail": (
        "ringline_protocol.values",
        *(f"{SERVER}.{name}" for name in ("cli_settings", "clock", "config", "ids", "serving", "serving_address")),
        *(f"{SERVER}.{name}" for name in ("store.mails", "upkeep")),
    ),
    f"{SERVER}.cli_contacts": tuple(
        f"{SERVER}.{name}" for name in ("cli_settings", "clock", "edges.contact_files", "ids", "store.sqlite")
    ),
    f"{SERVER}.cli_upkeep": tuple(f"{SERVER}.{name}" for name in ("cli_settings", "ids", "upkeep")),
    f"{SERVER}.__main__": (f"{SERVER}.cli",),
    "ringline_client": ("ringline_protocol",),
    "ringline_web": (),
    "start.py": (),
}

PURE_LIBRARIES = frozenset({"attrs", "cattrs", "orjson"})
LIBRARIES_OF: dict[str, frozenset[str]] = {
    "ringline_protocol": PURE_LIBRARIES,
    "ringline_protocol.schema": PURE_LIBRARIES | {"msgspec"},
    f"{SERVER}.domain": frozenset({"attrs"}),
    f"{SERVER}.mail": frozenset({"attrs", "nh3", "email_validator"}),
    "start.py": frozenset(),
}
"""Where a row is missing, any library that pyproject.toml declares."""

IMPURE = frozenset(
    {"asyncio", "datetime", "io", "os", "pathlib", "random", "secrets", "signal", "socket", "sqlite3", "subprocess"}
    | {"sys", "tempfile", "threading", "time", "uuid"}
)
IMPURE_IN: dict[str, frozenset[str]] = {
    f"{SERVER}.domain": IMPURE,
    f"{SERVER}.domain.open_hours": IMPURE - {"datetime"},  # a calendar for given moments; it asks no clock
    f"{SERVER}.mail": IMPURE - {"datetime"},  # the same
    "ringline_protocol": IMPURE,
    "ringline_protocol.schema": frozenset(),
}

DISTRIBUTION_OF = {"phonenumbers": "phonenumberslite"}
"""Import names that are not the distribution's."""


def import_directions(source: Source) -> Iterator[str]:
    """Each arrow of the drawing points one way. A module that no row covers has to be given one."""
    row = _longest_prefix(source.module, MAY_IMPORT)
    if row is None and source.module != SERVER:
        yield f"{source.path}: no row in MAY_IMPORT says what it may import"
    for line, name in source.imports:
        if name.startswith("."):
            yield f"{source.path}:{line} relative import"
        elif _is_ours(name) and not _is_under(name, row or "") and not _may(name, MAY_IMPORT.get(row or "", ())):
            yield f"{source.path}:{line} may not import {name}"


def simulation_apart(source: Source) -> Iterator[str]:
    """What simulates the server is no part of it: nothing but itself imports it; the command finds it by its name."""
    if not source.module.startswith(SIMULATION):
        yield from (
            f"{source.path}:{line} imports {name}" for line, name in source.imports if _is_under(name, SIMULATION)
        )


def libraries(source: Source) -> Iterator[str]:
    """Protocol and domain are pure; everything else imports only what pyproject.toml declares."""
    allowed = _row(source.module, LIBRARIES_OF)
    impure = _row(source.module, IMPURE_IN) or frozenset()
    for line, name in source.imports:
        top = name.partition(".")[0]
        if _is_ours(name) or name.startswith("."):
            continue
        if top in sys.stdlib_module_names:
            if top in impure:
                yield f"{source.path}:{line} imports {top}: not pure"
        elif allowed is not None:
            if top not in allowed:
                yield f"{source.path}:{line} may not import {top}"
        elif DISTRIBUTION_OF.get(top, top) not in declared():
            yield f"{source.path}:{line} imports {top}, which pyproject.toml does not declare"


def declared(extra: str | None = None) -> set[str]:
    """Distributions that pyproject.toml names, spelled as import names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("-", "_") for requirement in requirements}


def _row(module: str, table: dict[str, frozenset[str]]) -> frozenset[str] | None:
    row = _longest_prefix(module, table)
    return None if row is None else table[row]


def _longest_prefix(module: str, table: Iterable[str]) -> str | None:
    return max((row for row in table if _is_under(module, row)), key=len, default=None)


def _is_under(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def _may(name: str, allowed: tuple[str, ...]) -> bool:
    return any(_is_under(name, prefix) for prefix in allowed)


def _is_ours(name: str) -> bool:
    return name.startswith("ringline_")
