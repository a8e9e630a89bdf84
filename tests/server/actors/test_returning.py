"""The order in which a line comes back, whatever the order in which its interactions do."""

from itertools import permutations
from typing import Any

from kit.house import principal
from ringline_server.actors.messages import Look, WaitingIs, WatchPlace
from ringline_server.actors.returning import About, Returning
from ringline_server.domain.state import Interaction
from ringline_server.edges.calls import EdgeCall

ORDER = ("int_1", "int_2", "int_3")


def waits(interaction: str) -> WaitingIs:
    """What an interaction tells its queue."""
    ref: Any = None  # nobody answers here
    return WaitingIs(Interaction(id=interaction), ref, revived=True)


def put(returning: Returning, interaction: str, *, stands: bool = False) -> list[About]:
    """It told; what may be handled now."""
    return list(returning.put(interaction, waits(interaction), stands=stands))


def test_without_a_restart_nothing_is_held() -> None:
    assert put(Returning(), "int_1") == [waits("int_1")]


def test_in_whatever_order_they_come_back_they_are_handled_in_the_order_of_the_line() -> None:
    for arrivals in permutations(ORDER):
        returning = Returning()
        returning.begin(ORDER)
        handled = [message for name in arrivals for message in put(returning, name)]

        assert handled == [waits(name) for name in ORDER]


def test_a_newcomer_is_behind_them_all_even_if_some_never_come() -> None:
    returning = Returning()
    returning.begin(ORDER)

    assert put(returning, "int_new") == []
    assert put(returning, "int_3") == []
    assert put(returning, "int_1") == [waits("int_1")]
    assert returning.end() == ([waits("int_3"), waits("int_new")], [])
    assert put(returning, "int_2") == [waits("int_2")]


def test_who_is_in_line_already_is_heard_at_once() -> None:
    returning = Returning()
    returning.begin(ORDER)
    put(returning, "int_1")

    assert put(returning, "int_1", stands=True) == [waits("int_1")]


def test_of_one_that_is_held_only_the_last_word_of_each_kind_is_kept() -> None:
    returning = Returning()
    returning.begin(ORDER)
    for _ in range(3):
        put(returning, "int_2")
        assert list(returning.put("int_2", WatchPlace("int_2", True), stands=False)) == []
        assert list(returning.put("int_2", WatchPlace("int_2", False), stands=False)) == []

    assert put(returning, "int_1") == [waits("int_1"), waits("int_2"), WatchPlace("int_2", False)]


def test_questions_are_kept_until_the_end() -> None:
    returning = Returning()
    returning.begin(ORDER)
    question = Look(EdgeCall(principal("agt_sofia"), lambda _: None), "anything")
    returning.ask_later(question)
    put(returning, "int_3")

    assert returning.end() == ([waits("int_3")], [question])


def test_it_is_complete_when_the_last_has_come() -> None:
    returning = Returning()
    returning.begin(ORDER)
    for name in ("int_2", "int_1"):
        put(returning, name)
    before = returning.is_complete
    put(returning, "int_3")

    assert (before, returning.is_complete) == (False, True)
