"""The disk in SQL: every method of the interface is one function, run by a runner (sql_runner.py) where it belongs."""

from collections.abc import Mapping, Sequence

import attrs
from ringline_protocol.values import Contact

from ringline_server.store import sqlite_contacts, sqlite_list, sqlite_mails, sqlite_read, sqlite_write
from ringline_server.store.book import Book
from ringline_server.store.disk import (
    ANSWERED_KEYS_MAX,
    AUDIT_ROWS_MAX,
    CONTACTS_MAX,
    LIST_LIMIT_MAX,
    OPEN_ROWS_MAX,
    READ_RECORDS_MAX,
    SEARCH_HITS_MAX,
    Hit,
    Identity,
    ListFilter,
    Page,
    SearchQuery,
)
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
    StoreUnavailable,
)
from ringline_server.store.sql_runner import Runner


@attrs.frozen
class SqlDisk:
    """See disk.Disk; the docstrings there are the contract."""

    identity: Identity
    runner: Runner
    book: Book = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "book", Book(self.identity, self.runner))

    async def commit(self, batch: Sequence[Append]) -> list[AppendFailed | None]:
        try:
            return await self.runner.write(sqlite_write.commit, self.identity.incarnation, batch)
        except StoreUnavailable as error:
            return [StoreUnavailable(*error.args) for _ in batch]

    async def read(self, stream: str, after_seq: int = 0, limit: int = READ_RECORDS_MAX) -> list[Record]:
        return await self.runner.read(sqlite_read.read, stream, after_seq, limit)

    async def read_many(self, after: Mapping[str, int]) -> dict[str, list[Record]]:
        return await self.runner.read(sqlite_read.read_many, after)

    async def read_at(self, stream: str, seqs: Sequence[int]) -> list[Record]:
        return await self.runner.read(sqlite_read.read_at, stream, seqs)

    async def interaction(self, interaction: str) -> InteractionRow | None:
        return await self.runner.read(sqlite_read.interaction, interaction)

    async def open_interactions(self, after_id: str = "", limit: int = OPEN_ROWS_MAX) -> list[OpenRow]:
        return await self.runner.read(sqlite_read.open_interactions, after_id, limit)

    async def list_interactions(
        self, wanted: ListFilter, cursor: str | None = None, limit: int = LIST_LIMIT_MAX
    ) -> Page[InteractionRow]:
        return await self.runner.read(sqlite_list.list_interactions, wanted, cursor, limit)

    async def participates(self, interaction: str, agent: str) -> bool:
        return await self.runner.read(sqlite_read.participates, interaction, agent)

    async def segments(
        self,
        interaction: str,
        after_seq: int | None = None,
        before_seq: int | None = None,
        limit: int = READ_RECORDS_MAX,
    ) -> list[SegmentRow]:
        return await self.runner.read(sqlite_read.segments, interaction, after_seq, before_seq, limit)

    async def search(self, query: SearchQuery, cursor: str | None = None, limit: int = SEARCH_HITS_MAX) -> Page[Hit]:
        return await self.runner.read(sqlite_list.search, query, cursor, limit)

    async def answered(self, principal: str, key: str) -> AnsweredRow | None:
        return await self.runner.read(sqlite_read.answered, principal, key)

    async def answered_keys(self, principal: str, since_ms: int, limit: int = ANSWERED_KEYS_MAX) -> list[str]:
        return await self.runner.read(sqlite_read.answered_keys, principal, since_ms, limit)

    async def forget_answered(self, before_ms: int) -> int:
        return await self.runner.write(sqlite_write.forget_answered, before_ms)

    async def counts(self, queue: str, from_ms: int, to_ms: int) -> list[CountRow]:
        return await self.runner.read(sqlite_read.counts, queue, from_ms, to_ms)

    async def audited(self, from_ms: int, to_ms: int, limit: int = AUDIT_ROWS_MAX) -> list[AuditRow]:
        return await self.runner.read(sqlite_read.audited, from_ms, to_ms, limit)

    async def revocations(self, since_ms: int) -> list[RevocationRow]:
        return await self.runner.read(sqlite_read.revocations, since_ms)

    async def forget_revocations(self, before_ms: int) -> None:
        await self.runner.write(sqlite_write.forget_revocations, before_ms)

    async def canned(self) -> list[CannedRow]:
        return await self.runner.read(sqlite_read.canned)

    async def save_snapshots(self, snapshots: Sequence[Snapshot]) -> None:
        await self.runner.write(sqlite_write.save_snapshots, snapshots)

    async def snapshots(self, streams: Sequence[str]) -> dict[str, Snapshot]:
        return await self.runner.read(sqlite_read.snapshots, streams)

    async def save_contacts(self, contacts: Sequence[Contact], region: str) -> list[Contact]:
        assert len(contacts) <= CONTACTS_MAX
        return await self.runner.write(sqlite_contacts.save, contacts, region)

    async def contact(self, contact: str) -> Contact | None:
        return await self.runner.read(sqlite_contacts.read, contact)

    async def contact_by(self, *, phone: str | None = None, email: str | None = None) -> Contact | None:
        return await self.runner.read(sqlite_contacts.by_address, phone, email)

    async def keep_pieces(self, owner: str, first_number: int, bodies: Sequence[bytes], at_ms: int) -> None:
        await self.runner.write(sqlite_mails.keep_pieces, owner, first_number, bodies, at_ms)

    async def piece(self, owner: str, number: int) -> bytes | None:
        return await self.runner.read(sqlite_mails.piece, owner, number)

    async def mail(self, mail: str) -> MailRow | None:
        return await self.runner.read(sqlite_mails.mail, mail)

    async def mails_by_message_id(self, mailbox: str, message_ids: Sequence[str]) -> list[MailRow]:
        return await self.runner.read(sqlite_mails.mails_by_message_id, mailbox, message_ids)

    async def mail_received(self, mailbox: str, message_id: str, digest: bytes) -> MailRow | None:
        return await self.runner.read(sqlite_mails.mail_received, mailbox, message_id, digest)

    async def outgoing(self, after_mail: str = "", limit: int = OUTGOING_MAX) -> list[Outgoing]:
        return await self.runner.read(sqlite_mails.outgoing, after_mail, limit)

    async def outgoing_state(self, mail: str) -> OutgoingRow | None:
        return await self.runner.read(sqlite_mails.outgoing_state, mail)

    async def save_mail_place(self, mailbox: str, place: MailPlace) -> None:
        await self.runner.write(sqlite_mails.save_place, mailbox, place)

    async def mail_place(self, mailbox: str) -> MailPlace | None:
        return await self.runner.read(sqlite_mails.place, mailbox)

    async def save_upload(self, row: UploadRow) -> None:
        await self.runner.write(sqlite_mails.save_upload, row)

    async def upload(self, upload: str) -> UploadRow | None:
        return await self.runner.read(sqlite_mails.upload, upload)

    async def uploads(self, interaction: str) -> list[UploadRow]:
        return await self.runner.read(sqlite_mails.uploads, interaction)

    async def forget_pieces(self, before_ms: int) -> int:
        return await self.runner.write(sqlite_mails.forget_pieces, before_ms)

    async def verify(self) -> list[str]:
        return await self.runner.read(sqlite_read.verify)

    async def aclose(self) -> None:
        await self.runner.aclose()
