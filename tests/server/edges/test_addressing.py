"""An interaction is found by its id, and what is not there is answered like what is foreign."""

import pytest
from kit.house import principal
from kit.scene import scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import EndInteraction
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.messages import Done, Outcome
from ringline_server.edges import addressing
from ringline_server.edges.calls import EdgeCall
from trio.testing import MockClock


async def test_what_is_not_there_is_forbidden(autojump_clock: MockClock) -> None:
    async with scene() as at:
        with pytest.raises(Refused) as refusal:
            await addressing.find(at.server.server, "int_none")
        assert refusal.value.code is ErrorCode.FORBIDDEN


async def test_an_agents_command_goes_by_way_of_their_own_actor(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        outcomes: list[Outcome] = []
        call = EdgeCall(principal("agt_ana", PrincipalKind.AGENT), outcomes.append)
        await addressing.to_interaction(at.server.server, interaction, EndInteraction(interaction), call)
        await at.settles()

        assert call.via is at.server.house.registry.agent("agt_ana")
        [outcome] = outcomes
        assert isinstance(outcome, Done)
        assert "agent/agt_ana" in outcome.pos
