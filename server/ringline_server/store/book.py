"""The address book of a store. Every change is one transaction: what is done, its stored answer, its line in the audit.

`work` of a change runs where the writer runs, in a thread of its own: it is pure but for the pages that it is given.
"""

from collections.abc import Callable, Sequence
from typing import Final

import attrs
from ringline_protocol.values import Contact

from ringline_server.store import sqlite_contacts, sqlite_forget, sqlite_merges
from ringline_server.store.disk import Identity, Page
from ringline_server.store.sql_runner import Runner
from ringline_server.store.sqlite_contacts import Pages, Result, RowsOf
from ringline_server.store.sqlite_forget import Forgetting
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

    async def person_of(self, contact: str, region: str) -> tuple[list[str], list[str]]:
        """All ids of one person, and their addresses as they are compared."""
        return await self.runner.read(sqlite_forget.person_of, contact, region)

    async def interactions_of(self, keys: Sequence[str], addresses: Sequence[str], region: str) -> list[str]:
        """All of theirs, and under an address however it was written. Reads every line."""
        return await self.runner.read(sqlite_forget.known, keys, addresses, region)

    async def open_ones(self, interactions: Sequence[str]) -> list[str]:
        """Some of those that are not closed."""
        return await self.runner.read(sqlite_forget.open_ones, interactions)

    async def forget_interaction(self, interaction: str) -> None:
        """Its content is gone from every table. Only its own actor may ask for that."""
        await self.runner.write(sqlite_forget.interaction, interaction)

    async def to_forget(self) -> list[str]:
        """Interactions that still have to be emptied."""
        return await self.runner.read(sqlite_forget.due)

    async def forgetting(self, forgetting: str) -> Forgetting | None:
        """How a request stands."""
        return await self.runner.read(sqlite_forget.request, forgetting)

    async def owes_compacting(self) -> bool:
        """A request is emptied, and its files not yet cleaned."""
        return await self.runner.read(sqlite_forget.owes)

    async def forgotten(self, now_ms: int) -> bool:
        """Rid the files of what was forgotten; whether they are compact. Others' writes go between the steps."""
        for index in sqlite_forget.INDEXES:
            is_first = True
            while await self.runner.write(sqlite_forget.merge_step, index, is_first):
                is_first = False
        is_compact = await self.runner.write(sqlite_forget.compact)
        await self.runner.write(sqlite_forget.done, now_ms, is_compact)
        return is_compact

    async def field_names(self) -> list[str]:
        """Of all fields that any contact has."""
        return await self.runner.read(sqlite_contacts.field_names)

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
