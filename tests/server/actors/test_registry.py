"""Names that always lead somewhere."""

import pytest
import trio
from kit.accounts import account
from kit.house import small_house
from ringline_protocol.commands import CreateInteraction, EndInteraction
from ringline_server.actors.interaction import RETIRE_AFTER_MS, InteractionActor
from ringline_server.actors.messages import Announce, Reload, WaitingIs
from trio.testing import MockClock, wait_all_tasks_blocked


async def test_telling_an_interaction_by_name_brings_it_into_memory(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        assert "int_1" not in house.registry
        house.registry.interaction("int_1").tell(Announce())

        assert "int_1" in house.registry
        assert list(house.registry.in_memory()) == ["int_1"]


async def test_one_that_is_spoken_to_while_it_retires_comes_back_with_the_message(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await house.ask("int_1", CreateInteraction("que_chat"), house.service)
        await house.ask("int_1", EndInteraction("int_1"), house.service)
        ref = house.registry.interaction("int_1")
        await trio.sleep(RETIRE_AFTER_MS / 1000 + 1)
        assert "int_1" not in house.registry

        outcome = await house.outcome("int_1", EndInteraction("int_1"), house.service)

        assert outcome is not None
        assert ref.name == "interaction:int_1"
        assert "int_1" in house.registry


async def test_an_actor_made_beforehand_is_the_one_that_runs(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        await house.ask("int_1", CreateInteraction("que_chat"), house.service)
        made = await house.registry.make_interaction(house.registry.mailbox_of("int_1"))
        assert isinstance(made, InteractionActor)
        house.told_queue("que_chat", WaitingIs)
    async with small_house(account(), house.medium) as again:
        again.registry.start_interaction("int_1", made)
        await wait_all_tasks_blocked()

        assert "int_1" in again.registry


async def test_who_owns_a_stream(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        owner = house.registry.owner

        names = [one.name if one else None for one in map(owner, ("queue/que_chat", "agent/agt_ana", "wall/x", "x"))]
        assert names == ["queue:que_chat", "agent:agt_ana", None, None]
        assert owner("queue/que_none") is None


async def test_unknown_queues_and_agents_are_key_errors(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        with pytest.raises(KeyError):
            house.registry.queue("que_none")
        with pytest.raises(KeyError):
            house.registry.agent("agt_none")
        assert not house.registry.has_agent("agt_none")
        assert house.registry.has_queue("que_chat")


async def test_new_policies_reach_all_queues_and_agents(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        newer = account()
        house.registry.reload(newer)

        assert house.registry.account is newer
        assert house.told_queue("que_chat", Reload) == house.told_agent("agt_ana", Reload) == [Reload(newer)]


async def test_streams_in_memory_get_a_new_epoch_at_every_opening(autojump_clock: MockClock) -> None:
    async with small_house(account()) as house:
        first = house.registry.epoch
    async with small_house(account(), house.medium) as again:
        assert again.registry.epoch != first
        assert again.registry.disk.identity.epoch == house.registry.disk.identity.epoch
