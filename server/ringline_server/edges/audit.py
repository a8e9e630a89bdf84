"""The audit log, as far as edges write it: who signed in, and what is done through a session alone.

What an actor carries out is logged in the transaction of its effect; both take their rows from `projection.of_call`.
Of what a supervisor only reads there is one line for each interaction and way of reading in an hour, not one for each
page; the words that they search for are content, and not logged.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    BY_CLASS,
    PreviewMerge,
    ReadContact,
    ReadInteraction,
    ReadMail,
    ReadNotes,
    ReadProfile,
    ReadTranscript,
    SearchContacts,
    SearchTranscripts,
)
from ringline_protocol.values import PrincipalKind

from ringline_server.actors import projection
from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall
from ringline_server.store.records import Append, AuditRow, Row, RowTaken

if TYPE_CHECKING:
    from ringline_server.edges.server import Server

STREAM: Final = "audit"
"""Under which name the rows are appended. It never has a record."""
OPERATOR: Final = "system:operator"
"""Who has the machine; they sign in nowhere."""
BOOK_READS: Final = (PreviewMerge, ReadContact, SearchContacts)
"""Questions about people that everybody inside may ask, and that are noted whoever asks."""
READS: Final = (*BOOK_READS, ReadInteraction, ReadMail, ReadNotes, ReadProfile, ReadTranscript, SearchTranscripts)
"""Questions whose answers are what people said and wrote."""
SAME_READ_MS: Final = 3_600_000
"""Reading on, in the same way, is the same act for so long."""
KNOWN_READS_MAX: Final = 10_000
"""Acts that are remembered; of one that was forgotten there is a line more."""


@attrs.define(eq=False)
class KnownReads:
    """What is in the log already: (principal, act, object) and when. The oldest go first."""

    _noted_at_ms: "OrderedDict[tuple[str, str, str], int]" = attrs.field(factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._noted_at_ms)

    def has(self, read: tuple[str, str, str], now_ms: int) -> bool:
        """It was noted within the hour."""
        return now_ms - self._noted_at_ms.get(read, -SAME_READ_MS) < SAME_READ_MS

    def add(self, read: tuple[str, str, str], now_ms: int) -> None:
        """It is on disk."""
        self._noted_at_ms[read] = now_ms
        self._noted_at_ms.move_to_end(read)
        if len(self._noted_at_ms) > KNOWN_READS_MAX:
            self._noted_at_ms.popitem(last=False)


async def note(server: "Server", by: Principal, act: str, about: str) -> None:
    """This act is on disk. Raises: StoreUnavailable; then it must not happen."""
    await _keep(server, (AuditRow(server.clock.now_ms(), f"{by.kind}:{by.id}", act, about),))


async def note_reload(server: "Server") -> None:
    """The settings are taken anew, by whoever may signal this process. Raises: StoreUnavailable; then they are not."""
    await _keep(server, (AuditRow(server.clock.now_ms(), OPERATOR, "config.reload", "*"),))


async def note_read(server: "Server", question: object, by: Principal) -> None:
    """What a supervisor reads, who reads `via` another interaction, and who looks into the address book.

    Raises: StoreUnavailable; then nobody reads.
    """
    is_past_rights = by.kind is PrincipalKind.SUPERVISOR or getattr(question, "via", None) is not None
    if not isinstance(question, READS) or not (is_past_rights or isinstance(question, BOOK_READS)):
        return
    now_ms = server.clock.now_ms()
    read = (f"{by.kind}:{by.id}", BY_CLASS[type(question)].method, _about(question))
    if not server.known_reads.has(read, now_ms):
        await _keep(server, (AuditRow(now_ms, *read),))
        server.known_reads.add(read, now_ms)


def _about(question: object) -> str:
    about = (getattr(question, name, None) for name in ("interaction", "contact"))
    return next((one for one in about if one), "*")


async def note_command(server: "Server", command: object, call: EdgeCall) -> None:
    """This command is on disk with its answer, before it is carried out. Raises: Refused, StoreUnavailable."""
    try:
        await _keep(server, projection.of_call(call, command, Done(), server.clock.now_ms()))
    except RowTaken:  # answered so long ago that only the store remembers: a retry reads it there
        raise Refused(ErrorCode.TIMEOUT) from None


async def _keep(server: "Server", rows: tuple[Row, ...]) -> None:
    if rows:
        await server.registry.journal.append(Append(STREAM, 0, (), rows))
