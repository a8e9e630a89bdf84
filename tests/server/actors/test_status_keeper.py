"""An agent's status on disk: written when it can be, in order, once; a cache that may be lost."""

import trio
from kit.accounts import account
from kit.desks import Desk, agents_house
from ringline_protocol import events as told
from ringline_protocol.values import Channel, Status
from ringline_server.actors.status_keeper import SNAPSHOT_EVERY_EVENTS, STORE_RETRY_MS, StatusKeeper
from ringline_server.domain import agent as rules
from ringline_server.domain.agent import AgentStatus, Work
from ringline_server.domain.agent_events import OptOutsChosen
from ringline_server.store import facts
from ringline_server.store.records import Snapshot
from trio.testing import MockClock, wait_all_tasks_blocked

RETRY_S = STORE_RETRY_MS / 1000 + 0.002


def status_of(desk: Desk) -> tuple[Status, str | None]:
    return desk.status.status, desk.status.reason


async def test_what_happened_while_the_store_was_down_is_written_down_when_it_is_back(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_voice")
        await trio.sleep(19)
        house.medium.faults.stalls_after = told_late = trio.Event()
        await trio.sleep(1.002)
        house.medium.faults.stalls_after, house.medium.faults.fails = None, True
        told_late.set()
        await wait_all_tasks_blocked()
        assert len(ana.told(told.OfferEnded)) == 1
        assert status_of(ana) == (Status.READY, None)
        house.medium.faults.fails = False
        await trio.sleep(RETRY_S)
        await wait_all_tasks_blocked()

        assert status_of(ana) == (Status.NOT_READY, "missed")
        assert len(ana.told(told.OfferEnded)) == 1


async def test_signing_in_while_the_store_is_down_is_a_status_as_soon_as_it_is_back(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        house.medium.faults.fails = True
        ana = await house.desk("agt_ana")
        assert status_of(ana) == (Status.OFFLINE, None)
        await trio.sleep(10)
        assert status_of(ana) == (Status.OFFLINE, None)
        house.medium.faults.fails = False
        await trio.sleep(RETRY_S)
        await wait_all_tasks_blocked()

        assert status_of(ana) == (Status.NOT_READY, "signed_in")
        kinds = [record.kind for record in await house.registry.disk.read("agent/agt_ana")]
        assert kinds == ["agent.status_chosen"]


async def test_a_status_is_kept_in_a_cache_now_and_then(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        for number in range(SNAPSHOT_EVERY_EVENTS):
            await ana.chooses(Status.READY if number % 2 else Status.NOT_READY, reason=None)
        (kept,) = [one for one in house.snapshots if one.stream == "agent/agt_ana"]
        medium = house.medium
        await house.registry.disk.save_snapshots([kept])

    assert facts.agent_from_snapshot(kept.body) is not None
    async with agents_house(account(), medium) as house:
        ana = await house.desk("agt_ana")
        assert status_of(ana) == (Status.READY, None)
        assert (await ana.chooses(Status.NOT_READY)).result["status"] is Status.NOT_READY


async def test_a_cache_that_nobody_can_read_costs_nothing(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        await (await house.desk("agt_ana")).ready()
        medium = house.medium
        await house.registry.disk.save_snapshots([Snapshot("agent/agt_ana", 2, b'{"status":"asleep"}')])
    async with agents_house(account(), medium) as house:
        assert status_of(await house.desk("agt_ana")) == (Status.READY, None)


async def test_happenings_are_judged_in_order_by_the_status_that_each_finds(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        voice = house.registry.account.queues["que_voice"]
        keeper = StatusKeeper("agent/agt_x", house.registry, AgentStatus(Status.READY, None, "agent:agt_x"), 0)
        keeper.happens(lambda status, work: rules.missed(status, "off_1", voice, work))
        keeper.happens(lambda status, _: rules.answered(status))
        await keeper.catch_up(Work(), 1_000)

        assert (keeper.status.status, keeper.status.misses, keeper.seq) == (Status.READY, 0, 4)
        await keeper.catch_up(Work(), 2_000)
        assert keeper.seq == 4
        await keeper.catch_up(Work(is_gone=True), 3_000)
        assert (keeper.status.status, keeper.status.since_ms) == (Status.OFFLINE, 3_000)


async def test_an_event_is_true_only_when_it_is_on_disk(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        keeper = StatusKeeper("agent/agt_x", house.registry, AgentStatus(), 0)
        house.medium.faults.stalls_before = stalled = trio.Event()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(keeper.append, (OptOutsChosen((Channel.VOICE,), ()),), 1_000)
            await wait_all_tasks_blocked()
            assert keeper.status == AgentStatus()
            stalled.set()
        assert keeper.status.channels_out == (Channel.VOICE,)
