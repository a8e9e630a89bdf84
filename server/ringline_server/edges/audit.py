"""The audit log, as far as edges write it: who signed in, and what is done through a session alone.

What an actor carries out is logged in the transaction of its effect; both take their rows from `projection.of_call`.
"""

from typing import Final

from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.actors import projection
from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server
from ringline_server.store.records import Append, AuditRow, Row, RowTaken

STREAM: Final = "audit"
"""Under which name the rows are appended. It never has a record."""


async def note(server: Server, by: Principal, act: str, about: str) -> None:
    """This act is on disk. Raises: StoreUnavailable; then it must not happen."""
    await _keep(server, (AuditRow(server.clock.now_ms(), f"{by.kind}:{by.id}", act, about),))


async def note_command(server: Server, command: object, call: EdgeCall) -> None:
    """This command is on disk with its answer, before it is carried out. Raises: Refused, StoreUnavailable."""
    try:
        await _keep(server, projection.of_call(call, command, Done(), server.clock.now_ms()))
    except RowTaken:  # answered so long ago that only the store remembers: a retry reads it there
        raise Refused(ErrorCode.TIMEOUT) from None


async def _keep(server: Server, rows: tuple[Row, ...]) -> None:
    if rows:
        await server.registry.journal.append(Append(STREAM, 0, (), rows))
