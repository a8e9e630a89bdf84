"""An agent takes waiting work by themselves: with room, as a member, in order."""

from functools import partial

import attrs
import pytest
import trio
import trio.lowlevel
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, EndInteraction, ReleaseInteraction, SendMessage, TakeInteraction
from ringline_protocol.values import Channel, LegState, OfferState, Status
from ringline_server.actors.messages import Done, Key, Outcome
from ringline_server.actors.room import RESERVATION_MS_MAX
from ringline_server.domain.policy import MediaReports
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock, wait_all_tasks_blocked

TAKE = TakeInteraction("int_1")


async def refused(desk: Desk, command: object = TAKE) -> Refused:
    outcome = await desk.tries(command)
    assert isinstance(outcome, Refused)
    return outcome


async def units(house: AgentsHouse) -> int:
    used: int = (await house.report("agt_ana"))["units_used"]
    return used


async def test_waiting_work_is_taken_and_its_leg_is_there_before_the_reply(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives(queue="que_mail")
        ana.forget()
        done = await ana.do(TAKE, Key("agent:agt_ana", "k-1", b"hash"))

        assert [card.leg for card in ana.view.legs] == [done.result["leg"]]
        assert "offer.created" in ana.names()
        assert await house.registry.disk.answered("agent:agt_ana", "k-1") is not None
        assert await units(house) == 10


async def test_what_rings_at_a_colleague_is_taken_from_them(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        await house.rings("int_1", "agt_bruno")
        await ana.do(TAKE)
        await wait_all_tasks_blocked()

        assert bruno.view.offers == ()
        assert (await house.state("int_1")).offers[0].state is OfferState.RESCINDED


async def test_nobody_takes_more_than_they_have_room_for(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_0", "agt_ana")))
        await house.arrives(queue="que_voice")
        why = await refused(ana)

        assert (why.code, why.details) == (ErrorCode.AT_CAPACITY, {"reason": "no_capacity"})
        assert await units(house) == 25


async def test_what_was_given_back_may_be_taken_again_while_it_is_wrapped_up(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue("que_voice", Channel.VOICE, media=MediaReports.NONE))) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana", "que_voice")))
        await ana.do(ReleaseInteraction("int_1"))
        assert [card.state for card in ana.view.legs] == [LegState.WRAPPING]
        await ana.do(TAKE)

        assert [card.state for card in ana.view.legs] == [LegState.WRAPPING, LegState.ACTIVE]
        assert await units(house) == 100


async def test_nobody_takes_work_while_they_are_not_ready(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        await ana.chooses(Status.NOT_READY, reason="lunch")
        await house.arrives()
        why = await refused(ana)

        assert (why.code, why.details["state"]) == (ErrorCode.INVALID_STATE, RuledOut.NOT_READY)


async def test_what_does_not_wait_rings_here_or_is_talked_about_is_not_to_have(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        await house.rings("int_1", "agt_ana")
        assert (await refused(ana)).details["allowed"] == ["offer.accept"]
        await ana.do(AcceptOffer(ana.view.offers[0].offer))
        for desk in (ana, bruno):
            why = await refused(desk)
            assert (why.code, why.details) == (ErrorCode.INVALID_STATE, {"state": "active", "allowed": []})
        await ana.do(EndInteraction("int_1"))
        assert (await refused(bruno)).code is ErrorCode.INVALID_STATE


async def test_for_who_is_no_member_it_is_not_there(autojump_clock: MockClock) -> None:
    full = account()
    alone = attrs.evolve(full.agents["agt_ana"], queues=("que_mail",))
    async with agents_house(attrs.evolve(full, agents={**full.agents, "agt_ana": alone})) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives()
        foreign, unknown = await refused(ana), await refused(ana, TakeInteraction("int_none"))

        assert foreign.code is unknown.code is ErrorCode.FORBIDDEN
        assert foreign.details == unknown.details


async def test_two_agents_take_the_same_and_one_has_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        desks = [await (await house.desk(name)).ready() for name in ("agt_ana", "agt_bruno")]
        await house.arrives()
        outcomes: list[Outcome] = []

        async def take(desk: Desk) -> None:
            outcomes.append(await desk.tries(TAKE))

        async with trio.open_nursery() as nursery:
            for desk in desks:
                nursery.start_soon(take, desk)

        assert sorted(isinstance(outcome, Done) for outcome in outcomes) == [False, True]
        assert sorted(len(desk.view.legs) for desk in desks) == [0, 1]
        for name in ("agt_ana", "agt_bruno"):
            assert (await house.report(name))["units_used"] in (0, 25)
        assert sum([(await house.report(name))["units_used"] for name in ("agt_ana", "agt_bruno")]) == 25


async def test_commands_sent_right_behind_a_take_reach_the_interaction_behind_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives()
        outcomes: dict[int, Outcome] = {}
        commands = (TAKE, SendMessage("int_1", "one"), SendMessage("int_1", "two"), TAKE)
        for number, command in enumerate(commands):
            ana.sends(command, partial(outcomes.__setitem__, number))
        await wait_all_tasks_blocked()

        assert [isinstance(outcomes[number], Done) for number in range(4)] == [True, True, True, False]
        assert [segment.text for segment in (await house.state("int_1")).segments] == ["one", "two"]


async def test_room_for_a_take_that_failed_is_free_at_once(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue("que_mail", Channel.EMAIL), queue())) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives(queue="que_mail")
        house.medium.faults.fails = True
        assert (await refused(ana)).code is ErrorCode.UNAVAILABLE
        house.medium.faults.fails = False
        await wait_all_tasks_blocked()

        assert await units(house) == 0
        assert (await ana.do(TAKE)).result["interaction"] == "int_1"


@pytest.mark.parametrize("wait_s", [0, RESERVATION_MS_MAX / 1000 + 1])
async def test_what_was_taken_stays_counted(autojump_clock: MockClock, wait_s: float) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives()
        await ana.do(TAKE)
        await trio.sleep(wait_s)

        assert await units(house) == 25
