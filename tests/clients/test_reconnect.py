"""What each close code leads to."""

import pytest
from ringline_client.reconnect import Plan, backoff_ms, plan
from ringline_protocol.codes import CLOSES, CloseCode, Verdict
from ringline_protocol.limits import BACKOFF_CAP_MS


def most(top: float) -> float:
    return top


@pytest.mark.parametrize("code", [code for code, info in CLOSES.items() if info.verdict is Verdict.STOP])
def test_a_stop_is_a_stop(code: CloseCode) -> None:
    assert plan(code, 0, most, renews=True) is None


def test_a_hello_that_came_too_late_is_said_again_with_backoff() -> None:
    assert [plan(4304, attempt, most) for attempt in (1, 2, 9)] == [Plan(500), Plan(1_000), Plan(BACKOFF_CAP_MS)]


def test_a_goodbye_is_the_end() -> None:
    assert plan(1000, 0, most) is None


@pytest.mark.parametrize("code", [1001, 1006, 4000, 4002, 4003, 4005, 4099])
def test_a_lost_connection_is_resumed_within_a_second(code: int) -> None:
    assert plan(code, 0, most) == Plan(1_000, keeps_session=True)
    assert plan(code, 0, lambda _: 0.0) == Plan(0, keeps_session=True)


def test_a_lost_connection_is_resumed_when_the_server_said() -> None:
    assert plan(4000, 0, most, told_ms=7_000) == Plan(7_000)


def test_from_the_second_try_on_there_is_backoff() -> None:
    assert [plan(1006, attempt, most) for attempt in (1, 2, 3)] == [Plan(500), Plan(1_000), Plan(2_000)]


def test_a_new_session_begins_after_backoff() -> None:
    assert plan(4100, 0, most) == Plan(500, keeps_session=False)


def test_newer_credentials_need_a_source() -> None:
    assert plan(4200, 0, most, renews=True) == Plan(500)
    assert plan(4200, 0, most) is None


def test_backoff_grows_to_its_cap_and_chance_spreads_it() -> None:
    assert [backoff_ms(attempt, most) for attempt in (0, 1, 5, 6, 7, 10_000)] == [
        500, 1_000, 16_000, BACKOFF_CAP_MS, BACKOFF_CAP_MS, BACKOFF_CAP_MS,
    ]  # fmt: skip
    assert backoff_ms(3, lambda top: top / 4) == 1_000
