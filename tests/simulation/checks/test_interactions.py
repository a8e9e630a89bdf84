"""Faults planted into a good day: interactions and offers."""

from collections.abc import Callable

import pytest
from kit.spoil import Change, again, body, first, named, rewrite, spoilt
from ringline_server.simulation.checks import Book, interactions
from ringline_server.simulation.checks.book import Fault
from ringline_server.simulation.history import Line

Check = Callable[[Book], object]


def ended(lines: list[Line], state: str) -> Line:
    return first(lines, "commit", "offer.ended", lambda line: body(line)["state"] == state)


def an_intake_is_forgotten(lines: list[Line]) -> None:
    name = first(lines, "commit", "interaction.created")["stream"]
    lines[:] = [line for line in lines if line["type"] != "commit" or line.get("stream") != name]


def somebody_has_it_and_it_waits(lines: list[Line]) -> None:
    line = first(lines, "commit", "leg.started")
    again(lines, line, data=line["data"].replace(body(line)["leg"], "leg_other"), last=True)


def it_rings_twice(lines: list[Line]) -> None:
    line = first(lines, "commit", "offer.created", lambda line: body(line)["queue"] == "que_chat")
    again(lines, line, data=line["data"].replace(body(line)["offer"], "off_other"))


def an_accept_makes_no_leg(lines: list[Line]) -> None:
    rewrite(first(lines, "commit", "leg.started"), offer="off_other")


def an_accept_is_lost(lines: list[Line]) -> None:
    offer = first(lines, "ok", "offer.accept")
    asked = first(lines, "invoke", "offer.accept", lambda line: line["id"] == offer["id"])["data"]["offer"]
    for line in lines:
        if line["type"] == "commit" and line["f"] in ("offer.ended", "offer.accepting") and asked in line["data"]:
            rewrite(line, offer="off_other")


def an_offer_ends_twice(lines: list[Line]) -> None:
    line = ended(lines, "accepted")
    again(lines, line)


def an_offer_is_made_again_under_its_id(lines: list[Line]) -> None:
    made = [line for line in lines if line["type"] == "commit" and line["f"] == "offer.created"]
    rewrite(made[-1], offer=body(made[0])["offer"])


def an_offer_ends_late(lines: list[Line]) -> None:
    """The last one: by then nothing goes wrong any more."""
    line = ended(lines[::-1], "accepted")
    line["t_mono"] += 60_000


def who_comes_back_loses_the_place(lines: list[Line]) -> None:
    back = first(lines, "commit", "interaction.queued", lambda line: body(line)["reason"] == "offer_ended")
    rewrite(back, enqueued_at_ms=1)


def a_leg_has_two_outcomes(lines: list[Line]) -> None:
    again(lines, first(lines, "commit", "wrap_up.completed"))


@pytest.mark.parametrize(
    ("plant", "check", "invariant"),
    [
        (an_intake_is_forgotten, interactions.never_lost, "I1"),
        (somebody_has_it_and_it_waits, interactions.one_owner, "I2"),
        (it_rings_twice, interactions.one_offer, "I3"),
        (somebody_has_it_and_it_waits, interactions.one_taker, "I4"),
        (an_accept_makes_no_leg, interactions.one_taker, "I4"),
        (an_accept_is_lost, interactions.accepts_are_commits, "I5"),
        (an_offer_ends_twice, interactions.one_terminal, "I7"),
        (an_offer_is_made_again_under_its_id, interactions.one_terminal, "I7"),
        (an_offer_ends_late, interactions.offers_end, "I8"),
        (who_comes_back_loses_the_place, interactions.keeps_its_place, "I12"),
        (a_leg_has_two_outcomes, interactions.wraps_up_once, "I27"),
    ],
)
def test_a_planted_fault_is_found(
    good: Book, plant: Change, check: Callable[[Book], list[Fault]], invariant: str
) -> None:
    assert list(check(good)) == []
    assert named(list(check(spoilt(good, plant))), invariant)
