"""Commands: conformance D and the limits of H, on the virtual clock."""

from contextlib import AsyncExitStack

import pytest
import trio
from kit.accounts import account
from kit.raw_client import RawClient
from kit.virtual import VirtualServer, virtual_server
from ringline_protocol.codes import CloseCode
from ringline_protocol.limits import (
    AGENT_RATE_FACTOR_MAX,
    COMMANDS_BURST_MAX,
    COMMANDS_IN_FLIGHT_MAX,
    CONSUMER_RATE_FACTOR_MAX,
)
from trio.testing import MockClock, wait_all_tasks_blocked

CREATE = {"queue": "que_chat", "consumer": {"name": "María"}}
BUSY = {"status": "not_ready", "reason": "lunch"}


async def intake(service: RawClient) -> str:
    """A waiting interaction."""
    created: str = (await service.ask("interaction.create", CREATE))["interaction"]
    return created


async def taken(server: VirtualServer, service: RawClient, ana: RawClient) -> str:
    """An interaction that Ana talks in and reads."""
    interaction = await intake(service)
    ring = await ana.event("offer.created")
    await ana.ask("offer.accept", {"offer": ring["data"]["offer"]})
    await ana.ask("stream.subscribe", {"stream": f"interaction/{interaction}"}, key=None)
    return interaction


