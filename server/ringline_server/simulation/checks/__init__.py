"""What must hold of every history: the invariants, each a function from the book of a day to its faults."""

from collections.abc import Callable, Iterator
from typing import Final

from ringline_server.simulation.checks import agents, commands, interactions, quiet, sessions, streams
from ringline_server.simulation.checks.book import Book, Fault

__all__ = ["CHECKS", "Book", "Fault", "faults"]

Check = Callable[[Book], Iterator[Fault]]

CHECKS: Final[tuple[Check, ...]] = (
    quiet.no_bugs,
    interactions.never_lost,
    interactions.one_owner,
    interactions.one_offer,
    interactions.one_taker,
    interactions.accepts_are_commits,
    interactions.one_terminal,
    interactions.offers_end,
    interactions.keeps_its_place,
    interactions.wraps_up_once,
    commands.once,
    commands.effects,
    commands.same_reply,
    commands.one_reply,
    agents.eligible,
    agents.within_capacity,
    agents.in_order,
    agents.reachable,
    agents.heard,
    agents.brought_together,
    streams.numbered,
    streams.contiguous,
    streams.agree,
    streams.committed,
    streams.effects_first,
    streams.folded,
    sessions.resumed_exactly,
    sessions.epochs,
    sessions.unsubscribed,
    sessions.one_connection,
    sessions.only_what_one_may_see,
    sessions.verdicts,
    quiet.finals,
    quiet.no_leaks,
    quiet.idle,
)


def faults(book: Book) -> list[Fault]:
    """Everything that is wrong, in the order in which it shows."""
    return sorted((fault for check in CHECKS for fault in check(book)), key=lambda fault: fault.i)
