"""What a disk must offer: the one interface of the SQLite and the memory store, and the questions that it answers.

Every answer is a page with a limit. A limit above its maximum is lowered to it: go on from the last item or cursor
until a page is empty or has no cursor. Cursors are opaque; a foreign one raises BadCursor.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

import attrs
from ringline_protocol.values import Contact

from ringline_server.store.mails import OUTGOING_MAX, MailPlace, MailRow, Outgoing, OutgoingRow, UploadRow
from ringline_server.store.records import (
    AnsweredRow,
    Append,
    AppendFailed,
    AuditRow,
    CannedRow,
    CountRow,
    InteractionRow,
    OpenRow,
    Record,
    RevocationRow,
    SegmentRow,
    Snapshot,
)

if TYPE_CHECKING:
    from ringline_server.store.book import Book

READ_RECORDS_MAX: Final = 10_000
"""Records in one answer of `read` and `segments`."""
READ_STREAMS_MAX: Final = 1_000
"""Streams in one question of `read_many` and `snapshots`."""
OPEN_ROWS_MAX: Final = 10_000
"""Rows in one answer of `open_interactions`."""
LIST_LIMIT_MAX: Final = 200
"""Rows on one page of `list_interactions`."""
SEARCH_HITS_MAX: Final = 200
"""Hits on one page of `search`."""
ANSWERED_MAX: Final = 1_000
"""Deletions of one `forget_answered`."""
ANSWERED_KEYS_MAX: Final = 10_000
"""Keys in one reply of `answered_keys`."""
COUNT_ROWS_MAX: Final = 20_000
"""Figures in one answer: 10 counters in 96 buckets a day for 20 days."""
CONTACTS_MAX: Final = 1_000
"""Contacts in one `save_contacts`."""
AUDIT_ROWS_MAX: Final = 1_000
"""Rows in one answer of `audited`."""
REVOCATION_ROWS_MAX: Final = 10_000
"""Rows in one answer of `revocations`: as many as there may be within the life of a token."""

T = TypeVar("T")


class BadCursor(ValueError):
    """A cursor that this question never gave out."""


@attrs.frozen
class Page(Generic[T]):
    """Some items, and where to go on; without a cursor it was the last page."""

    items: tuple[T, ...]
    cursor: str | None = None


@attrs.frozen
class ListFilter:
    """Which interactions: all that is given must hold. Times: from is inclusive, to is exclusive.

    Order by change: one that changes while somebody pages may be missed, and none comes twice.
    Order by creation: each that exists throughout comes exactly once, whatever changes.
    """

    channels: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    queue: str | None = None
    agent: str | None = None
    """Holds a leg now."""
    visible_to: str | None = None
    """Holds a leg, held one, or was made a participant."""
    queues: tuple[str, ...] = ()
    """With `visible_to`: what stands in one of these queues is visible too."""
    consumers: tuple[str, ...] = ()
    """Ids of one person: see `Book.known_as`."""
    created_from_ms: int | None = None
    created_to_ms: int | None = None
    updated_from_ms: int | None = None
    updated_to_ms: int | None = None
    open_only: bool = False
    needs_disposition: bool = False
    """Only those that still owe an outcome."""
    text: str = ""
    """Words in the consumer's name or address, or in the subject. A page may hold few rows and still have a cursor."""
    by_creation: bool = False
    oldest_first: bool = False


@attrs.frozen
class SearchQuery:
    """Words that must all occur; the last one as a prefix. In one interaction, or in all that an agent may see.

    Neither `interaction` nor `visible_to`: everywhere, for those who may see all.
    """

    text: str
    interaction: str | None = None
    visible_to: str | None = None
    with_hidden: bool = True


@attrs.frozen
class Hit:
    """A segment that matches, and where: (start, end) in code points of its text, in order, not overlapping."""

    segment: SegmentRow
    spans: tuple[tuple[int, int], ...]


@attrs.frozen
class Identity:
    """Which store this is, and which opening of it."""

    instance: str
    """Made once for each store."""
    incarnation: int
    """One more at every opening: the fence. A writer with an older one cannot write."""
    epoch: str
    """Epoch of the streams whose numbering the store keeps. A restored backup gets another one."""


