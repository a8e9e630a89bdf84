"""What the queues are told of their members: when it changes, when they may ask again, when anybody forgot."""

import attrs
import trio
from kit.accounts import account, queue
from kit.desks import AgentsHouse, agents_house
from ringline_protocol.commands import AcceptOffer, CompleteWrapUp, DeclineOffer, EndInteraction, SendMessage
from ringline_protocol.values import Channel, Status
from ringline_server.actors.membership import Membership
from ringline_server.actors.messages import Announce, MemberIs
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.capacity import Scales
from ringline_server.domain.policy import MediaReports, Selection
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.standing import Standing, weigh
from trio.testing import MockClock, wait_all_tasks_blocked


def told(house: AgentsHouse, name: str = "que_chat", agent: str = "agt_ana") -> list[MemberIs]:
    return [said for said in house.told_queue(name, MemberIs) if said.agent == agent]


async def test_every_queue_learns_at_the_start_how_its_members_stand(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        for name in house.registry.account.queues:
            (said,) = told(house, name)
            assert said.revived
            assert said.member is not None
            assert (said.member.out, said.member.status) == (RuledOut.OFFLINE, Status.OFFLINE)
        assert told(house, agent="agt_sofia") == []


async def test_a_queue_is_told_when_something_changes_and_only_then(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana")))
        told(house)
        await ana.do(SendMessage("int_1", "hello"))
        await house.desk("agt_ana", "ses_second")
        house.registry.reload(house.registry.account)
        await wait_all_tasks_blocked()
        assert told(house) == []

        await ana.do(EndInteraction("int_1"))
        assert [said.member.state for said in told(house) if said.member] == ["wrap_up"]
        assert not any(said.revived for said in told(house))


async def test_a_freed_agent_is_offered_the_next_at_once(autojump_clock: MockClock) -> None:
    calls = account(queue("que_voice", Channel.VOICE, media=MediaReports.NONE))
    async with agents_house(calls) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana", "que_voice")))
        told(house, "que_voice")
        now_ms = house.registry.clock.now_ms()
        await ana.do(EndInteraction("int_1"))
        assert [said.member.out for said in told(house, "que_voice") if said.member] == [RuledOut.CHANNEL_FULL]
        await ana.do(CompleteWrapUp("int_1"))

        assert [said.member.out for said in told(house, "que_voice") if said.member] == [None]
        assert house.registry.clock.now_ms() == now_ms


async def test_a_queue_that_forgot_is_told_by_all_its_members(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        await (await house.desk("agt_ana")).ready()
        told(house)
        house.registry.agent("agt_ana").tell(Announce())
        await wait_all_tasks_blocked()

        (said,) = told(house)
        assert said.revived
        assert said.member is not None
        assert said.member.is_routable


async def test_who_leaves_a_queue_is_no_member_and_who_joins_one_is(autojump_clock: MockClock) -> None:
    full = account()
    async with agents_house(full) as house:
        await (await house.desk("agt_ana")).ready()
        for name in full.queues:
            told(house, name)
        moved = attrs.evolve(full.agents["agt_ana"], queues=("que_mail", "que_voice"))
        house.registry.reload(attrs.evolve(full, agents={**full.agents, "agt_ana": moved}))
        await wait_all_tasks_blocked()

        assert [said.member for said in told(house)] == [None]
        assert [said.member for said in told(house, "que_auto")] == [None]
        assert told(house, "que_mail") == []
        house.registry.reload(full)
        await wait_all_tasks_blocked()
        assert [said.member.out for said in told(house) if said.member] == [None]


async def test_new_skills_hold_from_the_reload_on(autojump_clock: MockClock) -> None:
    full = account()
    async with agents_house(full) as house:
        await (await house.desk("agt_ana")).ready()
        told(house)
        skilled = attrs.evolve(full.agents["agt_ana"], skills={"spanish": 7})
        house.registry.reload(attrs.evolve(full, agents={**full.agents, "agt_ana": skilled}))
        await trio.sleep(1)

        assert [said.member.skills for said in told(house) if said.member] == [{"spanish": 7}]


async def test_a_queue_that_begins_to_choose_by_the_load_is_told_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana")))
        told(house), told(house, "que_auto")
        full = house.registry.account
        by_load = attrs.evolve(full.queues["que_chat"], selection=Selection.LEAST_LOADED)
        house.registry.reload(attrs.evolve(full, queues={**full.queues, "que_chat": by_load}))
        await wait_all_tasks_blocked()

        assert [said.member.load_units for said in told(house) if said.member] == [25]
        assert told(house, "que_auto") == []


async def test_a_queue_that_was_refused_is_told_even_what_it_knows(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        registry = house.registry
        membership = Membership("agt_ana", registry, registry.agent("agt_ana"))
        ana = registry.account.agents["agt_ana"]
        ready, away = (
            weigh(Standing(AgentStatus(word), True), ana, Scales()) for word in (Status.READY, Status.NOT_READY)
        )
        membership.tell(ready)
        told(house)
        membership.tell(ready)
        assert told(house) == []

        membership.refused(["que_chat"])
        membership.tell(ready)
        membership.tell(ready)
        assert [said.member.out for said in told(house) if said.member] == [None]

        membership.refused(["que_chat"])
        membership.tell(away)
        membership.tell(ready)
        membership.tell(ready)
        assert [said.member.out for said in told(house) if said.member] == [RuledOut.NOT_READY, None]


# --- with real queues


async def test_a_freed_agent_gets_the_next_ring_in_the_same_moment(autojump_clock: MockClock) -> None:
    calls = account(queue("que_voice", Channel.VOICE, media=MediaReports.NONE), agents=("ana",))
    async with agents_house(calls, has_queues=True) as house:
        ana = await (await house.desk("agt_ana")).ready()
        for number in range(3):
            await house.arrives(f"int_{number}", "que_voice")
        await wait_all_tasks_blocked()
        for number in range(3):
            (ring,) = ana.view.offers
            assert ring.interaction == f"int_{number}"
            await ana.do(AcceptOffer(ring.offer))
            await trio.sleep(1)
            await ana.do(EndInteraction(ring.interaction))
            assert ana.view.offers == ()
            now_ms = house.registry.clock.now_ms()
            await ana.do(CompleteWrapUp(ring.interaction))
            await wait_all_tasks_blocked()
            assert house.registry.clock.now_ms() == now_ms
        assert ana.view.offers == ()


async def test_a_declined_ring_goes_on_to_the_next_agent_and_comes_back_when_nobody_is_left(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account(queue(decline_cooldown_ms=10_000)), has_queues=True) as house:
        desks = [await (await house.desk(name)).ready() for name in ("agt_ana", "agt_bruno")]
        await house.arrives()
        await wait_all_tasks_blocked()
        for desk, other in (desks, desks[::-1]):
            (ring,) = desk.view.offers
            assert other.view.offers == ()
            await desk.do(DeclineOffer(ring.offer))
            await wait_all_tasks_blocked()
        assert [desk.view.offers for desk in desks] == [(), ()]
        await trio.sleep(10.002)
        await wait_all_tasks_blocked()

        assert [len(desk.view.offers) for desk in desks] == [1, 0]


async def test_conformance_84_with_real_queues_one_place_and_one_ring(autojump_clock: MockClock) -> None:
    both = (queue("que_a", Channel.VOICE), queue("que_b", Channel.VOICE), queue("que_c"))
    async with agents_house(account(*both, agents=("ana",)), has_queues=True) as house:
        ana = await house.desk("agt_ana")
        for number, name in enumerate(("que_a", "que_b", "que_c")):
            await house.arrives(f"int_{number}", name)
            await trio.sleep(1)
        await ana.ready()
        await wait_all_tasks_blocked()

        assert [ring.interaction for ring in ana.view.offers] == ["int_0"]
        await ana.do(DeclineOffer(ana.view.offers[0].offer))
        await wait_all_tasks_blocked()
        assert [ring.interaction for ring in ana.view.offers] == ["int_1"]


async def test_a_queue_that_crashed_serves_its_members_again(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue(), agents=("ana",)), has_queues=True) as house:
        ana = await (await house.desk("agt_ana")).ready()
        house.registry.queue("que_chat").tell("nonsense")
        await trio.sleep(1)
        await house.arrives()
        await wait_all_tasks_blocked()

        assert len(ana.view.offers) == 1


async def test_an_agent_that_crashed_while_asked_is_asked_again(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue(), agents=("ana",)), has_queues=True) as house:
        ana = await (await house.desk("agt_ana")).ready()
        house.registry.agent("agt_ana").tell("nonsense")
        await house.arrives()
        await wait_all_tasks_blocked()
        await ana.subscribes()

        assert [ring.interaction for ring in ana.view.offers] == ["int_1"]
        assert (await house.report("agt_ana"))["units_used"] == 25
