"""Consumers hear where they stand: at once, then after changes, at most once a second."""

from collections.abc import Sequence

import attrs
import trio
from kit.accounts import account, queue
from kit.floor import Floor
from kit.house import principal
from kit.queue_house import CHAT, queue_house
from kit.recording import Recording
from ringline_protocol import codec
from ringline_protocol.frames import Ephemeral
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.feed import Attached, WireEvent
from ringline_server.actors.messages import PlaceIs, Subscribe
from ringline_server.actors.places import PLACE_EVERY_MS, Places
from ringline_server.domain.pace import Pace
from ringline_server.domain.policy import Overflow
from ringline_server.domain.principal import Principal
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock


@attrs.define
class Watched:
    """A floor with somebody who watches the last of three."""

    floor: Floor = attrs.field(factory=Floor)
    ref: Recording = attrs.field(factory=Recording)
    places: Places = attrs.field(factory=lambda: Places(Pace()))

    def __attrs_post_init__(self) -> None:
        for n in (1, 2, 3):
            self.floor.enters(f"int_{n}")
        self.look()
        entry = self.floor.matching.line.get("int_3")
        assert entry is not None
        self.places.watch(entry, self.ref, self.floor.matching, self.floor.now_ms)

    def look(self) -> None:
        self.places.look(self.floor.matching, self.floor.now_ms)

    def passes(self, span_ms: int) -> None:
        self.floor.now_ms += span_ms
        if self.places.due_at_ms is not None and self.places.due_at_ms <= self.floor.now_ms:
            self.look()


def test_the_place_is_told_at_once() -> None:
    assert Watched().ref.heard == [PlaceIs(3, 3, 0, None)]


def test_the_first_change_is_told_at_once_and_the_next_ones_together_a_second_later() -> None:
    watched = Watched()
    watched.floor.leaves("int_1")
    watched.look()
    assert watched.ref.heard[1:] == [PlaceIs(2, 2, 0)]
    watched.floor.leaves("int_2")
    watched.look()
    watched.floor.enters("int_4")
    watched.look()
    assert len(watched.ref.heard) == 2
    watched.passes(PLACE_EVERY_MS - 1)
    assert len(watched.ref.heard) == 2
    watched.passes(1)
    assert watched.ref.heard[2:] == [PlaceIs(1, 2, 0)]


def test_when_nothing_changed_nothing_is_due() -> None:
    watched = Watched()
    watched.look()
    assert watched.places.due_at_ms is None
    watched.floor.leaves("int_1")
    watched.look()
    watched.look()
    assert watched.places.due_at_ms is None


def test_agents_who_get_ready_are_a_change() -> None:
    watched = Watched()
    watched.floor.frees("ana")
    watched.look()
    assert watched.ref.heard[-1] == PlaceIs(3, 3, 1)


def test_who_does_not_watch_any_more_hears_nothing() -> None:
    watched = Watched()
    watched.places.unwatch("int_3")
    watched.floor.leaves("int_1")
    watched.look()
    assert len(watched.ref.heard) == 1
    assert watched.places.due_at_ms is None


def test_an_estimate_is_given_when_there_is_something_to_base_it_on_and_somebody_to_answer() -> None:
    watched = Watched()
    for _ in range(3):
        watched.places.pace.answered(watched.floor.now_ms)
        watched.passes(10_000)
    watched.floor.rules_out("ana", RuledOut.CHANNEL_FULL)
    watched.floor.leaves("int_1")
    watched.look()
    assert watched.ref.heard[-1] == PlaceIs(2, 2, 0, 2 * 15_000)
    watched.floor.rules_out("ana", RuledOut.OFFLINE)
    watched.floor.leaves("int_2")
    watched.passes(PLACE_EVERY_MS)
    watched.look()
    assert watched.ref.heard[-1] == PlaceIs(1, 1, 0, None)


async def test_a_consumer_who_looks_hears_it_and_also_from_the_next_queue(autojump_clock: MockClock) -> None:
    full = {"max_wait": Overflow("que_more")}
    policy = queue(CHAT, max_wait_ms=20_000, overflow=full)
    async with queue_house(account(policy, queue("que_more"))) as house:
        await house.enters("int_1")
        await house.enters("int_2")
        sink = PlaceSink(principal("con_2", PrincipalKind.CONSUMER, "int_2"))
        house.registry.interaction("int_2").tell(Subscribe(sink, sink.by))
        await trio.sleep(0.1)
        assert sink.places == [(2, 2, 0)]
        await house.ends("int_1")
        await trio.sleep(1)
        assert sink.places == [(2, 2, 0), (1, 1, 0)]
        await house.enters("int_3", "que_more")
        await house.says("agt_ana", queue="que_more")
        await house.grants("agt_ana", "int_3", "que_more")
        await trio.sleep(20)

    assert sink.places[2:] == [(1, 2, 1)]


async def test_a_consumer_who_looks_hears_it_again_after_a_crash_of_the_queue(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await house.enters("int_1")
        sink = PlaceSink(principal("con_1", PrincipalKind.CONSUMER, "int_1"))
        house.registry.interaction("int_1").tell(Subscribe(sink, sink.by))
        await house.crashes()
        await house.says("agt_ana", revived=True)
        await trio.sleep(2)

    assert sink.places[-1] == (1, 1, 1)


@attrs.define(eq=False)
class PlaceSink:
    """A consumer's desk that reads places only."""

    by: Principal
    stream: str = "interaction/int"
    session: str = "ses_con"
    places: list[tuple[int, int, int]] = attrs.field(factory=list)

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        """Nothing to do."""

    def event(self, event: WireEvent) -> None:
        """Nothing to do."""

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        (said,) = codec.decode_from_server(frame)
        assert isinstance(said, Ephemeral)
        assert name == "place"
        self.places.append((said.data.position, said.data.waiting, said.data.agents_ready))

    def refused(self) -> None:
        raise AssertionError

    def detached(self, reason: str) -> None:
        raise AssertionError(reason)
