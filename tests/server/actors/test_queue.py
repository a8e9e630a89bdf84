"""The queue's actor among real interactions: who is asked for what, when, and never twice."""

from typing import Any

import attrs
import pytest
import trio
from kit.accounts import account, queue
from kit.house import principal
from kit.queue_house import CHAT, queue_house
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import EndInteraction
from ringline_protocol.values import (
    Acceptance,
    Channel,
    ClosedReason,
    OfferPurpose,
    OfferState,
    Phase,
    PrincipalKind,
    QueuedReason,
    SkillNeed,
    SkillStage,
)
from ringline_server.actors.interaction import STORE_RETRY_MS
from ringline_server.actors.messages import Announce, Done, Granted, Reload, Reserve
from ringline_server.actors.queue import HEAR_OUT_MS
from ringline_server.actors.returning import PATIENCE_MS, LineReturned, LineReturns
from ringline_server.domain.matching import PAUSE_MS
from ringline_server.domain.policy import Account, OpenHours, Overflow, Selection
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock, wait_all_tasks_blocked

ANA, BRUNO = "agt_ana", "agt_bruno"
SOFIA = principal("agt_sofia", PrincipalKind.SUPERVISOR)
NEVER = OpenHours("UTC", {"mon": ()})


def chat(*others: Any, **policy: Any) -> Account:
    """One queue for chats, and whatever else."""
    return account(queue(CHAT, **policy), *others)


