"""Who asks what over HTTP: token, body, query, key; and the way to the answer, the same as over the socket."""

from collections.abc import Awaitable
from contextlib import aclosing
from functools import partial
from typing import Any, Final, TypeVar, get_args, get_origin

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.commands import COMMANDS
from ringline_protocol.json_text import parse_strict
from ringline_protocol.limits import COMMAND_MS, ID_CHARS_MAX, MESSAGE_BYTES_MAX
from starlette.requests import Request

from ringline_server.actors.messages import Done, Key, Outcome
from ringline_server.domain.principal import Principal
from ringline_server.edges import inquiry, queries, routing
from ringline_server.edges.auth import BadToken
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server

KEY_HEADER: Final = "idempotency-key"

T = TypeVar("T")


def principal(server: Server, request: Request) -> Principal:
    """Who asks, by their bearer token. One request of their rate. Raises: Refused."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refused(ErrorCode.UNAUTHENTICATED)
    try:
        by = server.known_as(server.tokens.verify(token.strip(), server.clock.now_ms()))
    except BadToken:
        raise Refused(ErrorCode.UNAUTHENTICATED) from None
    if by.is_agent and not server.registry.employs(by.id):
        raise Refused(ErrorCode.FORBIDDEN)
    count_requests(server, by)
    return by


def count_requests(server: Server, by: Principal, count: int = 1) -> None:
    """So many of their rate. Raises: Refused, with how long to wait."""
    for _ in range(count):
        wait_ms = server.http_rates.wait_ms(routing.principal_name(by), server.clock.now_ms())
        if wait_ms:
            raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=wait_ms)


async def body(request: Request) -> dict[str, Any]:
    """The JSON object of the body, read with the socket's strictness. Raises: FrameError."""
    raw = b""
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            raw += chunk
            if len(raw) > MESSAGE_BYTES_MAX:
                raise FrameError(ErrorCode.TOO_LARGE, f"at most {MESSAGE_BYTES_MAX} bytes")
    plain = parse_strict(raw) if raw else {}
    if not isinstance(plain, dict):
        raise FrameError(ErrorCode.BAD_REQUEST, "an object is expected")
    return plain


def query(request: Request, cls: type) -> dict[str, Any]:
    """Query parameters as plain fields of `cls`: lists by repetition or commas. What does not fit stays text, so
    that strict reading says where. Raises: FrameError for a single value that is given twice."""
    kinds = {field.name: field.type for field in attrs.fields(cls)}
    fields: dict[str, Any] = {}
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if get_origin(kinds.get(name)) is tuple:
            fields[name] = [part for value in values for part in value.split(",") if part]
        elif len(values) > 1:
            raise FrameError(ErrorCode.BAD_REQUEST, "given twice", path=f"params.{name}")
        else:
            fields[name] = _scalar(values[0], kinds.get(name))
    return fields


def _scalar(text: str, kind: Any) -> str | int | bool:
    if kind is bool and text in ("true", "false"):
        return text == "true"
    is_integer = text.isascii() and text.isdigit() and len(text) <= len(str(2**53))
    return int(text) if is_integer and int in (kind, *get_args(kind)) else text


def key_of(request: Request, chars_min: int = 1) -> str:
    """The idempotency key. Raises: Refused."""
    key = request.headers.get(KEY_HEADER, "")
    if not chars_min <= len(key) <= ID_CHARS_MAX:
        raise Refused(ErrorCode.KEY_REQUIRED, f"an Idempotency-Key header of {chars_min} to {ID_CHARS_MAX} characters")
    return key


async def carry_out(
    server: Server,
    by: Principal,
    method: str,
    params: dict[str, Any],
    key: str,
    owner: str = "",
    expect_rev: int | None = None,
) -> Done:
    """One command, durable when this returns. `owner`: whose key it is, if not the principal's; `expect_rev`: the
    revision that it is based on.

    Raises: Refused, FrameError.
    """
    _check_may(by, method)
    command = codec.read_command(method, params)
    answered = trio.Event()
    outcomes: list[Outcome] = []

    def finish(outcome: Outcome, _: bool) -> None:
        outcomes.append(outcome)
        answered.set()

    name = owner or routing.principal_name(by)
    claim = Key(name, key, routing.params_hash(method, command))
    with trio.move_on_after(COMMAND_MS / 1000):
        if await server.keyring.claim(name, key, claim.params_hash, finish, server.clock.now_ms()):
            call = EdgeCall(by, partial(server.keyring.settle, name, key), key=claim, expect_rev=expect_rev)
            await routing.send(server, command, call)
        await answered.wait()
    return inquiry.settled(outcomes)


async def say(server: Server, by: Principal, method: str, params: dict[str, Any]) -> Done:
    """One command that is passed on and leaves no trace, so it has no key. Raises: Refused, FrameError."""
    _check_may(by, method)
    command = codec.read_command(method, params)
    return await inquiry.answer(by, lambda call: routing.send(server, command, call))


async def ask(server: Server, by: Principal, method: str, params: dict[str, Any]) -> Done:
    """The answer to a question. Raises: Refused, FrameError, StoreUnavailable."""
    _check_may(by, method)
    return await in_time(queries.answer(server, codec.read_command(method, params), by))


async def in_time(work: Awaitable[T]) -> T:
    """What `work` answers, within the time that the protocol gives. Raises: Refused."""
    with trio.move_on_after(COMMAND_MS / 1000):
        return await work
    raise Refused(ErrorCode.TIMEOUT)


def _check_may(by: Principal, method: str) -> None:
    if by.kind not in COMMANDS[method].who:
        raise Refused(ErrorCode.FORBIDDEN)
