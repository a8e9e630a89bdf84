"""Contacts as files over HTTP: one that is read into the book, and the book as one."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, Final

import attrs
from ringline_protocol.codec import encode_data
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.frames import problem
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
from ringline_server.store.records import StoreUnavailable

FILE_BYTES_MAX: Final = 64 * 2**20
LINES: Final = "application/x-ndjson"


@attrs.frozen
class ImportOf:
    """How: `policy` about who is there already, `preview` to change nothing, `columns` as HEADER=MEANING.

    `columns` is said once for each: a header may have commas.
    """

    policy: Policy = Policy.SKIP
    preview: bool = False
    columns: tuple[str, ...] = ()


async def read_in(server: Server, request: Request) -> Response:
    """CSV or vCard as the body; answers when every row was looked at. Rows that were kept stay, whatever comes after
    them: sent again with `skip`, a file that broke off goes on where it was. Who accepts `application/x-ndjson` is told
    on the way: lines of `{"rows", "rows_about"}`, and a last one with `report`, or `error`. For services and
    supervisors."""
    by = _may(server, request)
    wanted = read_strict(
        ImportOf, {**asking.query(request, ImportOf), "columns": request.query_params.getlist("columns")}
    )
    raw = await _file(request)
    wish = Wish(
        server.region, server.account.contact_fields, f"{by.kind}:{by.id}", wanted.policy, preview=wanted.preview
    )
    columns, report = dict(_pair(text) for text in wanted.columns), Report(wish.preview)
    try:
        rows = importing.rows_of(raw, columns)
        going = importing.batches(server.disk.book, rows, wish, server.ids, server.clock.now_ms, report)
        await anext(going, None)
        if LINES in request.headers.get("accept", ""):
            lines = _on_the_way(going, report, importing.rows_about(raw))
            return StreamingResponse(lines, headers={**HEADERS, "content-type": LINES})
        async with aclosing(going):
            async for _ in going:
                pass
    except UnreadableFile as unreadable:
        raise Refused(ErrorCode.BAD_REQUEST, str(unreadable), {"path": "body"}) from None
    return told(report)


async def _on_the_way(going: AsyncGenerator[int, None], report: Report, about: int) -> AsyncIterator[bytes]:
    """The first batch is in. Whoever leaves ends it here."""
    last: dict[str, Any] = {"report": report}
    async with aclosing(going):
        yield encode_data({"rows": report.rows, "rows_about": about}) + b"\n"
        try:
            async for looked_at in going:
                yield encode_data({"rows": looked_at, "rows_about": about}) + b"\n"
        except UnreadableFile as unreadable:
            last["error"] = problem(ErrorCode.BAD_REQUEST, str(unreadable))
        except StoreUnavailable:
            last["error"] = problem(ErrorCode.UNAVAILABLE)
    yield encode_data(last) + b"\n"


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
