"""D. Commands: exactly one reply, its effects before it, and a key that makes every repetition safe."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any, Final

import trio

from ringline_client.chance import new_name
from ringline_client.conformance.account import ANA, BRUNO, QUIET, SALES, SERVICE
from ringline_client.conformance.broken import Skipped, check, equal
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.party import Party

IN_FLIGHT: Final = 16
PIPELINED: Final = 100
BATCH: Final = 16
COMMAND_S: Final = 5
STALL_S: Final = 6


@case("D48")
async def knows_its_methods(at: Floor) -> None:
    service = await at.service()
    equal("the error", (await service.error("interaction.levitate"))["code"], "unknown_method")
    await at.arrives(QUIET)


@case("D49")
async def names_an_unknown_field(at: Floor) -> None:
    error = await (await at.service()).error("interaction.create", {"queue": QUIET, "colour": "blue"})
    equal("the error", error["code"], "bad_request")
    check("colour" in str(error.get("details", {}).get("path")), f"the path is not named: {error}")


@case("D50")
async def wants_what_is_required(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    error = await (await at.service()).error("variable.set", {"interaction": interaction})
    equal("the error", error["code"], "bad_request")
    equal("variables afterwards", (await at.state(interaction)).get("variables") or [], [])


@case("D51")
async def wants_ids_in_flight_to_differ(at: Floor) -> None:
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    async with _slow(at):
        await service.send([_variable(interaction, "first", "same"), _variable(interaction, "second", "same")])
        replies = [await service.reply("same")]
    replies.append(await service.reply("same"))
    errors = [reply["error"]["code"] for reply in replies if "error" in reply]
    if not errors:
        raise Skipped("the first had its reply before the second was read; tests/server/edges/test_dispatch.py")
    equal("errors", errors, ["duplicate_id"])
    names = [one["name"] for one in (await at.state(interaction))["variables"]]
    equal("variables", names, ["first"])


@case("D52")
async def limits_commands_in_flight(at: Floor) -> None:
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    commands = [_variable(interaction, f"v{number}", f"v{number}") for number in range(IN_FLIGHT + 1)]
    async with _slow(at):
        await service.send(commands[:IN_FLIGHT])
        await service.send(commands[IN_FLIGHT])
        last = await service.reply(f"v{IN_FLIGHT}")
    replies = [*[await service.reply(f"v{number}") for number in range(IN_FLIGHT)], last]
    check(all("result" in reply for reply in replies[:IN_FLIGHT]), "one of 16 in flight was refused")
    if "result" in replies[IN_FLIGHT]:
        raise Skipped("one of 16 had its reply before the 17th was read; tests/server/edges/test_dispatch.py")
    equal("the error of the 17th", replies[IN_FLIGHT]["error"]["code"], "too_many_in_flight")


@case("D53")
async def wants_a_key_for_changes(at: Floor) -> None:
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    params = {"interaction": interaction, "variable": {"name": "a", "value": "b"}}
    equal("the error", (await service.error("variable.set", params, key=None))["code"], "key_required")
    equal("variables afterwards", (await at.state(interaction)).get("variables") or [], [])


@case("D54", BRUNO, SALES)
async def repeats_the_stored_reply(at: Floor) -> None:
    bruno, interaction = await _talk(at)
    note = {"interaction": interaction, "text": "Once."}
    key = new_name("key")
    first = await bruno.request("note.save", note, key=key)
    again = await bruno.request("note.save", note, key=key)
    equal("replayed", (first["replayed"], again["replayed"]), (False, True))
    equal("the second result", again["result"], first["result"])
    equal("notes saved", await _saved(at, bruno, interaction), ["Once."])


@case("D55", BRUNO, SALES)
async def refuses_a_key_for_something_else(at: Floor) -> None:
    bruno, interaction = await _talk(at)
    key = new_name("key")
    await bruno.ask("note.save", {"interaction": interaction, "text": "One."}, key=key)
    error = await bruno.error("note.save", {"interaction": interaction, "text": "Two."}, key=key)
    equal("the error", error["code"], "key_reused")
    equal("notes saved", await _saved(at, bruno, interaction), ["One."])


@case("D56", BRUNO, SALES)
async def answers_two_devices_alike(at: Floor) -> None:
    bruno, interaction = await _talk(at)
    phone = await at.greet(BRUNO, device="dev_phone")
    note, key = {"interaction": interaction, "text": "Both."}, new_name("key")
    asked = [(device, await device.tell("note.save", note, key=key)) for device in (bruno, phone)]
    replies = [await device.reply(command) for device, command in asked]
    check(all("result" in reply for reply in replies), f"refused: {replies}")
    equal("the results", replies[1]["result"], replies[0]["result"])
    equal("notes saved", await _saved(at, bruno, interaction), ["Both."])


@case("D57", is_alone=True)
async def keeps_the_reply_through_a_restart(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    params = {"interaction": interaction, "variable": {"name": "once", "value": "v"}}
    key = new_name("key")
    first = await (await at.greet(SERVICE)).request("variable.set", params, key=key)
    await at.restarts()
    again = await (await at.greet(SERVICE)).request("variable.set", params, key=key)
    equal("replayed", (first["replayed"], again["replayed"]), (False, True))
    equal("the second result", again["result"], first["result"])
    history = await _history(at, interaction)
    equal("times it was set", [one["event"] for one in history].count("variable.set"), 1)


@case("D58", ANA, BRUNO)
async def keeps_keys_apart(at: Floor) -> None:
    key = new_name("key")
    for name in (ANA, BRUNO):
        agent = await at.greet(name)
        reply = await agent.request("agent.set_opt_outs", {"queues": [QUIET if name == ANA else SALES]}, key=key)
        check("result" in reply, f"{name} was refused: {reply}")
        equal(f"replayed, for {name}", reply["replayed"], False)


@case("D59", BRUNO, SALES)
async def tells_the_current_revision(at: Floor) -> None:
    bruno, interaction = await _talk(at)
    await bruno.ask("draft.save", {"interaction": interaction, "text": "One."})
    await bruno.ask("draft.save", {"interaction": interaction, "text": "Two."})
    late = {"interaction": interaction, "text": "Late."}
    error = await bruno.error("draft.save", late, expect={"rev": 1})
    equal("the error", error["code"], "conflict")
    current = error["details"]["current"]
    equal("what is current", (current["text"], current["rev"]), ("Two.", 2))
    await _tells_the_current_revision_of_a_variable(at, bruno, interaction)


async def _tells_the_current_revision_of_a_variable(at: Floor, bruno: Party, interaction: str) -> None:
    """What a flow left is profile: an agent and the service both correct it, and none overwrites the other unseen."""
    params = {"interaction": interaction, "variable": {"name": "seat", "value": "12A"}}
    equal("the first revision", (await bruno.ask("variable.set", params, expect={"rev": 0}))["rev"], 1)
    later = {"interaction": interaction, "variable": {"name": "seat", "value": "14C"}}
    equal("the second", (await (await at.service()).ask("variable.set", later, expect={"rev": 1}))["rev"], 2)
    error = await bruno.error("variable.set", params, expect={"rev": 1})
    equal("the error of a late change", error["code"], "conflict")
    current = error["details"]["current"]
    equal("what is current", (current["value"], current["rev"]), ("14C", 2))
    seen = [(one["value"], one["rev"]) for one in (await at.state(interaction))["variables"] if one["name"] == "seat"]
    equal("the variable afterwards", seen, [("14C", 2)])


@case("D60", BRUNO, SALES)
async def shows_effects_before_replies(at: Floor) -> None:
    bruno, interaction = await _talk(at)
    stream = f"interaction/{interaction}"
    for number in range(5):
        reply = await bruno.request("message.send", {"interaction": interaction, "text": f"{number}"})
        before = bruno.seen[: bruno.seen.index(reply)]
        said = [one["seq"] for one in before if one.get("stream") == stream and one.get("event") == "segment.final"]
        equal("segments before their reply", len(said), number + 1)
        equal("pos", reply["pos"].get(stream), said[-1])


@case("D61", patience_s=30)
async def keeps_the_order(at: Floor) -> None:
    """Batches of 16, each answered before the next: that many may be in flight."""
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    await service.reads(f"interaction/{interaction}")
    for start in range(0, PIPELINED, BATCH):
        batch = [_variable(interaction, "order", f"o{number}", f"{number}") for number in range(start, start + BATCH)]
        await service.send(batch)
        for command in batch:
            check("result" in await service.reply(command["id"]), f"{command['id']} was refused")
    events = [one for one in service.events(f"interaction/{interaction}") if one["event"] == "variable.set"]
    values = [int(one["data"]["variable"]["value"]) for one in events]
    equal("values in the order of the events", values, sorted(values))
    check(len(values) >= PIPELINED, f"only {len(values)} were applied")


@case("D62")
async def is_clear_after_a_cut(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    params = {"interaction": interaction, "variable": {"name": "cut", "value": "v"}}
    key = new_name("key")
    first = await at.greet(SERVICE)
    await first.tell("variable.set", params, key=key)
    await first.cut()
    reader = await at.greet(SERVICE)
    reply = await reader.request("variable.set", params, key=key)
    check("result" in reply, f"the retry was refused: {reply}")
    history = await _history(at, interaction)
    equal("times it was set", [one["event"] for one in history].count("variable.set"), 1)


@case("D63", BRUNO, SALES, is_alone=True)
async def survives_its_own_bugs(at: Floor) -> None:
    """The stream of the interaction may have to be read again; nobody else notices anything."""
    bruno, interaction = await _talk(at)
    other = (await at.arrives(QUIET))["interaction"]
    reader = await at.greet(SERVICE)
    await reader.reads(f"interaction/{other}")
    async with at.power.faulty():
        error = await bruno.error("note.save", {"interaction": interaction, "text": "Never."})
    equal("the error", error["code"], "internal")
    equal("what it tells", list(error.get("details", {})), ["ref"])
    again = await at.greet(BRUNO)
    equal("notes saved", await _saved(at, again, interaction), [])
    await again.ask("note.save", {"interaction": interaction, "text": "Now."})
    await (await at.service()).request("variable.set", {"interaction": other, "variable": {"name": "a", "value": "b"}})
    await reader.event("variable.set", f"interaction/{other}")


@case("D64", is_alone=True)
async def tells_that_it_does_not_know(at: Floor) -> None:
    service, interaction = await at.service(), (await at.arrives(QUIET))["interaction"]
    params = {"interaction": interaction, "variable": {"name": "late", "value": "v"}}
    key, started_s = new_name("key"), trio.current_time()
    async with at.power.stalled_disk():
        error = await service.error("variable.set", params, key=key)
        took_s = trio.current_time() - started_s
        await trio.sleep(STALL_S - took_s)
    equal("the error", (error["code"], error["retry"]), ("timeout", "now"))
    check(abs(took_s - COMMAND_S) < 1, f"answered after {took_s:.1f} s")
    again = await service.request("variable.set", params, key=key)
    check("result" in again, f"the retry was refused: {again}")
    history = await _history(at, interaction)
    equal("times it was set", [one["event"] for one in history].count("variable.set"), 1)


@asynccontextmanager
async def _slow(at: Floor) -> AsyncIterator[None]:
    """Meanwhile nothing is committed, where the kit can see to that; elsewhere it depends on who is faster."""
    async with at.power.stalled_disk() if at.power.is_virtual else nullcontext():
        yield


async def _talk(at: Floor) -> tuple[Party, str]:
    bruno = await at.agent(BRUNO, SALES)
    return bruno, await at.talks(bruno, SALES)


async def _saved(at: Floor, agent: Party, interaction: str) -> list[str]:
    state = (await agent.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]
    return [note["text"] for note in state["notes"]]


async def _history(at: Floor, interaction: str) -> list[dict[str, Any]]:
    """All events of an interaction from the first on: read by position 0 of its own epoch."""
    stream, reader = f"interaction/{interaction}", await at.greet(SERVICE)
    epoch = (await reader.reads(stream))["state"]["epoch"]
    again = await at.greet(SERVICE)
    again.promises.heads[stream] = 0
    await again.reads(stream, pos=[epoch, 0])
    return again.events(stream)


def _variable(interaction: str, name: str, command_id: str, value: str = "v") -> dict[str, Any]:
    params = {"interaction": interaction, "variable": {"name": name, "value": value}}
    key = new_name("key")
    return {"type": "command", "id": command_id, "method": "variable.set", "key": key, "params": params}
