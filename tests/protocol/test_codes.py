"""The tables of codes are complete and say what the bands say."""

import traceback

import pytest
from ringline_protocol.codes import BANDS, CLOSES, ERRORS, CloseCode, ErrorCode, Refused, Retry, Verdict, verdict
from ringline_protocol.limits import CLOSE_REASON_BYTES_MAX


def test_every_error_code_has_a_row_and_says_what_to_do() -> None:
    assert set(ErrorCode) == set(ERRORS)
    for info in ERRORS.values():
        assert info.sentence
        assert info.client_must


def test_every_close_code_has_a_row_and_a_short_unique_reason() -> None:
    assert set(CloseCode) == set(CLOSES)
    reasons = [info.reason for info in CLOSES.values()]
    assert len(reasons) == len(set(reasons))
    assert all(len(reason.encode()) <= CLOSE_REASON_BYTES_MAX for reason in reasons)


@pytest.mark.parametrize("code", [code for code in CloseCode if code >= 4000])
def test_a_row_never_contradicts_its_band(code: CloseCode) -> None:
    assert CLOSES[code].verdict is BANDS[code // 100]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (1000, Verdict.OVER),
        (1001, Verdict.RESUME),
        (1005, Verdict.RESUME),
        (1006, Verdict.RESUME),
        (1008, Verdict.STOP),
        (1012, Verdict.RESUME),
        (1013, Verdict.NEW_SESSION),
        (4000, Verdict.RESUME),
        (4004, Verdict.RESUME),
        (4099, Verdict.RESUME),
        (4199, Verdict.NEW_SESSION),
        (4250, Verdict.REAUTHENTICATE),
        (4305, Verdict.STOP),
        (4399, Verdict.STOP),
        (4400, Verdict.NEW_SESSION),
        (3000, Verdict.RESUME),
    ],
)
def test_an_unknown_close_code_is_judged_by_its_band(code: int, expected: Verdict) -> None:
    assert verdict(code) is expected


def test_only_an_unknown_outcome_may_be_retried_at_once() -> None:
    assert [code for code, info in ERRORS.items() if info.retry is Retry.NOW] == [ErrorCode.TIMEOUT]


def test_a_refusal_can_be_raised_and_says_why() -> None:
    with pytest.raises(Refused, match="offer_not_pending: the offer has ended") as caught:
        raise Refused(ErrorCode.OFFER_NOT_PENDING, details={"state": "expired"})

    assert caught.value.details == {"state": "expired"}
    assert "offer_not_pending" in "".join(traceback.format_exception(caught.value))
