"""The interaction's actor on a real journal: durable, then told; told again when asked; gone when closed and quiet."""

import trio
from kit.accounts import account
from kit.house import SmallHouse, principal, small_house
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, CreateInteraction, EndInteraction, SaveNote, SendMessage
from ringline_protocol.values import Consumer, OfferPurpose, OfferState, Phase, PrincipalKind
from ringline_server.actors.interaction import RETIRE_AFTER_MS, SNAPSHOT_EVERY_EVENTS, STORE_RETRY_MS
from ringline_server.actors.messages import Announce, Busy, Granted, Key, ShareIs, Unreserve, WaitingIs
from ringline_server.store.records import AnsweredRow
from trio.testing import MockClock, wait_all_tasks_blocked

ANA = principal("agt_ana")
CONSUMER = principal("con_1", PrincipalKind.CONSUMER, "int_1")


async def create(house: SmallHouse, interaction: str = "int_1", queue: str = "que_chat") -> None:
    await house.ask(interaction, CreateInteraction(queue, Consumer("María")), house.service)


async def ring(house: SmallHouse, agent: str = "agt_ana") -> str:
    """An offer to the agent is on its way; answers its id."""
    house.registry.interaction("int_1").tell(Granted("int_1", agent, agent, OfferPurpose.HANDLE))
    await wait_all_tasks_blocked()
    (share,) = house.told_agent(agent, ShareIs)
    return share.state.live_offers[0].id