class MailDisk(Protocol):
    """Mails, uploads and their bytes: see mails.py."""

    async def keep_pieces(self, owner: str, first_number: int, bodies: Sequence[bytes], at_ms: int) -> None:
        """Durable when it returns."""

    async def piece(self, owner: str, number: int) -> bytes | None:
        """Of a mail or an upload, numbered from 0. None: there are no more."""

    async def mail(self, mail: str) -> MailRow | None:
        """Without its pieces."""

    async def mails_by_message_id(self, mailbox: str, message_ids: Sequence[str]) -> list[MailRow]:
        """Of that mailbox, in the order of `message_ids`; of several with the same one the latest first."""

    async def mail_received(self, mailbox: str, message_id: str, digest: bytes) -> MailRow | None:
        """The very same mail, if it came before."""

    async def outgoing(self, after_mail: str = "", limit: int = OUTGOING_MAX) -> list[Outgoing]:
        """Mails of ours that are not finished, in order of id."""

    async def outgoing_state(self, mail: str) -> OutgoingRow | None:
        """How sending one of ours stands."""

    async def save_upload(self, row: UploadRow) -> None:
        """Its pieces are there: it can be sent from now on."""

    async def upload(self, upload: str) -> UploadRow | None:
        """One row."""

    async def uploads(self, interaction: str) -> list[UploadRow]:
        """What was uploaded in this interaction and not yet sent."""

    async def save_mail_place(self, mailbox: str, place: MailPlace) -> None:
        """Durable when it returns."""

    async def mail_place(self, mailbox: str) -> MailPlace | None:
        """How far a mailbox that lives elsewhere has been read. None: never yet."""

    async def forget_pieces(self, before_ms: int) -> int:
        """Uploads, and pieces of mails that no event names, from before then. Answers how many; 0: that was all."""


class Disk(MailDisk, Protocol):
    """Durable storage. Reads may run while a commit does. Any method may raise StoreUnavailable."""

    @property
    def identity(self) -> Identity:
        """Fixed while it is open."""

    @property
    def book(self) -> "Book":
        """The address book: everything about it but what intake asks."""

    async def commit(self, batch: Sequence[Append]) -> list[AppendFailed | None]:
        """Durable when it returns, each append by itself all or nothing. Only the journal calls it."""

    async def read(self, stream: str, after_seq: int = 0, limit: int = READ_RECORDS_MAX) -> list[Record]:
        """Records of a stream in order."""

    async def read_many(self, after: Mapping[str, int]) -> dict[str, list[Record]]:
        """Stream -> its records after that seq, all of them. At most READ_STREAMS_MAX streams."""

    async def read_at(self, stream: str, seqs: Sequence[int]) -> list[Record]:
        """These records, in order, as far as they exist."""

    async def interaction(self, interaction: str) -> InteractionRow | None:
        """One row."""

    async def open_interactions(self, after_id: str = "", limit: int = OPEN_ROWS_MAX) -> list[OpenRow]:
        """All that is not closed, in order of id: what a restart brings back."""

    async def list_interactions(
        self, wanted: ListFilter, cursor: str | None = None, limit: int = LIST_LIMIT_MAX
    ) -> Page[InteractionRow]:
        """A page of them, in the order that the filter names."""

    async def participates(self, interaction: str, agent: str) -> bool:
        """Whether the agent may see it: holds or held a leg, or was made a participant."""

    async def segments(
        self,
        interaction: str,
        after_seq: int | None = None,
        before_seq: int | None = None,
        limit: int = READ_RECORDS_MAX,
    ) -> list[SegmentRow]:
        """Segments in order. Only `before_seq`: the last ones before it; else the first ones after `after_seq`."""

    async def search(self, query: SearchQuery, cursor: str | None = None, limit: int = SEARCH_HITS_MAX) -> Page[Hit]:
        """Newest first. A page may hold few hits or none and still have a cursor: there is more to look through."""

    async def answered(self, principal: str, key: str) -> AnsweredRow | None:
        """The stored answer to that command."""

    async def answered_keys(self, principal: str, since_ms: int, limit: int = ANSWERED_KEYS_MAX) -> list[str]:
        """Keys of theirs that were answered since then; so many: perhaps not all."""

    async def forget_answered(self, before_ms: int) -> int:
        """Deletes up to ANSWERED_MAX older ones; answers how many."""

    async def counts(self, queue: str, from_ms: int, to_ms: int) -> list[CountRow]:
        """Sums of buckets that begin in [from, to), by bucket, then counter."""

    async def audited(self, from_ms: int, to_ms: int, limit: int = AUDIT_ROWS_MAX) -> list[AuditRow]:
        """Oldest first, [from, to)."""

    async def revocations(self, since_ms: int) -> list[RevocationRow]:
        """Who was thrown out since then, oldest first."""

    async def forget_revocations(self, before_ms: int) -> None:
        """Deletes the older ones."""

    async def canned(self) -> list[CannedRow]:
        """All that are kept, by id."""

    async def save_snapshots(self, snapshots: Sequence[Snapshot]) -> None:
        """The newest one of each stream is kept."""

    async def snapshots(self, streams: Sequence[str]) -> dict[str, Snapshot]:
        """Those that exist. At most READ_STREAMS_MAX streams."""

    async def save_contacts(self, contacts: Sequence[Contact], region: str) -> list[Contact]:
        """Upserted by id; answers them with their rev, one more if anything changed. `region`: people.py."""

    async def contact(self, contact: str) -> Contact | None:
        """One address-book entry."""

    async def contact_by(self, *, phone: str | None = None, email: str | None = None) -> Contact | None:
        """Whose normalised (people.py) phone, else whose email it is. Of several the one with the lowest id."""

    async def verify(self) -> list[str]:
        """Faults found: file structure, gaps in streams. Reads everything."""

    async def aclose(self) -> None:
        """Nothing works afterwards."""
