"""Each kind of actor, and the whole server, killed in every state: the item goes on, ends once, and leaves no trace.

rows      how an interaction can stand: waiting, being offered, ringing, connecting, at work in every way, wrapping
columns   who is killed: its own actor, an agent's, the queue's, all of them, the server
twice     goes on: everybody answers, and it is closed in time; left alone: nobody does, and time ends what it must end

Every promise is read from the journal afterwards: what began has ended exactly once, no slot is taken, nothing waits.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Final

import pytest
import trio
from kit.accounts import account, queue
from kit.inside import actor_of
from kit.person import Person
from kit.raw_client import Frame
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Account, Queue
from trio.testing import MockClock

NAMES: Final = ("ana", "bruno")
TURNS_MAX: Final = 90
TURN_MS: Final = 1_000
"""Whatever was going on is over after so many turns: a ring, a lost line and a wrap-up take 30 s each at most."""
RING_MS_MAX: Final = 60_000
"""A ring, and the connecting behind it."""
HOUR_MS: Final = 3_600_000


def house() -> Account:
    lines: tuple[Queue, ...] = (queue(), queue("que_mail", Channel.EMAIL), queue("que_voice", Channel.VOICE))
    return account(*lines, agents=NAMES)


# --- the states


async def waits(at: Scene) -> str:
    for name in NAMES:
        await at.agent(name, status=None)
    return await at.arrives()


async def being_offered(at: Scene) -> str:
    """Room is kept, and the disk has not taken the offer yet."""
    await at.agent("ana")
    await at.agent("bruno", status=None)
    interaction = await at.arrives()
    faults = at.server.medium.faults
    faults.stalls_before = trio.Event()
    await at.settles()
    at.nursery.start_soon(_disk_goes_on, faults.stalls_before)
    faults.stalls_before = None
    return interaction


async def _disk_goes_on(stalled: trio.Event) -> None:
    await trio.sleep(2)
    stalled.set()


async def rings(at: Scene) -> str:
    ana = await at.agent("ana")
    await at.agent("bruno", status=None)
    interaction = await at.arrives()
    await ana.rings(interaction)
    return interaction


async def waits_by_mail(at: Scene) -> str:
    await at.agent("ana", status=None)
    await at.agent("bruno", status=None)
    return await at.arrives("que_mail")


async def connecting(at: Scene) -> str:
    ana = await at.agent("ana")
    await at.agent("bruno", status=None)
    interaction = await at.arrives("que_voice")
    await ana.accepts(await ana.rings(interaction))
    return interaction


async def talks(at: Scene) -> str:
    ana = await at.agent("ana")
    await at.agent("bruno", status=None)
    return await at.talks(ana)


async def calls(at: Scene) -> str:
    ana = await at.agent("ana")
    await at.agent("bruno", status=None)
    return (await at.calls(ana))[0]


async def on_hold(at: Scene) -> str:
    interaction = await calls(at)
    await who(at, "agt_ana").ask("leg.hold", {"interaction": interaction})
    return interaction


async def lost(at: Scene) -> str:
    interaction = await calls(at)
    who(at, "agt_ana").cut()
    await at.passes(2_000)
    return interaction


async def parked(at: Scene) -> str:
    ana = await at.agent("ana")
    await at.agent("bruno", status=None)
    interaction = await at.arrives("que_mail")
    await ana.gets(interaction)
    await ana.ask("interaction.park", {"interaction": interaction, "until_at_ms": at.now_ms + 20_000})
    return interaction


async def transfer(at: Scene, mode: str, *, to: Frame) -> str:
    interaction = await calls(at)
    if "agent" in to:
        await who(at, "agt_bruno").chooses("ready")
    params = {"interaction": interaction, "target": to, "mode": mode}
    await who(at, "agt_ana").ask("transfer.start", params)
    await at.settles()
    return interaction


async def handed_over(at: Scene) -> str:
    return await transfer(at, "cold_assured", to={"agent": "agt_bruno"})


async def handed_to_a_queue(at: Scene) -> str:
    return await transfer(at, "cold_unassured", to={"queue": "que_voice"})


async def consult_rings(at: Scene) -> str:
    return await transfer(at, "warm", to={"agent": "agt_bruno"})


async def consults(at: Scene) -> str:
    interaction = await consult_rings(at)
    bruno = who(at, "agt_bruno")
    await bruno.accepts(await bruno.rings(interaction))
    await bruno.ask("media.report", {"interaction": interaction})
    await at.settles()
    return interaction


async def conference(at: Scene) -> str:
    interaction = await consults(at)
    await who(at, "agt_ana").ask("transfer.conference", {"interaction": interaction})
    return interaction


async def wraps_up(at: Scene) -> str:
    interaction = await talks(at)
    await who(at, "agt_ana").ends(interaction)
    return interaction


State = Callable[[Scene], Awaitable[str]]
STATES: Final[tuple[State, ...]] = (
    *(waits, being_offered, rings, waits_by_mail, connecting, talks, calls, on_hold, lost, parked),
    *(handed_over, handed_to_a_queue, consult_rings, consults, conference, wraps_up),
)
KILLED: Final = ("interaction", "agent", "queue", "everybody", "server")


# --- the kill


async def kill(at: Scene, killed: str, interaction: str) -> None:
    """What no actor understands ends it; the supervisor makes it anew."""
    names = {"interaction": [f"interaction:{interaction}"], "agent": ["agent:agt_ana"]}
    names["queue"] = [f"queue:{line}" for line in house().queues]
    names["everybody"] = [*names["interaction"], *names["agent"], "agent:agt_bruno", *names["queue"]]
    registry = at.server.house.registry
    for name in names[killed]:
        mailbox = registry.running(name)
        assert mailbox is not None
        mailbox.tell(object())
    await at.settles()


# --- what follows


def who(at: Scene, name: str) -> Person:
    """The last connection of somebody."""
    return next(person for person in reversed(at.people) if person.name == name)


async def present(at: Scene, name: str) -> Person:
    """Somebody, on a connection that works."""
    found = next((person for person in reversed(at.people) if person.name == name), None)
    if found is not None and found.is_here:
        return found
    return await at.connects(name)


async def acts(at: Scene, state: Frame) -> None:
    """Everybody does what is next for them."""
    interaction = state["interaction"]
    for offer in state["offers"]:
        if offer["state"] == "pending":
            await (await present(at, offer["agent"])).request("offer.accept", {"offer": offer["offer"]})
        if offer["state"] == "accepting":
            await (await present(at, offer["agent"])).request("media.report", {"interaction": interaction})
            await (await consumer(at, interaction)).request("media.report", {"interaction": interaction})
    for leg in state["legs"]:
        agent = await present(at, leg["agent"])
        if leg["state"] == "active" and leg["kind"] == "primary":
            await agent.request("interaction.end", {"interaction": interaction})
        if leg["state"] == "held":
            await agent.request("leg.resume", {"interaction": interaction})
        if leg["state"] == "wrapping":
            await agent.request("wrap_up.complete", {"interaction": interaction, "dispositions": []})


async def consumer(at: Scene, interaction: str) -> Person:
    found = next((person for person in at.people if person.interaction == interaction and person.is_here), None)
    return found or await at.consumer(interaction)


async def goes_on(at: Scene, interaction: str) -> None:
    """Everybody is there, ready, and answers."""
    for name in NAMES:
        agent = await present(at, f"agt_{name}")
        await agent.request("agent.set_status", {"status": "ready"})
    for _ in range(TURNS_MAX):
        state = await at.state(interaction)
        if state["phase"] == "closed":
            return
        await acts(at, state)
        await at.passes(TURN_MS)
    raise AssertionError(f"never closed: {state}")


async def is_left_alone(at: Scene, interaction: str) -> None:
    """Nobody is there any more. After an hour nothing rings, nobody is in it, and it stands in a line or is closed."""
    for person in at.people:
        if person.is_here and person.name.startswith(("agt_ana", "agt_bruno", "con_")):
            person.cut()
    await at.passes(HOUR_MS)
    state = await at.state(interaction)
    assert state["phase"] in ("queued", "closed", "parked", "active"), state
    if state["phase"] == "active":  # mail stays with its agent; whoever is on a call and gone is not in it any more
        assert state["channel"] == "email", state
    assert [offer for offer in state["offers"] if offer["state"] in ("pending", "accepting")] == []


# --- what must hold


def once(began: list[str], ended: list[str], live: set[str]) -> None:
    """What began has ended exactly once, or is live."""
    assert max(Counter(began).values(), default=1) == 1
    assert max(Counter(ended).values(), default=1) == 1
    assert set(began) - set(ended) == live


async def holds(at: Scene, interaction: str) -> None:
    """Of the journal, of the agents' room and of the lines."""
    told, state = await at.history(interaction), await at.state(interaction)

    def of(event: str, field: str) -> list[str]:
        return [frame["data"][field] for frame in told if frame["event"] == event]

    talking = {leg["leg"] for leg in state["legs"] if leg["state"] not in ("wrapping", "ended")}
    once(of("offer.created", "offer"), of("offer.ended", "offer"), set())
    once(of("leg.started", "leg"), of("leg.ended", "leg"), talking)
    assert len(of("interaction.created", "interaction")) <= 1
    assert sum(frame["event"] == "interaction.closed" for frame in told) == (state["phase"] == "closed")
    rang_for = [offer["expires_at_ms"] - offer["created_at_ms"] for offer in state["offers"]]
    assert all(0 <= span <= RING_MS_MAX for span in rang_for), rang_for
    registry = at.server.house.registry
    for name in NAMES:
        agent = await actor_of(registry, f"agent:agt_{name}")
        assert set(agent.kept.held) <= ({interaction} if state["phase"] != "closed" else set())
        assert agent.kept.room.reserved == {}
    for line in house().queues:
        standing = [entry.id for entry in (await actor_of(registry, f"queue:{line}")).matching.line]
        waits_here = state.get("waiting", {}).get("queue") == line
        assert standing == ([interaction] if waits_here else [])


@pytest.mark.parametrize("then", [goes_on, is_left_alone], ids=lambda then: then.__name__)
@pytest.mark.parametrize("killed", KILLED)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_it_goes_on_ends_once_and_leaves_no_trace(
    autojump_clock: MockClock, state: State, killed: str, then: Callable[[Scene, str], Awaitable[None]]
) -> None:
    async with AsyncExitStack() as stack:
        async with scene(of=house()) as at:
            interaction = await state(at)
            if killed == "server":
                before = at.kill()
            else:
                await kill(at, killed, interaction)
                await then(at, interaction)
                await holds(at, interaction)
        if killed == "server":
            at = await stack.enter_async_context(scene(of=house(), **before))
            await then(at, interaction)
            await holds(at, interaction)


@pytest.mark.parametrize(
    ("began", "ended"), [(["a", "a"], ["a"]), (["a"], ["a", "a"]), (["a", "b"], ["a"])], ids=["twice", "again", "never"]
)
def test_what_is_lost_or_doubled_would_be_found(began: list[str], ended: list[str]) -> None:
    with pytest.raises(AssertionError):
        once(began, ended, set())
