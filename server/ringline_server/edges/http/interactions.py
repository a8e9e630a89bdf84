"""Interactions over HTTP: made, read and ended by services, and what is said and set in them."""

from typing import Any, Final

from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.commands import COMMANDS
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.edges import addressing
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import CONSUMER_TOKEN_MS, Server

SEGMENTS_MAX: Final = 100
"""Segments in one request."""
MAY_RENEW: Final = frozenset({PrincipalKind.SERVICE, PrincipalKind.CONSUMER})


async def create(server: Server, request: Request) -> Response:
    """201 with its id and, for the consumer's own page, a token that is good for this interaction alone."""
    by, key = asking.principal(server, request), asking.key_of(request)
    body = await asking.body(request)
    done = await asking.carry_out(server, by, "interaction.create", body, key)
    consumer = body.get("consumer", {})
    return told({**done.result, "pos": done.pos, **consumer_token(server, done.result, consumer.get("name", ""))}, 201)


def consumer_token(server: Server, made: Any, name: str) -> dict[str, Any]:
    """The consumer's way in, as part of an answer."""
    token = server.consumer_token(made["interaction"], name)
    return {"consumer_token": token, "consumer_expires_at_ms": server.clock.now_ms() + CONSUMER_TOKEN_MS}


async def renew_token(server: Server, request: Request) -> Response:
    """201 with another token for the consumer: for the service that made the interaction, and for the consumer."""
    by = asking.principal(server, request)
    if by.kind not in MAY_RENEW:
        raise Refused(ErrorCode.FORBIDDEN)
    interaction = request.path_params["interaction"]
    state = await asking.in_time(_state(server, interaction, by))
    name = by.name if by.kind is PrincipalKind.CONSUMER else state.consumer.name
    return told({"interaction": interaction, **consumer_token(server, {"interaction": interaction}, name)}, 201)


async def _state(server: Server, interaction: str, by: Principal) -> Interaction:
    found: Interaction = (await look(await addressing.find(server, interaction), by, None)).result["state"]
    return found


async def read_many(server: Server, request: Request) -> Response:
    """A page of those that the asker may see."""
    return await _answer(server, request, "interaction.list")


async def read_one(server: Server, request: Request) -> Response:
    """One, as the asker may see it."""
    return await _answer(server, request, "interaction.read")


async def read_transcript(server: Server, request: Request) -> Response:
    """A page of final segments."""
    return await _answer(server, request, "transcript.read")


async def _answer(server: Server, request: Request, method: str) -> Response:
    by = asking.principal(server, request)
    params = {**asking.query(request, COMMANDS[method].cls), **request.path_params}
    return told((await asking.ask(server, by, method, params)).result)


class Command:
    """A handler that carries out one method on the interaction of the path; the body has its other params."""

    def __init__(self, method: str) -> None:
        self.method = method

    async def __call__(self, server: Server, request: Request) -> Response:
        by, key = asking.principal(server, request), asking.key_of(request)
        params = {**await asking.body(request), **request.path_params}
        done = await asking.carry_out(server, by, self.method, params, key)
        return told({**done.result, "pos": done.pos})


async def push_segments(server: Server, request: Request) -> Response:
    """One segment, or a list of them in order: each is stored under the request's key and its place in the list."""
    by, key = asking.principal(server, request), asking.key_of(request)
    body = await asking.body(request)
    segments = body.pop("segments", None)
    if segments is None:
        segments, body = [body], {}
    if body or not isinstance(segments, list) or not 1 <= len(segments) <= SEGMENTS_MAX:
        raise FrameError(ErrorCode.BAD_REQUEST, f"one segment, or a list of 1 to {SEGMENTS_MAX}", path="segments")
    asking.count_requests(server, by, len(segments) - 1)
    return told(
        {"segments": [await _push(server, by, request, key, number, one) for number, one in enumerate(segments)]}
    )


async def push_partial(server: Server, request: Request) -> Response:
    """What is being said: shown at once, replaced by later revisions and by its final, never stored. No key."""
    by = asking.principal(server, request)
    params = {**request.path_params, "segment": await asking.body(request)}
    return told((await asking.say(server, by, "segment.partial", params)).result)


async def _push(server: Server, by: Principal, request: Request, key: str, number: int, segment: object) -> Any:
    params = {**request.path_params, "segment": segment}
    try:
        done = await asking.carry_out(server, by, "segment.push", params, f"{key}/{number}" if number else key)
    except FrameError as fault:
        fault.path = fault.path.replace("params.segment", f"segments[{number}]", 1)
        raise
    return done.result
