"""An estimate is what the last answers say, or nothing."""

from ringline_server.domain.pace import PACE_ANSWERS_MAX, PACE_WINDOW_MS, Pace


def paced(*moments: int) -> Pace:
    pace = Pace()
    for at_ms in moments:
        pace.answered(at_ms)
    return pace


def test_too_few_answers_say_nothing() -> None:
    assert paced().wait_ms(1, 0) is None
    assert paced(0, 60_000).wait_ms(1, 60_000) is None


def test_each_place_in_line_is_one_answer_at_the_pace_of_late() -> None:
    pace = paced(0, 60_000, 120_000)
    assert pace.wait_ms(1, 120_000) == 60_000
    assert pace.wait_ms(5, 120_000) == 300_000


def test_a_queue_that_has_gone_quiet_gets_slower() -> None:
    assert paced(0, 60_000, 120_000).wait_ms(1, 600_000) == 300_000


def test_answers_of_long_ago_do_not_count() -> None:
    pace = paced(0, 1, 2, PACE_WINDOW_MS, PACE_WINDOW_MS + 10)
    assert pace.wait_ms(1, PACE_WINDOW_MS + 10) is None


def test_it_remembers_a_limited_number_of_answers() -> None:
    pace = paced(*range(0, 1000 * PACE_ANSWERS_MAX * 2, 1000))
    assert pace.wait_ms(1, 1000 * (PACE_ANSWERS_MAX * 2 - 1)) == 1000
