"""The address book of a store. Every change is one transaction: what is done, its stored answer, its line in the audit.

`work` of a change runs where the writer runs, in a thread of its own: it is pure but for the pages that it is given.
"""

from collections.abc import Callable, Sequence
from typing import Final

import attrs
from ringline_protocol.values import Contact

from ringline_server.store import sqlite_contacts, sqlite_merges
from ringline_server.store.disk import Identity, Page
from ringline_server.store.sql_runner import Runner
from ringline_server.store.sqlite_contacts import Pages, Result, RowsOf
from ringline_server.store.sqlite_merges import KeptMerge

SHARING_MAX: Final = 20
"""Contacts with one of the same addresses that are named."""


@attrs.frozen
class Book:
    """Any method may raise StoreUnavailable. `region`: people.py."""

    identity: Identity
    runner: Runner

    async def read(self, contact: str) -> Contact | None:
        """An entry; of one that was merged away the survivor."""
        return await self.runner.read(sqlite_contacts.read, contact)

    async def search(self, text: str, region: str, cursor: str | None, limit: int) -> Page[Contact]:
        """Best first; without a text all of them. Raises: BadCursor."""
        return await self.runner.read(sqlite_contacts.search, text, region, cursor, limit)

    async def known_as(self, contact: str) -> tuple[str, ...]:
        """All ids of the same person: of the survivor, and of everybody who was merged into it."""
        return tuple(await self.runner.read(sqlite_contacts.one_person, contact))

    async def merges(self, contact: str) -> list[KeptMerge]:
        """Those that made it, oldest first."""
        return await self.runner.read(sqlite_merges.merges, contact)

    async def forget_merges(self, before_ms: int) -> None:
        """Older ones cannot be undone any more."""
        await self.runner.write(sqlite_merges.forget, before_ms)

    async def seed(self, contacts: Sequence[Contact], region: str) -> None:
        """What the configuration says: kept where it says something new. At most disk.CONTACTS_MAX."""
        await self.runner.write(sqlite_contacts.seed, contacts, region)

    async def index(self, region: str) -> None:
        """Whoever has no search entry yet gets one: an older release wrote it."""
        while await self.runner.write(sqlite_contacts.index_all, region):
            pass

    async def change(self, region: str, work: Callable[[Pages], Result], rows_of: RowsOf) -> Result:
        """What `work` answers, durable. Raises: what `work` raises, RowTaken, StaleWriter; then nothing changed."""
        return await self.runner.write(sqlite_contacts.change, self.identity.incarnation, region, work, rows_of)
