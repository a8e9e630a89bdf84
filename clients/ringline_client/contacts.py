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

    async def delete_contact(self: Asks, contact: str, *, rev: int | None = None) -> None:
        """Out of the book; interactions keep what was said. For supervisors and services."""
        await self.ask(c.DeleteContact(contact), rev=rev)
