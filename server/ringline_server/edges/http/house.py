"""Queues and agents as they are now, for services and supervisors; tickets for everybody; throwing somebody out."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.shape import read_strict
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.domain.principal import Principal
from ringline_server.edges import directory, revoking
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server
from ringline_server.edges.tickets import TICKET_MS, TooManyTickets


@attrs.frozen
class PageOf:
    """Which page: `limit` entries behind `cursor`, in order of id."""

    cursor: str | None = None
    limit: int = PAGE_ITEMS_MAX


@attrs.frozen
class Revoke:
    """Whom to throw out: an agent, a service (`svc_…`), a consumer (`con_…`)."""

    principal: str


Describe = Callable[[Server, str], Awaitable[dict[str, Any]]]


async def queues(server: Server, request: Request) -> Response:
    """A page of queues with what waits in them."""
    _insider(server, request)
    return told(await _page(server, request, "queues", server.account.queues, directory.describe_queue))


async def queue(server: Server, request: Request) -> Response:
    """One queue with its waiting list and figures, as far as the asker may see them."""
    by = _insider(server, request)
    return told((await asking.ask(server, by, "queue.read", dict(request.path_params))).result)


async def canned(server: Server, request: Request) -> Response:
    """The canned answers of one queue, with their placeholders."""
    by = _insider(server, request)
    return told((await asking.ask(server, by, "canned.read", dict(request.path_params))).result)


async def agents(server: Server, request: Request) -> Response:
    """A page of agents with what they chose and what they do."""
    _insider(server, request)
    return told(await _page(server, request, "agents", server.account.agents, directory.describe_agent))


async def agent(server: Server, request: Request) -> Response:
    """One agent."""
    _insider(server, request)
    name = request.path_params["agent"]
    if name not in server.account.agents:
        raise Refused(ErrorCode.FORBIDDEN)
    return told(await asking.in_time(directory.describe_agent(server, name)))


async def ticket(server: Server, request: Request) -> Response:
    """201 with a ticket that says hello once, as whoever asks, within a minute."""
    by = asking.principal(server, request)
    now_ms = server.clock.now_ms()
    try:
        return told({"ticket": server.tickets.issue(by, now_ms), "expires_at_ms": now_ms + TICKET_MS}, 201)
    except TooManyTickets:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=1_000) from None


async def revoke(server: Server, request: Request) -> Response:
    """201: this principal is off all devices, and no token that they have is good any more. For supervisors."""
    by, wanted = asking.principal(server, request), read_strict(Revoke, await asking.body(request))
    at_ms = await revoking.revoke(server, by, wanted.principal)
    return told({"principal": wanted.principal, "revoked_at_ms": at_ms}, 201)


async def _page(server: Server, request: Request, name: str, ids: Iterable[str], describe: Describe) -> dict[str, Any]:
    wanted = read_strict(PageOf, asking.query(request, PageOf))
    rest = sorted(one for one in ids if wanted.cursor is None or one > wanted.cursor)
    page = rest[: wanted.limit]
    described = [await asking.in_time(describe(server, one)) for one in page]
    return {name: described, "cursor": page[-1] if len(rest) > len(page) else None}


def _insider(server: Server, request: Request) -> Principal:
    by = asking.principal(server, request)
    if by.kind not in (PrincipalKind.SERVICE, PrincipalKind.SUPERVISOR):
        raise Refused(ErrorCode.FORBIDDEN)
    return by
