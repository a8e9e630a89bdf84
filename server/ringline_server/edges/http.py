"""The HTTP application: for services without a socket. Same commands, same keys, same error codes.

POST /v1/interactions            create          GET /v1/interactions             list
GET  /v1/interactions/{id}       read            GET /v1/interactions/{id}/transcript
POST /v1/interactions/{id}/end | messages | segments | variables | media
GET  /v1/queues, /v1/queues/{id}, /v1/agents, /v1/agents/{id}
POST /v1/tickets                 a single-use ticket for hello
GET  /healthz, /readyz, /openapi.json
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import trio
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.commands import COMMANDS
from ringline_protocol.frames import problem
from ringline_protocol.json_text import parse_strict
from ringline_protocol.limits import COMMAND_MS, ID_CHARS_MAX, MESSAGE_BYTES_MAX
from ringline_protocol.values import PrincipalKind
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ringline_server.actors.messages import Done, Key, Outcome
from ringline_server.domain.principal import Principal
from ringline_server.edges import directory, queries, routing
from ringline_server.edges.auth import BadToken
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server
from ringline_server.edges.tickets import TooManyTickets

STATUS: Final[Mapping[ErrorCode, int]] = {
    ErrorCode.PARSE_ERROR: 400,
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.KEY_REQUIRED: 400,
    ErrorCode.UNKNOWN_METHOD: 404,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.TIMEOUT: 504,
    ErrorCode.INTERNAL: 500,
}
"""Status of an error code; all others are 409: legal, but not now."""
HEADERS: Final = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}
OPENAPI: Final = Path(__file__).with_name("openapi.json")

Handler = Callable[[Server, Request], Awaitable[Response]]


def make_app(server: Server) -> Starlette:
    """The ASGI application. State is the server's; the app has none."""
    routes = [Route(path, partial(_guarded, handler, server), methods=[method]) for method, path, handler in ROUTES]
    return Starlette(routes=routes, exception_handlers={404: _not_found, 405: _not_found})


async def _guarded(handler: Handler, server: Server, request: Request) -> Response:
    """Every fault that can be told is told the same way."""
    try:
        return await handler(server, request)
    except Refused as refusal:
        return _refusal(refusal)
    except FrameError as fault:
        return _refusal(Refused(fault.code, fault.message, {"path": fault.path} if fault.path else {}))
    except BadToken:
        return _refusal(Refused(ErrorCode.UNAUTHENTICATED))
    except ClientDisconnect:
        return Response(status_code=400)


async def _not_found(request: Request, _: Exception) -> Response:
    return _refusal(Refused(ErrorCode.NOT_FOUND, details={"path": request.url.path[:100]}))


