"""The edge table, end to end: what supervisors may do. Rows of the table give the tests their names."""

import attrs
from kit.accounts import account
from kit.person import Person
from kit.raw_client import Frame
from kit.scene import scene
from ringline_server.domain.policy import Account, Agent
from trio.testing import MockClock


def supervised() -> Account:
    """With a second supervisor, Tomás."""
    plain = account()
    return attrs.evolve(plain, agents={**plain.agents, "agt_tomas": Agent("agt_tomas", "Tomás", supervisor=True)})


async def test_supervisor_takes_over_and_the_agents_leg_wraps_up(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        leg = (await sofia.ask("supervisor.take_over", {"interaction": interaction}))["leg"]
        met = await consumer.event("leg.started", agent_name="Sofia")
        card = await sofia.gets(interaction)
        await sofia.says(interaction, "I will take care of this.")
        refused = await ana.error("message.send", {"interaction": interaction, "text": "But I"})
        state = await at.state(interaction)

    legs = [(one["agent"], one["kind"], one["state"], one.get("end_reason")) for one in state["legs"]]
    assert legs == [("agt_ana", "primary", "wrapping", "taken_over"), ("agt_sofia", "primary", "active", None)]
    assert (met["data"]["leg"], card["leg"]) == (leg, leg)
    assert refused["code"] == "invalid_state"


async def test_supervisor_takes_over_after_several_have_monitored_silently(autojump_clock: MockClock) -> None:
    async with scene(of=supervised()) as at:
        ana, sofia, tomas = await at.agent("ana"), await at.connects("agt_sofia"), await at.connects("agt_tomas")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        for monitor in (sofia, tomas):
            await monitor.reads(interaction)
        await consumer.says(interaction, "Is anybody listening?")
        heard = [await monitor.event("segment.final") for monitor in (sofia, tomas)]
        unnoticed = (await at.state(interaction))["legs"]
        await sofia.ask("supervisor.take_over", {"interaction": interaction})

    assert heard[0] == heard[1]
    assert [leg["agent"] for leg in unnoticed] == ["agt_ana"]


async def test_supervisor_whispers_and_only_the_agents_hear_it(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await consumer.reads(interaction)
        await sofia.ask("supervisor.whisper", {"interaction": interaction, "text": "Offer the refund."})
        await ana.says(interaction, "We can refund you.")
        heard = await ana.event("segment.final", role="supervisor")
        after = await consumer.event("segment.final")
        consumers_view = (await consumer.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]
        page = await consumer.ask("transcript.read", {"interaction": interaction}, key=None)

    assert (heard["data"]["text"], heard["data"]["hidden"]) == ("Offer the refund.", True)
    assert after["data"]["text"] == "We can refund you."
    assert [said["text"] for said in consumers_view["segments"]] == ["We can refund you."]
    assert [said["text"] for said in page["segments"]] == ["We can refund you."]


async def test_supervisor_barges_in_and_one_voice_at_a_time_may_speak(autojump_clock: MockClock) -> None:
    async with scene(of=supervised()) as at:
        ana, sofia, tomas = await at.agent("ana"), await at.connects("agt_sofia"), await at.connects("agt_tomas")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await sofia.ask("supervisor.barge", {"interaction": interaction})
        met = await consumer.event("leg.started", agent_name="Sofia")
        errors = [
            await tomas.error("supervisor.barge", {"interaction": interaction}),
            await tomas.error("supervisor.whisper", {"interaction": interaction, "text": "Psst."}),
        ]
        await sofia.ask("leg.leave", {"interaction": interaction})
        await tomas.ask("supervisor.barge", {"interaction": interaction})
        state = await at.state(interaction)

    assert met["data"]["kind"] == "conference"
    assert [(error["code"], error["details"]["state"]) for error in errors] == [("invalid_state", "barged")] * 2
    active = [(leg["agent"], leg["kind"]) for leg in state["legs"] if leg["state"] == "active"]
    assert active == [("agt_ana", "primary"), ("agt_tomas", "conference")]


async def signals(person: Person, interaction: str, to: str, kind: str) -> Frame:
    params = {"interaction": interaction, "to": to, "kind": kind, "source": f"pag_{person.name}"}
    return await person.request("call.signal", params, key=None)


async def test_supervisor_listens_to_a_call_and_everybody_is_told_what_is_theirs(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction, maria = await at.calls(ana)
        await sofia.reads(interaction)
        leg = (await sofia.ask("supervisor.monitor", {"interaction": interaction}))["leg"]
        for side in (ana, maria):
            await side.event("leg.started", leg=leg)
        sent = [
            await signals(sofia, interaction, "consumer", "join"),
            await signals(maria, interaction, leg, "description"),
            await signals(ana, interaction, leg, "description"),
        ]
        await at.settles()
        dialled = await sofia.error("call.tones", {"interaction": interaction, "digits": "1"}, key=None)
        await ana.ask("call.tones", {"interaction": interaction, "digits": "2"}, key=None)
        await at.settles()
        agents = (await at.state(interaction))["legs"]
        consumers = (await maria.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]
        listed = sofia.told("leg.started", stream=sofia.own)
        await sofia.ask("leg.leave", {"interaction": interaction})
        await maria.event("leg.ended", leg=leg)
        late = await signals(maria, interaction, leg, "candidates")
        audit = [(row.principal, row.act) for row in await at.server.server.disk.audited(0, at.now_ms + 1)]
        phase = (await at.state(interaction))["phase"]

    assert [reply["result"] for reply in sent] == [{"delivered": True}] * 3
    assert [frame["data"]["sender"] for frame in maria.told("call.signal")] == [leg]
    assert [frame["data"]["kind"] for frame in sofia.told("call.signal")] == ["description", "description"]
    assert (dialled["code"], dialled["details"]["state"]) == ("invalid_state", "monitor")
    assert [frame["data"]["digits"] for frame in sofia.told("call.tones")] == ["2"]
    assert [(one["agent"], one["kind"]) for one in agents] == [("agt_ana", "primary"), ("agt_sofia", "monitor")]
    assert consumers["monitors"] == [{"leg": leg, "agent_name": "Sofia", "unseen": False}]
    assert listed == [], "it is no work of theirs"
    assert late["error"]["code"] == "not_found"
    assert phase == "active"
    assert ("supervisor:agt_sofia", "supervisor.monitor") in audit


async def test_supervisor_who_is_gone_listens_no_longer_and_the_call_goes_on(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction, maria = await at.calls(ana)
        leg = (await sofia.ask("supervisor.monitor", {"interaction": interaction}))["leg"]
        sofia.cut()
        lost = await ana.event("leg.lost", leg=leg)
        ended = await ana.event("leg.ended", leg=leg)
        state = await at.state(interaction)
        await maria.event("leg.ended", leg=leg)

    assert ended["at_ms"] == lost["data"]["until_at_ms"]
    assert ended["data"]["reason"] == "agent_lost"
    assert [one["leg"] for one in state["legs"] if one["state"] == "active"] == [state["legs"][0]["leg"]]


async def test_supervisor_who_comes_back_in_time_still_listens(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction, _ = await at.calls(ana)
        leg = (await sofia.ask("supervisor.monitor", {"interaction": interaction}))["leg"]
        sofia.cut()
        await ana.event("leg.lost", leg=leg)
        sofia = await at.returns(sofia)
        await ana.event("leg.recovered", leg=leg)
        again = (await sofia.ask("supervisor.monitor", {"interaction": interaction}))["leg"]

    assert again == leg


async def test_a_consumer_whose_account_does_not_say_so_reads_nothing_of_who_listens(autojump_clock: MockClock) -> None:
    async with scene(of=attrs.evolve(account(), tell_of_monitors=False)) as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction, maria = await at.calls(ana)
        leg = (await sofia.ask("supervisor.monitor", {"interaction": interaction}))["leg"]
        told = (await maria.event("leg.started", leg=leg))["data"]

    assert told == {"leg": leg, "kind": "monitor", "agent_name": "", "number": 0, "unseen": True}


async def test_supervisor_assigns_waiting_work_past_the_order_and_the_ring_of_others_ends(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, bruno, sofia = await at.agent("ana"), await at.agent("bruno"), await at.connects("agt_sofia")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await sofia.ask("interaction.assign", {"interaction": interaction, "agent": "agt_bruno"})
        end = (await ana.hears_the_end(ring))["data"]
        await bruno.accepts(await bruno.rings(interaction))
        error = await sofia.error("interaction.assign", {"interaction": interaction, "agent": "agt_ana"})

        assert ana.told("agent.status_changed", reason="missed") == []

    assert (end["state"], end["detail"]) == ("canceled", "supervisor")
    assert error["code"] == "invalid_state"


async def test_supervisor_assigns_to_somebody_without_room_and_it_waits_on(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana", status=None), await at.connects("agt_sofia")
        interaction = await at.arrives()
        await sofia.reads(interaction)
        await sofia.ask("interaction.assign", {"interaction": interaction, "agent": "agt_ana"})
        unwanted = (await sofia.event("agent.unwanted"))["data"]

        assert (await at.state(interaction))["phase"] == "queued"

        await ana.chooses("ready")
        await ana.rings(interaction)

    assert (unwanted["agent"], unwanted["reason"]) == ("agt_ana", "not_ready")


async def test_supervisor_sets_an_agents_status_and_completes_a_wrap_up(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        await ana.ends(interaction)
        await sofia.ask(
            "supervisor.complete_wrap_up",
            {"interaction": interaction, "agent": "agt_ana", "dispositions": ["solved"]},
        )
        done = (await ana.event("wrap_up.completed"))["data"]
        await sofia.chooses("not_ready", "training", agent="agt_ana")
        status = await ana.event("agent.status_changed", reason="training")
        audit = [(row.principal, row.act) for row in await at.server.server.disk.audited(0, at.now_ms + 1)]

    assert (done["outcome"], done["dispositions"]) == ("supervisor", ["solved"])
    assert (status["data"]["status"], status["data"]["by"]) == ("not_ready", "supervisor:agt_sofia")
    assert ("supervisor:agt_sofia", "supervisor.complete_wrap_up") in audit
    assert ("supervisor:agt_sofia", "agent.set_status") in audit


async def test_an_agent_may_do_none_of_it(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno")
        interaction = await at.talks(ana)
        asked = {
            "supervisor.take_over": {},
            "supervisor.barge": {},
            "supervisor.monitor": {},
            "supervisor.whisper": {"text": "Psst."},
            "interaction.assign": {"agent": "agt_bruno"},
            "interaction.reevaluate": {},
            "supervisor.complete_wrap_up": {"agent": "agt_ana"},
        }
        codes = [
            (await bruno.error(name, {"interaction": interaction, **more}))["code"] for name, more in asked.items()
        ]
        other = await bruno.error("agent.set_status", {"status": "ready", "agent": "agt_ana"})

    assert [*codes, other["code"]] == ["forbidden"] * 8
