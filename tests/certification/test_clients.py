"""The clients that we ship are judged, each by every case."""

import os
import sys

import pytest
from kit.small_client import Sin, SmallClient
from kit.subjects import Memory
from kit.web import WEB, node
from ringline_client.certification.driver import drive
from ringline_client.certification.judge import judge
from ringline_client.certification.register import registered
from ringline_client.certification.stage import over_tcp
from ringline_client.certification.subject import program
from ringline_client.conformance.runner import Outcome, Result
from trio.testing import MockClock


def reasons(outcomes: list[Outcome]) -> dict[str, str]:
    return {one.title.number: one.reason for one in outcomes if one.result is not Result.PASSED}


async def test_our_python_client_keeps_its_side_in_memory(autojump_clock: MockClock) -> None:
    memory = Memory(drive)
    outcomes = await judge(memory.make, memory.listen, list(registered().values()))

    assert reasons(outcomes) == {}
    assert len(outcomes) >= 30


@pytest.mark.timeout(240)
async def test_our_javascript_client_keeps_its_side() -> None:
    outcomes = await judge(
        program([node(), str(WEB / "test" / "certified.mjs")]), over_tcp, list(registered().values())
    )

    assert reasons(outcomes) == {}
    assert len(outcomes) >= 30


@pytest.mark.timeout(120)
async def test_our_python_client_keeps_its_side_as_a_program() -> None:
    """A few cases over TCP: all of them are asked in memory."""
    some = [registered()[number] for number in ("K1", "K2", "K12", "K16", "K22", "K23")]
    driver = [sys.executable, "-m", "ringline_client.certification.driver"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    outcomes = await judge(program(driver, environment), over_tcp, some)

    assert reasons(outcomes) == {}


async def test_a_program_that_is_no_client_fails_every_case() -> None:
    some = [registered()[number] for number in ("K1", "K23")]
    absent = await judge(program(["/no/such/client"]), over_tcp, some)
    mute = await judge(program([sys.executable, "-c", "print('no client')"]), over_tcp, some)

    assert {one.result for one in [*absent, *mute]} == {Result.FAILED}
    assert all("cannot be started" in one.reason for one in absent)


NOT_ASKED_OF_THE_SMALL = {"K9", "K21", "K22", "K28", "K30"}
"""It has no heartbeat of its own, trusts what it reads, does not say goodbye, and sends as much as it likes."""
FOUND_BY = {
    Sin.COMES_BACK_AFTER_A_STOP: {"K20"},
    Sin.STOPS_WHEN_LATE: {"K31"},
    Sin.HAMMERS: {"K16", "K17", "K18", "K20", "K31"},
    Sin.DOES_NOT_WAIT: {"K16"},
    Sin.KEEPS_ITS_FIRST_TOKEN: {"K12"},
    Sin.FORGETS_ITS_PLACE: {"K2", "K10", "K11", "K12", "K13", "K14", "K17"},
    Sin.ALWAYS_ANEW: {"K11", "K12", "K13", "K14", "K15", "K16", "K19", "K31"},
    Sin.OLD_CREDENTIALS: {"K19"},
    Sin.NEW_KEYS: {"K23", "K25", "K27"},
    Sin.NEVER_REPEATS: {"K23", "K25", "K27"},
    Sin.INSISTS: {"K26"},
    Sin.NEVER_ACKNOWLEDGES: {"K7"},
    Sin.NEVER_PONGS: {"K8"},
    Sin.FALLS_OVER: {"K2"},
    Sin.FOLDS_OVER_GAPS: {"K5"},
    Sin.FOLDS_TWICE: {"K4"},
    Sin.MIXES: {"K14"},
    Sin.SENDS_WHAT_IT_LIKES: {"K23", "K24", "K25", "K26", "K27", "K29"},
    Sin.SAME_IDS: {"K24", "K25", "K27"},
}
"""Which cases each sin breaks: these, and no others."""


@pytest.mark.parametrize("sin", list(Sin))
async def test_each_sin_is_found_by_its_cases_and_virtue_by_none(sin: Sin, autojump_clock: MockClock) -> None:
    memory = Memory(lambda orders, answer, dial: SmallClient(sin).drive(orders, answer, dial))
    asked = [one for number, one in registered().items() if number not in NOT_ASKED_OF_THE_SMALL]
    outcomes = await judge(memory.make, memory.listen, asked)

    failed = {one.title.number: one.reason for one in outcomes if one.result is Result.FAILED}
    assert failed.keys() == FOUND_BY.get(sin, set()), failed
