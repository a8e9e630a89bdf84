"""What the store keeps: durable facts (records), the rows projected from them, and one all-or-nothing append of both.

    stream "interaction/int_9":  record 1, record 2, record 3 …     the truth; opaque JSON bodies
    rows:  interaction, segment, standing, answered, count, ...     what lists, search and replies read

Rows ride in the append of the records that they come from, so a list never shows what the journal does not know.
"""

from typing import Final

from ringline_protocol.frozen import frozen

from ringline_server.store.mails import MailRow, OutgoingRow, UploadGoneRow, UploadRow

APPEND_RECORDS_MAX: Final = 2_000
"""Records of one append: an intake brings up to 1,000 bot segments, each one record."""
APPEND_ROWS_MAX: Final = 4_000
"""Rows of one append."""


@frozen
class Record:
    """One durable fact of one stream. `body` is opaque to the store."""

    seq: int
    at_ms: int
    kind: str
    body: bytes


@frozen
class InteractionRow:
    """What lists and filters need of an interaction. Upserted by id."""

    id: str
    channel: str
    phase: str
    queue: str | None
    agents: tuple[str, ...]
    """Who holds a leg now. Each becomes a participant by itself."""
    consumer: str | None
    """Contact id, or another key of the consumer."""
    consumer_name: str
    subject: str
    created_at_ms: int
    updated_at_ms: int
    closed_at_ms: int | None = None
    """None: open."""
    closed_reason: str | None = None
    needs_disposition: bool = False
    waiting_since_ms: int | None = None
    preview: str = ""


@frozen
class SegmentRow:
    """A final transcript segment, indexed for search. Immutable; (interaction, seq) is unique."""

    interaction: str
    seq: int
    """The seq of its record."""
    segment: str
    role: str
    at_ms: int
    text: str
    hidden: bool = False
    """Never for consumers."""


@frozen
class AnsweredRow:
    """A command that was answered. (principal, key) is unique; a second one fails its append with RowTaken."""

    principal: str
    key: str
    params_hash: bytes
    reply: bytes
    at_ms: int


@frozen
class CountRow:
    """Adds `by` to one figure of a queue."""

    queue: str
    bucket_ms: int
    counter: str
    by: int = 1


@frozen
class ParticipantRow:
    """This agent may see this interaction from now on. Telling it twice is harmless."""

    interaction: str
    agent: str


@frozen
class AuditRow:
    """Who did what to whom; never content."""

    at_ms: int
    principal: str
    act: str
    object: str
    detail: str = ""


@frozen
class Standing:
    """What a place in line is made of, beside the queue's policy; domain.line makes the order of it."""

    queue: str
    top_priority: bool
    at_front: bool
    bonus: int
    enqueued_at_ms: int


@frozen
class StandingRow:
    """Where this interaction stands in line from now on. None: nowhere."""

    interaction: str
    standing: Standing | None


@frozen
class OpenRow:
    """What a restart needs to know before it brings an interaction back."""

    id: str
    phase: str
    is_held: bool
    """An agent holds a leg."""
    standing: Standing | None
    """None: it does not stand in line, or an older release wrote it."""


@frozen
class RevocationRow:
    """Thrown out at this moment; of several the last one counts."""

    principal: str
    at_ms: int


@frozen
class CannedRow:
    """A canned answer that is kept; without a body it is dropped."""

    canned: str
    body: bytes | None
    at_ms: int


Row = (
    InteractionRow
    | SegmentRow
    | AnsweredRow
    | CountRow
    | ParticipantRow
    | AuditRow
    | StandingRow
    | RevocationRow
    | CannedRow
    | MailRow
    | OutgoingRow
    | UploadRow
    | UploadGoneRow
)


@frozen
class Append:
    """Records of one stream and the rows that come from them: all or nothing.

    `expected_seq` is the seq of the last record before these, 0 for a new stream.
    Without records it is rows only, and the stream must still be at `expected_seq`.
    """

    stream: str
    expected_seq: int
    records: tuple[Record, ...]
    rows: tuple[Row, ...] = ()

    def __attrs_post_init__(self) -> None:
        assert len(self.records) <= APPEND_RECORDS_MAX, self.stream
        assert len(self.rows) <= APPEND_ROWS_MAX, self.stream
        assert [r.seq for r in self.records] == list(range(self.expected_seq + 1, self.last_seq + 1)), self.stream

    @property
    def last_seq(self) -> int:
        """Where the stream stands after it."""
        return self.expected_seq + len(self.records)


@frozen
class Snapshot:
    """A cache of what a stream's records up to `seq` amount to. Losing it costs time only."""

    stream: str
    seq: int
    body: bytes


class AppendFailed(Exception):
    """Nothing of this append was written."""


class SeqTaken(AppendFailed):
    """The stream does not stand where the append expected it."""

    def __init__(self, stream: str, expected_seq: int, found_seq: int) -> None:
        super().__init__(f"{stream} stands at {found_seq}, not at {expected_seq}")
        self.stream = stream
        self.expected_seq = expected_seq
        self.found_seq = found_seq


class RowTaken(AppendFailed):
    """A row that must be unique is there already: the (principal, key) of an answered command."""


class RowRefused(AppendFailed):
    """A value that the schema does not allow. A bug of whoever appends it."""


class StaleWriter(AppendFailed):
    """Another server has opened the store since: this one must stop."""


class StoreUnavailable(AppendFailed):
    """Disk full or an I/O error. Later it may succeed; the caller may retry."""


class StoreDamaged(Exception):
    """What is on disk cannot be what was written there. Nothing that the server does mends it."""


UNREADABLE: Final = (StoreUnavailable, StoreDamaged)
"""Why a question gets no answer. The one who asked is told `unavailable`; the house goes on."""


class OutcomeUnknown(Exception):
    """The writer crashed over it: it may be on disk or not."""
