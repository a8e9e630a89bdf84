"""Canned answers over HTTP: read by services and supervisors, kept and dropped by supervisors.

Those of the configuration are told as well (`configured`) and are changed there. PUT and DELETE say what shall be, so
saying it twice is saying it once, and they need no key.
"""

from typing import Any

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.shape import read_strict
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.principal import Principal
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server


@attrs.frozen
class CannedPage:
    """Which ones: of a queue, or all; `limit` entries behind `cursor`, in order of id."""

    queue: str | None = None
    cursor: str | None = None
    limit: int = 50


@attrs.frozen
class KeepCanned:
    """What an answer says. `queues`: those that have it; none: all of them."""

    title: str
    shortcut: str
    text: str
    language: str = ""
    queues: tuple[str, ...] = ()


async def find(server: Server, request: Request) -> Response:
    """A page of them, with their placeholders."""
    _require(server, request, PrincipalKind.SERVICE, PrincipalKind.SUPERVISOR)
    wanted = read_strict(CannedPage, asking.query(request, CannedPage))
    if not 1 <= wanted.limit <= PAGE_ITEMS_MAX:
        raise Refused(ErrorCode.BAD_REQUEST, f"1 to {PAGE_ITEMS_MAX}", {"path": "params.limit"})
    found = [one for one in server.canned.all() if wanted.queue is None or one.is_for(wanted.queue)]
    rest = sorted((one for one in found if one.id > (wanted.cursor or "")), key=lambda one: one.id)
    page = rest[: wanted.limit]
    cursor = page[-1].id if len(rest) > len(page) else None
    return told({"answers": [_shown(server, one) for one in page], "cursor": cursor})


async def read(server: Server, request: Request) -> Response:
    """One of them."""
    _require(server, request, PrincipalKind.SERVICE, PrincipalKind.SUPERVISOR)
    name = request.path_params["canned"]
    found = next((one for one in server.canned.all() if one.id == name), None)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND)
    return told(_shown(server, found))


async def keep(server: Server, request: Request) -> Response:
    """It says this from now on: 201 when it is new. The same rules hold as in the configuration. For supervisors."""
    by = _require(server, request, PrincipalKind.SUPERVISOR)
    given = read_strict(KeepCanned, await asking.body(request))
    answer = CannedAnswer(request.path_params["canned"], **attrs.asdict(given))
    is_new = await server.canned.keep(answer, by)
    return told(_shown(server, answer), 201 if is_new else 200)


async def drop(server: Server, request: Request) -> Response:
    """Nobody gets it any more. For supervisors."""
    by = _require(server, request, PrincipalKind.SUPERVISOR)
    await server.canned.drop(request.path_params["canned"], by)
    return told({"id": request.path_params["canned"]})


def _require(server: Server, request: Request, *kinds: PrincipalKind) -> Principal:
    by = asking.principal(server, request)
    if by.kind not in kinds:
        raise Refused(ErrorCode.FORBIDDEN)
    return by


def _shown(server: Server, answer: CannedAnswer) -> dict[str, Any]:
    return {**attrs.asdict(answer), "configured": answer.id in server.canned.configured}
