"""The address book: for agents, supervisors and services."""

from typing import Any, Protocol

import attrs
from ringline_protocol import commands as c
from ringline_protocol.values import Contact

from ringline_client.answers import Page, read


class Asks(Protocol):
    """A client."""

    async def ask(self, params: object, *, rev: int | None = None) -> dict[str, Any]:
        """See ClientOf.ask."""


@attrs.frozen
class SavedContact:
    """`rev` is what the next change is based on; `duplicates` are others that have one of its addresses."""

    contact: str
    rev: int
    duplicates: tuple[str, ...] = ()


@attrs.frozen
class Forgetting:
    """How far a person is forgotten. `is_compact`: the files were written anew as well."""

    id: str
    subject: str
    at_ms: int
    interactions: int
    left: int
    done_at_ms: int | None = None
    is_compact: bool = False


@attrs.frozen
class MergeConflict:
    """`field`: `name`, or `fields.` and a name. `kept` is what stands unless the other is chosen."""

    field: str
    kept: str
    other: str


@attrs.frozen
class MergePreview:
    """Nothing has happened."""

    contact: Contact
    conflicts: tuple[MergeConflict, ...] = ()


@attrs.frozen
class Merged:
    """`merge` is what `unmerge_contacts` takes."""

    contact: str
    rev: int
    merge: str
    undo_until_ms: int


class Contacts:
    """Mixed into roles that have the address book."""

    __slots__ = ()

    async def search_contacts(
        self: Asks, text: str = "", *, cursor: str | None = None, limit: int = 20
    ) -> Page[Contact]:
        """Best first, with words begun, misspelled or without accents, or a part of a number. Without text all."""
        answer = await self.ask(c.SearchContacts(text, cursor, limit))
        return Page(tuple(read(Contact, row) for row in answer["contacts"]), answer.get("cursor"))

    async def contact(self: Asks, contact: str) -> Contact:
        """One entry; of one that was merged away the survivor. Raises: CommandFailed (`not_found`)."""
        return read(Contact, (await self.ask(c.ReadContact(contact)))["contact"])

    async def create_contact(
        self: Asks,
        name: str,
        phones: tuple[str, ...] = (),
        emails: tuple[str, ...] = (),
        fields: dict[str, str] | None = None,
    ) -> SavedContact:
        """A new entry; nothing is merged by itself."""
        return read(SavedContact, await self.ask(c.CreateContact(name, phones, emails, fields or {})))

    async def update_contact(
        self: Asks,
        contact: str,
        *,
        name: str | None = None,
        phones: tuple[str, ...] | None = None,
        emails: tuple[str, ...] | None = None,
        fields: dict[str, str] | None = None,
        rev: int | None = None,
    ) -> SavedContact:
        """What is given changes. Raises: CommandFailed (`conflict`, with what is there, when `rev` is an older one)."""
        answer = await self.ask(c.UpdateContact(contact, name, phones, emails, fields), rev=rev)
        return read(SavedContact, answer)

    async def preview_merge(self: Asks, contact: str, other: str) -> MergePreview:
        """What merging `other` into `contact` would make, and where they say different things."""
        return read(MergePreview, await self.ask(c.PreviewMerge(contact, other)))

    async def merge_contacts(
        self: Asks,
        contact: str,
        other: str,
        *,
        name: str | None = None,
        fields: dict[str, str] | None = None,
        rev: int | None = None,
    ) -> Merged:
        """`other` becomes part of `contact`, whose word stands in conflicts unless `name` or `fields` choose."""
        return read(Merged, await self.ask(c.MergeContacts(contact, other, name, fields or {}), rev=rev))

    async def unmerge_contacts(self: Asks, merge: str) -> None:
        """Two again, within 30 days."""
        await self.ask(c.UnmergeContacts(merge))

    async def set_consent(self: Asks, contact: str, purpose: str, granted: bool | None) -> None:
        """What the person said, now. None: no word of it."""
        await self.ask(c.SetConsent(contact, purpose, granted))

    async def link_contact(self: Asks, interaction: str, contact: str | None) -> None:
        """The consumer of an interaction is this entry of the book; None: nobody that it knows."""
        await self.ask(c.LinkContact(interaction, contact))

    async def delete_contact(self: Asks, contact: str, *, rev: int | None = None) -> None:
        """Out of the book; interactions keep what was said. For supervisors and services."""
        await self.ask(c.DeleteContact(contact), rev=rev)
