"""An agent takes waiting work by themselves: with room, as a member, in order."""

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
import pytest
import trio
import trio.lowlevel
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from kit.house import principal
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    AcceptOffer,
    Barge,
    EndInteraction,
    LeaveInteraction,
    ParkInteraction,
    ReleaseInteraction,
    ResolveInteraction,
    SendMessage,
    TakeInteraction,
    TakeOver,
    UnparkInteraction,
)
from ringline_protocol.values import Channel, LegState, OfferState, Phase, PrincipalKind, Status
from ringline_server.actors.messages import Done, Granted, Key, Outcome
from ringline_server.actors.room import RESERVATION_MS_MAX
from ringline_server.domain.policy import Account, Capacity, MediaReports
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


# --- work that comes by another deed of the agent: parked work taken up, barge, take over


def mail(**more: Any) -> Account:
    """An agent has room for two."""
    capacity = Capacity(units=20, **more)
    people = account(queue("que_mail", Channel.EMAIL))
    return attrs.evolve(
        people, agents={name: attrs.evolve(one, capacity=capacity) for name, one in people.agents.items()}
    )


async def parked_and_full(house: AgentsHouse, others: int = 2) -> Desk:
    """One mail is parked, and the room is taken by others."""
    ana = await (await house.desk("agt_ana")).ready()
    for number in range(others + 1):
        name = f"int_{number}"
        await house.rings(name, "agt_ana", "que_mail")
        if number == 0:
            await ana.do(ParkInteraction(name, until_reply=True))
    return ana


async def test_parked_work_is_taken_up_only_with_room(autojump_clock: MockClock) -> None:
    async with agents_house(mail()) as house:
        ana = await parked_and_full(house)
        why = await refused(ana, UnparkInteraction("int_0"))
        assert (why.code, why.details) == (ErrorCode.AT_CAPACITY, {"reason": "no_capacity"})
        assert ((await house.state("int_0")).phase, await units(house)) == (Phase.PARKED, 20)

        await ana.do(ResolveInteraction("int_1"))
        await ana.do(UnparkInteraction("int_0"))
        again = await ana.do(UnparkInteraction("int_0"))

        assert ((await house.state("int_0")).phase, await units(house)) == (Phase.ACTIVE, 20)
        assert again.result["leg"]


async def test_parked_work_may_exceed_where_the_operator_allows_it_up_to_the_ceiling(autojump_clock: MockClock) -> None:
    async with agents_house(mail(transfer_may_exceed=True, transfer_ceiling_units=30)) as house:
        ana = await parked_and_full(house)
        await ana.do(UnparkInteraction("int_0"))
        assert await units(house) == 30
        for name in ("int_1", "int_2"):
            await ana.do(ParkInteraction(name, until_reply=True))
        await house.rings("int_9", "agt_ana", "que_mail")
        await ana.do(UnparkInteraction("int_1"))
        why = await refused(ana, UnparkInteraction("int_2"))

        assert (why.code, await units(house)) == (ErrorCode.AT_CAPACITY, 30)


async def test_a_reply_brings_parked_work_back_without_room_and_it_is_counted(autojump_clock: MockClock) -> None:
    """Nobody is there to be refused, and the consumer's words do not wait. New work does, until there is room again."""
    async with agents_house(mail()) as house:
        ana = await parked_and_full(house)
        await house.ask("int_0", SendMessage("int_0", "Any news?"), principal("con_1", PrincipalKind.CONSUMER, "int_0"))
        await wait_all_tasks_blocked()
        assert await units(house) == 30
        await house.arrives("int_9", "que_mail")
        for done, has_room in (("int_1", False), ("int_2", True)):
            await ana.do(ResolveInteraction(done))
            (said,) = await house.reserves("int_9", "agt_ana", "que_mail")
            assert isinstance(said, Granted) is has_room


