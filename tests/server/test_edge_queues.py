"""The edge table, end to end: overflow, empty queues, new configuration. Rows give the tests their names."""

from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.scene import Scene, scene
from ringline_server.domain.policy import OpenHours, Overflow, Queue
from trio.testing import MockClock


def overflowing(trigger: str, **policy: Any) -> tuple[Queue, Queue]:
    """A queue that sends what it does not keep to `que_next`."""
    return queue(overflow={trigger: Overflow("que_next")}, **policy), queue("que_next")


async def overflows(at: Scene, interaction: str) -> list[dict[str, Any]]:
    """All overflows of an interaction so far."""
    return [event["data"] for event in await at.history(interaction, "interaction.overflowed")]


# --- overflow while an offer is ringing


async def test_overflow_while_an_offer_is_ringing_waits_for_the_end_of_the_offer(autojump_clock: MockClock) -> None:
    async with scene(*overflowing("max_wait", max_wait_ms=10_000)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(15_000)
        during = await at.state(interaction)
        await ana.declines(ring)
        after = await at.state(interaction)

    assert (during["queue"], during["offers"][0]["state"]) == ("que_chat", "pending")
    assert (after["queue"], after["waiting"]["reason"]) == ("que_next", "overflow")
    assert after["waiting"]["entered_at_ms"] == ring["at_ms"] + 15_000
    assert after["waiting"]["waiting_since_ms"] == after["created_at_ms"]


async def test_overflow_while_an_offer_is_ringing_does_not_happen_when_it_is_accepted(
    autojump_clock: MockClock,
) -> None:
    async with scene(*overflowing("max_wait", max_wait_ms=10_000)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(15_000)
        await ana.accepts(ring)
        await at.passes(1_000)

        assert (await at.state(interaction))["phase"] == "active"
        assert await overflows(at, interaction) == []


# --- the four triggers


async def test_max_wait_overflows_to_the_millisecond(autojump_clock: MockClock) -> None:
    async with scene(*overflowing("max_wait", max_wait_ms=10_000)) as at:
        interaction = await at.arrives()
        await at.passes(9_999)
        before = await at.state(interaction)
        await at.passes(1)
        after = await at.state(interaction)

    assert (before["queue"], before["waiting"]["max_wait_at_ms"]) == ("que_chat", before["created_at_ms"] + 10_000)
    assert (after["queue"], after["waiting"]["hops"]) == ("que_next", 1)


async def test_queue_full_overflows_exactly_at_its_size_with_ringing_ones_counted(autojump_clock: MockClock) -> None:
    async with scene(*overflowing("queue_full", waiting_max=2)) as at:
        ana = await at.agent("ana")
        first = await at.arrives()
        await ana.rings(first)
        kept, over = await at.arrives(), await at.arrives()
        queues = [(await at.state(one))["queue"] for one in (first, kept, over)]
        told = await overflows(at, over)

    assert queues == ["que_chat", "que_chat", "que_next"]
    assert [(event["trigger"], event["from_queue"], event["to_queue"]) for event in told] == [
        ("queue_full", "que_chat", "que_next")
    ]


async def test_closed_overflows_on_entry_and_keeps_what_was_let_in(autojump_clock: MockClock) -> None:
    hours = OpenHours("UTC", {"fri": ("07:00-08:05",)})  # the virtual day begins on a Friday at 08:00
    async with scene(*overflowing("closed", open_hours=hours)) as at:
        early = await at.arrives()
        await at.passes(5 * 60_000)
        late = await at.arrives()
        queues = [(await at.state(one))["queue"] for one in (early, late)]
        told = await overflows(at, late)

    assert queues == ["que_chat", "que_next"]
    assert [event["trigger"] for event in told] == ["closed"]


async def test_a_message_and_the_end_where_there_is_no_target(autojump_clock: MockClock) -> None:
    sorry = {"max_wait": Overflow(message="Please write to us instead.")}
    async with scene(queue(overflow=sorry, max_wait_ms=10_000)) as at:
        interaction = await at.arrives()
        consumer = await at.consumer(interaction)
        said = await consumer.event("segment.final")
        closed = await consumer.event("interaction.closed")

    assert (said["data"]["role"], said["data"]["text"]) == ("system", "Please write to us instead.")
    assert (closed["data"]["reason"], closed["data"]["by"]) == ("overflowed", "system")
    assert closed["at_ms"] == said["at_ms"]


async def test_who_is_turned_away_is_told_why_also_when_they_come_back_later(autojump_clock: MockClock) -> None:
    hours = OpenHours(days={"mon": ()})
    async with scene(queue(open_hours=hours)) as at:
        interaction = await at.arrives()
        await at.settles()
        consumer = await at.consumer(interaction)
        view = consumer.views[f"interaction/{interaction}"]

    assert (view.phase, view.turned_away) == ("closed", "closed")


async def test_overflow_goes_round_five_times_at_most_and_then_ends(autojump_clock: MockClock) -> None:
    round_trip = [
        queue(name, max_wait_ms=1_000, overflow={"max_wait": Overflow(other)})
        for name, other in (("que_a", "que_b"), ("que_b", "que_a"))
    ]
    async with scene(*round_trip) as at:
        interaction = await at.arrives("que_a")
        await at.passes(60_000)
        state, told = await at.state(interaction), await overflows(at, interaction)

    assert [event.get("to_queue") for event in told] == ["que_b", "que_a", "que_b", "que_a", "que_b", None]
    assert (state["phase"], state["closed"]["reason"]) == ("closed", "overflowed")


# --- nobody is signed in


async def test_no_agent_signed_in_at_all_overflows_at_once_on_entry(autojump_clock: MockClock) -> None:
    async with scene(*overflowing("no_agents", join_when_empty=False)) as at:
        nobody = await at.arrives()
        await at.agent("ana", status=None)
        somebody = await at.arrives()
        at_once, stays = await at.state(nobody), await at.state(somebody)
        told = await overflows(at, nobody)

    assert (at_once["queue"], at_once["waiting"]["entered_at_ms"]) == ("que_next", at_once["created_at_ms"])
    assert [event["trigger"] for event in told] == ["no_agents"]
    assert stays["queue"] == "que_chat"


@pytest.mark.parametrize(("leaves", "in_queue"), [(True, "que_next"), (False, "que_chat")])
async def test_no_agent_signed_in_any_more_overflows_what_waits_where_the_queue_says_so(
    autojump_clock: MockClock, leaves: bool, in_queue: str
) -> None:
    async with scene(*overflowing("no_agents", leave_when_empty=leaves)) as at:
        ana, bruno = await at.agent("ana", status=None), await at.agent("bruno", status=None)
        interaction = await at.arrives()
        await ana.chooses("offline")
        await at.passes(1_000)
        one_left = (await at.state(interaction))["queue"]
        await bruno.chooses("offline")
        await at.settles()

        assert (await at.state(interaction))["queue"] == in_queue

    assert one_left == "que_chat"


# --- new configuration


async def test_config_changed_in_flight_holds_for_new_events_and_running_timers_keep_their_deadline(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue(ring_ms=20_000), agents=("ana",)) as at:
        ana = await at.agent("ana")
        running = await ana.rings(await at.arrives())
        await at.passes(5_000)
        plain = account(queue(ring_ms=7_000, wrap_up=attrs.evolve(queue().wrap_up, duration_ms=9_000)), agents=("ana",))
        at.server.house.registry.reload(plain)
        fresh = await ana.rings(await at.arrives())
        fresh_end, running_end = await ana.hears_the_end(fresh), await ana.hears_the_end(running)

    assert fresh["data"]["ring_ms"] == 7_000
    assert fresh_end["at_ms"] == fresh["at_ms"] + 7_000
    assert running_end["at_ms"] == running["at_ms"] + 20_000


async def arrives_apart(at: Scene) -> str:
    """Not in the same millisecond as the one before."""
    await at.passes(1)
    return await at.arrives()


async def test_config_changed_in_flight_holds_for_what_waits_when_somebody_says_so(autojump_clock: MockClock) -> None:
    async with scene(queue(max_wait_ms=600_000), agents=("ana",)) as at:
        sofia, service = await at.connects("agt_sofia"), await at.service()
        kept, shorter, over = [await arrives_apart(at) for _ in range(3)]
        await at.passes(100_000)
        at.server.house.registry.reload(account(queue(max_wait_ms=200_000), agents=("ana",)))
        told = await sofia.ask("interaction.reevaluate", {"interaction": shorter})
        again = await service.ask("interaction.reevaluate", {"interaction": shorter})
        line = [row["interaction"] for row in (await sofia.ask("queue.read", {"queue": "que_chat"}, key=None))["rows"]]
        at.server.house.registry.reload(account(queue(max_wait_ms=60_000), agents=("ana",)))
        await sofia.ask("interaction.reevaluate", {"interaction": over})
        await at.passes(1)
        ended = (await at.state(over))["closed"]["reason"]
        await at.passes(100_000)
        waits, done = await at.state(kept), await at.state(shorter)

    created_at_ms = done["created_at_ms"]
    assert told == again == {"queue": "que_chat", "max_wait_at_ms": created_at_ms + 200_000}
    assert line == [kept, shorter, over]
    assert ended == "overflowed"
    assert (waits["phase"], waits["waiting"]["max_wait_at_ms"]) == ("queued", waits["created_at_ms"] + 600_000)
    assert done["closed"]["at_ms"] == created_at_ms + 200_000


async def test_config_changed_in_flight_gives_a_queue_new_members_at_once(autojump_clock: MockClock) -> None:
    before = account(agents=("ana", "bruno"))
    outside = attrs.evolve(before.agents["agt_bruno"], queues=())
    async with scene(of=attrs.evolve(before, agents={**before.agents, "agt_bruno": outside})) as at:
        bruno = await at.agent("bruno")
        interaction = await at.arrives()
        await at.passes(1_000)
        waited = bruno.told("offer.created")
        at.server.house.registry.reload(before)
        ring = await bruno.rings(interaction)

    assert waited == []
    assert ring["data"]["card"]["waited_ms"] == 1_000
