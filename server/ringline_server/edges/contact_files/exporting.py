"""The address book as CSV: one row for each contact, as they came. What it writes, `csv_file` reads."""

import csv
import io
from collections.abc import AsyncIterator, Iterable
from typing import Final

from ringline_protocol.values import Contact

from ringline_server.store.book import Book

PAGE: Final = 500
"""Contacts that are read at once."""


async def lines(book: Book, region: str) -> AsyncIterator[bytes]:
    """In pieces; the first begins with the header. Raises: StoreUnavailable."""
    names = sorted(await book.field_names())
    yield _written([["id", "name", "phones", "emails", *names]])
    cursor: str | None = None
    while True:
        page = await book.search("", region, cursor, PAGE)
        yield _written(_cells(contact, names) for contact in page.items)
        cursor = page.cursor
        if cursor is None:
            return


def _cells(contact: Contact, names: list[str]) -> list[str]:
    fields = [contact.fields.get(name, "") for name in names]
    return [contact.id, contact.name, "; ".join(contact.phones), "; ".join(contact.emails), *fields]


def _written(rows: Iterable[list[str]]) -> bytes:
    """A cell that a spreadsheet would take for a formula gets a mark before it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerows([f"'{cell}" if cell[:1] in ("=", "@") else cell for cell in row] for row in rows)
    return sheet.getvalue().encode()
