"""Whoever asks without a token: from pages that may connect, only so often from one address, and never as somebody.

What a stranger makes is made by one service, `svc_public`; the consumer's token in the answer is all that they get.
"""

from typing import Any, Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import INTEGER_MAX, TEXT_CHARS_MAX
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.domain.principal import Principal
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.http.interactions import consumer_token
from ringline_server.edges.intake import STRANGERS
from ringline_server.edges.peer import Peer
from ringline_server.edges.server import Server

KEY_CHARS_MIN: Final = 16
"""A stranger's key is also what protects the stored reply, with its token, from other strangers."""
_PUBLIC: Final = Principal(PrincipalKind.SERVICE, STRANGERS, INTEGER_MAX)


def may_look(server: Server, request: Request) -> None:
    """This page may ask, and its address did not ask too often. Raises: Refused."""
    _check_origin(server, request)
    _check_rate(server.http_rates.wait_ms(_name_of(request), server.clock.now_ms()))


def may_begin(server: Server, request: Request) -> None:
    """Counted: only so many begin from one address, whatever they begin. Raises: Refused."""
    _check_rate(server.stranger_rates.wait_ms(_name_of(request), server.clock.now_ms()))


def key_of(server: Server, request: Request) -> str:
    """The key, from a page that may connect. Raises: Refused."""
    _check_origin(server, request)
    return asking.key_of(request, KEY_CHARS_MIN)


async def begin(server: Server, request: Request, params: dict[str, Any], key: str, text: str = "") -> Response:
    """201 with the interaction's id and the consumer's token; `text` is their first message. Raises: Refused."""
    check_text(text)
    name = params["consumer"].get("name") or ""
    done = await asking.carry_out(server, _PUBLIC, "interaction.create", params, key, _name_of(request))
    if text:
        await _say(server, done.result["interaction"], name, text)
    return told({**done.result, **consumer_token(server, done.result, name)}, 201)


def check_text(text: str) -> None:
    """Before anything begins. Raises: Refused."""
    if len(text) > TEXT_CHARS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "text", "chars_max": TEXT_CHARS_MAX})


async def _say(server: Server, interaction: str, name: str, text: str) -> None:
    """The first message; where the queue has turned the stranger away already there is nobody to say it to."""
    consumer = server.consumer(interaction, name)
    message = {"interaction": interaction, "text": text}
    try:
        await asking.carry_out(server, consumer, "message.send", message, "first")
    except Refused as refusal:
        if refusal.code is not ErrorCode.INVALID_STATE:
            raise


def _name_of(request: Request) -> str:
    return f"stranger:{Peer(request.client.host if request.client else '').counted_as}"


def _check_origin(server: Server, request: Request) -> None:
    """The same pages as on the socket. Raises: Refused."""
    origin = request.headers.get("origin")
    if origin is not None and not server.origins.permit(origin, f"{request.url.scheme}://{request.url.netloc}"):
        raise Refused(ErrorCode.FORBIDDEN, "this page may not connect")


def _check_rate(wait_ms: int) -> None:
    if wait_ms:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=wait_ms)
