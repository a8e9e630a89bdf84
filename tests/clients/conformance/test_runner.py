"""Cases side by side, each with its own time, none in the way of another."""

import json
from pathlib import Path

import trio
from ringline_client.conformance.broken import Skipped, check
from ringline_client.conformance.cases import Case, Play, Title
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.runner import AT_ONCE, Outcome, Plan, Result, run
from ringline_client.conformance.target import Target
from ringline_client.connection import Address
from ringline_client.tokens import TokenFile
from trio.testing import MockClock


async def ran(tmp_path: Path, plays: dict[str, Play], *uses: str, **more: str) -> dict[str, Outcome]:
    path = tmp_path / "tokens.json"
    path.write_text(json.dumps({"url": "ws://127.0.0.1:9/ws"}))
    file = TokenFile.open(path)
    titles = [Title(number, True, "a case") for number in [*plays, *more]]
    cases = {number: Case(number, play, frozenset(uses), 10) for number, play in plays.items()}
    outcomes = await run(Plan(Target(Address.of(file.url), file), titles, cases))
    assert [outcome.title.number for outcome in outcomes] == [*plays, *more]
    return {outcome.title.number: outcome for outcome in outcomes}


async def test_every_end_of_a_case_is_a_result(tmp_path: Path, autojump_clock: MockClock) -> None:
    async def passes(at: Floor) -> None:
        await trio.sleep(1)

    async def breaks(at: Floor) -> None:
        at.transcript.note("nobody", "<", "the last words")
        check(False, "a promise")

    async def is_malformed(at: Floor) -> None:
        json.loads("{}")["seq"]

    async def skips(at: Floor) -> None:
        raise Skipped("not here")

    async def breaks_beside(at: Floor) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(breaks, at)

    plays: dict[str, Play] = {
        "X0": breaks_beside,
        "X1": passes,
        "X2": breaks,
        "X3": is_malformed,
        "X4": skips,
        "X5": forever,
    }
    found = await ran(tmp_path, plays, X6="", A29="")

    assert {number: (str(one.result), one.reason) for number, one in found.items()} == {
        "X0": ("failed", "a promise"),
        "X1": ("passed", ""),
        "X2": ("failed", "a promise"),
        "X3": ("failed", "KeyError: 'seq'"),
        "X4": ("skipped", "not here"),
        "X5": ("failed", "took longer than 10 s"),
        "X6": ("not in the kit yet", ""),
        "A29": ("not in the kit yet", ""),
    }
    assert "the last words" in found["X2"].transcript[0]
    assert found["X1"].transcript == ()


async def forever(at: Floor) -> None:
    await trio.sleep_forever()


async def test_cases_that_use_the_same_wait_for_each_other(tmp_path: Path, autojump_clock: MockClock) -> None:
    playing: list[int] = []

    async def alone(at: Floor) -> None:
        playing.append(1)
        check(len(playing) == 1, "somebody else is here")
        await trio.sleep(1)
        playing.pop()

    found = await ran(tmp_path, {f"X{number}": alone for number in range(5)}, "agt_ana")
    assert {one.result for one in found.values()} == {Result.PASSED}


async def test_only_so_many_play_at_once(tmp_path: Path, autojump_clock: MockClock) -> None:
    playing, most = 0, 0

    async def play(at: Floor) -> None:
        nonlocal playing, most
        playing += 1
        most = max(most, playing)
        await trio.sleep(1)
        playing -= 1

    found = await ran(tmp_path, {f"X{number}": play for number in range(AT_ONCE * 2)})
    assert {one.result for one in found.values()} == {Result.PASSED}
    assert most == AT_ONCE


async def test_what_cannot_be_tidied_up_fails_the_case(tmp_path: Path) -> None:
    async def signs_in(at: Floor) -> None:
        at.agents.add("agt_nobody")

    found = await ran(tmp_path, {"X1": signs_in})
    assert found["X1"].result is Result.FAILED
    assert found["X1"].reason.startswith("tidying up: ")