async def test_d48_an_unknown_method_is_an_error_and_the_connection_stays(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        error = await ana.error("agent.fly", {})
        await ana.ask("agent.set_status", BUSY)

    assert (error["code"], error["retry"]) == ("unknown_method", "never")


@pytest.mark.parametrize(
    ("params", "path"),
    [({"status": "ready", "colour": "red"}, "params"), ({}, "params"), ({"status": 1}, "params.status")],
    ids=["d49_unknown_field", "d50_missing_field", "wrong_type"],
)
async def test_a_command_of_the_wrong_shape_names_the_place_and_changes_nothing(
    autojump_clock: MockClock, params: dict[str, object], path: str
) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        before = ana.events("agent/agt_ana")
        error = await ana.error("agent.set_status", params)

    assert error["code"] == "bad_request"
    assert error["details"]["path"].startswith(path)
    assert ana.events("agent/agt_ana") == before


async def test_d51_a_second_command_with_an_id_in_flight_is_refused_by_itself(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.stalls_before = stalled = trio.Event()
        await ana.tell("agent.set_status", BUSY, id="same")
        await ana.tell("agent.set_status", BUSY, id="same")
        duplicate = await ana.reply("same")
        stalled.set()
        first = await ana.reply("same")

    assert duplicate["error"]["code"] == "duplicate_id"
    assert "result" in first


async def test_d52_the_17th_command_in_flight_is_too_many(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        server.medium.faults.stalls_before = stalled = trio.Event()
        ids = [await ana.tell("agent.set_status", BUSY) for _ in range(COMMANDS_IN_FLIGHT_MAX + 1)]
        refused = await ana.reply(ids[-1])
        stalled.set()
        replies = [await ana.reply(one) for one in ids[:-1]]

    assert refused["error"]["code"] == "too_many_in_flight"
    assert all("result" in reply for reply in replies)


async def test_d53_a_change_without_a_key_is_refused(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        assert (await ana.error("agent.set_status", BUSY, key=None))["code"] == "key_required"


async def test_d54_the_same_key_and_params_give_the_stored_reply_and_one_effect(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        first = await service.request("interaction.create", CREATE, key="k1")
        second = await service.request("interaction.create", CREATE, key="k1")
        rows = await server.server.disk.open_interactions()

    assert (first["replayed"], second["replayed"]) == (False, True)
    assert first["result"] == second["result"]
    assert len(rows) == 1


async def test_d55_the_same_key_with_other_params_is_key_reused(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        await service.ask("interaction.create", CREATE, key="k1")
        error = await service.error("interaction.create", {"queue": "que_mail"}, key="k1")
        rows = await server.server.disk.open_interactions()

    assert error["code"] == "key_reused"
    assert len(rows) == 1


async def test_d56_the_same_key_on_two_devices_at_once_has_one_effect_and_one_answer(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.service() as first, server.service() as second:
        server.medium.faults.stalls_before = stalled = trio.Event()
        ids = [await client.tell("interaction.create", CREATE, key="k1") for client in (first, second)]
        await wait_all_tasks_blocked()
        stalled.set()
        replies = [await client.reply(one) for client, one in zip((first, second), ids, strict=True)]
        rows = await server.server.disk.open_interactions()

    assert replies[0]["result"] == replies[1]["result"]
    assert sorted(reply["replayed"] for reply in replies) == [False, True]
    assert len(rows) == 1


async def test_d57_the_same_key_after_a_server_restart_gives_the_stored_reply(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        first = await service.request("interaction.create", CREATE, key="k1")
    server.medium.crash()
    async with virtual_server(account(), server.medium, clock=server.clock) as again, again.service() as service:
        second = await service.request("interaction.create", CREATE, key="k1")

    assert second["replayed"]
    assert second["result"] == first["result"]


async def test_d58_the_same_key_of_another_principal_is_independent(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service("svc_1") as one, server.service("svc_2") as two:
        first = await one.request("interaction.create", CREATE, key="k1")
        second = await two.request("interaction.create", CREATE, key="k1")

    assert not second["replayed"]
    assert first["result"] != second["result"]


async def test_d59_an_old_revision_is_a_conflict_that_tells_the_current_one(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = await taken(server, service, ana)
        note = (await ana.ask("note.save", {"interaction": interaction, "text": "one"}))["note"]
        await ana.ask("note.save", {"interaction": interaction, "note": note, "text": "two"}, expect={"rev": 1})
        error = await ana.error(
            "note.save", {"interaction": interaction, "note": note, "text": "three"}, expect={"rev": 1}
        )

    assert error["code"] == "conflict"
    assert error["details"]["current"]["rev"] == 2
    assert error["details"]["current"]["text"] == "two"


async def test_d60_effects_come_before_their_reply_on_every_stream_that_is_read(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = await taken(server, service, ana)
        reply = await ana.request("interaction.end", {"interaction": interaction})

    at = ana.seen.index(reply)
    for stream, seq in reply["pos"].items():
        before = [frame for frame in ana.seen[:at] if frame.get("stream") == stream and frame["type"] == "event"]
        assert before[-1]["seq"] >= seq, stream
    assert set(reply["pos"]) == {"agent/agt_ana", f"interaction/{interaction}"}


async def test_d61_pipelined_commands_are_carried_out_in_the_order_sent(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = await taken(server, service, ana)
        async with server.consumer(interaction) as consumer:
            for start in range(0, 96, 8):
                ids = [
                    await consumer.tell("message.send", {"interaction": interaction, "text": f"word {start + n}"})
                    for n in range(8)
                ]
                for one in ids:
                    await consumer.reply(one)
                await trio.sleep(1)
        for number in range(96):
            said = await ana.event("segment.final")
            assert said["data"]["text"] == f"word {number}"


async def test_d62_a_cut_right_after_sending_happens_once_and_a_retry_tells(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        async with server.service() as service:
            await service.tell("interaction.create", CREATE, key="k1")
            await wait_all_tasks_blocked()
        async with server.service() as service:
            await service.ask("interaction.create", CREATE, key="k1")
        rows = await server.server.disk.open_interactions()

    assert len(rows) == 1


async def test_d64_a_stalled_store_is_a_timeout_and_later_exactly_one_effect(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        server.medium.faults.stalls_before = stalled = trio.Event()
        started = trio.current_time()
        error = await service.error("interaction.create", CREATE, key="k1")
        took_s = trio.current_time() - started
        stalled.set()
        again = await service.request("interaction.create", CREATE, key="k1")
        rows = await server.server.disk.open_interactions()

    assert (error["code"], error["retry"]) == ("timeout", "now")
    assert took_s == pytest.approx(5, abs=0.1)
    assert again["replayed"]
    assert len(rows) == 1


async def test_j137_a_full_disk_is_unavailable_and_the_retry_works(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service:
        server.medium.faults.fails = True
        error = await service.error("interaction.create", CREATE, key="k1")
        server.medium.faults.fails = False
        again = await service.request("interaction.create", CREATE, key="k1")

    assert (error["code"], error["retry"]) == ("unavailable", "backoff")
    assert "result" in again
    assert not again["replayed"]


async def test_h118_the_31st_command_at_once_is_rate_limited_and_later_fine(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana:
        await ana.hello(server.token("agt_ana"))
        replies = [await ana.request("agent.set_opt_outs", {}) for _ in range(COMMANDS_BURST_MAX + 1)]
        error = replies[-1]["error"]
        await trio.sleep(error["retry_after_ms"] / 1000)
        await ana.ask("agent.set_opt_outs", {})

    assert all("result" in reply for reply in replies[:-1])
    assert error["code"] == "rate_limited"


async def test_all_connections_of_a_consumer_together_are_rate_limited_and_others_are_not(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server, server.service() as service, AsyncExitStack() as stack:
        made = [(await service.ask("interaction.create", CREATE))["interaction"] for _ in range(2)]
        wishes = [("interaction.read", {"interaction": interaction}) for interaction in made]
        tabs = [await stack.enter_async_context(server.consumer(made[0])) for _ in range(CONSUMER_RATE_FACTOR_MAX + 1)]
        other = await stack.enter_async_context(server.consumer(made[1], "con_2"))
        burst = range(COMMANDS_BURST_MAX)
        fine = [await tab.request(*wishes[0], key=None) for tab in tabs[:-1] for _ in burst]
        limited = await tabs[-1].request(*wishes[0], key=None)
        await other.ask(*wishes[1], key=None)
        await trio.sleep(limited["error"]["retry_after_ms"] / 1000)
        await tabs[-1].ask(*wishes[0], key=None)

    assert all("result" in reply for reply in fine)
    assert limited["error"]["code"] == "rate_limited"


async def test_an_agent_who_connects_anew_has_no_new_burst_beyond_that_of_all_devices(
    autojump_clock: MockClock,
) -> None:
    async with virtual_server(account()) as server:
        fine = []
        for _ in range(AGENT_RATE_FACTOR_MAX):
            async with server.connect() as ana:
                await ana.hello(server.token("agt_ana"))
                fine += [await ana.request("agent.set_opt_outs", {}) for _ in range(COMMANDS_BURST_MAX)]
        async with server.connect() as ana, server.connect() as bruno:
            await ana.hello(server.token("agt_ana"))
            await bruno.hello(server.token("agt_bruno"))
            limited = await ana.request("agent.set_opt_outs", {})
            await bruno.ask("agent.set_opt_outs", {})
            await trio.sleep(limited["error"]["retry_after_ms"] / 1000)
            await ana.ask("agent.set_opt_outs", {})

    assert all("result" in reply for reply in fine)
    assert limited["error"]["code"] == "rate_limited"


async def test_h119_ten_times_the_rate_for_long_closes_4103(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as ana, trio.open_nursery() as nursery:
        await ana.hello(server.token("agt_ana"))

        async def flood() -> None:
            for _ in range(600):
                for _ in range(10):
                    await ana.tell("agent.set_opt_outs", {})
                await trio.sleep(0.1)

        nursery.start_soon(flood)
        code, _ = await ana.closed()
        nursery.cancel_scope.cancel()

    assert code == CloseCode.RATE_ABUSE


@pytest.mark.parametrize("kind", ["interaction/int_none", "agent/agt_none", "queue/que_none", "wall/x", "nothing"])
async def test_f90_a_stream_that_is_not_there_is_forbidden(autojump_clock: MockClock, kind: str) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana:
        assert (await ana.error("stream.subscribe", {"stream": kind}, key=None))["code"] == "forbidden"


async def test_a_method_of_another_role_is_forbidden(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana, server.service() as service:
        errors = [
            await ana.error("interaction.create", CREATE),
            await ana.error("supervisor.barge", {"interaction": "int_1"}),
            await service.error("agent.set_status", BUSY),
        ]

    assert {error["code"] for error in errors} == {"forbidden"}


async def test_after_unsubscribing_nothing_of_the_stream_comes(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_ana") as ana:
        interaction = await taken(server, service, ana)
        stream = f"interaction/{interaction}"
        await ana.ask("stream.unsubscribe", {"stream": stream}, key=None)
        count = len(ana.events(stream))
        await ana.ask("message.send", {"interaction": interaction, "text": "hello"})
        again = await ana.error("stream.unsubscribe", {"stream": stream}, key=None)

    assert len(ana.events(stream)) == count
    assert again["code"] == "not_subscribed"
