"""The kit is right about our server, and right about servers that lie."""

import os
import sys
from pathlib import Path

import pytest
import trio
from kit.lies import LIES
from kit.lying_proxy import Lie, lying_proxy
from ringline_client.cli.conformance import chosen
from ringline_client.conformance.cases import registered
from ringline_client.conformance.own_process import own_process
from ringline_client.conformance.runner import Outcome, Plan, Result, run
from ringline_client.conformance.target import Target
from ringline_client.connection import Address
from ringline_client.demo.house import own_server
from ringline_client.tokens import TokenFile

UNTOUCHED = "H113"
"""No lie has to do with it."""
WHO_IS_FASTER = {"D51", "D52"}
"""Over TCP they are skipped when the answer comes before the next question was read."""
MINUTES = {"G106", "H110"}
IN_MEMORY = {"D63", "D64", "E71", "H115", "I126", "J138"}
"""What these need, nobody has of a process; test_kit_in_memory.py asks them all."""


def plan(tokens: TokenFile, only: str, url: str | None = None) -> Plan:
    return Plan(Target(Address.of(url or tokens.url), tokens), chosen(only), registered())


def numbers(outcomes: list[Outcome], result: Result) -> set[str]:
    return {outcome.title.number for outcome in outcomes if outcome.result is result}


@pytest.mark.timeout(240)
async def test_our_server_keeps_every_promise_that_the_kit_asks_for_over_tcp() -> None:
    together = [number for number, one in registered().items() if not one.is_alone]
    async with own_process() as target:
        outcomes = await run(Plan(target, chosen(",".join(together)), registered()))
        again = await run(Plan(target, chosen("B17,E65,E67,G95"), registered()))

    assert {one.title.number: one.reason for one in outcomes if one.result is Result.FAILED} == {}
    assert numbers(outcomes, Result.PASSED) >= set(together) - WHO_IS_FASTER - MINUTES - IN_MEMORY
    assert all(one.reason for one in outcomes if one.result is Result.SKIPPED)
    assert numbers(again, Result.PASSED) == {"B17", "E65", "E67", "G95"}, "a case left something behind"


@pytest.mark.timeout(240)
async def test_our_server_keeps_them_when_it_is_killed_stopped_and_starved() -> None:
    """J139 waits for half a minute: it is asked in memory."""
    alone = [number for number, one in registered().items() if one.is_alone and number != "J139"]
    async with own_process() as target:
        outcomes = await run(Plan(target, chosen(",".join(alone)), registered()))

    assert {one.title.number: one.reason for one in outcomes if one.result is Result.FAILED} == {}
    assert numbers(outcomes, Result.PASSED) == set(alone) - IN_MEMORY


@pytest.mark.timeout(300)
async def test_each_lie_is_found_by_its_cases_and_the_truth_by_none() -> None:
    found: dict[str, set[str]] = {}
    async with own_server() as server:
        for name, (lie, cases) in LIES.items():
            async with lying_proxy(server.tokens.url, lie) as url:
                outcomes = await run(plan(server.tokens, ",".join([*cases, UNTOUCHED]), url))
                found[name] = numbers(outcomes, Result.FAILED)
        async with lying_proxy(server.tokens.url, Lie()) as url:
            every = ",".join(set.union(*(cases for _, cases in LIES.values())))
            honest = await run(plan(server.tokens, every, url))

    assert found == {name: cases for name, (_, cases) in LIES.items()}
    assert numbers(honest, Result.FAILED) == set()


@pytest.mark.timeout(60)
async def test_the_command_asks_reports_and_exits(tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    async with own_server() as server:
        command = [sys.executable, "-m", "ringline_client", "conformance", "--tokens", str(server.tokens.path)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        done = await trio.run_process(
            [*command, "--only", "A1,E83,G95", "--junit", str(junit)], capture_stdout=True, env=environment
        )

    assert b"2 passed, 0 failed, 1 skipped" in done.stdout
    assert 'tests="3"' in junit.read_text(encoding="utf-8")
