"""What interactions tell an agent: misses and answers, idle time, and nothing from what is old."""

import attrs
import pytest
import trio
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from kit.house import principal
from kit.recording import Recording
from ringline_protocol import events as told
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, CompleteWrapUp, DeclineOffer, EndInteraction
from ringline_protocol.values import AgentState, OfferDetail, OfferState, Presence, PrincipalKind, Status
from ringline_server.actors import agent_memory
from ringline_server.actors.messages import Ordered, ShareIs
from ringline_server.domain.orders import AgentPresent
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock, wait_all_tasks_blocked

CONSUMER = principal("con_1", PrincipalKind.CONSUMER, "int_1")


def status_of(desk: Desk) -> tuple[Status, str | None]:
    return desk.status.status, desk.status.reason


def last_end(desk: Desk) -> told.OfferEnded:
    return desk.told(told.OfferEnded)[-1]


async def talking(house: AgentsHouse, desk: Desk) -> None:
    """The agent has it, and nobody remembers what was said on the way there."""
    await desk.do(AcceptOffer(await house.rings("int_1", desk.agent)))
    desk.forget()
    house.told_queue("que_chat", object)


async def test_what_rings_can_be_taken_however_many_offers_there_were(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent_memory, "OFFERS_MAX", 1)
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        first, second = await house.rings("int_1", "agt_ana"), await house.rings("int_2", "agt_ana")
        await ana.do(AcceptOffer(first))
        await ana.do(DeclineOffer(second))
        late = await ana.tries(AcceptOffer(second))

    assert isinstance(late, Refused)
    assert late.code is ErrorCode.OFFER_NOT_PENDING


async def test_ring_timeout_of_a_chat_counts_and_the_second_in_a_row_makes_not_ready(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        for interaction, status in (("int_1", Status.READY), ("int_2", Status.NOT_READY)):
            await house.rings(interaction, "agt_ana")
            await trio.sleep(30)
            await wait_all_tasks_blocked()
            assert ana.status.status is status


async def test_a_missed_call_during_a_chat_holds_new_work_back_until_the_chat_is_done(
    autojump_clock: MockClock,
) -> None:
    wide = account(queue(), queue("que_other", missed_max=1))
    async with agents_house(wide) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        await house.rings("int_2", "agt_ana", "que_other")
        await trio.sleep(30)
        await wait_all_tasks_blocked()

        assert ana.status.status is Status.READY
        assert ana.status.next_status == told.NextStatus(Status.NOT_READY, "missed")
        assert ana.state.state is AgentState.MISSED
        assert house.stands("agt_ana").out is RuledOut.MISSED_HOLD

        await ana.do(EndInteraction("int_1"))
        await ana.do(CompleteWrapUp("int_1"))
        assert status_of(ana) == (Status.NOT_READY, "missed")


async def test_who_answers_the_next_ring_is_not_held_back_by_the_missed_one(autojump_clock: MockClock) -> None:
    wide = account(queue("que_chat", ring_ms=40_000), queue("que_short", ring_ms=10_000, missed_max=1))
    async with agents_house(wide) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        await house.rings("int_2", "agt_ana", "que_short")
        await trio.sleep(10)
        await wait_all_tasks_blocked()
        assert status_of(ana) == (Status.NOT_READY, "missed")

        await ana.do(AcceptOffer(offer))

        assert status_of(ana) == (Status.READY, None)


async def test_decline_leaves_the_agent_ready_with_their_idle_time(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        before = house.member("agt_ana")
        await trio.sleep(5)
        await ana.do(DeclineOffer(await house.rings("int_1", "agt_ana")))

        assert last_end(ana).state is OfferState.DECLINED
        assert house.member("agt_ana") in (None, before)  # nothing that the queue did not know


async def test_the_idle_time_begins_anew_with_an_assignment_and_with_its_end(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        start = house.stands("agt_ana").idle_since_ms
        await trio.sleep(5)
        await talking(house, ana)
        await trio.sleep(5)
        await ana.do(EndInteraction("int_1"))
        assert house.stands("agt_ana").idle_since_ms == start + 5_000
        await trio.sleep(5)
        await ana.do(CompleteWrapUp("int_1"))
        assert house.stands("agt_ana").idle_since_ms == start + 15_000


async def test_consumer_abandons_while_ringing_costs_no_miss_and_no_idle_time(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        before = house.member("agt_ana", "que_voice")
        await house.rings("int_1", "agt_ana", "que_voice")
        await house.ask("int_1", EndInteraction("int_1"), CONSUMER)
        await wait_all_tasks_blocked()

        assert (last_end(ana).state, last_end(ana).detail) == (OfferState.CANCELED, OfferDetail.CONSUMER_LEFT)
        assert house.member("agt_ana", "que_voice") in (None, before)


async def test_an_older_share_changes_nothing(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        old = await house.state("int_1")
        await ana.do(AcceptOffer(offer))
        ana.forget()
        house.registry.agent("agt_ana").tell(ShareIs(old, house.registry.interaction("int_1")))
        await wait_all_tasks_blocked()

        assert ana.heard == []


async def test_a_word_changes_the_desk_alone_and_who_forgot_hears_again_that_nobody_is_there(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        quiet = attrs.evolve(
            await house.state("int_1"), id="int_2"
        )  # an interaction that hears orders, and does nothing
        leg = next(iter(quiet.legs.values()))
        silent, agent = Recording("interaction:int_2"), house.registry.agent("agt_ana")
        is_away = Ordered(AgentPresent("agt_ana", Presence.GRACE))
        agent.tell(ShareIs(quiet, silent))
        await ana.leaves()
        assert set(silent.heard) == {is_away}
        silent.heard.clear()
        house.told_queue("que_chat", object)

        spoken = attrs.evolve(quiet, seq=quiet.seq + 1, legs={leg.id: attrs.evolve(leg, unread=1)})
        agent.tell(ShareIs(spoken, silent))
        await wait_all_tasks_blocked()

        assert house.member("agt_ana") is None
        assert silent.heard == [is_away]
