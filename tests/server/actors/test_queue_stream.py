"""What a queue's readers fold is what a newcomer's snapshot says, after every event and for every kind of reader."""

from functools import partial
from random import Random

import pytest
import trio
from kit.accounts import account, queue
from kit.house import principal
from kit.queue_house import CHAT, QueueHouse, ViewSink, queue_house
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.policy import Selection
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock

AGENTS = ("agt_ana", "agt_bruno")
SOFIA = principal("agt_sofia", PrincipalKind.SUPERVISOR)
ANA = principal("agt_ana")


async def test_a_supervisor_sees_who_waits_where_it_rings_and_how_it_left(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(SOFIA)
        await house.enters("int_1", subject="Billete")
        assert [(row.entry.consumer_name, row.entry.subject) for row in sink.view.rows] == [("María", "Billete")]
        await house.says("agt_ana")
        await house.grants("agt_ana", "int_1")
        assert sink.view.rows[0].ringing == ("agt_ana",)
        await house.accepts("agt_ana", "int_1")
        assert (sink.view.rows, sink.view.waiting) == ((), 0)

    kinds = [name for name in sink.names if name not in ("queue.figures", "queue.members_changed")]
    assert kinds == ["queue.entered", "queue.offered", "queue.left"]


async def test_a_member_sees_how_many_wait_and_nothing_else(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(ANA)
        await house.enters("int_1")
        await house.says("agt_ana")
        await house.grants("agt_ana", "int_1")
        await trio.sleep(2)

    assert (sink.view.waiting, sink.view.rows, sink.view.members) == (1, (), ())
    assert "queue.offered" not in sink.names
    assert sink.view.figures is not None
    assert sink.view.figures.agents_signed_in is None


@pytest.mark.parametrize(
    "by",
    [
        principal("agt_carla"),
        principal("svc_1", PrincipalKind.SERVICE),
        principal("con_1", PrincipalKind.CONSUMER, "int_1"),
    ],
)
async def test_nobody_else_reads_it(autojump_clock: MockClock, by: object) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(by)  # type: ignore[arg-type]
    assert sink.gone == "refused"


async def test_what_is_told_twice_is_published_once(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(SOFIA)
        await house.says("agt_ana")
        head = sink.head
        await house.says("agt_ana")
        await house.says("agt_ana", load_units=25)
    assert sink.head == head


async def test_a_reader_who_was_cut_off_goes_on_where_they_were(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(SOFIA)
        await house.enters("int_1")
        again = ViewSink(SOFIA, view=sink.view)
        assert sink.verdict is not None
        pos, known = (sink.verdict.epoch, sink.head), sink.view
        await house.enters("int_2")
        await house.resumes(again, pos)

    assert again.verdict is not None
    assert again.verdict.recovered
    assert (again.view, again.head) == (sink.view, sink.head)
    assert again.view != known


@pytest.mark.parametrize("seed", range(4))
async def test_folding_the_events_gives_the_snapshot_at_every_moment(autojump_clock: MockClock, seed: int) -> None:
    random = Random(seed)
    policy = queue(CHAT, selection=Selection.SIMULTANEOUS, ring_many=2, decline_cooldown_ms=3_000)
    async with queue_house(account(policy)) as house:
        sinks = [await house.reads(SOFIA), await house.reads(ANA)]
        for number in range(80):
            await (_in_turn(house, number) if number < 7 else _something(house, random, number))
            for sink in sinks:
                fresh = await house.reads(sink.by)
                assert fresh.view == sink.view
                assert fresh.head == sink.head
    assert len(set(sinks[0].names)) == 6, "one of the kinds of event was never told"


async def _in_turn(house: QueueHouse, number: int) -> None:
    """Every kind of event at least once."""
    deeds = (
        lambda: house.says("agt_ana"),
        lambda: house.enters("int_first"),
        lambda: house.grants("agt_ana", "int_first"),
        lambda: house.declines("agt_ana", "int_first"),
        lambda: house.ends("int_first"),
        lambda: house.says("agt_bruno"),
        partial(trio.sleep, 2),
    )
    await deeds[number]()


async def _something(house: QueueHouse, random: Random, number: int) -> None:
    agent = random.choice(AGENTS)
    for wish in await house.asked(agent):
        await house.grants(agent, wish)
    open_ones = [one for one in house.registry.in_memory() if (await house.state(one)).ended is None]
    interaction = random.choice(sorted(open_ones)) if open_ones else ""
    match random.randrange(8):
        case 0 | 1:
            await house.enters(f"int_{number}", bonus=random.randrange(3))
        case 2 | 3:
            await house.says(agent, random.choice([None, None, RuledOut.NOT_READY, RuledOut.OFFLINE]))
        case 4 | 5 if interaction and agent in await house.rings_at(interaction):
            await (house.declines if random.random() < 0.8 else house.accepts)(agent, interaction)
        case 6 if interaction:
            await house.ends(interaction)
        case _:
            await trio.sleep(random.choice([0.1, 1.5, 4]))
