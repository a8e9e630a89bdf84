"""The arithmetic of the page "Growth", and its place in it."""

import pytest
from benchmarks.growth import BEGIN, CALL, CHAT, END, PAGE, Costs, figures, put

FOUND = {
    "cycle_us": 6_000.0,
    "final_us": 550.0,
    "relay_us": 250.0,
    "fan_us": 100.0,
    "connect_ms": 2.0,
    "rest_ms_per_s": 0.02,
    "agent_kb": 50.0,
    "waiting_kb": 15.0,
}
COSTS = Costs.of(FOUND)


def test_a_final_costs_what_two_readers_cost_without_one_of_them() -> None:
    assert COSTS.final == pytest.approx(1.0)


def test_as_many_agents_fit_as_their_work_and_their_rest_leave_room_for() -> None:
    assert CHAT.ms(COSTS) == pytest.approx(6 + 20 * 1.0 + 20 * 0.25)
    assert CHAT.agents(COSTS) == pytest.approx(600 / (31 / 300 + 0.02))
    assert CALL.ms(COSTS) == pytest.approx(6 + 60 + 60)


def test_the_tables_say_it_and_round_down_to_two_digits() -> None:
    lines = list(figures(COSTS))
    assert "| one chat: 20 messages, 20 typing | 31 ms | 4,800 |" in lines
    assert "| cycles alone (rings, nothing said) | 6.0 ms | 100 cycles a second |" in lines
    assert "| the same call, a supervisor reading along everywhere | 156 ms | 1,100 |" in lines
    assert "| 10 machines, a house each | 48,000 agents in chats, or 13,000 in calls |" in lines


def test_what_was_not_measured_is_named() -> None:
    with pytest.raises(KeyError, match="rest_ms_per_s"):
        Costs.of({name: value for name, value in FOUND.items() if name != "rest_ms_per_s"})


def test_the_page_has_one_place_for_figures_and_keeps_its_words() -> None:
    page = PAGE.read_text(encoding="utf-8")
    once = put(page, "| new |")

    assert put(once, "| new |") == once
    assert once.replace(f"{BEGIN}\n| new |\n{END}", "") == page.partition(BEGIN)[0] + page.partition(END)[2]
    with pytest.raises(ValueError, match="not exactly one"):
        put(page.replace(END, ""), "| new |")
    with pytest.raises(ValueError, match="not exactly one"):
        put(page + page, "| new |")
