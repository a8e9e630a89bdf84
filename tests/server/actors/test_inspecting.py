"""Violations that are planted in a running house are found, told and mended, and the work goes on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import attrs
import pytest
from kit.inside import actor_of
from kit.recording import Recording
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.agent_memory import Held
from ringline_server.actors.alarms import Alarm
from ringline_server.actors.inspecting import DOUBTS_MAX, LATE_MS, SILENT_MS, Claim, Doubts, Vouch, timer_faults
from ringline_server.domain.capacity import Holding, Use
from ringline_server.domain.state import Interaction
from trio.testing import MockClock

FOUND_MS = 5_000
"""A house of a few actors has gone round twice by then."""


@attrs.define
class Planted:
    """A house with something wrong in it, and what it says about it."""

    at: Scene
    alarms: list[Alarm]

    async def inside(self, name: str) -> Any:
        return await actor_of(self.at.server.house.registry, name)

    async def stirs(self) -> None:
        """Something is written, so the house looks at itself."""
        await self.at.leaves(await self.at.arrives("que_mail", channel="email"))

    async def is_found(self, actor: str, fault: str) -> None:
        """Once, and mended: the next rounds find nothing."""
        await self.at.passes(FOUND_MS)
        assert [(alarm.actor, alarm.fault, alarm.is_revived) for alarm in self.alarms] == [(actor, fault, True)]
        assert self.at.server.house.registry.supervisor.crash_count == 1
        self.alarms.clear()
        await self.stirs()
        await self.at.passes(FOUND_MS)
        assert self.alarms == []


@asynccontextmanager
async def planted(**more: Any) -> AsyncIterator[Planted]:
    async with scene(agents=("ana",), **more) as at:
        house, alarms = at.server.house.registry, list[Alarm]()
        house.alarms.on_alarm = alarms.append
        yield Planted(at, alarms)
        house.alarms.counts.clear()


async def test_nothing_is_found_while_all_is_well(autojump_clock: MockClock) -> None:
    async with planted() as here:
        ana = await here.at.agent("ana")
        interaction = await here.at.talks(ana)
        waiting = [await here.at.arrives() for _ in range(3)]
        await here.at.passes(FOUND_MS)
        await ana.ends(interaction)
        await here.at.passes(FOUND_MS)

        assert here.alarms == []
        assert len(waiting) == 3


async def test_an_interaction_without_an_owner_is_revived_and_rings(autojump_clock: MockClock) -> None:
    async with planted() as here:
        interaction = await here.at.arrives()
        actor = await here.inside(f"interaction:{interaction}")
        actor.state = attrs.evolve(actor.state, waiting=None)

        await here.is_found(f"interaction:{interaction}", "it has no owner")
        ana = await here.at.agent("ana")
        await ana.accepts(await ana.rings(interaction))


async def test_a_ring_that_lost_its_timer_is_revived_and_expires_in_time(autojump_clock: MockClock) -> None:
    async with planted() as here:
        ana = await here.at.agent("ana")
        interaction = await here.at.arrives()
        ring = await ana.rings(interaction)
        actor = await here.inside(f"interaction:{interaction}")
        actor.retry_at_ms = here.at.now_ms + 3_600_000

        await here.is_found(f"interaction:{interaction}", "it rings without a timer")
        ended = await (await here.at.back(ana)).hears_the_end(ring)

        assert ended["at_ms"] == ring["data"]["expires_at_ms"]


def loses_the_entry(queue: Any, interaction: str) -> None:
    queue.matching.leaves(interaction)


def forgets_the_order(queue: Any, interaction: str) -> None:
    queue.matching.line._order.pop()


def hides_the_entry(queue: Any, interaction: str) -> None:
    queue.matching.line._filed.clear()


LOSSES: list[tuple[Callable[[Any, str], None], str]] = [
    (loses_the_entry, "an interaction waits, and does not stand in the line"),
    (forgets_the_order, "the line has entries without a place, or places without an entry"),
    (hides_the_entry, "the line offers what it does not have, or hides what it has"),
]


@pytest.mark.parametrize(("loss", "fault"), LOSSES)
async def test_a_queue_that_lost_somebody_is_revived_and_serves_them(
    autojump_clock: MockClock, loss: Callable[[Any, str], None], fault: str
) -> None:
    async with planted() as here:
        interaction = await here.at.arrives()
        loss(await here.inside("queue:que_chat"), interaction)

        await here.is_found("queue:que_chat", fault)
        ana = await here.at.agent("ana")
        await ana.accepts(await ana.rings(interaction))


async def test_an_entry_that_waits_for_nobody_is_found_and_gone(autojump_clock: MockClock) -> None:
    async with planted() as here:
        gone, stays = await here.at.arrives(), await here.at.arrives()
        state = (await here.inside(f"interaction:{gone}")).state
        await here.at.leaves(gone)
        queue = await here.inside("queue:que_chat")
        queue.matching.stands(state, here.at.now_ms)

        await here.is_found("queue:que_chat", "an entry waits for nobody")
        queue = await here.inside("queue:que_chat")
        assert [entry.id for entry in queue.matching.line] == [stays]


async def test_room_that_an_agent_forgot_is_found_before_it_is_given_twice(autojump_clock: MockClock) -> None:
    async with planted() as here:
        ana = await here.at.agent("ana")
        interaction = await here.at.talks(ana)
        agent = await here.inside("agent:agt_ana")
        agent.kept.held.clear()
        agent.shares._states.clear()
        await here.stirs()

        await here.is_found("agent:agt_ana", "an interaction takes room that the agent does not know of")
        assert interaction in (await here.inside("agent:agt_ana")).kept.held


async def test_room_that_nothing_takes_is_found_and_free(autojump_clock: MockClock) -> None:
    async with planted() as here:
        await here.at.agent("ana")
        agent = await here.inside("agent:agt_ana")
        ghost = Holding("int_ghost", Channel.MESSAGING, Use.ACTIVE)
        agent.kept.held["int_ghost"] = Held(ghost, here.at.server.house.registry.interaction("int_ghost"))
        agent.membership.tell(agent.weighed())
        await here.stirs()

        await here.is_found("agent:agt_ana", "the agent holds what no interaction takes")
        assert "int_ghost" not in (await here.inside("agent:agt_ana")).kept.held


async def test_room_that_is_something_else_is_found(autojump_clock: MockClock) -> None:
    async with planted() as here:
        ana = await here.at.agent("ana")
        interaction = await here.at.talks(ana)
        held = (await here.inside("agent:agt_ana")).kept.held
        held[interaction] = attrs.evolve(held[interaction], holding=Holding(interaction, Channel.MESSAGING, Use.PARKED))
        await here.stirs()

        await here.is_found("agent:agt_ana", "what the agent holds is something else")


async def test_a_standing_that_queues_know_wrongly_is_found_and_told_again(autojump_clock: MockClock) -> None:
    async with planted() as here:
        await here.at.agent("ana", status=None)
        told = (await here.inside("agent:agt_ana")).membership._told
        told["que_chat"] = attrs.evolve(told["que_chat"], idle_since_ms=99)
        await here.stirs()

        await here.is_found("agent:agt_ana", "its queues know another standing than it has")


async def test_an_actor_that_has_no_turn_any_more_is_told(autojump_clock: MockClock) -> None:
    async with planted() as here:
        here.at.server.house.registry._queues["que_stuck"] = Mailbox("queue:que_stuck")
        await here.stirs()
        await here.at.passes(SILENT_MS + FOUND_MS)
        del here.at.server.house.registry._queues["que_stuck"]

        assert [(alarm.actor, alarm.is_revived) for alarm in here.alarms] == [("queue:que_stuck", False)]


async def test_a_closed_interaction_leaves_memory_although_it_is_looked_at(autojump_clock: MockClock) -> None:
    async with planted() as here:
        interaction = await here.at.arrives()
        await here.at.leaves(interaction)
        for _ in range(15):
            await here.stirs()
            await here.at.passes(1_000)

        assert interaction not in here.at.server.house.registry


async def test_at_rest_nobody_looks(autojump_clock: MockClock) -> None:
    """A day passes at once: no task wakes in it."""
    async with planted() as here:
        await here.at.passes(FOUND_MS)
        actor = await here.inside("queue:que_chat")
        actor.matching.line._filed["int_x"] = None
        await here.at.passes(24 * 3_600_000)
        assert here.alarms == []
        actor.matching.line._filed.clear()


def test_a_disagreement_counts_when_it_is_still_there() -> None:
    doubts, me, other = Doubts(), Recording("queue:que_1"), Recording("interaction:int_1")
    claim = Claim(Interaction(id="int_1"), other)

    assert not doubts.weigh(claim, False, me)
    assert other.heard == [Vouch(me)]
    assert not doubts.weigh(claim, True, me), "it was an answer under way"
    assert not doubts.weigh(claim, False, me)
    assert doubts.weigh(claim, False, me)
    assert len(other.heard) == 2


def test_so_many_disagreements_are_kept_in_mind() -> None:
    doubts, other = Doubts(), Recording()
    for number in range(DOUBTS_MAX + 1):
        doubts.weigh(Claim(Interaction(id=f"int_{number}"), other), False, other)

    assert len(other.heard) == DOUBTS_MAX


def test_a_deadline_may_be_a_little_late() -> None:
    assert list(timer_faults(None, 10)) == list(timer_faults(10_000, 10_000 + LATE_MS)) == []
    assert list(timer_faults(10_000, 10_001 + LATE_MS)) == ["a deadline has passed unnoticed"]
