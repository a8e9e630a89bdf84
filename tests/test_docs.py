"""The pages tell the truth: their links lead somewhere, their commands are understood, their Python is Python."""

import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.source import ROOT

PAGES = sorted(page for folder in (".", "protocol", "server", "clients") for page in (ROOT / folder).glob("*.md"))
KNOWN_TOOLS = frozenset({"git", "cd", "uv"})
"""Commands of other people's tools: that they are spelled right is for the reader of the change."""


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(text: str, *languages: str) -> list[str]:
    return [body for language, body in re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S) if language in languages]


def dead_links(folder: Path, text: str) -> Iterator[str]:
    """Relative links only; `#` parts must be a heading of the page they name."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        if not is_alive(target, folder, text):
            yield target


def is_alive(target: str, folder: Path, text: str) -> bool:
    path, _, anchor = target.partition("#")
    page = folder / path
    if path and not page.exists():
        return False
    return not anchor or anchor in anchors(page.read_text() if path else text)


def anchors(text: str) -> set[str]:
    headings: list[str] = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def command_faults(line: str) -> Iterator[str]:
    """`python3 start.py …` and `ringline …` are asked for help with the command that the line names."""
    words = shlex.split(line.rpartition("|")[2], comments=True)
    match words:
        case []:
            return
        case ["python3", "start.py", *rest]:
            if rest and f"start.py {rest[0]}" not in (ROOT / "start.py").read_text():
                yield f"start.py does not know {rest[0]}"
        case [ringline, *rest] if ringline in ("ringline", ".venv/bin/ringline"):
            command = list(itertools.takewhile(lambda word: re.fullmatch(r"[a-z][a-z-]*", word), rest))
            helped = subprocess.run(
                [sys.executable, "-m", "ringline_server", *command, "--help"], capture_output=True, text=True
            )
            options = [word.partition("=")[0] for word in rest if word.startswith("-")]
            if helped.returncode != 0:
                yield f"{line}: {helped.stderr}"
            yield from (f"{line}: no {option}" for option in options if option not in helped.stdout)
        case [tool, *_] if tool not in KNOWN_TOOLS:
            yield f"{line}: unknown command"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(dead_links(page.parent, page.read_text())) == []


@pytest.mark.timeout(300)  # each command is a process of its own, and there are many
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_is_understood(page: Path) -> None:
    lines = [line for block in blocks(page.read_text(), "sh", "bash", "console") for line in block.splitlines()]
    assert [fault for line in lines for fault in command_faults(line.removeprefix("$ "))] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_python_block_compiles(page: Path) -> None:
    for block in blocks(page.read_text(), "python", "py"):
        compile(block, name_of(page), "exec")


def test_the_readme_has_the_two_commands() -> None:
    commands = blocks((ROOT / "README.md").read_text(), "sh")
    assert {"python3 start.py\n", "python3 start.py test\n"} <= set(commands)


def test_ci_runs_the_command_of_the_readme() -> None:
    assert (ROOT / ".ci" / "run").read_text().endswith("\npython3 start.py test\n")


def test_the_map_names_every_folder_and_file_at_the_top() -> None:
    linked = set(re.findall(r"\]\(([\w.]+)\)", (ROOT / "README.md").read_text()))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode != 0:
        pytest.skip("not a git checkout: no telling what belongs to the project")
    top = {path.partition("/")[0] for path in tracked.stdout.splitlines()}
    missing = {name for name in top if not name.startswith(".")} - linked
    assert missing == {"README.md", "requirements.lock", "requirements-dev.lock"}


def absent_tests(folder: Path, text: str) -> Iterator[str]:
    """A link that is called like a test leads to the file that has it."""
    for name, target in re.findall(r"\[`(test_\w+)`\]\(([^)#\s]+)\)", text):
        file = folder / target
        if not file.is_file() or not re.search(rf"^(async )?def {name}\(", file.read_text(), re.M):
            yield name


def unproven_lines(text: str) -> Iterator[str]:
    """Lines of the checklist (`- **what** …`) that name neither a test nor the reason why not yet."""
    for line in re.findall(r"^- \*\*.+(?:\n  .+)*", text, re.M):
        if "[`test_" not in line and "Not yet:" not in line:
            yield line


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_test_that_is_named_exists(page: Path) -> None:
    assert list(absent_tests(page.parent, page.read_text())) == []


def test_every_line_of_the_security_checklist_is_shown_or_says_why_not() -> None:
    checklist = (ROOT / "SECURITY.md").read_text().partition("## The checklist\n")[2].partition("\n## ")[0]
    assert checklist.count("\n- **") >= 12
    assert list(unproven_lines(checklist)) == []


@pytest.mark.parametrize("link", ["[`test_x`](test_docs.py)", "[`test_start`](nowhere.py)", "[`test_x`](.)"])
def test_a_test_that_does_not_exist_is_found(link: str) -> None:
    assert list(absent_tests(ROOT / "tests", f"- **A promise**: {link}"))
    assert list(absent_tests(ROOT / "tests", "[`test_a_dead_link_is_found`](test_docs.py)")) == []


def test_a_line_without_a_test_or_a_reason_is_found() -> None:
    lines = "- **Good**: [`test_x`](x.py)\n- **Late**:\n  Not yet: because.\n- **Bad**: trust us,\n  please\n"
    assert list(unproven_lines(lines)) == ["- **Bad**: trust us,\n  please"]


@pytest.mark.parametrize("link", ["[x](nowhere.md)", "[x](#nowhere)", "[x](../server/README.md#nowhere)"])
def test_a_dead_link_is_found(link: str) -> None:
    assert list(dead_links(ROOT / "server", f"# Somewhere\n{link}\n"))


def test_a_live_link_is_left_in_peace() -> None:
    text = "# A heading, here\n[a](#a-heading-here) [b](../README.md#run-it) [c](https://example.org)\n"
    assert list(dead_links(ROOT / "server", text)) == []


@pytest.mark.parametrize("line", ["python3 start.py fly", "echo x | make tests", "ringline fly"])
def test_an_unknown_command_is_found(line: str) -> None:
    assert list(command_faults(line))
