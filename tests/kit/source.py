"""A source file of the project as the house rules see it: its place, its text, its tree, the names it uses."""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "protocol/ringline_protocol",
    "server/ringline_server",
    "clients/ringline_client",
    "clients/ringline_web",
)


@attrs.frozen(slots=False)
class Source:
    path: str
    """From the root of the repository, with forward slashes."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def module(self) -> str:
        """`ringline_server.actors.agent`; of a file outside the packages, its path."""
        for package in PACKAGES:
            if self.path.startswith(package + "/"):
                inside = self.path.removeprefix(package.rpartition("/")[0] + "/").removesuffix(".py")
                return inside.replace("/", ".").removesuffix(".__init__")
        return self.path

    @cached_property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and full name: `from a.b import c` is `a.b.c`; a relative import begins with a dot."""
        found: list[tuple[int, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                origin = "." * node.level + (node.module or "")
                found += [(node.lineno, f"{origin}.{alias.name}") for alias in node.names]
        return found

    @cached_property
    def uses(self) -> list[tuple[int, str]]:
        """Line and full name of every name: after `from time import time as t`, `t` is `time.time`."""
        alias_of = self._aliases()
        found: list[tuple[int, str]] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name | ast.Attribute) and (dotted := dotted_name(node)):
                first, _, rest = dotted.partition(".")
                first = alias_of.get(first, first)
                found.append((node.lineno, f"{first}.{rest}" if rest else first))
        return found

    def _aliases(self) -> dict[str, str]:
        alias_of: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                alias_of |= {alias.asname: alias.name for alias in node.names if alias.asname}
            elif isinstance(node, ast.ImportFrom):
                alias_of |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        return alias_of

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def dotted_name(node: ast.expr) -> str | None:
    """`a.b.c` as text; None for anything that is not a chain of plain names."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            inner = dotted_name(value)
            return f"{inner}.{attribute}" if inner else None
        case _:
            return None


def read(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text())


def package_sources() -> list[Source]:
    """Every Python file that is installed, and start.py."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [read(path) for path in [*paths, ROOT / "start.py"]]


def sources_of_tests() -> list[Source]:
    return [read(path) for path in sorted((ROOT / "tests").rglob("*.py"))]
