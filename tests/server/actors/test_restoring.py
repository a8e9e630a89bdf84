"""A restart with many in line: who is first is offered first, although the others are not back yet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from kit.accounts import account, queue
from kit.queue_house import CHAT, QueueHouse, queue_house
from ringline_protocol.commands import ReadQueue
from ringline_protocol.values import Channel, ClosedReason
from ringline_server.actors.messages import Done, Outcome
from ringline_server.actors.restoring import Lines, bring_back, restore
from ringline_server.actors.returning import PATIENCE_MS
from ringline_server.domain.policy import Account
from ringline_server.store.memory import MemoryMedium
from trio.testing import MockClock, wait_all_tasks_blocked


@attrs.frozen(eq=False)
class Restarted:
    """A house that was killed and whose door is open again; the line is not back yet."""

    house: QueueHouse
    lines: Lines
    at_once: int

    async def comes_back(self) -> None:
        """The line, too."""
        await bring_back(self.house.registry, self.lines)
        await wait_all_tasks_blocked()


@asynccontextmanager
async def restarted(before: MemoryMedium, policies: Account) -> AsyncIterator[Restarted]:
    """What was synced is there."""
    before.crash()
    async with queue_house(policies, before) as house:
        at_once, lines = await restore(house.registry)
        yield Restarted(house, lines, at_once)


async def filled(policies: Account, interactions: dict[str, dict[str, Any]]) -> MemoryMedium:
    """They enter the queue one second after the other; then the server is gone."""
    async with queue_house(policies) as house:
        for name, more in interactions.items():
            await house.enters(name, **more)
            await trio.sleep(1)
        return house.small.medium


async def test_the_first_in_line_is_offered_first_although_another_was_asked_for_before(
    autojump_clock: MockClock,
) -> None:
    medium = await filled(account(), {"int_a": {}, "int_b": {}, "int_c": {}})
    async with restarted(medium, account()) as again:
        await again.house.state("int_c")
        await again.house.says("agt_ana")
        early = await again.house.asked("agt_ana")
        await again.comes_back()
        asked = await again.house.asked("agt_ana")

    assert (early, asked) == ([], ["int_a"])
    assert (again.at_once, len(again.lines)) == (0, 3)


async def test_the_line_comes_back_by_its_order_and_not_by_age(autojump_clock: MockClock) -> None:
    medium = await filled(account(), {"int_a": {}, "int_b": {"bonus": 3}, "int_c": {"top_priority": True}})
    async with restarted(medium, account()) as again:
        order = again.lines.in_turn()
        await again.comes_back()
        line = await again.house.looks(again.house.registry.overseer, ReadQueue(CHAT))

    assert order == ["int_c", "int_b", "int_a"]
    assert isinstance(line, Done)
    assert [row.interaction for row in line.result["rows"]] == order


async def test_a_newcomer_waits_for_those_who_stood_in_line(autojump_clock: MockClock) -> None:
    medium = await filled(account(), {"int_a": {}})
    async with restarted(medium, account()) as again:
        await again.house.says("agt_ana")
        await again.house.enters("int_new")
        early = await again.house.asked("agt_ana")
        await again.comes_back()
        asked = await again.house.asked("agt_ana")

    assert (early, asked) == ([], ["int_a"])


async def test_the_size_limit_counts_those_who_are_on_their_way(autojump_clock: MockClock) -> None:
    policies = account(queue(waiting_max=2))
    medium = await filled(policies, {"int_a": {}, "int_b": {}})
    async with restarted(medium, policies) as again:
        await again.house.enters("int_new")
        await again.comes_back()
        state = await again.house.state("int_new")

    assert state.closed is not None
    assert state.closed.reason is ClosedReason.OVERFLOWED


async def test_a_question_about_the_line_is_answered_when_all_of_it_is_back(autojump_clock: MockClock) -> None:
    medium = await filled(account(), {"int_a": {}, "int_b": {}})
    outcomes: list[Outcome] = []
    async with restarted(medium, account()) as again, trio.open_nursery() as nursery:

        async def ask() -> None:
            outcomes.append(await again.house.looks(again.house.registry.overseer, ReadQueue(CHAT)))

        nursery.start_soon(ask)
        await again.house.state("int_b")
        early = list(outcomes)
        await again.comes_back()

    assert early == []
    assert isinstance(outcomes[0], Done)
    assert [row.interaction for row in outcomes[0].result["rows"]] == ["int_a", "int_b"]


async def test_one_that_ended_before_its_turn_is_not_waited_for(autojump_clock: MockClock) -> None:
    medium = await filled(account(), {"int_a": {}, "int_b": {}})
    async with restarted(medium, account()) as again:
        await again.house.ends("int_a")
        await again.house.says("agt_ana")
        await again.comes_back()
        asked = await again.house.asked("agt_ana")

    assert asked == ["int_b"]


async def test_what_rings_or_is_handled_is_back_before_the_door_opens(autojump_clock: MockClock) -> None:
    async with queue_house(account()) as house:
        for name in ("int_a", "int_b", "int_c"):
            await house.enters(name)
        await house.says("agt_ana")
        await house.grants("agt_ana", "int_a")
        await house.accepts("agt_ana", "int_a")
        await house.grants("agt_ana", "int_b")
        medium = house.small.medium
    async with restarted(medium, account()) as again:
        in_memory = set(again.house.registry.in_memory())

    assert in_memory == {"int_a", "int_b"}
    assert again.lines.in_turn() == ["int_c"]


async def test_one_that_is_being_taken_and_is_back_at_once_does_not_hold_up_the_line(autojump_clock: MockClock) -> None:
    policies = account(queue(channel=Channel.VOICE))
    async with queue_house(policies) as house:
        await house.enters("int_a")
        await house.says("agt_ana")
        await house.grants("agt_ana", "int_a")
        await house.accepts("agt_ana", "int_a")
        assert (await house.state("int_a")).waiting is not None
        await house.enters("int_b")
        medium = house.small.medium
    async with restarted(medium, policies) as again:
        began = trio.current_time()
        await again.comes_back()
        await again.house.says("agt_bruno")
        asked = await again.house.asked("agt_bruno")
        took_s = trio.current_time() - began

    assert asked == ["int_b"]
    assert took_s < PATIENCE_MS / 1000


async def test_a_queue_that_crashes_while_its_line_comes_back_still_keeps_the_order(autojump_clock: MockClock) -> None:
    medium = await filled(account(), {"int_a": {}, "int_b": {}, "int_c": {}})
    async with restarted(medium, account()) as again:
        await again.house.state("int_b")
        await again.house.crashes()
        await again.house.says("agt_ana")
        await again.comes_back()
        await trio.sleep(1)
        asked = await again.house.asked("agt_ana")

    assert asked[0] == "int_a"
