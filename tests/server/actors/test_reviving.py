"""An interaction from what is on disk: as it was, and its events as they were told."""

from kit.accounts import account
from kit.house import SmallHouse, principal, small_house
from ringline_protocol.commands import CreateInteraction, SendMessage
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.reviving import begin, from_records, from_snapshot, kind_of, replayed, revive
from ringline_server.domain.state import Interaction
from ringline_server.store import facts
from ringline_server.store.records import Snapshot
from ringline_server.wire import Reader
from trio.testing import MockClock

CONSUMER = principal("con_1", PrincipalKind.CONSUMER, "int_1")


async def talked(house: SmallHouse, words: int) -> Interaction:
    """The state after an intake and so many messages, from the disk."""
    await house.ask("int_1", CreateInteraction("que_chat"), by=house.service)
    for number in range(words):
        await house.ask("int_1", SendMessage("int_1", f"word {number}"), by=CONSUMER)
    return (await revive(house.registry, "int_1", house.registry.interaction("int_1"))).state


async def test_it_is_as_it_was_with_a_snapshot_on_the_way_and_without(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        state = await talked(house, 5)
        records = await house.registry.disk.read("interaction/int_1", 0, 100)
        ref, half = house.registry.interaction("int_1"), 4
        begun = from_records(house.registry, "int_1", ref, Interaction(), records[:half]).state
        kept = from_snapshot(Snapshot("interaction/int_1", half, facts.snapshot(begun)))
        again = from_records(house.registry, "int_1", ref, kept, records[half:])

    assert (kept.seq, kept) == (half, begun)
    assert again.state == state
    assert [said.text for said in state.segments] == [f"word {number}" for number in range(5)]


async def test_of_an_id_that_nobody_knows_it_is_one_that_can_only_be_created(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        made = await revive(house.registry, "int_none", house.registry.interaction("int_none"))

    assert made.state == Interaction() == from_snapshot(None)
    assert from_snapshot(Snapshot("interaction/int_1", 1, b"nonsense")) == Interaction()


async def test_an_event_from_the_journal_is_what_was_told(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await talked(house, 1)
        last = (await house.registry.disk.read("interaction/int_1", 0, 100))[-1]

    told = replayed("interaction/int_1", last, kind_of(CONSUMER))
    assert kind_of(CONSUMER) is Reader.CONSUMER
    assert b'"word 0"' in told.frame


async def test_an_id_that_was_made_just_now_begins_with_nothing_and_is_brought_back_like_others(
    autojump_clock: MockClock,
) -> None:
    async with small_house(account()) as house:
        begin(house.registry, "int_1")
        assert "int_1" in house.registry
        state = await talked(house, 1)

    assert (state.id, len(state.segments)) == ("int_1", 1)
