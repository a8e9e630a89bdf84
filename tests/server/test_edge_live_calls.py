"""Live voice and video end to end: what the browsers tell each other, what both are told, and races with media."""

from typing import Any

import trio
from kit.accounts import account, queue
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.limits import COMMANDS_BURST_MAX, SIGNAL_BYTES_MAX
from ringline_protocol.values import Channel
from ringline_server.edges.ice import IceServers
from trio.testing import MockClock

VIDEO = queue("que_video", Channel.VIDEO)


async def signals(person: Person, to: str, kind: str = "candidates", data: str = "") -> dict[str, Any]:
    stream = next(stream for stream in person.views if stream.startswith("interaction/"))
    params = {"interaction": stream.partition("/")[2], "to": to, "kind": kind, "source": "pag_1", "data": data}
    return await person.request("call.signal", params, key=None)


async def connecting(at: Scene) -> tuple[str, Person, Person, str]:
    """Ana has answered María's call, and both read it; the leg to come."""
    ana = await at.agent("ana")
    interaction = await at.arrives("que_video")
    maria = await at.consumer(interaction)
    await ana.accepts(await ana.rings(interaction))
    state = await ana.reads(interaction)
    await at.settles()
    return interaction, ana, maria, state["offers"][-1]["leg"]


async def test_both_browsers_can_reach_each_other_before_and_after_the_leg_starts(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        told = maria.last("call.connecting")
        await signals(maria, leg, "join")
        for n in range(3):
            await signals(ana, "consumer", "description", f"offer {n}")
        for side in (ana, maria):
            await side.ask("media.report", {"interaction": interaction})
        after = await signals(maria, leg, "candidates", "[]")
        await at.settles()
        heard = [frame["data"] for frame in ana.told("call.signal")]
        stored = await at.history(interaction)

    assert (told["leg"], told["until_at_ms"]) == (leg, ana.last("offer.accepting")["expires_at_ms"])
    assert [data["kind"] for data in heard] == ["join", "candidates"]
    assert [frame["data"]["data"] for frame in maria.told("call.signal")] == ["offer 0", "offer 1", "offer 2"]
    assert maria.last("leg.started")["leg"] == leg
    assert after["result"] == {"delivered": True}
    assert not [frame for frame in stored if frame["event"] in ("call.signal", "call.tones")]


async def test_signals_are_never_conflated_for_a_client_that_reads_slowly(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        for n in range(12):
            await ana.tell(
                "call.signal",
                {"interaction": interaction, "to": "consumer", "kind": "candidates", "source": "p", "data": str(n)},
                key=None,
            )
        await at.settles()

    assert [frame["data"]["data"] for frame in maria.told("call.signal")] == [str(n) for n in range(12)]
    assert leg


async def test_signals_are_bounded_in_bytes_and_in_number(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        _, ana, _, _ = await connecting(at)
        most = await signals(ana, "consumer", data="x" * SIGNAL_BYTES_MAX)
        above = await signals(ana, "consumer", data="x" * (SIGNAL_BYTES_MAX + 1))
        await trio.sleep(5)
        replies = [await signals(ana, "consumer") for _ in range(COMMANDS_BURST_MAX // 2 + 1)]

    assert most["result"] == {"delivered": True}
    assert (above["error"]["code"], above["error"]["details"]["path"]) == ("too_large", "params.data")
    assert [reply.get("error", {}).get("code") for reply in replies][-2:] == [None, "rate_limited"]


async def test_nobody_else_tells_the_parties_of_a_call_anything(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        other = await at.arrives("que_video")
        stranger, bruno, sofia = await at.consumer(other), await at.agent("bruno"), await at.connects("agt_sofia")
        params = {"interaction": interaction, "to": leg, "kind": "join", "source": "p"}
        codes = [(await person.error("call.signal", params, key=None))["code"] for person in (stranger, bruno, sofia)]
        unknown = await stranger.error("call.signal", params | {"interaction": "int_nobody"}, key=None)
        await at.settles()

    assert codes == ["forbidden", "forbidden", "invalid_state"]
    assert unknown["code"] == "forbidden"
    assert ana.told("call.signal") == maria.told("call.signal") == []


async def test_media_that_does_not_come_puts_the_consumer_back_in_line_and_tells_both_why(
    autojump_clock: MockClock,
) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        await maria.ask("media.report", {"interaction": interaction})
        await at.passes(10_000)
        state = await at.state(interaction)
        status = ana.views[ana.own].status.status

    assert state["phase"] in ("queued", "offered")
    assert maria.last("call.settled") == {"leg": leg, "ok": False, "reason": "agent"}
    end = ana.last("offer.ended", ana.own)
    assert (end["state"], end["detail"], end["reason"], str(status)) == ("failed", "media", "agent", "ready")


async def test_a_refused_microphone_fails_at_once_and_not_at_the_deadline(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        began_ms = at.now_ms
        await ana.ask("media.report", {"interaction": interaction, "ok": False, "reason": "denied"})
        await at.settles()
        took_ms = at.now_ms - began_ms

    assert maria.last("call.settled") == {"leg": leg, "ok": False, "reason": "denied"}
    assert took_ms < 1_000


async def test_both_sides_see_who_is_muted_and_on_hold(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        for side in (ana, maria):
            await side.ask("media.report", {"interaction": interaction})
        await ana.ask("call.set_media", {"interaction": interaction, "media": {"camera_off": True}})
        await maria.ask("call.set_media", {"interaction": interaction, "media": {"muted": True}})
        await ana.ask("leg.hold", {"interaction": interaction})
        await at.settles()
        seen = maria.views[f"interaction/{interaction}"]
        view = ana.views[f"interaction/{interaction}"]

    assert (seen.agents[0].leg, seen.agents[0].media.camera_off, seen.media.muted, seen.on_hold) == (
        leg,
        True,
        True,
        True,
    )
    assert (view.legs[0].media.camera_off, view.consumer_media.muted, view.on_hold) == (True, True, True)


async def test_an_agent_killed_in_a_call_is_told_to_the_consumer_who_goes_to_the_front(
    autojump_clock: MockClock,
) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        for side in (ana, maria):
            await side.ask("media.report", {"interaction": interaction})
        ana.cut()
        await at.passes(1_000)
        lost = maria.last("leg.lost")
        absent = await signals(maria, leg, "restart")
        await at.passes(200_000)
        bruno = await at.agent("bruno")
        ring = await bruno.rings(interaction)

    assert lost["leg"] == leg
    assert absent["result"] == {"delivered": False}
    assert maria.last("leg.ended")["leg"] == leg
    assert ring["data"]["attempt"] == 1


async def test_a_desk_that_comes_back_within_the_grace_is_the_same_party(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, leg = await connecting(at)
        for side in (ana, maria):
            await side.ask("media.report", {"interaction": interaction})
        await signals(ana, "consumer", "join")
        ana.cut()
        await at.passes(5_000)
        again = await at.returns(ana)
        await at.settles()
        after = await signals(maria, leg, "restart")
        await at.settles()
        state = await at.state(interaction)

    assert after["result"] == {"delivered": True}
    assert again.last("call.signal")["kind"] == "restart"
    assert (state["phase"], state["legs"][0]["leg"]) == ("active", leg)


async def test_who_is_in_a_call_gets_servers_with_credentials_and_nobody_else_does(autojump_clock: MockClock) -> None:
    async with scene(VIDEO) as at:
        interaction, ana, maria, _ = await connecting(at)
        none = await maria.ask("call.servers", {"interaction": interaction}, key=None)
        at.server.server.ice = IceServers(turn=("turn:t:3478",), secret=b"shared", lifetime_ms=600_000)
        some = await ana.ask("call.servers", {"interaction": interaction}, key=None)
        bruno = await at.agent("bruno")
        refused = await bruno.error("call.servers", {"interaction": interaction}, key=None)

    assert none["servers"] == []
    assert [server["urls"] for server in some["servers"]] == [["turn:t:3478"]]
    assert some["expires_at_ms"] > none["expires_at_ms"] - 3_600_000
    assert refused["code"] == "forbidden"


async def test_six_are_a_mesh_in_which_each_reaches_each_and_a_seventh_is_refused(autojump_clock: MockClock) -> None:
    names = ("ana", "bruno", "carla", "dan", "eve", "fay")
    async with scene(of=account(agents=names)) as at:
        ana, *others = [await at.agent(name) for name in names]
        interaction, maria = await at.calls(ana)
        about = {"interaction": interaction}
        for other in others[:-1]:
            await ana.ask("conference.invite", {**about, "agent": other.name})
            await other.accepts(await other.rings(interaction))
            for side in (other, maria):
                await side.ask("media.report", about)
            await other.gets(interaction)
            await other.reads(interaction)
        seventh = await ana.error("conference.invite", {**about, "agent": "agt_fay"})
        await at.settles()
        legs = {leg["agent"]: leg["leg"] for leg in (await at.state(interaction))["legs"]}
        parties = {"consumer": maria, **{legs[agent.name]: agent for agent in (ana, *others[:-1])}}
        replies = [
            await signals(sender, other, "join")
            for party, sender in parties.items()
            for other in parties
            if other != party
        ]
        await at.settles()
        heard = {
            party: {frame["data"]["sender"] for frame in person.told("call.signal")}
            for party, person in parties.items()
        }

    assert len(parties) == 6
    assert [reply["result"] for reply in replies] == [{"delivered": True}] * 30
    assert heard == {party: set(parties) - {party} for party in parties}
    assert (seventh["code"], seventh["details"]) == ("at_capacity", {"parties_max": 6})