async def test_what_is_parked_and_counted_needs_no_more_room(autojump_clock: MockClock) -> None:
    people = mail()
    counted = attrs.evolve(people.queues["que_mail"], parked_counts=True)
    async with agents_house(attrs.evolve(people, queues={"que_mail": counted})) as house:
        ana = await parked_and_full(house, others=1)
        assert await units(house) == 20
        await ana.do(UnparkInteraction("int_0"))

        assert await units(house) == 20


async def test_a_foreign_parked_interaction_is_forbidden_with_and_without_room(autojump_clock: MockClock) -> None:
    async with agents_house(mail()) as house:
        await parked_and_full(house)
        bruno = await (await house.desk("agt_bruno")).ready()
        for number in (7, 8):
            assert (await refused(bruno, UnparkInteraction("int_0"))).code is ErrorCode.FORBIDDEN
            await house.rings(f"int_{number}", "agt_bruno", "que_mail")
        assert (await refused(bruno, UnparkInteraction("int_0"))).code is ErrorCode.FORBIDDEN


CALLS = account(queue("que_voice", Channel.VOICE, media=MediaReports.NONE))


async def on_a_call(house: AgentsHouse, name: str, interaction: str) -> None:
    desk = await (await house.desk(name)).ready()
    await desk.do(AcceptOffer(await house.rings(interaction, name, "que_voice")))


@pytest.mark.parametrize("deed", [Barge, TakeOver])
async def test_a_supervisor_steps_in_only_with_room_for_it(
    autojump_clock: MockClock, deed: Callable[[str], object]
) -> None:
    async with agents_house(CALLS) as house:
        for name, interaction in (("agt_ana", "int_1"), ("agt_bruno", "int_2")):
            await on_a_call(house, name, interaction)
        sofia = await house.desk("agt_sofia")
        await sofia.do(deed("int_1"))
        why = await refused(sofia, deed("int_2"))
        assert (why.code, why.details) == (ErrorCode.AT_CAPACITY, {"reason": "channel_full"})
        assert (await house.report("agt_sofia"))["units_used"] == 100

        await sofia.do(EndInteraction("int_1") if deed is TakeOver else LeaveInteraction("int_1"))
        await trio.sleep(600)
        await sofia.do(deed("int_2"))

        assert (await house.report("agt_sofia"))["units_used"] == 100


async def test_who_has_barged_in_takes_over_without_more_room(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await on_a_call(house, "agt_ana", "int_1")
        sofia = await house.desk("agt_sofia")
        await sofia.do(Barge("int_1"))
        await sofia.do(TakeOver("int_1"))

        assert (await house.report("agt_sofia"))["units_used"] == 100


async def test_a_supervisor_may_exceed_where_the_operator_allows_it(autojump_clock: MockClock) -> None:
    generous = attrs.evolve(CALLS.agents["agt_sofia"], capacity=Capacity(transfer_may_exceed=True))
    async with agents_house(attrs.evolve(CALLS, agents={**CALLS.agents, "agt_sofia": generous})) as house:
        for name, interaction in (("agt_ana", "int_1"), ("agt_bruno", "int_2")):
            await on_a_call(house, name, interaction)
        sofia = await house.desk("agt_sofia")
        await sofia.do(Barge("int_1"))
        await sofia.do(TakeOver("int_2"))

        assert (await house.report("agt_sofia"))["units_used"] == 200


async def test_room_that_a_deed_did_not_need_is_free_at_once(autojump_clock: MockClock) -> None:
    async with agents_house(mail()) as house:
        ana = await parked_and_full(house, others=1)
        outcomes: dict[int, Outcome] = {}
        for number in range(2):  # the second finds it taken up already
            ana.sends(UnparkInteraction("int_0"), partial(outcomes.__setitem__, number))
        await wait_all_tasks_blocked()

        assert [isinstance(outcomes[number], Done) for number in range(2)] == [True, True]
        await ana.do(ResolveInteraction("int_0"))
        assert await units(house) == 10
