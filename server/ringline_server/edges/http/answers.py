"""Answers in JSON, and every fault told the same way: the error codes of the protocol, each with its status."""

from collections.abc import Mapping
from typing import Final

from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.frames import problem
from starlette.responses import Response

STATUS: Final[Mapping[ErrorCode, int]] = {
    ErrorCode.PARSE_ERROR: 400,
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.KEY_REQUIRED: 400,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.UNKNOWN_METHOD: 405,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.INTERNAL: 500,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.TIMEOUT: 504,
}
CONFLICT: Final = 409
"""Status of all other codes: legal, but not now."""
HEADERS: Final = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}


def told(body: object, status: int = 200) -> Response:
    """An answer."""
    return Response(codec.encode_data(body), status, HEADERS)


def refused(refusal: Refused, more: Mapping[str, str] | None = None) -> Response:
    """The error as on the socket, with its status and the headers that HTTP has for it."""
    headers = {**HEADERS, **(more or {})}
    if refusal.retry_after_ms is not None:
        headers["retry-after"] = str(-(-refusal.retry_after_ms // 1000))
    if refusal.code is ErrorCode.UNAUTHENTICATED:
        headers["www-authenticate"] = "Bearer"
    body = problem(refusal.code, refusal.message, refusal.details, refusal.retry_after_ms)
    return Response(codec.encode_data({"error": body}), status_of(refusal.code), headers)


def faulty(fault: FrameError) -> Response:
    """The same for a request that cannot be read."""
    return refused(Refused(fault.code, fault.message, {"path": fault.path} if fault.path else {}))


def status_of(code: ErrorCode) -> int:
    """The status that goes with an error code."""
    return STATUS.get(code, CONFLICT)
