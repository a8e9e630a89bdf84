"""Promise: every channel, what one is busy with, who may still read, the figures, end to end (domain.md 5 and 8)."""

import attrs
import pytest
from kit.accounts import account, queue
from kit.scene import scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Account, Capacity
from trio.testing import MockClock


async def test_a_video_call_rings_and_is_active_when_both_sides_have_media(autojump_clock: MockClock) -> None:
    async with scene(queue("que_video", Channel.VIDEO)) as at:
        ana = await at.agent("ana")
        interaction, consumer = await at.calls(ana, "que_video")
        state = await at.state(interaction)
        second = await at.arrives("que_video")
        await at.passes(5_000)
        told = [ring["data"]["interaction"] for ring in ana.events(ana.own) if ring["event"] == "offer.created"]
        await consumer.ask("interaction.end", {"interaction": interaction})

    assert (state["channel"], state["phase"]) == ("video", "active")
    assert second not in told


async def test_a_work_item_is_assigned_without_a_ring_and_resolved(autojump_clock: MockClock) -> None:
    async with scene(queue("que_work", Channel.WORK_ITEM)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives("que_work", subject="Refund 12")
        card = await ana.gets(interaction)
        await ana.ask("interaction.resolve", {"interaction": interaction, "dispositions": ["solved"]})
        state = await at.state(interaction)

    assert (card["channel"], card["subject"]) == ("work_item", "Refund 12")
    assert state["ended"]["reason"] == "resolved"


def with_capacity(capacity: Capacity) -> Account:
    """Ana, with this capacity, in queues of all kinds."""
    plain = account(agents=("ana",))
    ana = attrs.evolve(plain.agents["agt_ana"], capacity=capacity)
    return attrs.evolve(plain, agents={**plain.agents, "agt_ana": ana})


ROOMY = Capacity(units=1_000)
WITH_RULE = attrs.evolve(ROOMY, occupied_rules=({Channel.MESSAGING: 50},))
INTERRUPTIBLE = Capacity(interruptible_by={Channel.MESSAGING: frozenset({Channel.VOICE})})


@pytest.mark.parametrize(
    ("capacity", "chats", "rings", "why"),
    [
        (Capacity(), 1, False, "no_capacity"),
        (ROOMY, 2, True, None),
        (WITH_RULE, 1, True, None),
        (WITH_RULE, 2, False, "occupied"),
        (INTERRUPTIBLE, 1, True, None),
    ],
    ids=["all_units_taken", "room_for_both", "below_the_rule", "occupied", "interruptible"],
)
async def test_a_call_reaches_who_chats_as_far_as_their_capacity_says(
    autojump_clock: MockClock, capacity: Capacity, chats: int, rings: bool, why: str | None
) -> None:
    async with scene(of=with_capacity(capacity)) as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        for _ in range(chats):
            await at.talks(ana)
        call = await at.arrives("que_voice")
        await at.passes(1_000)
        rang = [ring for ring in ana.events(ana.own) if ring["data"].get("interaction") == call]
        explained = await sofia.ask("interaction.explain", {"interaction": call}, key=None)

    assert [ring["event"] for ring in rang] == (["offer.created"] if rings else [])
    if why is not None:
        assert [one["out"] for one in explained["members"]] == [why]


async def test_who_may_no_longer_read_is_told_and_hears_nothing_more(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await ana.reads(interaction)
        await ana.declines(ring)
        notice = await ana.frame(lambda frame: frame["type"] == "notice")
        service = await at.service()
        await service.ask("message.send", {"interaction": interaction, "text": "Hello?"})
        await at.settles()
        again = await ana.error("stream.subscribe", {"stream": f"interaction/{interaction}"}, key=None)

    assert (notice["notice"], notice["stream"]) == ("unsubscribed", f"interaction/{interaction}")
    assert notice["reason"] == "forbidden"
    assert [frame for frame in ana.seen if "Hello?" in str(frame)] == []
    assert again["code"] == "forbidden"


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_the_service_level_counts_on_through_a_restart(autojump_clock: MockClock, is_restarted: bool) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        for _ in range(2):
            interaction = await at.talks(ana)
            await ana.ends(interaction)
            await ana.wraps_up(interaction)
        await at.passes(2_000)
        before = at.kill()
    async with scene(**before) as at:
        sofia = await at.connects("agt_sofia")
        ana = await at.agent("ana")
        if not is_restarted:
            await at.talks(ana)
        await at.passes(2_000)
        figures = (await sofia.ask("queue.read", {"queue": "que_chat"}, key=None))["figures"]

    level = figures["service_level"]
    assert level["counters"]["answered_in"] == (2 if is_restarted else 3)
