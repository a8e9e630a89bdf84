"""When a mail goes again."""

from itertools import accumulate, count, takewhile

from ringline_server.edges.mail.pauses import GIVE_UP_MS, MINUTE_MS, pause_ms


def test_pauses_grow_from_a_minute_to_four_hours() -> None:
    pauses = [pause_ms(attempts) for attempts in range(1, 8)]
    assert pauses == [minutes * MINUTE_MS for minutes in (1, 5, 15, 60, 240, 240, 240)]


def test_the_last_attempt_is_within_two_days_and_one_more_would_not_be() -> None:
    pauses = list(takewhile(lambda pause: pause is not None, map(pause_ms, count(1))))
    passed = list(accumulate(pause for pause in pauses if pause is not None))

    assert len(pauses) == 15
    assert passed[-1] <= GIVE_UP_MS < passed[-1] + 240 * MINUTE_MS
    assert [pause_ms(attempts) for attempts in (16, 17, 100)] == [None, None, None]
