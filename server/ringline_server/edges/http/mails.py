"""What hangs on a mail, over HTTP: its parts, its HTML as a page of its own, and the raw message.

Everything here was written by strangers. Nothing of it runs, submits or fetches: each answer has a policy and a sandbox
of its own, only pictures are shown, everything else is for saving. The address carries `access`, or a bearer token says
who asks.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack
from typing import Final
from urllib.parse import quote

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import MAIL_ACCESS_MS, MAIL_PARTS_MAX
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ringline_server.edges import addressing
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.inquiry import look
from ringline_server.edges.mail import access, opening
from ringline_server.edges.mail.spool import each_piece
from ringline_server.edges.server import Server
from ringline_server.mail import sanitising
from ringline_server.mail.message import Attachment, ParsedMail
from ringline_server.store.mails import MailRow

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
"""What may be shown. No SVG: that is a document, and may hold scripts."""
SAFE: Final = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; sandbox",
}


@attrs.frozen
class MailLook:
    """What the address of a part, a page or a raw message may carry."""

    access: str | None = None
    """Leave to look at this mail, from `mail.read`; without it a bearer token says who asks."""
    inline: str | None = None
    """1: show a picture."""
    images: str | None = None
    """1: pictures of other servers may load in the page."""


PAGE: Final = (
    "<!doctype html><html><head><meta charset=utf-8><base target=_blank><style>"
    "html{{color-scheme:light;background:#fff;color:#1b1b1b}}"
    "body{{margin:12px;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}}"
    "img{{max-width:100%;height:auto}}table{{max-width:100%}}blockquote{{margin:0 0 0 8px;padding-left:10px;"
    "border-left:3px solid #c8c8c8}}</style></head><body>{body}</body></html>"
)


class Streamed(StreamingResponse):
    """Piece by piece; when it ends, however it does, what it was read from is put away."""

    def __init__(self, pieces: AsyncGenerator[bytes, None], headers: dict[str, str], behind: AsyncExitStack) -> None:
        super().__init__(pieces, 200, headers)
        self._behind = behind
        behind.push_async_callback(pieces.aclose)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._behind:
            await super().__call__(scope, receive, send)


async def part(server: Server, request: Request) -> Response:
    """One attachment, for saving; `inline=1`: a picture, for showing."""
    row = await _allowed(server, request)
    stack = AsyncExitStack()
    async with stack:
        parsed, message = await asking.in_time(stack.enter_async_context(opening.opened(server, row)))
        one = _part(parsed, request.path_params["part"])
        is_shown = request.query_params.get("inline") == "1" and one.type in PICTURES
        headers = {
            **SAFE,
            "content-type": one.type if is_shown else "application/octet-stream",
            "content-length": str(one.content.size),
            "content-disposition": "inline" if is_shown else f"attachment; filename*=UTF-8''{quote(one.name, safe='')}",
        }
        return Streamed(each_piece(message, one.content.pieces()), headers, stack.pop_all())


def _part(parsed: ParsedMail, number: str) -> Attachment:
    """Raises: Refused (`not_found`)."""
    known = parsed.attachments[:MAIL_PARTS_MAX]
    if not (number.isascii() and number.isdigit() and len(number) <= 3 and 1 <= int(number) <= len(known)):
        raise Refused(ErrorCode.NOT_FOUND)
    return known[int(number) - 1]


async def page(server: Server, request: Request) -> Response:
    """The HTML of a mail, harmless, as a page for a frame. Without `images=1` no picture of somebody's server loads."""
    row = await _allowed(server, request)
    parsed = await asking.in_time(_read(server, row))
    with_images = request.query_params.get("images") == "1"
    word = request.query_params.get("access") or access.grant(*_leave(server, row))
    shown = sanitising.clean(
        parsed.html, locate=opening.located(row.mail, parsed, word), with_remote_images=with_images
    )
    pictures = "'self' https: http:" if with_images else "'self'"
    policy = (
        f"default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    body = PAGE.format(body=server.account.redaction.words(shown.html))
    headers = {**SAFE, "content-security-policy": policy, "content-type": "text/html; charset=utf-8"}
    return Response(body.encode(), 200, headers)


async def _read(server: Server, row: MailRow) -> ParsedMail:
    """Without its parts."""
    async with opening.opened(server, row) as (parsed, _):
        return parsed


async def retry(server: Server, request: Request) -> Response:
    """A failed mail waits to be sent again, to those who do not have it. For supervisors, also when its thread is
    closed or nobody's."""
    by, key = asking.principal(server, request), asking.key_of(request)
    if by.kind is not PrincipalKind.SUPERVISOR:
        raise Refused(ErrorCode.FORBIDDEN)
    row = await server.disk.mail(request.path_params["mail"])
    if row is None:
        raise Refused(ErrorCode.NOT_FOUND)
    params = {"interaction": row.interaction, "mail": row.mail}
    return told((await asking.carry_out(server, by, "mail.retry", params, key)).result)


async def raw(server: Server, request: Request) -> Response:
    """The message as it came or went, for saving: as .eml."""
    row = await _allowed(server, request)
    headers = {
        **SAFE,
        "content-type": "message/rfc822",
        "content-length": str(row.size),
        "content-disposition": f'attachment; filename="{row.mail}.eml"',
    }
    return StreamingResponse(_pieces(server, row.mail), 200, headers)


async def _pieces(server: Server, mail: str) -> AsyncIterator[bytes]:
    number = 0
    while (piece := await server.disk.piece(mail, number)) is not None:
        yield piece
        number += 1


def _leave(server: Server, row: MailRow) -> tuple[bytes, str, int]:
    return server.mail_access_key, row.mail, server.clock.now_ms() + MAIL_ACCESS_MS


async def _allowed(server: Server, request: Request) -> MailRow:
    """The mail, for who may look at it. Raises: Refused (`unauthenticated`, `forbidden`)."""
    mail, word = request.path_params["mail"], request.query_params.get("access")
    if word is not None:
        if not access.is_good(server.mail_access_key, mail, word, server.clock.now_ms()):
            raise Refused(ErrorCode.FORBIDDEN)
        row = await server.disk.mail(mail)
    else:
        by = asking.principal(server, request)
        if by.kind is PrincipalKind.CONSUMER:
            raise Refused(ErrorCode.FORBIDDEN)
        row = await server.disk.mail(mail)
        if row is not None:
            await asking.in_time(look(await addressing.find(server, row.interaction), by, None))
    if row is None:
        raise Refused(ErrorCode.FORBIDDEN)
    return row
