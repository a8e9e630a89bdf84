"""Promise: what a command sets off on any stream that the session reads arrives before its reply (protocol.md 5).

What others decide because of it, a queue that rings at the next agent, comes whenever it comes.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from kit.person import Person
from kit.raw_client import Frame
from kit.scene import Scene, scene
from trio.testing import MockClock

QUEUES = ("queue/que_chat", "queue/que_auto", "queue/que_mail")
Params = dict[str, Any]
Prepared = tuple[str, Params]
"""The interaction, and what the command needs beside it."""


async def talks(at: Scene, ana: Person) -> Prepared:
    """Ana is in a conversation."""
    return await at.talks(ana), {}


async def wraps_up(at: Scene, ana: Person) -> Prepared:
    """Ana has ended one."""
    interaction = await at.talks(ana)
    await ana.ends(interaction)
    return interaction, {}


async def rings(at: Scene, ana: Person) -> Prepared:
    """It rings at Ana."""
    interaction = await at.arrives()
    return interaction, {"offer": (await ana.rings(interaction))["data"]["offer"]}


async def holds_a_mail(at: Scene, ana: Person) -> Prepared:
    """A mail lies on Ana's list."""
    interaction = await at.arrives("que_mail")
    await ana.gets(interaction)
    return interaction, {}


Case = tuple[str, str, Params, Callable[[Scene, Person], Awaitable[Prepared]]]
CASES: list[Case] = [
    ("sofia", "supervisor.take_over", {}, talks),
    ("sofia", "supervisor.barge", {}, talks),
    ("sofia", "supervisor.complete_wrap_up", {"agent": "agt_ana"}, wraps_up),
    ("ana", "interaction.end", {}, talks),
    ("ana", "transfer.start", {"target": {"queue": "que_auto"}}, talks),
    ("ana", "wrap_up.complete", {}, wraps_up),
    ("ana", "offer.accept", {}, rings),
    ("ana", "offer.decline", {}, rings),
    ("ana", "interaction.release", {}, holds_a_mail),
    ("ana", "interaction.resolve", {"dispositions": ["solved"]}, holds_a_mail),
    ("ana", "interaction.park", {"until_reply": True}, holds_a_mail),
]


def told_after(person: Person, reply: Frame) -> list[tuple[str, str]]:
    """Events behind the reply; figures are counted at most once a second."""
    behind = person.seen[person.seen.index(reply) + 1 :]
    return [
        (frame["stream"], frame["event"])
        for frame in behind
        if frame["type"] == "event" and frame["event"] != "queue.figures"
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{who} {method}" for who, method, _, _ in CASES])
async def test_all_that_a_command_sets_off_is_told_before_its_reply(autojump_clock: MockClock, case: Case) -> None:
    name, method, params, prepare = case
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction, more = await prepare(at, ana)
        await ana.subscribes(*QUEUES)
        await sofia.subscribes(*QUEUES, ana.own)
        await sofia.reads(interaction)
        await at.passes(2_000)
        asker = {"ana": ana, "sofia": sofia}[name]
        about = {} if method.startswith("offer.") else {"interaction": interaction}
        before = len(asker.seen)
        reply = await asker.request(method, {**params, **more, **about})
        await at.settles()
        late = told_after(asker, reply)
        told = {frame["stream"]: frame["seq"] for frame in asker.seen[before:] if frame["type"] == "event"}

    assert "result" in reply
    assert late == []
    assert {stream: reply["pos"].get(stream) for stream in told} == told, "and `pos` names it"


async def test_a_status_that_a_supervisor_sets_is_told_to_its_queues_before_the_reply(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        await sofia.subscribes(*QUEUES, ana.own)
        await at.passes(2_000)
        wish = {"status": "not_ready", "reason": "lunch", "agent": "agt_ana"}
        reply = await sofia.request("agent.set_status", wish)
        await at.settles()
        late = told_after(sofia, reply)

    assert late == []
    assert {ana.own, *QUEUES} <= reply["pos"].keys()
