"""A stranger begins a conversation by themselves, where the operator opened a queue for that: for chat widgets.

Nobody is authenticated, so: only the queues of `[public]`, only pages that may connect, only so many of one address,
and nothing that a stranger says of themselves opens an entry of the address book.
"""

from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import INTEGER_MAX
from ringline_protocol.shape import read_strict
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
NAME_CHARS_MAX: Final = 128

_PUBLIC: Final = Principal(PrincipalKind.SERVICE, STRANGERS, INTEGER_MAX)


@attrs.frozen
class StartConversation:
    """What a stranger says to begin with."""

    queue: str
    name: str = ""
    email: str | None = None
    phone: str | None = None
    subject: str = ""
    text: str = ""
    """The first message, if there is one."""


async def start(server: Server, request: Request) -> Response:
    """201 with the interaction's id and the consumer's token."""
    address = Peer(request.client.host if request.client else "").counted_as
    _check_origin(server, request)
    key = asking.key_of(request, KEY_CHARS_MIN)
    wish = read_strict(StartConversation, await asking.body(request))
    if wish.queue not in server.public_queues:
        raise Refused(ErrorCode.NOT_FOUND, details={"path": "queue"})
    if len(wish.name) > NAME_CHARS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "name", "chars_max": NAME_CHARS_MAX})
    wait_ms = server.stranger_rates.wait_ms(address, server.clock.now_ms())
    if wait_ms:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=wait_ms)
    owner = f"stranger:{address}"
    params = {
        "queue": wish.queue,
        "consumer": {"name": wish.name, "phone": wish.phone, "email": wish.email},
        "subject": wish.subject,
    }
    done = await asking.carry_out(server, _PUBLIC, "interaction.create", params, key, owner)
    if wish.text:
        consumer = server.consumer(done.result["interaction"], wish.name)
        message = {"interaction": done.result["interaction"], "text": wish.text}
        await asking.carry_out(server, consumer, "message.send", message, "first")
    return told({**done.result, **consumer_token(server, done.result, wish.name)}, 201)


def _check_origin(server: Server, request: Request) -> None:
    """The same pages as on the socket. Raises: Refused."""
    origin = request.headers.get("origin")
    if origin is not None and not server.origins.permit(origin, f"{request.url.scheme}://{request.url.netloc}"):
        raise Refused(ErrorCode.FORBIDDEN, "this page may not connect")
