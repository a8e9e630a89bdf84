"""Resume gives exactly what was missed, or says why it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.handshake import NotRecoveredReason
from ringline_protocol.resume import Arrival, Cursor, NotRecovered, Recovered, Window


def filled(count: int, events_max: int = 5) -> Window[int]:
    """A window under epoch e1 whose events are their own seqs."""
    window = Window[int]("e1", events_max=events_max)
    for seq in range(1, count + 1):
        assert window.append(seq) == seq
    return window


def test_a_window_gives_all_that_was_missed_in_order() -> None:
    assert filled(7).since(("e1", 4)) == Recovered(4, (5, 6, 7))


def test_nothing_missed_is_recovered_with_no_events() -> None:
    assert filled(7).since(("e1", 7)) == Recovered(7, ())
    assert filled(0).since(("e1", 0)) == Recovered(0, ())


def test_the_oldest_position_that_still_recovers_is_the_floor() -> None:
    window = filled(7)

    assert window.floor == 2
    assert window.since(("e1", 2)) == Recovered(2, (3, 4, 5, 6, 7))


@pytest.mark.parametrize(
    ("position", "reason"),
    [
        (None, NotRecoveredReason.NEW),
        (("e0", 7), NotRecoveredReason.EPOCH_CHANGED),
        (("e1", 8), NotRecoveredReason.AHEAD),
        (("e1", 1), NotRecoveredReason.TOO_OLD),
        (("e1", 0), NotRecoveredReason.TOO_OLD),
    ],
)
def test_a_window_says_why_a_position_is_not_recovered(
    position: tuple[str, int] | None, reason: NotRecoveredReason
) -> None:
    assert filled(7).since(position) == NotRecovered(reason)


def test_a_window_starts_again_from_the_end_of_a_journal() -> None:
    window = Window[int]("e1", head=90, events_max=5)
    window.append(91)

    assert window.since(("e1", 90)) == Recovered(90, (91,))
    assert window.since(("e1", 89)) == NotRecovered(NotRecoveredReason.TOO_OLD)


def test_what_is_over_goes_from_the_oldest_on() -> None:
    window = filled(5)
    window.trim(lambda event: event in (1, 2, 4))

    assert window.floor == 2
    assert window.since(("e1", 2)) == Recovered(2, (3, 4, 5))
    assert window.since(("e1", 1)) == NotRecovered(NotRecoveredReason.TOO_OLD)


def test_what_is_not_kept_is_numbered_and_nobody_recovers_over_it() -> None:
    window = filled(3)

    assert window.skip() == 4
    assert window.since(("e1", 3)) == NotRecovered(NotRecoveredReason.TOO_OLD)
    assert window.since(("e1", 4)) == Recovered(4, ())


def test_a_window_never_holds_more_than_its_limit() -> None:
    assert filled(1_000, events_max=10).floor == 990


@given(count=st.integers(0, 30), seq=st.integers(0, 40))
def test_a_recovery_is_whole_or_does_not_happen(count: int, seq: int) -> None:
    result = filled(count).since(("e1", seq))

    if isinstance(result, Recovered):
        assert list(result.events) == list(range(seq + 1, count + 1))


def test_a_cursor_has_no_position_before_its_first_snapshot() -> None:
    cursor = Cursor()

    assert cursor.position is None
    assert cursor.take(1) is Arrival.GAP


def test_a_cursor_goes_on_after_a_snapshot_and_skips_repeats() -> None:
    cursor = Cursor()
    cursor.reset("e1", 4)

    assert [cursor.take(seq) for seq in (5, 5, 3, 6)] == [
        Arrival.APPLY,
        Arrival.DUPLICATE,
        Arrival.DUPLICATE,
        Arrival.APPLY,
    ]
    assert cursor.position == ("e1", 6)


def test_a_gap_leaves_the_cursor_where_it_was() -> None:
    cursor = Cursor("e1", 4)

    assert cursor.take(6) is Arrival.GAP
    assert cursor.position == ("e1", 4)
    assert cursor.take(5) is Arrival.APPLY


@given(cuts=st.lists(st.integers(0, 12), max_size=6))
def test_any_number_of_cuts_and_resumes_gives_every_event_once(cuts: list[int]) -> None:
    window, cursor, applied = Window[int]("e1", events_max=20), Cursor("e1", 0), list[int]()
    for missed in cuts:
        for _ in range(missed):
            window.append(window.head + 1)
        result = window.since(cursor.position)
        assert isinstance(result, Recovered)
        applied += [seq for seq in result.events if cursor.take(seq) is Arrival.APPLY]

    assert applied == list(range(1, window.head + 1))
