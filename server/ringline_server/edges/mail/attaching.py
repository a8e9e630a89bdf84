"""What goes with a mail: uploads of its writer, and the attachments of what it passes on."""

from contextlib import AsyncExitStack

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SendMail
from ringline_protocol.limits import MAIL_UPLOADS_BYTES_MAX, MAIL_UPLOADS_MAX

from ringline_server.edges.mail.keeping import fetched
from ringline_server.edges.mail.originals import Kept
from ringline_server.edges.server import Server
from ringline_server.mail.message import Attachment


async def attachments_of(
    server: Server, stack: AsyncExitStack, command: SendMail, forwards: Kept | None
) -> tuple[Attachment, ...]:
    """In order: what is passed on, then what is new; to be read until the stack ends.

    Raises: Refused, StoreUnavailable.
    """
    uploads = tuple(dict.fromkeys(command.uploads))
    if len(uploads) > MAIL_UPLOADS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "params.uploads", "items_max": MAIL_UPLOADS_MAX})
    passed_on = forwards.parsed.attachments if forwards is not None else ()
    rows = [await server.disk.upload(upload) for upload in uploads]
    size = sum(one.content.size for one in passed_on) + sum(row.size for row in rows if row is not None)
    if size > MAIL_UPLOADS_BYTES_MAX:
        details = {"path": "params.uploads", "bytes": size, "bytes_max": MAIL_UPLOADS_BYTES_MAX}
        raise Refused(ErrorCode.TOO_LARGE, "the attachments of one mail together", details)
    attached = list(passed_on)
    for number, (upload, row) in enumerate(zip(uploads, rows, strict=True)):
        if row is None or row.interaction != command.interaction:
            details = {"path": f"params.uploads[{number}]", "upload": upload}
            raise Refused(ErrorCode.NOT_FOUND, "not here, or forgotten after a day: upload it again", details)
        content = await stack.enter_async_context(fetched(server.disk, upload, server.spool_folder))
        attached.append(Attachment(row.name, row.type, content))
    return tuple(attached)
