"""Promise: each role does what it may and nothing else; what is foreign looks like what is not there (protocol.md 6).

The matrix is made from the table of methods, so that a new method is in it from its first day.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import attrs
import pytest
from kit.accounts import account, queue
from kit.raw_client import Frame
from kit.rights import PARAMS
from kit.scene import Scene, scene
from ringline_protocol.commands import COMMANDS, CommandInfo, Handler
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.policy import Account, Agent
from trio.testing import MockClock

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("transfer.start", {"target": {}}),
    ("transfer.start", {"target": {"agent": "agt_nobody"}}),
    ("conference.invite", {"agent": "agt_nobody"}),
    ("disposition.save", {"dispositions": ["nonsense"]}),
    ("interaction.resolve", {"dispositions": ["nonsense"]}),
    ("note.save", {"text": "x", "note": "not_nobody"}),
    ("interaction.park", {"until_at_ms": 1}),
    ("interaction.release", {"queue": "que_nobody"}),
    ("transcript.search", {"text": "x", "cursor": "nonsense"}),
    ("message.send", {"text": ""}),
]
"""Params that are refused on one's own interaction: on a foreign one they must not tell that it is there."""


def about_an_interaction(info: CommandInfo) -> bool:
    """The method names one."""
    return "interaction" in info.cls.__annotations__


ABOUT_INTERACTIONS = [info for info in COMMANDS.values() if about_an_interaction(info)]
FOREIGN_TO = (PrincipalKind.AGENT, PrincipalKind.CONSUMER, PrincipalKind.SERVICE)


def house() -> Account:
    """Carla is an agent of another queue; nothing of que_chat is hers."""
    plain = account(queue(), queue("que_other"))
    people = {name: attrs.evolve(agent, queues=("que_chat",)) for name, agent in plain.agents.items()}
    people["agt_carla"] = Agent("agt_carla", "Carla", queues=("que_other",))
    people["agt_sofia"] = plain.agents["agt_sofia"]
    return attrs.evolve(plain, agents=people)


@attrs.define(eq=False)
class Strangers:
    """One of each role to whom the interaction is foreign, and the interactions: talked in, waiting, closed."""

    at: Scene
    by: dict[PrincipalKind, Any]
    interactions: list[str]


@asynccontextmanager
async def strangers() -> AsyncIterator[Strangers]:
    """Everybody is here."""
    async with scene(of=house()) as at:
        ana = await at.agent("ana")
        closed = await at.talks(ana)
        await ana.ends(closed)
        await ana.wraps_up(closed)
        talking = await at.talks(ana)
        await ana.chooses("not_ready", "lunch")
        waiting = await at.arrives()
        other = await at.arrives("que_other")
        by = {
            PrincipalKind.AGENT: await at.agent("carla", status=None),
            PrincipalKind.CONSUMER: await at.connects("con_2", other),
            PrincipalKind.SERVICE: await at.connects("svc_2"),
            PrincipalKind.SUPERVISOR: await at.connects("agt_sofia"),
        }
        yield Strangers(at, by, [talking, waiting, closed])


def answer(reply: Frame) -> Frame:
    """What it says, whatever the command's id."""
    return {name: value for name, value in reply.items() if name != "id"}


@pytest.mark.parametrize("kind", FOREIGN_TO)
async def test_what_is_foreign_is_answered_exactly_like_what_is_not_there(
    autojump_clock: MockClock, kind: PrincipalKind
) -> None:
    async with strangers() as all_of:
        client = all_of.by[kind]
        heads = {one: (await all_of.at.state(one))["seq"] for one in all_of.interactions}
        asked = [(info.method, PARAMS.get(info.method, {})) for info in ABOUT_INTERACTIONS if kind in info.who]
        asked += [(method, params) for method, params in WRONG if kind in COMMANDS[method].who]
        for method, params in asked:
            unknown = answer(await client.request(method, {**params, "interaction": "int_nobody"}))
            assert unknown["error"]["code"] == "forbidden", method
            for interaction in all_of.interactions:
                foreign = answer(await client.request(method, {**params, "interaction": interaction}))
                assert foreign == unknown, (method, interaction)
            await all_of.at.passes(1_000)  # the rate limit
        after = {one: (await all_of.at.state(one))["seq"] for one in all_of.interactions}

    assert after == heads, "nothing of it had an effect"


@pytest.mark.parametrize("kind", PrincipalKind)
async def test_a_method_of_another_role_is_forbidden_whatever_it_is_about(
    autojump_clock: MockClock, kind: PrincipalKind
) -> None:
    methods = [info for info in COMMANDS.values() if kind not in info.who]
    async with strangers() as all_of:
        refused = []
        for info in methods:
            params = PARAMS.get(info.method, {})
            if about_an_interaction(info):
                params = {**params, "interaction": all_of.interactions[0]}
            refused.append(answer(await all_of.by[kind].request(info.method, params)))
            await all_of.at.passes(500)  # the rate limit

    assert methods
    assert [one["error"]["code"] for one in refused] == ["forbidden"] * len(methods)
    assert all(one == refused[0] for one in refused)


@pytest.mark.parametrize("kind", FOREIGN_TO)
async def test_streams_that_are_foreign_are_answered_exactly_like_those_that_are_not_there(
    autojump_clock: MockClock, kind: PrincipalKind
) -> None:
    async with strangers() as all_of:
        client = all_of.by[kind]
        foreign = [f"interaction/{one}" for one in all_of.interactions]
        foreign += ["agent/agt_ana", "agent/agt_nobody", "queue/que_nobody", "queue/que_chat", "wall", "nonsense", "/"]
        replies = [await client.request("stream.subscribe", {"stream": one}, key=None) for one in foreign]
        unknown = await client.request("stream.subscribe", {"stream": "interaction/int_nobody"}, key=None)
        with_pos = await client.request("stream.subscribe", {"stream": foreign[0], "pos": ["e", 1]}, key=None)

    assert {str(answer(reply)) for reply in (*replies, with_pos)} == {str(answer(unknown))}
    assert unknown["error"]["code"] == "forbidden"


async def test_a_position_of_a_foreign_stream_in_a_hello_is_answered_like_an_unknown_one(
    autojump_clock: MockClock,
) -> None:
    async with strangers() as all_of:
        talking = f"interaction/{all_of.interactions[0]}"
        epoch = all_of.at.server.server.disk.identity.epoch
        pos = {talking: [epoch, 1], "interaction/int_nobody": [epoch, 1], "agent/agt_ana": [epoch, 1]}
        carla = await all_of.at.connects("agt_carla", device="dev_2", pos=pos)
        welcome = next(frame for frame in carla.seen if frame["type"] == "welcome")

    assert {str(welcome["streams"][stream]) for stream in pos} == {str(welcome["streams"]["interaction/int_nobody"])}
    assert welcome["streams"][talking]["reason"] == "forbidden"


@pytest.mark.parametrize("method", [info.method for info in ABOUT_INTERACTIONS if info.handler is Handler.INTERACTION])
async def test_an_unknown_interaction_comes_to_no_life(autojump_clock: MockClock, method: str) -> None:
    kinds = COMMANDS[method].who
    async with strangers() as all_of:
        for kind in kinds:
            params = {**PARAMS.get(method, {}), "interaction": "int_nobody"}
            await all_of.by[kind].error(method, params)
        registry = all_of.at.server.server.registry

        assert "int_nobody" not in registry
