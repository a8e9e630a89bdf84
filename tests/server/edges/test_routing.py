"""The way of a command: under whose name, by which key, to whom; and what becomes of it when there is no way."""

from typing import Any

import pytest
import trio
from kit.flaky import FlakyDisk
from kit.house import principal
from kit.scene import Scene, scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    CreateInteraction,
    DeleteContact,
    EndInteraction,
    LinkContact,
    SendMessage,
    SetVariable,
    ShowTyping,
)
from ringline_protocol.values import Consumer, PrincipalKind, Variable
from ringline_server.actors.actor import MAILBOX_MESSAGES_MAX, Mailbox
from ringline_server.actors.messages import Outcome, SayEphemeral
from ringline_server.edges import routing
from ringline_server.edges.calls import EdgeCall
from trio.testing import MockClock

SERVICE = principal("svc_1", PrincipalKind.SERVICE)


async def sent(at: Scene, command: object) -> list[Outcome]:
    """What has become of it once it was sent."""
    outcomes: list[Outcome] = []
    await routing.send(at.server.server, command, EdgeCall(SERVICE, outcomes.append))
    return outcomes


def code(outcomes: list[Outcome]) -> ErrorCode:
    [outcome] = outcomes
    assert isinstance(outcome, Refused)
    return outcome.code


def on_flaky_disk(at: Scene) -> FlakyDisk:
    registry = at.server.house.registry
    flaky = FlakyDisk(registry.disk)
    registry.disk = flaky.disk
    return flaky


def test_an_agent_who_became_a_supervisor_keeps_their_keys_and_nobody_else_shares_them() -> None:
    names = [routing.principal_name(principal("x", kind)) for kind in PrincipalKind]
    assert len(set(names)) == len(PrincipalKind) - 1
    agent, supervisor = (principal("x", kind) for kind in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR))
    assert routing.principal_name(agent) == routing.principal_name(supervisor)


def test_the_same_params_have_the_same_hash_however_they_were_written() -> None:
    written_out = CreateInteraction("que_1", Consumer(name="", phone=None), None, "")
    assert routing.params_hash("m", written_out) == routing.params_hash("m", CreateInteraction("que_1"))


@pytest.mark.parametrize(
    "other",
    [
        ("m", CreateInteraction("que_2")),
        ("m", CreateInteraction("que_1", subject="x")),
        ("n", CreateInteraction("que_1")),
    ],
)
def test_other_params_and_other_methods_have_another_hash(other: tuple[str, Any]) -> None:
    assert routing.params_hash(*other) != routing.params_hash("m", CreateInteraction("que_1"))


def test_a_value_and_its_text_have_different_hashes() -> None:
    number, text = (SetVariable("int_1", Variable("n", value)) for value in (1, "1"))
    assert routing.params_hash("m", number) != routing.params_hash("m", text)


@pytest.mark.parametrize("command", [EndInteraction("int_none"), SendMessage("int_none", "hello")])
async def test_an_interaction_that_is_not_there_is_forbidden_and_comes_into_no_memory(
    autojump_clock: MockClock, command: object
) -> None:
    async with scene() as at:
        assert code(await sent(at, command)) is ErrorCode.FORBIDDEN
        assert "int_none" not in at.server.house.registry


async def test_an_interaction_that_left_memory_is_found_again(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        interaction = await at.arrives()
        await service.ends(interaction)
        await at.passes(60_000)
        assert interaction not in at.server.house.registry
        error = await service.error("message.send", {"interaction": interaction, "text": "hello"})
    assert error["code"] == "invalid_state"


async def test_a_store_that_fails_is_unavailable(autojump_clock: MockClock) -> None:
    async with scene() as at:
        flaky = on_flaky_disk(at)
        flaky.fails = True
        assert code(await sent(at, EndInteraction("int_1"))) is ErrorCode.UNAVAILABLE
        assert code(await sent(at, CreateInteraction("que_chat", Consumer(phone="1")))) is ErrorCode.UNAVAILABLE
        flaky.fails = False


async def test_a_command_that_is_cancelled_on_its_way_is_answered_so_that_a_retry_does_not_wait_for_it(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        flaky = on_flaky_disk(at)
        flaky.stalls = trio.Event()
        outcomes: list[Outcome] = []
        with trio.move_on_after(1) as patience:
            await routing.send(at.server.server, EndInteraction("int_1"), EdgeCall(SERVICE, outcomes.append))
        assert patience.cancelled_caught
        assert code(outcomes) is ErrorCode.UNAVAILABLE
        flaky.stalls.set()


async def test_what_needs_no_waiting_is_in_the_mailbox_at_once_and_everything_else_is_not(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        server, nobodys = at.server.server, Mailbox("interaction:int_x")
        server.registry._interactions["int_x"] = nobodys

        def goes_at_once(command: object) -> bool:
            return routing.send_at_once(server, command, EdgeCall(SERVICE, list[Outcome]().append))

        assert not goes_at_once(SendMessage("int_none", "is on disk, or nowhere"))
        assert not goes_at_once(CreateInteraction("que_chat"))
        assert not goes_at_once(LinkContact("int_x", "con_1"))
        assert not goes_at_once(DeleteContact("con_1"))
        assert nobodys.is_empty
        assert goes_at_once(ShowTyping("int_x"))
        assert isinstance(nobodys.take(), SayEphemeral)

        for _ in range(MAILBOX_MESSAGES_MAX):
            nobodys.tell(None)
        assert not goes_at_once(ShowTyping("int_x"))
        del server.registry._interactions["int_x"]


async def test_typing_reaches_the_others_and_says_who_types(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await consumer.ask("message.typing", {"interaction": interaction}, key=None)
        seen = await ana.event("typing")
        await ana.ask("message.typing", {"interaction": interaction, "typing": False}, key=None)
        told = await consumer.event("typing")
        assert ana.told("typing", role="agent") == [], "nobody is told what they do themselves"
    assert (seen["data"]["role"], seen["data"]["typing"]) == ("consumer", True)
    assert (told["data"]["role"], told["data"]["typing"]) == ("agent", False)


async def test_a_partial_carries_what_its_source_knows(autojump_clock: MockClock) -> None:
    said = {"segment": "s1", "role": "consumer", "text": "hel", "revision": 3, "language": "en", "start_ms": 7}
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        service = await at.service()
        await service.ask("segment.partial", {"interaction": interaction, "segment": said}, key=None)
        data = (await ana.event("segment.partial"))["data"]
    assert {name: data[name] for name in said} == said


async def test_what_an_agent_asks_of_an_interaction_passes_their_own_actor(autojump_clock: MockClock) -> None:
    """So that effects on their stream go before the answer, which names both places."""
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        reply = await ana.request("interaction.end", {"interaction": interaction})
    assert set(reply["pos"]) == {"agent/agt_ana", f"interaction/{interaction}"}
