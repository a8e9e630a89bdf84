"""What neighbours are told: everything once, nothing twice, all of it again when they forgot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
from kit.accounts import account
from kit.house import SmallHouse, small_house
from kit.story import Tale
from kit.story import account as tales
from kit.story import queue as tale_queue
from ringline_protocol.values import OfferPurpose
from ringline_server.actors.messages import Reserve, ShareIs, WaitingIs, WatchPlace
from ringline_server.actors.telling import Telling
from ringline_server.domain.policy import Account, Selection
from ringline_server.domain.state import Wanted
from trio.testing import MockClock

POLICIES: Account = tales(tale_queue(selection=Selection.SIMULTANEOUS, ring_many=2))


@asynccontextmanager
async def telling() -> AsyncIterator[tuple[SmallHouse, Telling, Tale]]:
    """A house whose queue and agents are those of the tale."""
    house_account = account(tale_queue("que_1"), tale_queue("que_2"))
    agents = {name: attrs.evolve(next(iter(house_account.agents.values())), id=name) for name in ("ana", "bea")}
    async with small_house(attrs.evolve(house_account, agents=agents)) as house:
        yield house, Telling(house.registry, house.registry.interaction("int_1")), Tale(POLICIES).arrives()


async def test_the_same_state_is_told_once(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        tale.rings("ana")
        teller.tell(tale.state)
        teller.tell(tale.state)

        assert len(house.told_queue("que_1", WaitingIs)) == 1
        assert len(house.told_agent("ana", ShareIs)) == 1


async def test_an_agent_hears_only_of_what_concerns_them(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        tale.rings("ana")
        teller.tell(tale.state)
        house.told_agent("ana", ShareIs)
        tale.rings("bea")
        teller.tell(tale.state)

        assert house.told_agent("ana", ShareIs) == []
        assert len(house.told_agent("bea", ShareIs)) == 1


async def test_after_forgetting_all_is_told_again(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        tale.rings("ana")
        teller.tell(tale.state)
        house.told_queue("que_1", WaitingIs), house.told_agent("ana", ShareIs)

        teller.forget()
        teller.tell(tale.state, revived=True)

        (waiting,) = house.told_queue("que_1", WaitingIs)
        (share,) = house.told_agent("ana", ShareIs)
        assert waiting.revived
        assert share.state is tale.state


async def test_the_queue_that_is_left_hears_of_it(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        teller.tell(tale.state)
        house.told_queue("que_1", WaitingIs)
        tale.talks("ana")
        teller.tell(tale.state)

        (left,) = house.told_queue("que_1", WaitingIs)
        assert left.state.waiting is None


async def test_the_device_that_caused_it_is_named(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        tale.rings("ana")
        teller.tell(tale.state, session="ses_9")

        (share,) = house.told_agent("ana", ShareIs)
        assert share.session == "ses_9"


async def test_a_wanted_agent_is_asked_for_room_once(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        wanting = attrs.evolve(tale.state, wanted=Wanted("bea", OfferPurpose.TRANSFER, "agent:ana"))
        teller.tell(wanting)
        teller.tell(wanting)

        (asked,) = house.told_agent("bea", Reserve)
        assert (asked.interaction, asked.purpose) == ("int_1", OfferPurpose.TRANSFER)


async def test_the_place_in_line_is_watched_while_somebody_looks(autojump_clock: MockClock) -> None:
    async with telling() as (house, teller, tale):
        teller.watch_place(tale.state, True)
        teller.watch_place(tale.state, True)
        teller.watch_place(tale.state, False)

        assert house.told_queue("que_1", WatchPlace) == [WatchPlace("int_1", True), WatchPlace("int_1", False)]
