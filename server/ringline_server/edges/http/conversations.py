"""A stranger begins a conversation by themselves, where the operator opened a queue for that: for chat widgets.

Nobody is authenticated, so: only the queues of `[public]`, only pages that may connect, only so many of one address,
and nothing that a stranger says of themselves opens an entry of the address book.
"""

from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.shape import read_strict
from ringline_protocol.values import QueuedReason
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.config_public import Ask, Form
from ringline_server.domain.admission import turned_away
from ringline_server.domain.open_hours import opens_at_ms
from ringline_server.domain.policy import Overflow, Queue
from ringline_server.edges.directory import describe_queue
from ringline_server.edges.http import asking, strangers
from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server

NAME_CHARS_MAX: Final = 128


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


async def offered(server: Server, request: Request) -> Response:
    """The queues in which a stranger may begin: what each asks, and whether it would turn them away now."""
    strangers.may_look(server, request)
    queues = [server.account.queues[name] for name in server.public.queues if name in server.account.queues]
    described = [await asking.in_time(_describe(server, queue)) for queue in queues]
    return told({"queues": described})


async def start(server: Server, request: Request) -> Response:
    """201 with the interaction's id and the consumer's token."""
    key = strangers.key_of(server, request)
    wish = read_strict(StartConversation, await asking.body(request))
    if wish.queue not in server.public.queues:
        raise Refused(ErrorCode.NOT_FOUND, details={"path": "queue"})
    _check_form(_form(server, wish.queue), wish)
    strangers.may_begin(server, request)
    params = {
        "queue": wish.queue,
        "consumer": {"name": wish.name, "phone": wish.phone, "email": wish.email},
        "subject": wish.subject,
    }
    return await strangers.begin(server, request, params, key, wish.text)


def _form(server: Server, queue: str) -> Form:
    return server.public.forms.get(queue, Form())


def _check_form(form: Form, wish: StartConversation) -> None:
    """What is required is there, and nothing is too long. Raises: Refused."""
    if len(wish.name) > NAME_CHARS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "name", "chars_max": NAME_CHARS_MAX})
    for field in attrs.fields(Form):
        if getattr(form, field.name) is Ask.REQUIRED and not (getattr(wish, field.name) or "").strip():
            raise Refused(ErrorCode.BAD_REQUEST, "this queue needs it", {"path": field.name})
    strangers.check_text(wish.text)


async def _describe(server: Server, queue: Queue) -> dict[str, Any]:
    """`turned_away` and with it the queue's message: who came now would be; absent: they would wait in line."""
    now = await describe_queue(server, queue.id)
    now_ms = server.clock.now_ms()
    described = {
        "queue": queue.id,
        "name": queue.name,
        "channel": queue.channel,
        "upgrades": queue.upgrades,
        "form": attrs.asdict(_form(server, queue.id)),
    }
    trigger = turned_away(
        queue, QueuedReason.INTAKE, waiting=now["waiting"], signed_in=now["agents_signed_in"], now_ms=now_ms
    )
    rule = Overflow() if trigger is None else queue.overflow.get(trigger, Overflow())
    if trigger is None or rule.queue is not None:
        return described
    return described | {
        "turned_away": trigger,
        "message": rule.message,
        "opens_at_ms": opens_at_ms(queue.open_hours, now_ms),
    }