async def test_what_waits_is_asked_for_with_its_weight(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.enters("int_1", bonus=2, top_priority=True)
        await trio.sleep(30)
        await house.says(ANA)

        (wish,) = await house.told(ANA, Reserve)

    assert (wish.interaction, wish.queue, wish.channel) == ("int_1", CHAT, Channel.MESSAGING)
    assert (wish.band, wish.score) == (1, 150.0)
    assert wish.reply_to.name == f"queue:{CHAT}"


async def test_a_manual_queue_rings_at_exactly_one_agent(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA, idle_since_ms=1)
        await house.says(BRUNO, idle_since_ms=2)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")

        assert await house.rings_at("int_1") == [ANA]
        assert await house.asked(BRUNO) == []


async def test_an_automatic_queue_begins_without_an_accept(autojump_clock: MockClock) -> None:
    async with queue_house(chat(acceptance=Acceptance.AUTOMATIC)) as house:
        await house.says(ANA)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")

        state = await house.state("int_1")

    assert (state.phase, [leg.agent for leg in state.talking]) == (Phase.ACTIVE, [ANA])


async def test_a_busy_answer_goes_on_to_the_next_agent_at_once(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA, idle_since_ms=1)
        await house.says(BRUNO, idle_since_ms=2)
        await house.enters("int_1")
        await house.refuses(ANA, "int_1")

        assert await house.asked(ANA) == ["int_1"]
        assert await house.asked(BRUNO) == ["int_1"]
        await house.refuses(BRUNO, "int_1")
        assert await house.asked(ANA) == []
        await house.says(ANA)
        assert await house.asked(ANA) == ["int_1"]


async def test_a_decline_rings_at_the_next_agent_and_keeps_the_enqueue_time(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA, idle_since_ms=1)
        await house.says(BRUNO, idle_since_ms=2)
        await house.enters("int_1")
        before = await house.state("int_1")
        await house.grants(ANA, "int_1")
        await trio.sleep(5)
        await house.declines(ANA, "int_1")
        await house.grants(BRUNO, "int_1")

        after = await house.state("int_1")

    assert [offer.agent for offer in after.live_offers] == [BRUNO]
    assert before.waiting is not None
    assert after.waiting is not None
    assert after.waiting.enqueued_at_ms == before.waiting.enqueued_at_ms


async def test_when_all_declined_it_waits_on_and_says_so_and_rings_again_after_the_cool_down(
    autojump_clock: MockClock,
) -> None:
    async with queue_house(chat(decline_cooldown_ms=30_000)) as house:
        sink = await house.reads(SOFIA)
        await house.says(ANA)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")
        await house.declines(ANA, "int_1")

        assert sink.names.count("queue.no_takers") == 1
        assert sink.view.rows[0].no_takers
        assert await house.asked(ANA) == ["int_1"]
        await trio.sleep(29.9)
        assert await house.asked(ANA) == []
        await trio.sleep(0.2)
        assert await house.asked(ANA) == ["int_1"]
        assert (await house.state("int_1")).phase is Phase.QUEUED


async def test_simultaneous_rings_at_k_and_the_first_to_accept_wins(autojump_clock: MockClock) -> None:
    async with queue_house(chat(selection=Selection.SIMULTANEOUS, ring_many=2)) as house:
        await house.says(ANA)
        await house.says(BRUNO)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")
        await house.grants(BRUNO, "int_1")
        assert await house.rings_at("int_1") == [ANA, BRUNO]

        first, second = await house.accepts(BRUNO, "int_1"), await house.accepts(ANA, "int_1")

        state = await house.state("int_1")

    assert isinstance(first, Done)
    assert isinstance(second, Refused)
    assert second.code is ErrorCode.OFFER_RESCINDED
    assert [offer.state for offer in state.offers] == [OfferState.RESCINDED, OfferState.ACCEPTED]


async def test_a_consumer_who_leaves_while_room_is_asked_frees_it(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA)
        await house.enters("int_1")
        await house.ends("int_1")
        assert await house.unreserved(ANA) == ["int_1"]
        await house.asked(ANA)

        await house.grants(ANA, "int_1")
        await house.enters("int_2")

        assert await house.asked(ANA) == ["int_2"]


async def test_room_that_nobody_asked_for_is_given_back(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.enters("int_1")
        await house.grants(ANA, "int_1")
        assert await house.unreserved(ANA) == ["int_1"]
        assert await house.rings_at("int_1") == []


async def test_the_size_limit_is_exact_and_overflows_to_another_queue(autojump_clock: MockClock) -> None:
    full = {"queue_full": Overflow("que_more")}
    async with queue_house(chat(queue("que_more"), waiting_max=2, overflow=full)) as house:
        for interaction in ("int_1", "int_2", "int_3"):
            await house.enters(interaction)

        places = [(await house.state(f"int_{n}")).waiting for n in (1, 2, 3)]

    assert [place.queue for place in places if place is not None] == [CHAT, CHAT, "que_more"]
    assert places[2] is not None
    assert places[2].reason is QueuedReason.OVERFLOW


async def test_what_rings_counts_for_the_size_limit(autojump_clock: MockClock) -> None:
    async with queue_house(chat(waiting_max=1)) as house:
        await house.says(ANA)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")
        await house.enters("int_2")
        assert await _closed(house, "int_2") is ClosedReason.OVERFLOWED


async def test_a_closed_queue_lets_nobody_in(autojump_clock: MockClock) -> None:
    async with queue_house(chat(open_hours=NEVER, overflow={"closed": Overflow(message="Vuelva mañana")})) as house:
        await house.says(ANA)
        await house.enters("int_1")
        assert await _closed(house, "int_1") is ClosedReason.OVERFLOWED
        assert await house.asked(ANA) == []


async def test_a_queue_without_anybody_may_refuse_to_be_joined(autojump_clock: MockClock) -> None:
    async with queue_house(chat(join_when_empty=False)) as house:
        await house.says(ANA, RuledOut.OFFLINE)
        await house.enters("int_1")
        assert await _closed(house, "int_1") is ClosedReason.OVERFLOWED
        await house.says(ANA, RuledOut.NOT_READY)
        await house.enters("int_2")
        assert (await house.state("int_2")).phase is Phase.QUEUED


@pytest.mark.parametrize("leave_when_empty", [True, False])
async def test_when_the_last_member_goes_what_waits_may_have_to_leave(
    autojump_clock: MockClock, leave_when_empty: bool
) -> None:
    async with queue_house(chat(leave_when_empty=leave_when_empty)) as house:
        await house.enters("int_1")
        await house.says(ANA, RuledOut.NOT_READY)
        await house.says(ANA, RuledOut.OFFLINE)
        expected = ClosedReason.OVERFLOWED if leave_when_empty else None
        assert await _closed(house, "int_1") is expected


async def test_skill_stages_relax_while_time_goes_by(autojump_clock: MockClock) -> None:
    stages = (SkillStage((SkillNeed("es", 5),), 20_000), SkillStage())
    async with queue_house(chat(skill_stages=stages)) as house:
        await house.says(ANA)
        await house.enters("int_1")
        await trio.sleep(19.9)
        assert await house.asked(ANA) == []
        await trio.sleep(0.2)
        assert await house.asked(ANA) == ["int_1"]


async def test_a_store_that_is_away_for_a_moment_delays_the_ring(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.enters("int_1")
        await house.says(ANA)
        house.small.medium.faults.fails = True
        await house.grants(ANA, "int_1")
        assert await house.unreserved(ANA) == []
        house.small.medium.faults.fails = False
        await trio.sleep(STORE_RETRY_MS / 1000 + 0.1)
        assert await house.rings_at("int_1") == [ANA]
        assert await house.asked(ANA) == ["int_1"]


async def test_a_grant_that_led_to_nothing_is_given_back_and_the_agent_is_asked_again_later(
    autojump_clock: MockClock,
) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA)
        await house.enters("int_1")
        assert await house.asked(ANA) == ["int_1"]
        house.registry.interaction("int_1").tell(Granted("int_1", BRUNO, "Bruno", OfferPurpose.HANDLE))
        await house.grants(ANA, "int_1")  # the interaction gets it behind Bruno's
        assert await house.rings_at("int_1") == [BRUNO]
        assert await house.unreserved(ANA) == ["int_1"]

        await house.declines(BRUNO, "int_1")
        await trio.sleep(PAUSE_MS / 1000 + 0.01)

        assert await house.asked(ANA) == ["int_1"]


async def test_after_a_crash_the_queue_asks_everybody_and_goes_on_in_the_old_order(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        for n in range(9):
            await house.enters(f"int_{n}")
            await trio.sleep(0.01)
        await house.says(ANA)
        await house.asked(ANA)
        await house.crashes()

        assert len(await house.told(ANA, Announce)) == 1
        await house.grants(ANA, "int_0")  # asked before the crash
        assert await house.unreserved(ANA) == ["int_0"]
        await house.says(ANA, revived=True)
        assert await house.asked(ANA) == []
        await trio.sleep(HEAR_OUT_MS / 1000 + 0.01)
        assert await house.asked(ANA) == ["int_0"]
        await house.grants(ANA, "int_0")
        assert await house.rings_at("int_0") == [ANA]


async def test_after_a_crash_readers_begin_anew_under_another_epoch(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.enters("int_1")
        old = await house.reads(SOFIA)
        await house.crashes()
        new = await house.reads(SOFIA)

    assert old.gone == "restarted"
    assert (old.view.rows, old.view.waiting) == (new.view.rows, new.view.waiting)
    assert old.verdict is not None
    assert new.verdict is not None
    assert old.verdict.epoch != new.verdict.epoch


async def test_a_crash_while_it_rings_does_not_make_it_ring_twice(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA)
        await house.enters("int_1")
        await house.grants(ANA, "int_1")
        await house.crashes()
        await house.says(ANA, RuledOut.CHANNEL_FULL, revived=True)
        await house.says(BRUNO, revived=True)
        await trio.sleep(HEAR_OUT_MS / 1000 + 0.01)
        assert await house.asked(BRUNO) == []
        await house.declines(ANA, "int_1")
        assert await house.asked(BRUNO) == ["int_1"]


async def test_an_interaction_that_crashed_before_it_could_say_that_it_left_is_not_kept(
    autojump_clock: MockClock,
) -> None:
    async with queue_house(chat()) as house:
        sink = await house.reads(SOFIA)
        await house.enters("int_1")
        house.registry._queues[CHAT] = _DeafOnce(house.registry.queue(CHAT))
        await house.small.outcome("int_1", EndInteraction("int_1"), house.small.service)
        await wait_all_tasks_blocked()

        assert (await house.state("int_1")).ended is not None
        assert sink.view.rows == ()


async def test_an_agent_who_crashed_is_asked_anew(autojump_clock: MockClock) -> None:
    async with queue_house(chat()) as house:
        await house.enters("int_1")
        await house.says(ANA)
        assert await house.asked(ANA) == ["int_1"]
        await house.says(ANA)
        assert await house.asked(ANA) == []
        await house.says(ANA, revived=True)
        assert await house.asked(ANA) == ["int_1"]


async def test_new_policies_hold_for_what_comes_and_members_who_are_none_go(autojump_clock: MockClock) -> None:
    before = chat()
    async with queue_house(before) as house:
        sink = await house.reads(SOFIA)
        ana = await house.reads(principal(ANA))
        await house.says(ANA)
        agents = {**before.agents, ANA: attrs.evolve(before.agents[ANA], queues=())}
        await house.tells(Reload(attrs.evolve(before, agents=agents)))

        assert [member.agent for member in sink.view.members] == [BRUNO]
        assert ana.gone == "forbidden"
        await house.enters("int_1")
        await house.says(ANA)
        assert await house.asked(ANA) == []


async def test_a_queue_that_was_taken_out_serves_what_waits_and_lets_nobody_in(autojump_clock: MockClock) -> None:
    before = chat()
    async with queue_house(before) as house:
        await house.enters("int_1")
        await house.tells(Reload(attrs.evolve(before, queues={})))
        await house.enters("int_2")
        await house.says(ANA)
        assert await _closed(house, "int_2") is ClosedReason.OVERFLOWED
        assert await house.asked(ANA) == ["int_1"]


async def _closed(house: Any, interaction: str) -> ClosedReason | None:
    state = await house.state(interaction)
    return None if state.closed is None else state.closed.reason


@attrs.define
class _DeafOnce:
    """A mailbox that cannot be told anything the first time: the teller crashes, as with one that is full."""

    mailbox: Any
    is_deaf: bool = True

    def tell(self, message: object) -> None:
        if self.is_deaf:
            self.is_deaf = False
            raise RuntimeError("crashed between the commit and the telling")
        self.mailbox.tell(message)


async def test_newcomers_held_while_a_line_comes_back_are_offered_in_the_order_of_the_line(
    autojump_clock: MockClock,
) -> None:
    async with queue_house(chat()) as house:
        await house.says(ANA)
        await house.tells(LineReturns(("int_that_never_comes",)))
        await house.tells(LineReturned())
        await house.enters("int_1")
        await house.enters("int_2", top_priority=True)
        before = await house.asked(ANA)
        await trio.sleep(PATIENCE_MS / 1000 + 0.001)

        assert (before, await house.asked(ANA)) == ([], ["int_2"])
