"""The address book of a store: changed in one transaction, found however it is typed, right after every edit."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from kit.stores import put
from ringline_protocol.values import Consent, Contact
from ringline_server.ids import Ids
from ringline_server.store.disk import BadCursor, Disk
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import AnsweredRow, AuditRow, RowTaken, StaleWriter
from ringline_server.store.sqlite_contacts import Pages

MARIA = Contact("cnt_maria", "María Rodríguez Peña", ("612 34 56 78",), ("m.rodriguez@example.com",), {"tier": "gold"})
LUKASZ = Contact("cnt_lukasz", "Łukasz Ødegård", ("+47 22 12 34 56",), ("lukasz@example.net",))
JOHN = Contact("cnt_john", "John O'Neill", (), ("john@example.org",), {"customer": "K-48213"})
LI = Contact("cnt_li", "李小龙")


async def write(disk: Disk, *contacts: Contact) -> None:
    """They are in the book."""

    def work(pages: Pages) -> Mapping[str, Any]:
        for contact in contacts:
            pages.write(contact)
        return {}

    await disk.book.change("ES", work, lambda _: ())


async def found(disk: Disk, text: str) -> list[str]:
    """Ids, best first."""
    return [one.id.removeprefix("cnt_") for one in (await disk.book.search(text, "ES", None, 20)).items]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("maria", ["maria"]),
        ("MARÍA rodríguez", ["maria"]),
        ("rod", ["maria"]),
        ("pena rodr", ["maria"]),
        ("rodrigues", ["maria"]),
        ("rodriguz", ["maria"]),
        ("rdoriguez", ["maria"]),
        ("rodrigguez pen", ["maria"]),
        ("odegard", ["lukasz"]),
        ("ØDEGÅRD", ["lukasz"]),
        ("lukas", ["lukasz"]),
        ("oneill", ["john"]),
        ("o'neill", ["john"]),
        ("小龙", ["li"]),
        ("612 345", ["maria"]),
        ("5678", ["maria"]),
        ("+34612345678", ["maria"]),
        ("0034 612 34", ["maria"]),
        ("22 12", ["lukasz"]),
        ("m.rodriguez@example.com", ["maria"]),
        ("example.net", ["lukasz"]),
        ("48213", ["john"]),
        ("gold", ["maria"]),
        ("maria 612", ["maria"]),
        ("maria john", []),
        ("12", []),
        ("'\"*)(", []),
        ("zzzz", []),
    ],
)
async def test_a_contact_is_found_however_it_is_typed(disk: Disk, text: str, ids: list[str]) -> None:
    await write(disk, MARIA, LUKASZ, JOHN, LI)
    assert await found(disk, text) == ids


async def test_what_matches_a_name_as_typed_comes_first(disk: Disk) -> None:
    misspelled = Contact("cnt_a", "Marina")
    begun = Contact("cnt_b", "Mariana")
    elsewhere = Contact("cnt_c", "Eva", fields={"sister": "Maria"})
    await write(disk, misspelled, elsewhere, begun, Contact("cnt_d", "Maria"))
    assert await found(disk, "maria") == ["d", "b", "c", "a"]


async def test_search_follows_every_edit(disk: Disk) -> None:
    await write(disk, MARIA)
    await write(disk, attrs.evolve(MARIA, name="Eva Ruiz", phones=("699 00 11 22",), rev=2))
    assert [await found(disk, text) for text in ("rodrigues", "maria", "612345", "eva", "699001")] == [
        [],
        [],
        [],
        ["maria"],
        ["maria"],
    ]


async def test_a_word_that_others_still_have_is_still_spelled(disk: Disk) -> None:
    await write(disk, MARIA, Contact("cnt_two", "Pablo Rodríguez"))
    await write(disk, attrs.evolve(MARIA, name="Eva", emails=()))
    assert await found(disk, "rodrigues") == ["two"]


async def test_without_a_text_all_are_paged_through_in_their_order(disk: Disk) -> None:
    await write(disk, *(Contact(f"cnt_{number}", f"Name {number}") for number in (3, 1, 2)))
    first = await disk.book.search("", "ES", None, 2)
    rest = await disk.book.search(" ", "ES", first.cursor, 2)
    assert [one.id for one in (*first.items, *rest.items)] == ["cnt_3", "cnt_1", "cnt_2"]
    assert rest.cursor is None


async def test_hits_are_paged_through(disk: Disk) -> None:
    await write(disk, *(Contact(f"cnt_{number}", f"Ana {number}") for number in range(5)))
    first = await disk.book.search("ana", "ES", None, 3)
    rest = await disk.book.search("ana", "ES", first.cursor, 3)
    assert [one.id for one in (*first.items, *rest.items)] == [f"cnt_{number}" for number in range(5)]
    assert rest.cursor is None


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30])
async def test_a_foreign_cursor_is_refused(disk: Disk, cursor: str) -> None:
    with pytest.raises(BadCursor):
        await disk.book.search("ana", "ES", cursor, 3)


async def test_contacts_that_share_an_address_are_named(disk: Disk) -> None:
    await write(disk, MARIA, JOHN)
    twin = Contact("cnt_twin", "M. R.", ("0034612345678",), ("JOHN@example.org",))
    shared: list[str] = []

    def work(pages: Pages) -> Mapping[str, Any]:
        pages.write(twin)
        shared.extend(one.id for one in pages.sharing(twin, 10))
        return {}

    await disk.book.change("ES", work, lambda _: ())
    assert shared == ["cnt_john", "cnt_maria"]


async def test_a_contact_comes_back_as_it_was_written(disk: Disk) -> None:
    consented = attrs.evolve(MARIA, rev=4, consents={"email": Consent(False, 17, "agent:agt_ana")})
    await write(disk, consented)
    assert await disk.book.read("cnt_maria") == consented


async def test_a_change_that_fails_leaves_nothing(disk: Disk) -> None:
    def work(pages: Pages) -> Mapping[str, Any]:
        pages.write(MARIA)
        raise LookupError

    with pytest.raises(LookupError):
        await disk.book.change("ES", work, lambda _: ())
    assert (await disk.book.read("cnt_maria"), await found(disk, "maria")) == (None, [])


async def test_answer_and_audit_are_in_the_transaction_of_the_change(disk: Disk) -> None:
    row = AnsweredRow("agent:agt_ana", "k1", b"hash", b"{}", 5)
    audit = AuditRow(5, "agent:agt_ana", "contact.create", "cnt_maria")

    def work(pages: Pages) -> Mapping[str, Any]:
        pages.write(MARIA)
        return {}

    await disk.book.change("ES", work, lambda _: (row, audit))
    assert await disk.answered("agent:agt_ana", "k1") == row
    assert await disk.audited(0, 10) == [audit]

    await put(disk, attrs.evolve(row, key="k2"))
    with pytest.raises(RowTaken):
        await disk.book.change("ES", lambda pages: pages.remove("cnt_maria") or {}, lambda _: (row,))  # type: ignore[func-returns-value]
    assert await disk.book.read("cnt_maria") == MARIA


async def test_a_server_that_was_replaced_cannot_write() -> None:
    medium = MemoryMedium(Ids.seeded(1))
    old = medium.open()
    medium.open()
    with pytest.raises(StaleWriter):
        await write(old, MARIA)


async def test_what_the_configuration_says_does_not_undo_what_people_changed(disk: Disk) -> None:
    await disk.book.seed([MARIA, JOHN], "ES")
    await write(disk, attrs.evolve(MARIA, name="Eva", rev=2))
    await disk.book.change("ES", lambda pages: pages.remove("cnt_john") or {}, lambda _: ())  # type: ignore[func-returns-value]
    await disk.book.seed([MARIA, JOHN], "ES")
    kept = await disk.book.read("cnt_maria")
    assert kept is not None
    assert (kept.name, await disk.book.read("cnt_john")) == ("Eva", None)


async def test_what_the_configuration_says_anew_is_taken_over(disk: Disk) -> None:
    await disk.book.seed([MARIA], "ES")
    await disk.book.seed([attrs.evolve(MARIA, name="María R.")], "ES")
    assert await disk.book.read("cnt_maria") == attrs.evolve(MARIA, name="María R.", rev=2)
