"""Contacts as files over HTTP: one that is read into the book, and the book as one."""

from contextlib import aclosing
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.shape import read_strict
from ringline_protocol.values import PrincipalKind
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ringline_server.domain.principal import Principal
from ringline_server.edges import audit
from ringline_server.edges.contact_files import exporting, importing
from ringline_server.edges.contact_files.importing import Policy, Report, Wish
from ringline_server.edges.contact_files.rows import UnreadableFile
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import HEADERS, told
from ringline_server.edges.server import Server

FILE_BYTES_MAX: Final = 64 * 2**20


@attrs.frozen
class ImportOf:
    """How: `policy` about who is there already, `preview` to change nothing, `columns` as HEADER=MEANING."""

    policy: Policy = Policy.SKIP
    preview: bool = False
    columns: tuple[str, ...] = ()


async def read_in(server: Server, request: Request) -> Response:
    """CSV or vCard as the body; answers when every row was looked at. Rows that were kept stay, whatever comes after
    them: sent again with `skip`, a file that broke off goes on where it was. For services and supervisors."""
    by = _may(server, request)
    wanted = read_strict(ImportOf, asking.query(request, ImportOf))
    raw = await _file(request)
    wish = Wish(
        server.region, server.account.contact_fields, f"{by.kind}:{by.id}", wanted.policy, preview=wanted.preview
    )
    columns = dict(_pair(text) for text in wanted.columns)
    try:
        rows = importing.rows_of(raw, columns)
        report: Report = await importing.run(server.disk.book, rows, wish, server.ids, server.clock.now_ms)
    except UnreadableFile as unreadable:
        raise Refused(ErrorCode.BAD_REQUEST, str(unreadable), {"path": "body"}) from None
    return told(report)


async def write_out(server: Server, request: Request) -> Response:
    """All contacts as CSV. For services and supervisors; noted in the audit log."""
    by = _may(server, request)
    await audit.note(server, by, "contact.export", "*")
    headers = {**HEADERS, "content-type": "text/csv; charset=utf-8"}
    headers["content-disposition"] = 'attachment; filename="contacts.csv"'
    return StreamingResponse(exporting.lines(server.disk.book, server.region), 200, headers)


def _may(server: Server, request: Request) -> Principal:
    by = asking.principal(server, request)
    if by.kind not in (PrincipalKind.SERVICE, PrincipalKind.SUPERVISOR):
        raise Refused(ErrorCode.FORBIDDEN)
    return by


async def _file(request: Request) -> bytes:
    raw = bytearray()
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            raw += chunk
            if len(raw) > FILE_BYTES_MAX:
                raise Refused(ErrorCode.TOO_LARGE, f"at most {FILE_BYTES_MAX} bytes", {"path": "body"})
    return bytes(raw)


def _pair(text: str) -> tuple[str, str]:
    header, _, meaning = text.rpartition("=")
    return header, meaning
