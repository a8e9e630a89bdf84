"""Attachments of a mail that is being written: uploaded one by one, kept durable, forgotten when nobody sends them."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import MAIL_UPLOAD_BYTES_MAX
from ringline_protocol.mail import Upload
from ringline_protocol.shape import read_strict
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.domain import mails
from ringline_server.domain.orders import Context
from ringline_server.domain.principal import Principal
from ringline_server.edges import addressing
from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import Server
from ringline_server.mail.safe_names import safe_name
from ringline_server.store.mails import PIECE_BYTES, UploadRow

WAITING_BYTES_MAX: Final = 60 * 1024 * 1024
"""Of all files of one interaction that are not sent yet."""
WAITING_MAX: Final = 50
"""How many files that are."""
TYPE_CHARS_MAX: Final = 100


@attrs.frozen
class NamedFile:
    """What the file is called. It is kept under a name that is safe to save it under."""

    name: str = ""


async def upload(server: Server, request: Request) -> Response:
    """201 with the id that `mail.send` and drafts name. The body is the file, and Content-Type its type. It is for
    whoever handles this email; what nobody sends is forgotten after a day."""
    by, named = asking.principal(server, request), read_strict(NamedFile, asking.query(request, NamedFile))
    interaction = request.path_params["interaction"]
    await asking.in_time(_may(server, interaction, by))
    waiting = await server.disk.uploads(interaction)
    if len(waiting) >= WAITING_MAX:
        raise Refused(ErrorCode.TOO_LARGE, "too many files that are not sent", {"items_max": WAITING_MAX})
    room = min(MAIL_UPLOAD_BYTES_MAX, WAITING_BYTES_MAX - sum(row.size for row in waiting))
    made = server.ids.new("upl")
    size = await _keep(server, request, made, room)
    media_type = _type(request.headers.get("content-type", ""))
    name = safe_name(named.name, media_type, len(waiting) + 1)
    await server.disk.save_upload(UploadRow(made, interaction, name, media_type, size, server.clock.now_ms()))
    return told(Upload(made, name, media_type, size), 201)


async def _may(server: Server, interaction: str, by: Principal) -> None:
    """Raises: Refused, as for `mail.send`."""
    state = (await look(await addressing.find(server, interaction), by, None)).result["state"]
    mails.require_writer(state, Context(server.clock.now_ms(), server.account, by, server.ids.new))


async def _keep(server: Server, request: Request, owner: str, bytes_max: int) -> int:
    """The body, piece by piece as it comes: how much it was. Raises: Refused, StoreUnavailable."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > bytes_max:
        raise _too_large(bytes_max)
    size = number = 0
    async for piece in _pieces(request, bytes_max):
        size += len(piece)
        await server.disk.keep_pieces(owner, number, (piece,), server.clock.now_ms())
        number += 1
    return size


async def _pieces(request: Request, bytes_max: int) -> AsyncIterator[bytes]:
    """As the store wants them; of an empty file one. Raises: Refused as soon as it is too much."""
    held, size = bytearray(), 0
    is_first = True
    async with aclosing(request.stream()) as chunks:
        async for chunk in chunks:
            held += chunk
            size += len(chunk)
            if size > bytes_max:
                raise _too_large(bytes_max)
            while len(held) >= PIECE_BYTES:
                is_first = False
                yield bytes(held[:PIECE_BYTES])
                del held[:PIECE_BYTES]
    if held or is_first:
        yield bytes(held)


def _too_large(bytes_max: int) -> Refused:
    return Refused(ErrorCode.TOO_LARGE, "the file is too large", {"bytes_max": max(bytes_max, 0)})


def _type(given: str) -> str:
    """Without parameters; a type that is none is just bytes."""
    media_type = given.partition(";")[0].strip().lower()
    kind, slash, detail = media_type.partition("/")
    is_fine = slash and all(
        part and part.replace("-", "").replace("+", "").replace(".", "").isalnum() for part in (kind, detail)
    )
    is_plain = is_fine and media_type.isascii() and len(media_type) <= TYPE_CHARS_MAX
    return media_type if is_plain else "application/octet-stream"
