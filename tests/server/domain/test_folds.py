"""Folding as a whole: every event has its fold, and none ever refuses."""

from kit.story import START_MS, Tale
from ringline_protocol.values import TransferResult
from ringline_server.domain import folds
from ringline_server.domain.events import KINDS, LegHeld, Parked, TransferEnded, WrapUpExtended
from ringline_server.domain.state import Interaction


def test_every_event_has_a_fold() -> None:
    assert set(folds.APPLIERS) == set(KINDS.values())


def test_each_event_moves_the_seq_and_the_moment_by_itself() -> None:
    state = folds.apply(Interaction(seq=7), LegHeld("leg_unknown"), START_MS)

    assert (state.seq, state.updated_at_ms) == (8, START_MS)


def test_an_event_about_what_is_forgotten_changes_nothing_else() -> None:
    before = Tale().arrives().state

    for event in (
        LegHeld("leg_unknown"),
        WrapUpExtended("leg_unknown", 1, 1),
        TransferEnded("trf_unknown", "leg_unknown", TransferResult.FAILED),
    ):
        after = folds.apply(before, event, START_MS)
        assert (after.legs, after.waiting, after.phase) == (before.legs, before.waiting, before.phase)


def test_parking_an_unknown_leg_does_not_raise() -> None:
    assert folds.apply(Interaction(), Parked("leg_unknown", None, True), START_MS).parked is not None


def test_folding_many_at_once_makes_the_same_as_one_by_one_and_leaves_the_beginning_alone() -> None:
    tale = Tale().arrives()
    before = tale.state
    arrived = len(tale.told)
    tale.talks("ana")
    tale.ends("ana")

    assert folds.fold(before, tale.told[arrived:]) == tale.state
    assert before.seq == arrived
    assert type(folds.fold(before, [])) is Interaction
