"""Contacts as edges find them: there or not, changed since or not; addresses as they are compared."""

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import Contact

from ringline_server.store import people
from ringline_server.store.sqlite_contacts import Pages


def missing(contact: str) -> Refused:
    """There is no such entry."""
    return Refused(ErrorCode.NOT_FOUND, details={"contact": contact})


def there(pages: Pages, contact: str, expect_rev: int | None = None) -> Contact:
    """The entry, as the asker knows it. Raises: Refused (`not_found`, `conflict` with what is there)."""
    found = pages.read(contact)
    if found is None:
        raise missing(contact)
    if expect_rev not in (None, found.rev):
        raise Refused(ErrorCode.CONFLICT, details={"current": attrs.asdict(found)})
    return found


def key(address: str, region: str) -> str:
    """The same for a phone or an email however it is written."""
    return people.email_key(address) if "@" in address else people.phone_key(address, region)
