"""Whom one may hand work to: found by part of a name, whatever its case and accents."""

from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.house import principal
from kit.scene import Scene, scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadDirectory
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_server.domain.policy import Account
from ringline_server.edges import directory
from trio.testing import MockClock


def people() -> Account:
    """José, Łukasz and Ana; the queues Atención and Ventas."""
    known = account(queue("que_a"), queue("que_b"), agents=("a", "b", "c"))
    names = {"agt_a": "José García", "agt_b": "Łukasz Ødegård", "agt_c": "Ana Jimenez"}
    queues = {"que_a": "Atención", "que_b": "Ventas"}
    return attrs.evolve(
        known,
        agents={one: attrs.evolve(agent, name=names.get(one, agent.name)) for one, agent in known.agents.items()},
        queues={one: attrs.evolve(line, name=queues[one]) for one, line in known.queues.items()},
    )


async def found(at: Scene, text: str, limit: int = 50) -> tuple[list[Any], list[Any]]:
    answer = await directory.answer(at.server.server, ReadDirectory(text, limit), principal("agt_c"))
    return [one["queue"] for one in answer.result["queues"]], [one["agent"] for one in answer.result["agents"]]


@pytest.mark.parametrize(
    ("text", "queues", "agents"),
    [
        ("jose", [], ["agt_a"]),
        ("GARCÍA", [], ["agt_a"]),
        ("lukasz o", [], ["agt_b"]),
        ("cion", ["que_a"], []),
        (" ventas ", ["que_b"], []),
        ("zzz", [], []),
        ("", ["que_a", "que_b"], ["agt_a", "agt_b", "agt_sofia"]),
    ],
)
async def test_a_part_of_a_name_finds_it_and_nobody_finds_themselves(
    autojump_clock: MockClock, text: str, queues: list[str], agents: list[str]
) -> None:
    async with scene(of=people()) as at:
        assert await found(at, text) == (queues, agents)
        assert await found(at, "jimenez") == ([], [])


async def test_queues_and_agents_are_limited_each(autojump_clock: MockClock) -> None:
    async with scene(of=people()) as at:
        assert await found(at, "", 1) == (["que_a"], ["agt_a"])


@pytest.mark.parametrize("limit", [0, PAGE_ITEMS_MAX + 1])
async def test_a_limit_that_is_none_is_refused(autojump_clock: MockClock, limit: int) -> None:
    async with scene(of=people()) as at:
        with pytest.raises(Refused) as caught:
            await found(at, "", limit)
    assert caught.value.code is ErrorCode.BAD_REQUEST


async def test_a_queue_says_how_long_the_line_is_and_who_could_take_from_it(autojump_clock: MockClock) -> None:
    async with scene(of=people()) as at:
        empty = await directory.describe_queue(at.server.server, "que_a")
        await at.arrives("que_a")
        since_ms = at.now_ms
        await at.passes(5_000)
        await at.agent("a", status="not_ready")
        await at.agent("b")
        await at.arrives("que_a", top_priority=True)
        busy = await directory.describe_queue(at.server.server, "que_a")
    assert (empty["name"], empty["channel"], empty["waiting"], empty["longest_since_ms"]) == (
        "Atención",
        "messaging",
        0,
        None,
    )
    assert (busy["waiting"], busy["longest_since_ms"], busy["agents_signed_in"]) == (2, since_ms, 2)


async def test_an_agent_says_what_they_chose_and_what_they_do(autojump_clock: MockClock) -> None:
    async with scene(of=people()) as at:
        before = await directory.describe_agent(at.server.server, "agt_a")
        jose = await at.agent("a")
        await at.talks(jose, "que_a")
        after = await directory.describe_agent(at.server.server, "agt_a")
    assert (before["name"], before["status"], before["presence"]) == ("José García", "offline", "gone")
    assert (after["status"], after["presence"], after["units_used"]) == ("ready", "connected", 25)
    assert after["queues"] == ("que_a", "que_b")
