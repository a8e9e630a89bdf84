"""Error codes as HTTP: a status, the protocol's body, and the headers that HTTP has for it."""

import json
from typing import Any

import pytest
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_server.edges.http.answers import HEADERS, faulty, refused, status_of, told
from starlette.responses import Response


def body_of(response: Response) -> Any:
    return json.loads(bytes(response.body))


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_code_has_a_status_of_an_error(code: ErrorCode) -> None:
    response = refused(Refused(code))
    assert 400 <= response.status_code <= 599
    assert response.status_code == status_of(code)
    assert body_of(response)["error"]["code"] == code


def test_only_faults_of_the_server_are_5xx() -> None:
    ours = {code for code in ErrorCode if status_of(code) >= 500}
    assert ours == {ErrorCode.INTERNAL, ErrorCode.UNAVAILABLE, ErrorCode.TIMEOUT}


def test_an_error_carries_what_it_carries_on_the_socket() -> None:
    response = refused(Refused(ErrorCode.CONFLICT, "other words", {"current": 7}))
    assert response.status_code == 409
    assert body_of(response) == {
        "error": {"code": "conflict", "message": "other words", "retry": "resync", "details": {"current": 7}}
    }


def test_waiting_is_told_in_whole_seconds_never_too_short() -> None:
    response = refused(Refused(ErrorCode.RATE_LIMITED, retry_after_ms=1_001))
    assert response.headers["retry-after"] == "2"
    assert body_of(response)["error"]["retry_after_ms"] == 1_001


def test_who_is_unknown_is_told_how_to_identify() -> None:
    assert refused(Refused(ErrorCode.UNAUTHENTICATED)).headers["www-authenticate"] == "Bearer"
    assert "www-authenticate" not in refused(Refused(ErrorCode.FORBIDDEN)).headers


def test_an_unreadable_request_is_told_where() -> None:
    response = faulty(FrameError(ErrorCode.BAD_REQUEST, "a text expected", path="params.queue"))
    assert response.status_code == 400
    assert body_of(response)["error"]["details"] == {"path": "params.queue"}
    assert "details" not in body_of(faulty(FrameError(ErrorCode.PARSE_ERROR)))["error"]


@pytest.mark.parametrize("response", [told({}), refused(Refused(ErrorCode.INTERNAL))])
def test_every_answer_keeps_browsers_from_guessing_and_caching(response: Response) -> None:
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
