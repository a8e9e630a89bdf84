"""What the classes of the envelope promise by themselves."""

from typing import Any, get_args

import pytest
from ringline_protocol.codes import ERRORS, ErrorCode, Retry
from ringline_protocol.frames import WIRE_NAMES, ErrorBody, Frame, Reply, problem


def test_every_frame_class_has_a_name_of_its_own() -> None:
    assert set(WIRE_NAMES) == set(get_args(Frame))
    assert len(set(WIRE_NAMES.values())) == len(WIRE_NAMES)


@pytest.mark.parametrize("answers", [{}, {"result": {}, "error": problem(ErrorCode.INTERNAL)}])
def test_a_reply_has_exactly_one_of_result_and_error(answers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Reply("c-1", **answers)


@pytest.mark.parametrize("code", ErrorCode)
def test_a_problem_is_completed_from_the_table(code: ErrorCode) -> None:
    assert problem(code) == ErrorBody(code, ERRORS[code].sentence, ERRORS[code].retry)


def test_a_problem_carries_what_is_known_beyond_the_table() -> None:
    body = problem(ErrorCode.RATE_LIMITED, "slow down", {"method": "x"}, 100)

    assert body == ErrorBody("rate_limited", "slow down", Retry.BACKOFF, 100, {"method": "x"})