def _refusal(refusal: Refused) -> Response:
    body = problem(refusal.code, refusal.message, refusal.details, refusal.retry_after_ms)
    headers = dict(HEADERS)
    if refusal.retry_after_ms is not None:
        headers["retry-after"] = str(-(-refusal.retry_after_ms // 1000))
    if refusal.code is ErrorCode.UNAUTHENTICATED:
        headers["www-authenticate"] = "Bearer"
    return Response(codec.encode_data({"error": body}), STATUS.get(refusal.code, 409), headers)


def _json(body: object, status: int = 200) -> Response:
    return Response(codec.encode_data(body), status, HEADERS)


# --- who asks, and what


def _principal(server: Server, request: Request) -> Principal:
    """Raises: BadToken, Refused."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(ErrorCode.UNAUTHENTICATED)
    principal = server.tokens.verify(token.strip(), server.clock.now_ms())
    wait_ms = server.http_rates.wait_ms(routing.principal_name(principal), server.clock.now_ms())
    if wait_ms:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=wait_ms)
    return principal


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of the body, read with the socket's strictness. Raises: FrameError."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MESSAGE_BYTES_MAX:
            raise FrameError(ErrorCode.TOO_LARGE, f"at most {MESSAGE_BYTES_MAX} bytes")
    body = parse_strict(raw) if raw else {}
    if not isinstance(body, dict):
        raise FrameError(ErrorCode.BAD_REQUEST, "an object is expected")
    return body


async def _command(
    server: Server, request: Request, method: str, params: dict[str, Any], key: str | None = None
) -> Done:
    """Carry out one command as the socket would, and wait for its answer. Raises: Refused, FrameError, BadToken."""
    by = _principal(server, request)
    info = COMMANDS[method]
    if by.kind not in info.who:
        raise Refused(ErrorCode.FORBIDDEN)
    command = codec.read_command(method, params)
    key = request.headers.get("idempotency-key", "") if key is None else key
    if not 0 < len(key) <= ID_CHARS_MAX:
        raise Refused(ErrorCode.KEY_REQUIRED, "send an Idempotency-Key header of 1 to 64 characters")
    answered = trio.Event()
    outcomes: list[Outcome] = []

    def finish(outcome: Outcome, _: bool) -> None:
        outcomes.append(outcome)
        answered.set()

    name = routing.principal_name(by)
    claim = Key(name, key, routing.params_hash(method, command))
    with trio.move_on_after(COMMAND_MS / 1000):
        if await server.keyring.claim(name, key, claim.params_hash, finish, server.clock.now_ms()):
            await routing.send(server, command, EdgeCall(by, partial(server.keyring.settle, name, key), key=claim))
        await answered.wait()
    outcome = outcomes[0] if outcomes else Refused(ErrorCode.TIMEOUT)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _on_interaction(method: str) -> Handler:
    """A handler that carries out `method` on the interaction of the path, with the body as its other params."""

    async def handler(server: Server, request: Request) -> Response:
        params = {**await _body(request), "interaction": request.path_params["interaction"]}
        done = await _command(server, request, method, params)
        return _json({**done.result, "pos": done.pos})

    return handler


# --- interactions


async def _create(server: Server, request: Request) -> Response:
    """201 with the id and, for the consumer's own page, a token bound to this interaction."""
    body = await _body(request)
    done = await _command(server, request, "interaction.create", body)
    interaction = done.result["interaction"]
    consumer = body.get("consumer")
    name = consumer.get("name", "") if isinstance(consumer, dict) else ""
    token = server.consumer_token(interaction, name)
    return _json({"interaction": interaction, "consumer_token": token, "pos": done.pos}, 201)


async def _list(server: Server, request: Request) -> Response:
    return await _question(server, request, "interaction.list", _query(request))


async def _read(server: Server, request: Request) -> Response:
    return await _question(server, request, "interaction.read", dict(request.path_params))


async def _transcript(server: Server, request: Request) -> Response:
    return await _question(server, request, "transcript.read", {**_query(request), **request.path_params})


async def _question(server: Server, request: Request, method: str, params: dict[str, Any]) -> Response:
    by = _principal(server, request)
    if by.kind not in COMMANDS[method].who:
        raise Refused(ErrorCode.FORBIDDEN)
    done = await queries.answer(server, codec.read_command(method, params), by)
    return _json(done.result)


def _query(request: Request) -> dict[str, Any]:
    """Query parameters as params: lists by repetition or commas, numbers and true/false as such."""
    params: dict[str, Any] = {}
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if name in ("channels", "phases"):
            params[name] = [part for value in values for part in value.split(",") if part]
        else:
            params[name] = _scalar(values[-1])
    return params


def _scalar(text: str) -> str | int | bool:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else text


async def _segments(server: Server, request: Request) -> Response:
    """One segment or many: each is a command with a key of its own, made from the request's key."""
    body = await _body(request)
    given = body.get("segments", [body])
    if not isinstance(given, list) or not given:
        raise FrameError(ErrorCode.BAD_REQUEST, "a list of segments is expected", path="segments")
    key = request.headers.get("idempotency-key", "")
    results = []
    for number, segment in enumerate(given):
        params = {"interaction": request.path_params["interaction"], "segment": segment}
        done = await _command(server, request, "segment.push", params, f"{key}/{number}" if len(given) > 1 else key)
        results.append(done.result)
    return _json({"segments": results})


# --- queues and agents


async def _queues(server: Server, request: Request) -> Response:
    _insider(server, request)
    return _json({"queues": [await directory.describe_queue(server, queue) for queue in server.account.queues]})


async def _queue(server: Server, request: Request) -> Response:
    return await _question(server, request, "queue.read", dict(request.path_params))


async def _agents(server: Server, request: Request) -> Response:
    _insider(server, request)
    return _json({"agents": [await directory.describe_agent(server, agent) for agent in server.account.agents]})


async def _agent(server: Server, request: Request) -> Response:
    _insider(server, request)
    agent = request.path_params["agent"]
    if not server.registry.has_agent(agent):
        raise Refused(ErrorCode.FORBIDDEN)
    return _json(await directory.describe_agent(server, agent))


def _insider(server: Server, request: Request) -> None:
    if _principal(server, request).kind not in (PrincipalKind.SERVICE, PrincipalKind.SUPERVISOR):
        raise Refused(ErrorCode.FORBIDDEN)


async def _ticket(server: Server, request: Request) -> Response:
    by = _principal(server, request)
    try:
        return _json({"ticket": server.tickets.issue(by, server.clock.now_ms())}, 201)
    except TooManyTickets:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=1_000) from None


# --- health


async def _alive(server: Server, request: Request) -> Response:
    return _json({"status": "ok", "version": server.version})


async def _ready(server: Server, request: Request) -> Response:
    if server.is_draining:
        return _json({"status": "draining"}, 503)
    return _json({"status": "ready"})


async def _openapi(server: Server, request: Request) -> Response:
    return Response(OPENAPI.read_bytes(), 200, HEADERS)


_ONE: Final = "/v1/interactions/{interaction}"
ROUTES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("POST", "/v1/interactions", _create),
    ("GET", "/v1/interactions", _list),
    ("GET", _ONE, _read),
    ("GET", f"{_ONE}/transcript", _transcript),
    ("POST", f"{_ONE}/end", _on_interaction("interaction.end")),
    ("POST", f"{_ONE}/messages", _on_interaction("message.send")),
    ("POST", f"{_ONE}/segments", _segments),
    ("POST", f"{_ONE}/variables", _on_interaction("variable.set")),
    ("POST", f"{_ONE}/media", _on_interaction("media.report")),
    ("GET", "/v1/queues", _queues),
    ("GET", "/v1/queues/{queue}", _queue),
    ("GET", "/v1/agents", _agents),
    ("GET", "/v1/agents/{agent}", _agent),
    ("POST", "/v1/tickets", _ticket),
    ("GET", "/healthz", _alive),
    ("GET", "/readyz", _ready),
    ("GET", "/openapi.json", _openapi),
)
