"""Large messages to the store and back, piece by piece: nobody holds one whole, and no commit waits behind it."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from ringline_server.edges.mail import spool
from ringline_server.edges.mail.spool import open_spool
from ringline_server.edges.server import Server
from ringline_server.mail.source import READ_BYTES_MAX, Source
from ringline_server.store.disk import Disk
from ringline_server.store.mails import PIECE_BYTES, PIECES_IN_APPEND_MAX, pieces_of

assert READ_BYTES_MAX == PIECE_BYTES, "what is read at once is what is kept at once"


async def kept(server: Server, owner: str, raw: Source) -> tuple[bytes, ...]:
    """What is to ride in the append: all of a small mail, nothing of one that is on disk when this returns, each piece
    durable. Without a row that names them they are forgotten after a while.

    Raises: StoreUnavailable.
    """
    if raw.size <= PIECES_IN_APPEND_MAX * PIECE_BYTES:
        return tuple(pieces_of(raw.whole()))
    number = 0
    async with aclosing(spool.each_piece(raw)) as pieces:
        async for piece in pieces:
            await server.disk.keep_pieces(owner, number, (piece,), server.clock.now_ms())
            number += 1
    return ()


@asynccontextmanager
async def fetched(disk: Disk, owner: str, folder: Path | None) -> AsyncIterator[Source]:
    """A mail or an upload that is kept, to be read while this is entered. Raises: StoreUnavailable."""
    with open_spool(folder) as held:
        number = 0
        while (piece := await disk.piece(owner, number)) is not None:
            await held.write(piece)
            number += 1
        yield held.settled()
