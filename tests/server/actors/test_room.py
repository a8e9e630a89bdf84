"""Room for offers: who gets it of those who ask together, and until when it is kept."""

import pytest
import trio
from kit.accounts import account, queue
from kit.desks import AgentsHouse, agents_house
from ringline_protocol.commands import AcceptOffer, DeclineOffer, EndInteraction, SetSummary, StartTransfer
from ringline_protocol.values import Channel, LegState, OfferPurpose, Status, Summary, SummaryBy, Target
from ringline_server.actors.messages import Busy, Granted, MemberIs, Reserve, Unreserve
from ringline_server.actors.room import RESERVATION_MS_MAX
from ringline_server.domain.policy import Account, Agent, Capacity, MediaReports
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock, wait_all_tasks_blocked

CALLS = account(queue("que_voice", Channel.VOICE), queue("que_other", Channel.VOICE), queue("que_video", Channel.VIDEO))


def heard(house: AgentsHouse, *queues: str) -> list[Granted | Busy]:
    """What the agent answered to these queues."""
    return [said for name in queues for said in house.told_queue(name, object) if isinstance(said, Granted | Busy)]


def reasons(said: list[Granted | Busy]) -> list[str | None]:
    return [one.reason if isinstance(one, Busy) else None for one in said]


async def used(house: AgentsHouse, agent: str = "agt_ana") -> int:
    units: int = (await house.report(agent))["units_used"]
    return units


async def test_conformance_84_two_queues_in_the_same_tick_and_one_offer(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        house.reserve("int_1", "agt_ana", "que_voice", since_ms=2)
        house.reserve("int_2", "agt_ana", "que_other", since_ms=1)
        house.reserve("int_3", "agt_ana", "que_video", since_ms=3)
        await wait_all_tasks_blocked()

        assert reasons(heard(house, "que_voice")) == [RuledOut.RESERVED_ELSEWHERE]
        assert reasons(heard(house, "que_other")) == [None]
        assert reasons(heard(house, "que_video")) == [RuledOut.RESERVED_ELSEWHERE]
        assert await used(house) == 100


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"band": 1}, {"band": 0, "score": 99.0}),
        ({"score": 2.0, "since_ms": 9}, {"score": 1.0, "since_ms": 1}),
        ({"since_ms": 1}, {"since_ms": 2}),
        ({}, {}),
    ],
)
@pytest.mark.parametrize("is_first_asked_first", [True, False])
async def test_wishes_that_arrive_together_are_granted_by_band_then_score_then_age_then_id(
    autojump_clock: MockClock, first: dict[str, float], second: dict[str, float], is_first_asked_first: bool
) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        asks = [("int_1", "que_voice", first), ("int_2", "que_other", second)]
        for interaction, name, wish in asks if is_first_asked_first else reversed(asks):
            house.reserve(interaction, "agt_ana", name, **wish)
        await wait_all_tasks_blocked()

        assert reasons(heard(house, "que_voice", "que_other")) == [None, RuledOut.RESERVED_ELSEWHERE]


