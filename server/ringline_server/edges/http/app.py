"""The HTTP application: for services without a socket. Same commands, same keys, same error codes.

`routes()` is the table of all paths; openapi.json, made from it, is their description.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Final

from ringline_protocol.codes import ErrorCode, FrameError, Refused
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ringline_server.edges.http import (
    canned,
    contact_files,
    contacts,
    conversations,
    health,
    house,
    interactions,
    mails,
    tryout,
    uploads,
)
from ringline_server.edges.http.answers import HEADERS, faulty, refused
from ringline_server.edges.server import Server
from ringline_server.store.records import UNREADABLE

OPENAPI: Final = Path(__file__).with_name("openapi.json")
CORS_SECONDS: Final = 600

Handler = Callable[[Server, Request], Awaitable[Response]]


async def _openapi(server: Server, request: Request) -> Response:
    """The description of this interface."""
    return Response(OPENAPI.read_bytes(), 200, HEADERS)


_ONE: Final = "/v1/interactions/{interaction}"
_CONTACT: Final = "/v1/contacts/{contact}"
_CANNED: Final = "/v1/canned/{canned}"
ROUTES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("POST", "/v1/interactions", interactions.create),
    ("GET", "/v1/interactions", interactions.read_many),
    ("GET", _ONE, interactions.read_one),
    ("GET", f"{_ONE}/transcript", interactions.read_transcript),
    ("POST", f"{_ONE}/end", interactions.Command("interaction.end")),
    ("POST", f"{_ONE}/messages", interactions.Command("message.send")),
    ("POST", f"{_ONE}/segments", interactions.push_segments),
    ("POST", f"{_ONE}/partials", interactions.push_partial),
    ("POST", f"{_ONE}/transcription", interactions.Command("transcription.mark")),
    ("POST", f"{_ONE}/summary", interactions.Command("summary.set")),
    ("POST", f"{_ONE}/variables", interactions.Command("variable.set")),
    ("POST", f"{_ONE}/contact", interactions.Command("interaction.link_contact")),
    ("POST", f"{_ONE}/media", interactions.Command("media.report")),
    ("POST", f"{_ONE}/tokens", interactions.renew_token),
    ("POST", f"{_ONE}/uploads", uploads.upload),
    ("GET", "/v1/conversations", conversations.offered),
    ("POST", "/v1/conversations", conversations.start),
    ("GET", "/v1/tryout", tryout.offered),
    ("POST", "/v1/tryout/handovers", tryout.hand_over),
    ("POST", "/v1/tryout/calls", tryout.call),
    ("POST", "/v1/tryout/mails", tryout.leave_mail),
    ("POST", "/v1/contacts", contacts.create),
    ("GET", "/v1/contacts", contacts.find),
    ("POST", "/v1/contacts/import", contact_files.read_in),
    ("GET", "/v1/contacts/export", contact_files.write_out),
    ("GET", _CONTACT, contacts.read),
    ("PATCH", _CONTACT, contacts.Change("contact.update")),
    ("DELETE", _CONTACT, contacts.Change("contact.delete")),
    ("POST", f"{_CONTACT}/merge/preview", contacts.preview),
    ("POST", f"{_CONTACT}/merge", contacts.Change("contact.merge")),
    ("POST", f"{_CONTACT}/consents", contacts.Change("contact.set_consent")),
    ("POST", "/v1/contacts/unmerge", contacts.Change("contact.unmerge")),
    ("POST", "/v1/forgettings", contacts.forget),
    ("GET", "/v1/forgettings/{forgetting}", contacts.read_forgetting),
    ("GET", "/v1/queues", house.queues),
    ("GET", "/v1/queues/{queue}", house.queue),
    ("GET", "/v1/queues/{queue}/canned", house.canned),
    ("GET", "/v1/canned", canned.find),
    ("GET", _CANNED, canned.read),
    ("PUT", _CANNED, canned.keep),
    ("DELETE", _CANNED, canned.drop),
    ("GET", "/v1/agents", house.agents),
    ("GET", "/v1/agents/{agent}", house.agent),
    ("POST", "/v1/tickets", house.ticket),
    ("POST", "/v1/revocations", house.revoke),
    ("GET", "/v1/mails/{mail}/parts/{part}", mails.part),
    ("GET", "/v1/mails/{mail}/page", mails.page),
    ("GET", "/v1/mails/{mail}/raw", mails.raw),
    ("POST", "/v1/mails/{mail}/retry", mails.retry),
    ("GET", "/healthz", health.alive),
    ("GET", "/openapi.json", _openapi),
)


def routes() -> tuple[tuple[str, str, Handler], ...]:
    """All of them: method, path, handler. Those with a memory are made for each application."""
    return (*ROUTES, ("GET", "/readyz", health.Readiness()))


def make_app(server: Server) -> Starlette:
    """The ASGI application. Pages of other origins may use it only where the operator listed them."""
    app = Starlette(
        routes=[Route(path, partial(_guarded, handler, server), methods=[verb]) for verb, path, handler in routes()],
        middleware=_cors(server),
        exception_handlers={HTTPException: _unrouted, Exception: _broken},
    )
    app.router.redirect_slashes = False
    return app


def _cors(server: Server) -> list[Middleware]:
    if not server.origins.allowed:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=sorted(server.origins.allowed),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["authorization", "content-type", "idempotency-key", "if-match"],
            expose_headers=["etag"],
            max_age=CORS_SECONDS,
        )
    ]


async def _guarded(handler: Handler, server: Server, request: Request) -> Response:
    """Every fault that can be told is told the same way."""
    try:
        return await handler(server, request)
    except Refused as refusal:
        return refused(refusal)
    except FrameError as fault:
        return faulty(fault)
    except UNREADABLE:
        return refused(Refused(ErrorCode.UNAVAILABLE))
    except ClientDisconnect:
        return Response(status_code=400)


async def _unrouted(request: Request, error: Exception) -> Response:
    """No such path, or no such method on it."""
    headers = getattr(error, "headers", None)
    code = ErrorCode.NOT_FOUND if getattr(error, "status_code", 404) == 404 else ErrorCode.UNKNOWN_METHOD
    return refused(Refused(code), headers)


async def _broken(request: Request, _: Exception) -> Response:
    """A bug: told without a word about it. Starlette raises it again behind this, and it is logged."""
    return refused(Refused(ErrorCode.INTERNAL))
