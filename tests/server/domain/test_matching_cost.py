"""What a decision costs does not depend on how many wait or work: counted in steps and comparisons, not in time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

import pytest
from kit.floor import QUEUE, START_MS, Floor, ended, member, needs, ringing, waiting
from ringline_protocol.values import Channel, OfferState
from ringline_server.domain.explain import explain
from ringline_server.domain.policy import Queue, Selection
from ringline_server.domain.queue import RuledOut

FEW, MANY = (20, 10), (1_000, 10_000)
"""Agents and waiting entries."""
NEEDS: tuple[dict[str, int], ...] = ({}, {"es": 5}, {"es": 2}, {"fr": 1})


SELECTIONS = (Selection.LONGEST_IDLE, Selection.ROTATING, Selection.SIMULTANEOUS)
"""The others differ in a number only."""

T = TypeVar("T")


class Counted(float):
    """A number that counts how often it is compared. What is computed of it counts on."""

    compared = 0

    def __lt__(self, other: float) -> bool:
        Counted.compared += 1
        return float.__lt__(self, other)

    def __truediv__(self, other: float) -> "Counted":
        return Counted(float.__truediv__(self, other))

    def __mul__(self, other: float) -> "Counted":
        return Counted(float.__mul__(self, other))

    def __sub__(self, other: float) -> "Counted":
        return Counted(float.__sub__(self, other))


def test_the_counter_sees_a_scan() -> None:
    costs = []
    for size in (FEW, MANY):
        floor = busy_floor(*size, Selection.LONGEST_IDLE)
        costs.append(count(lambda floor: explain(floor.matching, "int_0", START_MS), floor))
    assert costs[1][0] > 20 * costs[0][0]


def test_a_freed_agent_is_given_an_entry_without_a_look_at_all() -> None:
    costs = [count(freed, busy_floor(*size, Selection.LONGEST_IDLE)) for size in (FEW, MANY)]
    assert_flat(*costs)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_an_entry_is_given_to_an_agent_without_a_look_at_all(selection: Selection) -> None:
    costs = [count(entered, idle_floor(*size, selection)) for size in (FEW, MANY)]
    assert_flat(*costs)


def test_a_decline_goes_on_without_a_look_at_all() -> None:
    costs = [count(declined, ringing_floor(*size, Selection.LONGEST_IDLE)) for size in (FEW, MANY)]
    assert_flat(*costs)


def test_a_place_in_line_is_known_without_a_look_at_all() -> None:
    costs = []
    for size in (FEW, MANY):
        line = busy_floor(*size, Selection.LONGEST_IDLE).matching.line
        last = list(line)[-1]
        costs.append(count(line.position, last))
    assert_flat(*costs)


def assert_flat(few: tuple[int, int], many: tuple[int, int]) -> None:
    """A thousandfold may cost four times the comparisons (its logarithm) and not one more step of the program."""
    assert many[0] <= few[0] * 1.1 + 10
    assert many[1] <= few[1] * 4 + 20


def freed(floor: Floor) -> None:
    assert len(floor.frees("agent_0", skills={"es": 5}, idle_since_ms=counted(5))) == 1


def entered(floor: Floor) -> None:
    state = waiting("new", START_MS + 1, skills=(needs(es=5),), enqueued_at_ms=counted(START_MS + 1))
    assert len(floor.tells(state)) == (3 if floor.policy.selection is Selection.SIMULTANEOUS else 1)


def declined(floor: Floor) -> None:
    state = floor.states["first"]
    assert floor.tells(ended(state, state.offers[0].agent, OfferState.DECLINED, START_MS + 30_000))


def busy_floor(agents: int, entries: int, selection: Selection) -> Floor:
    """Everybody is busy, and many wait, each with one of the sets of needs."""
    floor = _floor(agents, selection)
    for n in range(agents):
        floor.matching.member_is(member(f"agent_{n}", RuledOut.CHANNEL_FULL))
    for n in range(entries):
        _enters(floor, f"int_{n}", START_MS - n, NEEDS[n % len(NEEDS)])
    floor.asks()
    return floor


def idle_floor(agents: int, entries: int, selection: Selection) -> Floor:
    """Many wait for a skill that nobody has, and everybody else is free."""
    floor = _floor(agents, selection)
    for n in range(entries):
        _enters(floor, f"int_{n}", START_MS - n, {"gaelic": 9})
    for n in range(agents):
        skills = {"es": 5} if n % 2 else {}
        floor.matching.member_is(member(f"agent_{n}", skills=skills, idle_since_ms=counted(n)))
    _enters(floor, "warm_up", START_MS, {"es": 5})  # the list of who meets these needs is made once
    floor.asks()
    return floor


def ringing_floor(agents: int, entries: int, selection: Selection) -> Floor:
    """One rings, and what else waits is for a skill that nobody has."""
    floor = idle_floor(agents, entries, selection)
    agent = f"agent_{agents - 1}"
    floor.matching.member_is(member(agent, RuledOut.CHANNEL_FULL))
    floor.states["first"] = ringing(waiting("first", START_MS, skills=(needs(es=5),)), agent)
    floor.tells(floor.states["first"])
    return floor


def count(work: Callable[[T], object], on: T) -> tuple[int, int]:
    """Steps of the interpreter but for those of this file, and comparisons of counted numbers."""
    steps = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal steps
        if frame.f_code.co_filename == __file__:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before, Counted.compared = sys.gettrace(), 0
    sys.settrace(trace)
    try:
        work(on)
    finally:
        sys.settrace(before)
    return steps, Counted.compared


def counted(number: int) -> Any:
    """Taken for the int that it looks like."""
    return Counted(number)


def _floor(agents: int, selection: Selection) -> Floor:
    policy = Queue(QUEUE, "Support", Channel.MESSAGING, selection=selection)
    return Floor(policy, {f"agent_{n}": {} for n in range(agents)})


def _enters(floor: Floor, interaction: str, since_ms: int, levels: dict[str, int]) -> None:
    stages = (needs(**levels),) if levels else ()
    state = waiting(interaction, since_ms, skills=stages, enqueued_at_ms=counted(since_ms))
    floor.states[interaction] = state
    floor.matching.stands(state, floor.now_ms)
