"""The book as CSV. That it comes back the same is asked in test_importing.py."""

from pathlib import Path

from kit.stores import disk_of_kind
from ringline_protocol.values import Contact
from ringline_server.edges.contact_files import exporting


async def test_every_contact_is_a_row_over_all_pages(tmp_path: Path) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        contacts = [Contact(f"cnt_{n}", f"N {n}", fields={"a": "1"} if n else {}) for n in range(exporting.PAGE + 1)]
        await disk.save_contacts(contacts, "ES")
        lines = b"".join([piece async for piece in exporting.lines(disk.book, "ES")]).decode().splitlines()
    assert lines[:3] == ["id,name,phones,emails,a", "cnt_0,N 0,,,", "cnt_1,N 1,,,1"]
    assert len(lines) == exporting.PAGE + 2