async def test_an_interaction_is_on_disk_before_anybody_hears_of_it(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        house.medium.faults.stalls_before = stalled = trio.Event()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(create, house)
            await wait_all_tasks_blocked()
            assert house.told_queue("que_chat", WaitingIs) == []
            stalled.set()
        (waiting,) = house.told_queue("que_chat", WaitingIs)

        row = await house.registry.disk.interaction("int_1")

    assert waiting.state.phase is Phase.QUEUED
    assert row is not None
    assert row.consumer_name == "María"


async def test_a_grant_becomes_an_offer_that_agent_and_queue_are_told_of(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        house.told_queue("que_chat", WaitingIs)

        offer = await ring(house)

        (waiting,) = house.told_queue("que_chat", WaitingIs)
        assert [one.id for one in waiting.state.live_offers] == [offer]


async def test_a_grant_that_is_not_needed_any_more_is_given_back(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        await house.ask("int_1", EndInteraction("int_1"), house.service)
        house.registry.interaction("int_1").tell(Granted("int_1", "agt_ana", "Ana", OfferPurpose.HANDLE))
        await wait_all_tasks_blocked()

        assert house.told_agent("agt_ana", Unreserve) == [Unreserve("int_1")]


async def test_an_accept_is_answered_with_the_leg_and_its_position(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        offer = await ring(house)

        done = await house.ask("int_1", AcceptOffer(offer), ANA)

        (share,) = house.told_agent("agt_ana", ShareIs)
        assert done.result["interaction"] == "int_1"
        assert done.result["leg"] in share.state.legs
        assert done.pos == {"interaction/int_1": share.state.seq}


async def test_the_reply_is_stored_with_its_effect_under_its_key(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        offer = await ring(house)
        await house.outcome("int_1", AcceptOffer(offer), ANA, key=Key("agent:agt_ana", "k1", b"h"))

        stored = await house.registry.disk.answered("agent:agt_ana", "k1")

    assert isinstance(stored, AnsweredRow)
    assert stored.params_hash == b"h"


async def test_a_refusal_changes_nothing(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        before = await house.registry.disk.read("interaction/int_1")

        outcome = await house.outcome("int_1", SaveNote("int_1", "not mine"), ANA)

        assert isinstance(outcome, Refused)
        assert outcome.code is ErrorCode.FORBIDDEN
        assert before == await house.registry.disk.read("interaction/int_1")


async def test_an_unknown_interaction_answers_like_a_foreign_one(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        outcome = await house.outcome("int_none", SaveNote("int_none", "hello"), ANA)

    assert isinstance(outcome, Refused)
    assert outcome.code is ErrorCode.FORBIDDEN


async def test_a_full_disk_is_unavailable_and_the_same_command_works_later(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        house.medium.faults.fails = True
        refused = await house.outcome("int_1", SendMessage("int_1", "hola"), CONSUMER)
        house.medium.faults.fails = False

        await house.ask("int_1", SendMessage("int_1", "hola"), CONSUMER)

    assert isinstance(refused, Refused)
    assert refused.code is ErrorCode.UNAVAILABLE


async def test_an_order_that_the_disk_could_not_take_is_carried_out_when_it_can(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        house.medium.faults.fails = True
        house.registry.interaction("int_1").tell(Granted("int_1", "agt_ana", "Ana", OfferPurpose.HANDLE))
        await wait_all_tasks_blocked()
        house.medium.faults.fails = False
        await trio.sleep(STORE_RETRY_MS / 1000 + 0.1)

        (share,) = house.told_agent("agt_ana", ShareIs)

    assert share.state.live_offers[0].agent == "agt_ana"


async def test_asked_to_announce_it_tells_everybody_again(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        await ring(house)
        house.told_queue("que_chat", WaitingIs)

        house.registry.interaction("int_1").tell(Announce())
        await wait_all_tasks_blocked()

        (waiting,) = house.told_queue("que_chat", WaitingIs)
        assert waiting.revived
        assert len(house.told_agent("agt_ana", ShareIs)) == 1


async def test_after_a_restart_it_is_what_it_was(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        offer = await ring(house)
        await house.ask("int_1", AcceptOffer(offer), ANA)
        await house.ask("int_1", SendMessage("int_1", "hola"), CONSUMER)
        before = house.told_agent("agt_ana", ShareIs)[-1].state
    async with small_house(account(), house.medium) as again:
        again.registry.interaction("int_1").tell(Announce())
        await wait_all_tasks_blocked()

        after = again.told_agent("agt_ana", ShareIs)[-1].state

    assert after == before


async def test_a_ring_nobody_answers_expires_at_its_deadline(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        await ring(house)
        await trio.sleep(30.001)

        (share,) = house.told_agent("agt_ana", ShareIs)

    assert [one.state for one in share.state.offers] == [OfferState.EXPIRED]
    assert share.state.phase is Phase.QUEUED


async def test_a_closed_interaction_leaves_memory_and_can_still_be_asked(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        await house.ask("int_1", EndInteraction("int_1"), house.service)
        assert "int_1" in house.registry
        await trio.sleep(RETIRE_AFTER_MS / 1000 + 1)
        assert "int_1" not in house.registry

        outcome = await house.outcome("int_1", SendMessage("int_1", "hello?"), CONSUMER)

    assert isinstance(outcome, Refused)
    assert outcome.code is ErrorCode.INVALID_STATE


async def test_a_long_one_is_cached_every_so_many_events(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        for number in range(SNAPSHOT_EVERY_EVENTS):
            await house.ask("int_1", SendMessage("int_1", f"word {number}"), CONSUMER)

    assert [snapshot.seq for snapshot in house.snapshots] == [SNAPSHOT_EVERY_EVENTS]


async def test_a_snapshot_is_a_cache_with_it_and_without_it_the_state_is_the_same(autojump_clock: MockClock) -> None:
    states = []
    async with small_house(account()) as house:
        await create(house)
        await ring(house)
        for number in range(SNAPSHOT_EVERY_EVENTS + 20):
            await house.ask("int_1", SendMessage("int_1", f"word {number}"), CONSUMER)
        snapshots = list(house.snapshots)
    for kept in ([], snapshots):
        async with small_house(account(), house.medium) as again:
            await again.registry.disk.save_snapshots(kept)
            again.registry.interaction("int_1").tell(Announce())
            await wait_all_tasks_blocked()
            states.append(again.told_queue("que_chat", WaitingIs)[-1].state)

    assert snapshots
    assert states[0] == states[1]
    assert states[0].seq == SNAPSHOT_EVERY_EVENTS + 23


async def test_a_busy_answer_to_nobodys_wish_is_ignored(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await create(house)
        house.registry.interaction("int_1").tell(Busy("int_1", "agt_ana", OfferPurpose.TRANSFER, "no_capacity"))

        done = await house.ask("int_1", SendMessage("int_1", "still here"), CONSUMER)

    assert done.pos["interaction/int_1"] == 3
