"""Faults planted into a good day: who gets what."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from kit.spoil import Change, again, body, first, named, rewrite, spoilt
from ringline_protocol.values import Channel, LegKind
from ringline_server.domain.events import LegStarted
from ringline_server.simulation.checks import Book, agents
from ringline_server.simulation.checks.book import Entry, Fault
from ringline_server.simulation.checks.floor import Floor, walk
from ringline_server.simulation.history import Line


def calm(lines: list[Line]) -> int:
    """Where nothing goes wrong any more."""
    since = first(lines, "info", "phase", lambda line: line["data"]["name"] == "calm")["t_mono"]
    return next(n for n, line in enumerate(lines) if line["t_mono"] > since + 10_000)


def offers(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["type"] == "commit" and line["f"] == "offer.created"]


def somebody_gets_what_they_are_excluded_from(lines: list[Line]) -> None:
    for line in lines:
        if line["type"] == "commit" and line["f"] == "offer.ended" and "excluded_until_ms" in body(line):
            rewrite(line, excluded_until_ms=2**52)


def somebody_gets_work_long_after_leaving(lines: list[Line]) -> None:
    made = next(line for line in offers(lines[calm(lines) :]) if body(line)["purpose"] == "handle")
    stream = f"agent/{body(made)['agent']}"
    left = {"status": "not_ready", "reason": "break", "by": "agent:agt_1"}
    choices = [line for line in lines if line["f"] == "agent.status_chosen" and line["stream"] == stream]
    for line in choices:
        line["data"] = orjson.dumps(left).decode()


def somebody_gets_work_of_a_foreign_queue(lines: list[Line]) -> None:
    made = next(line for line in offers(lines[calm(lines) :]) if body(line)["purpose"] == "handle")
    rewrite(made, queue="que_foreign")


def somebody_has_too_much(lines: list[Line]) -> None:
    for line in offers(lines):
        rewrite(line, agent="agt_1")


def something_is_left(lines: list[Line]) -> None:
    last = [line for line in lines if line["type"] == "recv" and line["data"].get("event") == "agent.state_changed"][-1]
    load = {"used": 1, "max": 4, "state": "active"}
    told = {**last["data"], "data": {**last["data"]["data"], "channels": {"messaging": load}}}
    lines.append({**last, "data": told, "t_mono": lines[-1]["t_mono"]})


def something_is_left_in_a_snapshot(lines: list[Line]) -> None:
    snapshots = [line for line in lines if line["type"] == "recv" and line["f"] == "snapshot"]
    last = next(line for line in reversed(snapshots) if line["stream"].startswith("agent/"))
    load = {"used": 1, "max": 4, "state": "active"}
    state = last["data"]["state"]
    last["data"] = {**last["data"], "state": {**state, "state": {**state["state"], "channels": {"messaging": load}}}}


def nobody_hears_the_last_looks(lines: list[Line]) -> None:
    """What the agents were told last is that they have something, and then they were never told again."""
    asked = [line for line in lines if line["type"] == "invoke" and line["f"] == "stream.subscribe"]
    looks = {line["id"] for line in asked if line["data"]["stream"].startswith("agent/")}
    for line in lines:
        if line["type"] == "ok" and line["id"] in looks:
            line["type"] = "info"
    something_is_left(lines)


def something_is_left_that_nobody_was_told_of(lines: list[Line]) -> None:
    """The last conversation of all has no end in its journal."""
    nobody_hears_the_last_looks(lines)
    begun = [line for line in lines if line["type"] == "commit" and line["f"] == "leg.started"][-1]
    for line in lines[lines.index(begun) + 1 :]:
        if line["type"] == "commit" and line.get("stream") == begun["stream"]:
            lines.remove(line)


def who_came_first_is_passed_over(lines: list[Line]) -> None:
    """Whoever is offered first after the faults came long after everybody else, all of a sudden."""
    for line in lines:
        if line["type"] == "commit" and line["f"] == "interaction.queued":
            rewrite(line, enqueued_at_ms=2**52 - body(line)["enqueued_at_ms"])


def in_calm(lines: list[Line], kind: str) -> Line:
    return first(lines[calm(lines) :], "commit", kind)


def a_connected_agent_is_gone(lines: list[Line]) -> None:
    rewrite(in_calm(lines, "leg.ended"), reason="agent_lost")


def a_connected_agent_does_not_hear_the_ring(lines: list[Line]) -> None:
    rings = {body(line)["offer"] for line in offers(lines[calm(lines) :])}
    taken = first(lines, "commit", "offer.ended", lambda line: body(line)["offer"] in rings)
    rewrite(taken, state="canceled", detail="agent_unreachable")


def something_waits_beside_a_free_agent(lines: list[Line]) -> None:
    """Everybody goes home; then somebody comes, and one agent is there after all."""
    offer = offers(lines)[0]
    place = first(lines, "commit", "interaction.queued", lambda line: line["stream"] == offer["stream"])
    last = next(n for n, line in enumerate(lines) if line["f"] == "phase" and line["data"]["name"] == "closing")
    born = first(lines, "commit", "interaction.created", lambda line: line["stream"] == offer["stream"])
    t = lines[last]["t_mono"]
    fresh: dict[str, Any] = {"stream": "interaction/int_fresh", "t_mono": t, "last": True}
    again(lines, lines[last], **{**born, **fresh, "data": born["data"].replace(offer["stream"][12:], "int_fresh")})
    queued = {**place, **fresh}
    lines.insert(last + 2, queued)


def test_a_call_without_room_for_it_is_found(good: Book) -> None:
    """A chat is to become a call with pictures beside so much other work that there is no room for it."""

    def is_full(floor: Floor, entry: Entry) -> bool:
        event, account = entry.event, good.account_at(entry.i)
        if not isinstance(event, LegStarted) or event.kind is not LegKind.PRIMARY:
            return False
        capacity = account.agents[event.agent].capacity
        units = floor.units(event.agent, account, without=entry.interaction)
        return units + capacity.cost[Channel.VIDEO] > capacity.units

    full = next(entry for floor, _, entry in walk(good) if isinstance(entry, Entry) and is_full(floor, entry))
    assert isinstance(full.event, LegStarted)
    asked = {"upgrade": "upg_1", "channel": "video", "leg": full.event.leg, "by": "agent", "until_at_ms": 2**52}

    def plant(lines: list[Line]) -> None:
        again(lines, lines[full.i], f="upgrade.asked", data=orjson.dumps(asked).decode())

    assert named(list(agents.within_capacity(spoilt(good, plant))), "I10")


@pytest.mark.parametrize(("later_ms", "is_passed_over"), [(0, False), (1_000, True)])
def test_who_is_offered_to_somebody_else_in_the_same_turn_is_not_passed_over(
    good: Book, later_ms: int, is_passed_over: bool
) -> None:
    """Their offers are written in any order: it is the turn that counts."""

    def plant(lines: list[Line]) -> None:
        """Somebody came a little earlier, waited as long, and is offered behind."""
        made = next(line for line in offers(lines[calm(lines) :]) if body(line)["purpose"] == "handle")
        journal = [line for line in lines if line["type"] == "commit" and line.get("stream") == made["stream"]]
        for line in journal[: journal.index(made) + 1]:
            data = line["data"].replace(made["stream"].removeprefix("interaction/"), "int_fresh")
            at_ms = line.get("at_ms", 0) + (later_ms if line is made else 0)
            again(lines, line, stream="interaction/int_fresh", data=data, at_ms=at_ms)
            twin = lines[lines.index(line) + 1]
            if line["f"] == "interaction.queued":
                rewrite(twin, enqueued_at_ms=body(line)["enqueued_at_ms"] - 1)
            elif line is made:
                rewrite(twin, agent="agt_other")

    found = [fault for fault in agents.in_order(spoilt(good, plant)) if "int_fresh waits before it" in fault.text]
    assert bool(found) is is_passed_over


def test_who_could_not_be_told_is_judged_by_the_journal(good: Book) -> None:
    """A client that stopped for good does not hear that its work is over."""
    assert list(agents.within_capacity(spoilt(good, nobody_hears_the_last_looks))) == []


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (somebody_gets_what_they_are_excluded_from, agents.eligible, "I9"),
        (somebody_gets_work_long_after_leaving, agents.eligible, "I9"),
        (somebody_gets_work_of_a_foreign_queue, agents.eligible, "I9"),
        (somebody_has_too_much, agents.within_capacity, "I10"),
        (something_is_left, agents.within_capacity, "I10"),
        (something_is_left_in_a_snapshot, agents.within_capacity, "I10"),
        (something_is_left_that_nobody_was_told_of, agents.within_capacity, "I10"),
        (who_came_first_is_passed_over, agents.in_order, "I11"),
        (a_connected_agent_is_gone, agents.reachable, "I25"),
        (a_connected_agent_does_not_hear_the_ring, agents.reachable, "I25"),
        (something_waits_beside_a_free_agent, agents.brought_together, "I31"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)