async def test_room_becomes_the_ring_and_is_free_when_it_ends(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.arrives()
        await house.reserves("int_1", "agt_ana")
        assert await used(house) == 25
        offer = await house.places("int_1", "agt_ana")
        assert await used(house) == 25
        await ana.do(DeclineOffer(offer))
        assert await used(house) == 0


async def test_room_is_kept_from_the_reservation_through_the_work_to_the_end_of_the_wrap_up(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        for command, units in ((AcceptOffer(offer), 25), (EndInteraction("int_1"), 25)):
            await ana.do(command)
            assert await used(house) == units
        await trio.sleep(30)
        await wait_all_tasks_blocked()
        assert await used(house) == 0


async def test_room_that_nobody_needs_is_given_back(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        house.reserve("int_1", "agt_ana", "que_voice")
        agent = house.registry.agent("agt_ana")
        await wait_all_tasks_blocked()
        agent.tell(Unreserve("int_1", "que_other"))
        agent.tell(Unreserve("int_2"))
        assert await used(house) == 100
        agent.tell(Unreserve("int_1", "que_voice"))
        assert await used(house) == 0


async def test_who_asked_last_may_give_it_back(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        for name in ("que_voice", "que_other"):
            assert reasons(await house.reserves("int_1", "agt_ana", name)) == [None]
        assert await used(house) == 100
        house.registry.agent("agt_ana").tell(Unreserve("int_1", "que_voice"))
        assert await used(house) == 100
        house.registry.agent("agt_ana").tell(Unreserve("int_1", "que_other"))
        assert await used(house) == 0


async def test_giving_back_does_not_touch_what_rings(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana")
        house.registry.agent("agt_ana").tell(Unreserve("int_1"))

        assert await used(house) == 25
        assert len(ana.view.offers) == 1


async def test_room_that_is_never_used_is_free_after_its_own_deadline(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        await house.reserves("int_1", "agt_ana", "que_voice")
        await trio.sleep(RESERVATION_MS_MAX / 1000 - 0.002)
        assert await used(house) == 100
        house.told_queue("que_voice", object)
        await trio.sleep(0.004)
        await wait_all_tasks_blocked()

        assert await used(house) == 0
        assert [said.member.out for said in house.told_queue("que_voice", MemberIs) if said.member] == [None]


async def test_a_word_about_something_else_does_not_cost_the_room(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(DeclineOffer(await house.rings("int_1", "agt_ana")))
        await trio.sleep(1)
        await house.reserves("int_1", "agt_ana")
        await house.ask("int_1", SetSummary("int_1", Summary("asks for a refund", SummaryBy.FLOW)), house.service)
        await wait_all_tasks_blocked()

        assert await used(house) == 25


async def test_the_same_interaction_again_is_granted_again_and_takes_no_more(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        assert reasons(await house.reserves("int_1", "agt_ana")) == [None]
        assert await used(house) == 25
        await ana.do(AcceptOffer(offer))
        assert reasons(await house.reserves("int_1", "agt_ana")) == [RuledOut.ALREADY_OFFERED]


async def test_being_asked_again_for_what_rings_keeps_no_room_beyond_the_ring(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        await trio.sleep(1)
        await house.reserves("int_1", "agt_ana")
        await ana.do(DeclineOffer(offer))

        assert await used(house) == 0


async def test_chats_ring_in_parallel_up_to_the_free_places(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue())) as house:
        ana = await (await house.desk("agt_ana")).ready()
        for number in range(4):
            await house.rings(f"int_{number}", "agt_ana")

        assert len(ana.view.offers) == 4
        assert reasons(await house.reserves("int_9", "agt_ana")) == [RuledOut.CHANNEL_FULL]


async def test_a_refused_queue_may_ask_again_when_it_is_told_so(autojump_clock: MockClock) -> None:
    async with agents_house(CALLS) as house:
        await (await house.desk("agt_ana")).ready()
        house.told_queue("que_other", object)
        house.reserve("int_1", "agt_ana", "que_voice")
        house.reserve("int_2", "agt_ana", "que_other")
        await wait_all_tasks_blocked()
        assert reasons(heard(house, "que_voice")) == [None]
        house.registry.agent("agt_ana").tell(Unreserve("int_1"))
        await wait_all_tasks_blocked()

        said = house.told_queue("que_other", object)
        assert isinstance(said[0], Busy)
        assert isinstance(said[-1], MemberIs)
        assert said[-1].member is not None
        assert said[-1].member.is_routable


# --- asked by name


def by_name(
    house: AgentsHouse, purpose: OfferPurpose, *, interaction: str = "int_1", may_exceed: bool = True
) -> Reserve:
    ref = house.registry.interaction(interaction)
    return Reserve(interaction, ref, "que_chat", Channel.MESSAGING, purpose, ref, may_exceed=may_exceed)


async def test_a_colleague_reaches_who_is_no_member_of_the_queue_and_the_queue_does_not(
    autojump_clock: MockClock,
) -> None:
    full = account()
    stranger = Agent("agt_dora", "Dora")
    house_of_four = Account(full.queues, {**full.agents, "agt_dora": stranger}, full.dispositions)
    async with agents_house(house_of_four) as house:
        await (await house.desk("agt_dora")).ready()
        house.registry.agent("agt_dora").tell(by_name(house, OfferPurpose.HANDLE))
        assert await used(house, "agt_dora") == 0
        house.registry.agent("agt_dora").tell(by_name(house, OfferPurpose.CONSULT))
        await wait_all_tasks_blocked()

        (said,) = await house.reserves("int_2", "agt_dora")
        assert reasons([said]) == [RuledOut.NOT_A_MEMBER]


async def test_a_transfer_may_exceed_where_the_operator_allows_it(autojump_clock: MockClock) -> None:
    full = account(queue())
    generous = Agent("agt_ana", "Ana", queues=("que_chat",), capacity=Capacity(units=50, transfer_may_exceed=True))
    async with agents_house(Account(full.queues, {**full.agents, "agt_ana": generous}, full.dispositions)) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        for number in (1, 2):
            await ana.do(AcceptOffer(await house.rings(f"int_{number}", "agt_ana")))
        assert reasons(await house.reserves("int_4", "agt_ana")) == [RuledOut.NO_CAPACITY]
        await bruno.do(AcceptOffer(await house.rings("int_3", "agt_bruno")))
        await bruno.do(StartTransfer("int_3", Target(agent="agt_ana")))
        await wait_all_tasks_blocked()

        assert [ring.interaction for ring in ana.view.offers] == ["int_3"]
        assert await used(house) == 75


async def test_who_gets_back_what_they_are_wrapping_up_has_it_once(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue("que_voice", Channel.VOICE, media=MediaReports.NONE))) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana", "que_voice")))
        await ana.do(StartTransfer("int_1", Target(agent="agt_bruno")))
        await wait_all_tasks_blocked()
        await bruno.do(AcceptOffer(bruno.view.offers[0].offer))
        await bruno.do(StartTransfer("int_1", Target(agent="agt_ana")))
        await wait_all_tasks_blocked()

        assert [card.state for card in ana.view.legs] == [LegState.WRAPPING]
        assert [ring.interaction for ring in ana.view.offers] == ["int_1"]
        assert await used(house) == 100


async def test_who_is_not_ready_is_not_asked_by_anybody(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        await ana.chooses(Status.NOT_READY, reason="lunch")
        house.registry.agent("agt_ana").tell(by_name(house, OfferPurpose.TRANSFER))

        assert await used(house) == 0
        assert reasons(await house.reserves("int_2", "agt_ana")) == [RuledOut.NOT_READY]
