"""Figures: at most once a second, and the service level of the day from the rows that interactions wrote."""

import attrs
import trio
from kit.accounts import account, queue
from kit.floor import QUEUE, START_MS, Floor
from kit.house import principal
from kit.queue_house import CHAT, queue_house
from ringline_protocol.commands import ReadQueue
from ringline_protocol.events import QueueFigures
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.figures import LEVEL_EVERY_MS, Figures
from ringline_server.actors.messages import Done, Unsubscribe
from ringline_server.domain.matching import Matching
from ringline_server.domain.open_hours import day_start_ms
from ringline_server.domain.policy import OpenHours
from ringline_server.store.records import CountRow, StoreUnavailable
from trio.testing import MockClock

SOFIA = principal("agt_sofia", PrincipalKind.SUPERVISOR)


async def test_figures_are_told_after_changes_at_most_once_a_second(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await trio.sleep(2)
        sink = await house.reads(SOFIA)
        for number in range(10):
            await house.enters(f"int_{number}")
            await trio.sleep(0.05)
        assert sink.names.count("queue.figures") <= 2
        await trio.sleep(1)

        assert sink.view.figures is not None
        assert sink.view.figures.waiting == 10
        told = sink.names.count("queue.figures")
        await trio.sleep(60)
        assert sink.names.count("queue.figures") == told


async def test_while_nobody_reads_they_are_counted_no_more_often(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        sink = await house.reads(SOFIA)
        assert sink.verdict is not None
        epoch, head = sink.verdict.epoch, sink.head
        await house.tells(Unsubscribe(sink))
        await trio.sleep(2)
        for number in range(10):
            await house.enters(f"int_{number}")
            await trio.sleep(0.05)

        await house.resumes(sink, (epoch, head))
        assert sink.names.count("queue.entered") == 10
        assert sink.names.count("queue.figures") <= 2


async def test_they_say_how_many_ring_and_who_is_there(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        started_ms = house.registry.clock.now_ms()
        await house.enters("int_1")
        await trio.sleep(1)
        await house.enters("int_2")
        await house.says("agt_ana")
        await house.grants("agt_ana", "int_1")

        done = await house.looks(SOFIA, ReadQueue(CHAT))

    assert isinstance(done, Done)
    figures = done.result["figures"]
    assert isinstance(figures, QueueFigures)
    assert (figures.waiting, figures.offered, figures.longest_since_ms) == (2, 1, started_ms)
    assert (figures.agents_signed_in, figures.agents_routable) == (1, 1)


async def test_the_service_level_comes_with_all_that_makes_it(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await trio.sleep(3600)  # whatever was asked before, it is looked at again
        sink = await house.reads(SOFIA)
        await house.says("agt_ana")
        await house.enters("int_1")
        await house.grants("agt_ana", "int_1")
        await house.accepts("agt_ana", "int_1")
        await house.enters("int_2")
        await trio.sleep(LEVEL_EVERY_MS / 1000 + 2)

    assert sink.view.figures is not None
    level = sink.view.figures.service_level
    assert level is not None
    assert (level.percent, level.target_ms, level.target_percent) == (100.0, 60_000, 80)
    assert level.counters == {"offered": 1, "answered_in": 1, "waiting_under": 1, "waiting_over": 0}
    assert level.flags["exclude_short"]


async def test_while_the_store_is_away_the_old_level_stands_and_is_looked_at_again_later() -> None:
    store, matching = Store([CountRow(QUEUE, 0, "offered", 4), CountRow(QUEUE, 0, "answered_in", 3)]), Floor().matching
    figures = Figures(store)  # type: ignore[arg-type]
    await figures.refresh(matching, START_MS)
    assert percent(figures, matching) == 75.0

    figures.left()
    store.is_away = True
    await figures.refresh(matching, START_MS + LEVEL_EVERY_MS)
    assert percent(figures, matching) == 75.0
    figures.look(matching, 0, figures.count(matching, 0), is_read=True)
    assert figures.due_at_ms == START_MS + 2 * LEVEL_EVERY_MS

    store.is_away, store.rows = False, [CountRow(QUEUE, 0, "offered", 4), CountRow(QUEUE, 0, "answered_in", 4)]
    await figures.refresh(matching, START_MS + 2 * LEVEL_EVERY_MS - 1)
    assert percent(figures, matching) == 75.0
    await figures.refresh(matching, START_MS + 2 * LEVEL_EVERY_MS)
    assert percent(figures, matching) == 100.0


async def test_the_level_is_that_of_the_day_where_the_queue_is() -> None:
    store = Store([])
    policy = queue(CHAT, open_hours=OpenHours("Europe/Madrid"))
    await Figures(store).refresh(Floor(policy).matching, START_MS)  # type: ignore[arg-type]
    assert store.asked == [(CHAT, day_start_ms("Europe/Madrid", START_MS), START_MS + 1)]


def percent(figures: Figures, matching: Matching) -> float | None:
    level = figures.count(matching, 0).service_level
    return None if level is None else level.percent


@attrs.define
class Store:
    """Has these rows, and may be away for a while."""

    rows: list[CountRow]
    is_away: bool = False
    asked: list[tuple[str, int, int]] = attrs.field(factory=list)

    async def counts(self, queue: str, from_ms: int, to_ms: int) -> list[CountRow]:
        self.asked.append((queue, from_ms, to_ms))
        if self.is_away:
            raise StoreUnavailable("away")
        return self.rows
