"""The house rules. Each is one function in tests/kit, and each is shown here to find a planted fault."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator

import pytest
from kit import import_rules, mirror_rules, source_rules
from kit.source import ROOT, Source, package_sources, sources_of_tests
from packaging.requirements import Requirement

Rule = Callable[[Source], Iterator[str]]

PACKAGE_RULES: list[Rule] = [
    import_rules.import_directions,
    import_rules.simulation_apart,
    import_rules.libraries,
    source_rules.sizes,
    source_rules.docstrings,
    source_rules.telling_names,
    source_rules.pure_domain,
    source_rules.time_and_chance,
    source_rules.catch_alls,
    source_rules.prints,
    source_rules.log_calls,
    source_rules.unfinished,
    source_rules.silenced,
]
TEST_RULES: list[Rule] = [
    source_rules.docstrings,
    source_rules.unfinished,
    source_rules.silenced,
    source_rules.no_mocks,
]

DOMAIN = "server/ringline_server/domain/offer.py"
ACTOR = "server/ringline_server/actors/agent.py"
EDGE = "server/ringline_server/edges/session.py"
GUARD = "server/ringline_server/edges/containing.py"
APP = "server/ringline_server/app.py"
SERVER_CLI = "server/ringline_server/cli.py"
WIRE = "protocol/ringline_protocol/codec.py"
CLIENT = "clients/ringline_client/agent.py"
SWALLOW = "try:\n    pass\nexcept Exception:\n    pass\n"

FAULTS: list[tuple[Rule, str, str]] = [
    (import_rules.import_directions, DOMAIN, "from ringline_protocol.frames import Event\n"),
    (import_rules.import_directions, DOMAIN, "from ringline_server import clock\n"),
    (import_rules.import_directions, DOMAIN, "from . import leg\n"),
    (import_rules.import_directions, ACTOR, "from ringline_server.edges.session import Session\n"),
    (import_rules.import_directions, ACTOR, "def late():\n    import ringline_server.edges\n"),
    (import_rules.import_directions, EDGE, "from ringline_server.app import serve\n"),
    (import_rules.import_directions, WIRE, "from ringline_server.wire import told\n"),
    (import_rules.import_directions, CLIENT, "import ringline_server\n"),
    (import_rules.import_directions, "server/ringline_server/novelty.py", ""),
    (import_rules.simulation_apart, SERVER_CLI, "from ringline_server.simulation import day\n"),
    (import_rules.simulation_apart, APP, "def f():\n    import ringline_server.simulation.drive\n"),
    (import_rules.libraries, DOMAIN, "import trio\n"),
    (import_rules.libraries, DOMAIN, "from datetime import datetime\n"),
    (import_rules.libraries, DOMAIN, "import structlog\n"),
    (import_rules.libraries, WIRE, "import trio\n"),
    (import_rules.libraries, WIRE, "from time import time\n"),
    (import_rules.libraries, EDGE, "import requests\n"),
    (import_rules.libraries, "start.py", "import attrs\n"),
    (source_rules.sizes, EDGE, "\n" * 301),
    (source_rules.sizes, EDGE, "async def long():\n" + "    pass\n" * 50),
    (source_rules.docstrings, EDGE, "import trio\n"),
    (source_rules.telling_names, "server/ringline_server/edges/utils.py", ""),
    (source_rules.pure_domain, DOMAIN, "def read():\n    return open('x')\n"),
    (source_rules.pure_domain, DOMAIN, "print('x')\n"),
    (source_rules.pure_domain, DOMAIN, "async def decide():\n    pass\n"),
    (source_rules.time_and_chance, ACTOR, "import time\nnow = time.time()\n"),
    (source_rules.time_and_chance, ACTOR, "from time import time as now\nnow()\n"),
    (source_rules.time_and_chance, EDGE, "from datetime import datetime\ndatetime.now()\n"),
    (source_rules.time_and_chance, EDGE, "import datetime\ndatetime.datetime.now()\n"),
    (source_rules.time_and_chance, EDGE, "import uuid\nuuid.uuid4()\n"),
    (source_rules.time_and_chance, EDGE, "import os\nos.urandom(8)\n"),
    (source_rules.time_and_chance, CLIENT, "import random\nrandom.random()\n"),
    (source_rules.time_and_chance, CLIENT, "from secrets import token_bytes\ntoken_bytes()\n"),
    (source_rules.catch_alls, ACTOR, SWALLOW),
    (source_rules.catch_alls, ACTOR, SWALLOW.replace("Exception", "BaseException")),
    (source_rules.catch_alls, ACTOR, SWALLOW.replace(" Exception", "")),
    (source_rules.catch_alls, ACTOR, SWALLOW.replace("except Exception", "except* (OSError, Exception)")),
    (source_rules.catch_alls, ACTOR, "import contextlib\nwith contextlib.suppress(Exception):\n    pass\n"),
    (source_rules.catch_alls, GUARD, SWALLOW + SWALLOW),
    (source_rules.catch_alls, ACTOR, "try:\n    pass\nexcept Exception as e:\n    raise ValueError from e\n"),
    (
        source_rules.catch_alls,
        ACTOR,
        "def f():\n  try:\n    pass\n  except Exception:\n    if x:\n      return\n    raise\n",
    ),
    (source_rules.prints, EDGE, "print('here')\n"),
    (source_rules.log_calls, EDGE, "log.info('refused', text=text)\n"),
    (source_rules.log_calls, EDGE, "self.log.warning(f'refused {text}')\n"),
    (source_rules.log_calls, EDGE, "log.error('refused', **fields)\n"),
    (source_rules.unfinished, EDGE, "# TO" + "DO later\n"),
    (source_rules.unfinished, EDGE, "def serve():\n    raise NotImplementedError\n"),
    (source_rules.silenced, EDGE, "x = 1  # type: " + "ignore\n"),
    (source_rules.silenced, EDGE, "x = 1  # no" + "qa\n"),
    (source_rules.no_mocks, "tests/test_x.py", "from unittest.mock import Mock\n"),
]

KEPT: list[tuple[Rule, str, str]] = [
    (import_rules.import_directions, DOMAIN, "from ringline_protocol.commands import AcceptOffer\n"),
    (import_rules.import_directions, EDGE, "from ringline_server.actors.agent import AgentActor\n"),
    (import_rules.import_directions, "server/ringline_server/app.py", "import ringline_web\n"),
    (import_rules.libraries, DOMAIN, "import bisect\nimport attrs\n"),
    (import_rules.libraries, EDGE, "import os\nimport trio_websocket\n"),
    (source_rules.sizes, EDGE, "def short():\n" + "    pass\n" * 49 + "\n" * 250),
    (source_rules.pure_domain, EDGE, "async def serve():\n    open('x')\n"),
    (source_rules.time_and_chance, "server/ringline_server/clock.py", "import time\ntime.time_ns()\n"),
    (source_rules.time_and_chance, EDGE, "import time\ntime.perf_counter()\nrandomly = 1\n"),
    (source_rules.catch_alls, GUARD, SWALLOW),
    (source_rules.catch_alls, ACTOR, SWALLOW.replace("Exception", "OSError")),
    (source_rules.catch_alls, ACTOR, "try:\n    pass\nexcept BaseException:\n    undo()\n    raise\n"),
    (source_rules.prints, "server/ringline_server/cli.py", "print('serving')\n"),
    (source_rules.log_calls, EDGE, "log.info('refused', reason='origin')\nmath.log(3)\nself.info(text=1)\n"),
    (source_rules.silenced, EDGE, "x = 1  # type: ignore[misc]\ny = 2  # noqa: E501\n"),
]


def name_of(rule: Rule) -> str:
    return rule.__name__


@pytest.mark.parametrize("rule", PACKAGE_RULES, ids=name_of)
def test_the_packages_keep(rule: Rule) -> None:
    assert [fault for source in package_sources() for fault in rule(source)] == []


@pytest.mark.parametrize("rule", TEST_RULES, ids=name_of)
def test_the_tests_keep(rule: Rule) -> None:
    assert [fault for source in sources_of_tests() for fault in rule(source)] == []


@pytest.mark.parametrize(("rule", "path", "text"), FAULTS)
def test_a_planted_fault_is_found(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_what_is_right_is_left_in_peace(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) == []


def test_every_rule_has_a_planted_fault() -> None:
    assert {*PACKAGE_RULES, *TEST_RULES} == {rule for rule, _, _ in FAULTS}


def test_every_module_has_its_test_file_or_a_reason() -> None:
    tests = {source.path for source in sources_of_tests()}
    assert list(mirror_rules.missing_tests(package_sources(), tests, mirror_rules.UNTESTED)) == []


def test_a_missing_test_file_and_an_idle_excuse_are_found() -> None:
    busy = Source(ACTOR, "def handle(): ...\n")
    words = Source(DOMAIN, "class Offer: ...\n")
    package = Source("protocol/ringline_protocol/commands/__init__.py", "def f(): ...\n")
    faults = list(mirror_rules.missing_tests([busy, words, package], [], {DOMAIN: "words only"}))
    assert faults == [
        "protocol/ringline_protocol/commands/__init__.py: no tests/protocol/test_commands.py",
        f"{ACTOR}: no tests/server/actors/test_agent.py",
        f"{DOMAIN}: is excused for no reason",
    ]
    assert not list(mirror_rules.missing_tests([busy], ["tests/server/actors/test_agent.py"], {}))


def test_only_the_kit_is_a_package_among_the_tests() -> None:
    packages = [source.path for source in sources_of_tests() if source.name == "__init__.py"]
    assert [path for path in packages if not path.startswith("tests/kit/")] == []


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))


def lock_faults(lock: str, requirements: list[str]) -> Iterator[str]:
    """Hashes for everything, no address, and every requirement pinned to a version that it allows."""
    if re.search(r"://|--\S*(index|links|host)|(^|\s)-e\s| @ ", lock):
        yield "an address"
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        if "--hash=sha256:" not in entry:
            yield f"no hash: {entry}"
    for requirement in map(Requirement, requirements):
        version = pins(lock).get(requirement.name.lower())
        if version is None or version not in requirement.specifier:
            yield f"{requirement} is {version}"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_files_have_hashes_and_no_addresses_and_fit_the_project(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirements = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if "dev" in name:
        requirements += project["project"]["optional-dependencies"]["dev"]
    assert list(lock_faults((ROOT / name).read_text(), requirements)) == []


def test_the_development_lock_contains_the_other() -> None:
    core, dev = (pins((ROOT / name).read_text()) for name in ("requirements.lock", "requirements-dev.lock"))
    assert core.items() <= dev.items()


@pytest.mark.parametrize(
    "lock",
    [
        "trio==0.35.0\n",
        "trio==0.36.0 \\\n    --hash=sha256:00\n",
        "attrs==26.1.0 \\\n    --hash=sha256:00\n",
        "--index-url x\ntrio==0.35.0 \\\n    --hash=sha256:00\n",
        "trio==0.35.0 \\\n    --hash=sha256:00\n    # from https" + "://example.org\n",
    ],
)
def test_a_faulty_lock_is_found(lock: str) -> None:
    assert list(lock_faults(lock, ["trio>=0.35,<0.36"]))


def test_the_lock_of_the_pages_has_hashes_and_no_addresses() -> None:
    """npm writes funding links; take them out after `npm install` (they are no part of what is locked)."""
    lock = (ROOT / "clients" / "web" / "package-lock.json").read_text()
    packages = json.loads(lock)["packages"]

    assert "://" not in lock
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
