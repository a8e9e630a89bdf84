"""The whole house: what a restart brings back, what a drain tells, what a cut leaves behind."""

from pathlib import Path

import trio
from kit.accounts import account, queue
from kit.raw_client import raw_client
from kit.server import running_server
from kit.virtual import virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import Channel
from ringline_server.app import DRAIN_SPREAD_MS
from ringline_server.store.folding import Needle
from trio.testing import MockClock

CHAT = {"queue": "que_chat", "consumer": {"name": "María"}}


async def test_waiting_interactions_keep_their_place_through_a_crash(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        made = []
        for number in range(3):
            made.append((await service.ask("interaction.create", CHAT))["interaction"])
            await trio.sleep(1 + number)
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again:
        assert again.house.restored == 3
        async with again.agent("agt_ana") as ana:
            rings = [(await ana.event("offer.created"))["data"]["interaction"] for _ in made]

    assert rings == made


async def test_a_ring_is_offered_anew_under_a_new_id_after_a_crash(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        await service.ask("interaction.create", CHAT)
        before = (await ana.event("offer.created"))["data"]
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again, again.agent("agt_ana") as ana:
        after = (await ana.event("offer.created"))["data"]
        late = await ana.error("offer.accept", {"offer": before["offer"]})
        await ana.ask("offer.accept", {"offer": after["offer"]})

    assert before["interaction"] == after["interaction"]
    assert before["offer"] != after["offer"]
    assert late["code"] in ("offer_not_pending", "not_found")


async def test_a_live_leg_waits_for_its_agent_and_goes_on(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = (await service.ask("interaction.create", CHAT))["interaction"]
        ring = await ana.event("offer.created")
        await ana.ask("offer.accept", {"offer": ring["data"]["offer"]})
        note = (await ana.ask("note.save", {"interaction": interaction, "text": "half a no"}))["note"]
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again, again.connect() as ana:
        await ana.hello(again.token("agt_ana"))
        state = (await ana.snapshot("agent/agt_ana"))["state"]
        assert [leg["interaction"] for leg in state["legs"]] == [interaction]
        await ana.ask("message.send", {"interaction": interaction, "text": "I am back"})
        read = (await ana.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]

    assert [one["note"] for one in read["notes"]] == [note]
    assert read["notes"][0]["text"] == "half a no"
    assert read["phase"] == "active"


async def test_an_agent_who_does_not_come_back_loses_the_leg_to_the_front_of_the_line(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = (await service.ask("interaction.create", CHAT))["interaction"]
        ring = await ana.event("offer.created")
        await ana.ask("offer.accept", {"offer": ring["data"]["offer"]})
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again:
        await trio.sleep(31)
        async with again.agent("agt_bruno") as bruno:
            ring = await bruno.event("offer.created")

    assert ring["data"]["interaction"] == interaction


async def test_a_wrap_up_keeps_its_absolute_deadline_through_a_crash(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = (await service.ask("interaction.create", CHAT))["interaction"]
        ring = await ana.event("offer.created")
        await ana.ask("offer.accept", {"offer": ring["data"]["offer"]})
        await ana.ask("interaction.end", {"interaction": interaction})
        ended_ms = server.clock.now_ms()
        await trio.sleep(10)
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again, again.connect() as ana:
        await ana.hello(again.token("agt_ana"))
        (leg,) = (await ana.snapshot("agent/agt_ana"))["state"]["legs"]
        over = await ana.event("leg.ended")

    assert leg["wrap_up"]["until_at_ms"] == ended_ms + 30_000
    assert over["at_ms"] == ended_ms + 30_000


async def test_everything_is_there_after_a_clean_stop_of_a_real_server(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, raw_client(server.url) as service:
        await service.hello(server.token("svc_1"))
        created = await service.request("interaction.create", CHAT, key="k1")
    async with running_server(tmp_path, account()) as again, raw_client(again.url) as service:
        await service.hello(again.token("svc_1"))
        repeated = await service.request("interaction.create", CHAT, key="k1")

    assert again.house.restored == 1
    assert repeated["replayed"]
    assert repeated["result"]["consumer_token"], "made anew each time: a token is never stored"
    assert repeated["result"] == {**created["result"], "consumer_token": repeated["result"]["consumer_token"]}


async def test_a_drain_spreads_the_return_of_many_clients(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, trio.open_nursery() as nursery:
        waits: list[int] = []
        codes: list[int] = []
        up = trio.Event()

        async def stay(number: int) -> None:
            async with server.service(f"svc_{number}") as client:
                if len(server.server.sessions.connected()) == 20:
                    up.set()
                notice = await client.frame(lambda frame: frame["type"] == "notice")
                waits.append(notice["reconnect_in_ms"])
                codes.append((await client.closed())[0])

        for number in range(20):
            nursery.start_soon(stay, number)
        await up.wait()
        server.draining.set()

    assert set(codes) == {CloseCode.RESTART}
    assert len(set(waits)) == 20
    assert max(waits) < DRAIN_SPREAD_MS


async def test_every_channel_lives_in_one_house(autojump_clock: MockClock) -> None:
    queues = [queue(f"que_{channel.value}", channel) for channel in Channel]
    async with virtual_server(account(*queues, agents=("ana",))) as server, server.service() as service:
        for one in queues:
            await service.ask("interaction.create", {"queue": one.id})
        async with server.agent("agt_ana") as ana:
            silent = {(await ana.event("leg.started"))["data"]["card"]["channel"] for _ in range(2)}
            ring = await ana.event("offer.created", acceptance="manual")

    assert silent == {"email", "work_item"}
    assert ring["data"]["channel"] in ("messaging", "voice", "video")


async def test_a_search_finds_what_was_said_before_the_restart(autojump_clock: MockClock) -> None:
    said = {"segment": "b1", "role": "consumer", "text": "La facturación está mal"}
    async with virtual_server(account()) as server, server.service() as service:
        await service.ask("interaction.create", {**CHAT, "transcript": [said]})
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again, again.connect() as sofia:
        await sofia.hello(again.token("agt_sofia"))
        found = await sofia.ask("transcript.search", {"text": "facturacion"}, key=None)

    (hit,) = found["hits"]
    spans = [(one["start"], one["end"]) for one in hit["offsets"]]
    assert tuple(spans) == Needle.of("facturacion").spans(said["text"])


async def test_j139_a_reload_changes_what_begins_and_no_running_timer(autojump_clock: MockClock) -> None:
    slow, quick = account(queue(ring_ms=30_000)), account(queue(ring_ms=7_000), queue("que_new"))
    async with virtual_server(slow) as server, server.service() as service, server.agent("agt_ana") as ana:
        await service.ask("interaction.create", CHAT)
        first = (await ana.event("offer.created"))["data"]
        await ana.acknowledge()
        server.house.reload(quick)
        await trio.sleep(8)
        await ana.ask("offer.accept", {"offer": first["offer"]})
        await service.ask("interaction.create", CHAT)
        second = (await ana.event("offer.created"))["data"]
        await service.ask("interaction.create", {"queue": "que_new"})
        third = (await ana.event("offer.created"))["data"]

    assert (first["ring_ms"], second["ring_ms"]) == (30_000, 7_000)
    assert third["queue"] == "que_new"


async def test_a_new_agent_can_sign_in_after_a_reload(autojump_clock: MockClock) -> None:
    async with virtual_server(account(agents=("ana",))) as server:
        server.house.reload(account(agents=("ana", "carla")))
        async with server.agent("agt_carla") as carla, server.service() as service:
            await service.ask("interaction.create", CHAT)
            ring = await carla.event("offer.created")

    assert ring["data"]["queue"] == "que_chat"
