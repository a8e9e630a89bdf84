"""The address book, and a look for damage."""

from kit.stores import append
from ringline_protocol.values import Contact
from ringline_server.ids import Ids
from ringline_server.store import sqlite_read
from ringline_server.store.disk import Disk
from ringline_server.store.memory import MemoryMedium


async def test_a_contact_is_found_by_phone_then_by_email(disk: Disk) -> None:
    ana = Contact("con_1", "Ana", ("612 34 56 78",), ("Ana@Example.org",))
    ben = Contact("con_2", "Ben", (), ("ben@example.org",))
    await disk.save_contacts([ana, ben], "ES")

    assert await disk.contact_by(phone="+34612345678", email="ben@example.org") == ana
    assert await disk.contact_by(phone="+34999999999", email="ben@example.org") == ben
    assert await disk.contact_by(email="ana@example.org") == ana
    assert await disk.contact_by() is None


async def test_of_several_with_one_number_the_lowest_id_answers(disk: Disk) -> None:
    await disk.save_contacts([Contact("con_2", "Ben", ("612345678",)), Contact("con_1", "Ana", ("612345678",))], "ES")

    found = await disk.contact_by(phone="+34612345678")

    assert found is not None
    assert found.id == "con_1"


async def test_a_gap_in_a_stream_is_found() -> None:
    medium = MemoryMedium(Ids.seeded(1))
    await medium.open().commit([append("a", count=3), append("b", count=3), append("c")])
    medium.write(lambda db: db.execute("delete from record where (stream, seq) in (('a', 2), ('b', 1))"))

    assert medium.read(sqlite_read.verify) == ["a has 2 records from 1 to 3", "b has 2 records from 2 to 3"]
