"""Who fails again and again is left alone for a while, then asked once."""

from ringline_server.edges.summaries.breaker import FAILURES_MAX, REST_MS, Breaker


def broken(now_ms: int = 0) -> Breaker:
    breaker = Breaker()
    for _ in range(FAILURES_MAX):
        breaker.failed(now_ms)
    return breaker


def test_it_opens_after_failures_in_a_row_and_not_before() -> None:
    breaker = Breaker()
    for _ in range(FAILURES_MAX - 1):
        breaker.failed(0)
    assert breaker.may_ask(0)
    breaker.worked()
    breaker.failed(0)
    assert breaker.may_ask(0)
    assert not broken().may_ask(0)


def test_after_a_rest_one_may_try_and_the_others_wait_for_it() -> None:
    breaker = broken()

    assert not breaker.may_ask(REST_MS - 1)
    assert [breaker.may_ask(REST_MS), breaker.may_ask(REST_MS)] == [True, False]

    breaker.failed(REST_MS + 100)
    assert not breaker.may_ask(2 * REST_MS)
    assert breaker.may_ask(2 * REST_MS + 100)
    breaker.worked()
    assert [breaker.may_ask(2 * REST_MS + 200), breaker.is_open(2 * REST_MS + 200)] == [True, False]
