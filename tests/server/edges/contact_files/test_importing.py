"""A file into the book: what is kept, what is not, and what is said of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from kit.flaky import FlakyDisk
from kit.stores import disk_of_kind
from ringline_protocol.values import Contact
from ringline_server.domain.contacts import ContactField, FieldType
from ringline_server.edges.contact_files import exporting, importing
from ringline_server.edges.contact_files.importing import BATCH_ROWS, FAULTS_TOLD_MAX, Policy, Report, RowFault, Wish
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.records import StoreUnavailable
from ringline_server.store.sqlite_contacts import Pages

MARIA = Contact("cnt_maria", "María", ("612 34 56 78",), (), {"tier": "gold"})
FILE = b"name,phone,email,age\nMar\xc3\xada Ruiz,0034612345678,m@x.example,33\nEva,600111222,eva,1\nLi,600111223,,old\n"
WISH = Wish("ES", {"age": ContactField("age", "Age", FieldType.NUMBER)}, "operator")


async def load(disk: Disk, raw: bytes = FILE, policy: Policy = Policy.SKIP, *, preview: bool = False) -> Report:
    """What became of it."""
    wish = attrs.evolve(WISH, policy=policy, preview=preview)
    return await importing.run(disk.book, importing.rows_of(raw, {}), wish, Ids(), lambda: 5)


async def knows_maria(disk: Disk) -> None:
    def work(pages: Pages) -> Mapping[str, Any]:
        pages.write(MARIA)
        return {}

    await disk.book.change("ES", work, lambda _: ())


async def everybody(disk: Disk) -> list[Contact]:
    return list((await disk.book.search("", "ES", None, 500)).items)


async def test_faults_are_told_with_row_and_column_and_the_rest_is_kept(tmp_path: Path) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        report = await load(disk)
        assert (report.rows, report.created, report.failed) == (3, 1, 2)
        assert report.faults == [RowFault(3, "email", "no mail address"), RowFault(4, "age", "a number is expected")]
        assert [one.name for one in await everybody(disk)] == ["María Ruiz"]
        assert [row.act for row in await disk.audited(0, 9)] == ["contact.import"]


@pytest.mark.parametrize(
    ("policy", "counts", "names"),
    [
        (Policy.SKIP, (0, 0, 1), ["María"]),
        (Policy.UPDATE, (0, 1, 0), ["María Ruiz"]),
        (Policy.CREATE, (1, 0, 0), ["María", "María Ruiz"]),
    ],
)
async def test_who_is_there_already_is_known_however_the_number_is_written(
    tmp_path: Path, policy: Policy, counts: tuple[int, int, int], names: list[str]
) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        await knows_maria(disk)
        for preview in (True, False):
            report = await load(disk, policy=policy, preview=preview)
            assert (report.created, report.updated, report.skipped) == counts
        assert [one.name for one in await everybody(disk)] == names
        kept = await disk.book.read("cnt_maria")
        assert kept is not None
        if policy is Policy.UPDATE:
            assert (kept.phones, kept.emails) == (MARIA.phones, ("m@x.example",))
            assert (kept.fields, kept.rev) == ({"tier": "gold", "age": "33"}, 2)


async def test_a_preview_changes_nothing_and_knows_who_is_twice_in_the_file(tmp_path: Path) -> None:
    row = b"Ana %d,600%06d\n"
    raw = b"name,phone\n" + b"".join(row % (n, n % 150) for n in range(BATCH_ROWS * 2))
    async with disk_of_kind("memory", tmp_path) as disk:
        shown = await load(disk, raw, preview=True)
        assert (shown.created, shown.skipped, await everybody(disk)) == (150, 50, [])
        done = await load(disk, raw)
        assert (done.created, done.skipped, len(await everybody(disk))) == (150, 50, 150)
        assert (await load(disk, raw)).created == 0, "sent again it changes nothing"


async def test_two_who_share_the_addresses_of_a_row_are_told_and_left_alone(tmp_path: Path) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        await knows_maria(disk)
        await load(disk, b"name,email\nEva,m@x.example\n")
        report = await load(disk, FILE, Policy.UPDATE)
        assert report.faults[0].fault.endswith("have its addresses: merge them")


async def test_faults_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        report = await load(disk, b"name,email\n" + b"Ana,x\n" * (FAULTS_TOLD_MAX + 1))
        assert (report.failed, len(report.faults)) == (FAULTS_TOLD_MAX + 1, FAULTS_TOLD_MAX)


async def test_a_store_that_fails_fails_the_import(tmp_path: Path) -> None:
    async with disk_of_kind("memory", tmp_path) as disk:
        flaky = FlakyDisk(disk)
        flaky.fails = True
        with pytest.raises(StoreUnavailable):
            await load(flaky.disk)


async def test_what_is_exported_comes_back_the_same(tmp_path: Path) -> None:
    contacts = [
        Contact("cnt_1", "=cmd|'x'", ("+34 600 111 222", "601"), ("a@b.example",), {"@home": "x", "note": 'a;b, "c"'}),
        Contact("cnt_2", "Łukasz", (), ("l@b.example",)),
    ]

    async with disk_of_kind("memory", tmp_path) as disk, disk_of_kind("memory", tmp_path) as other:
        await disk.save_contacts(contacts, "ES")
        raw = b"".join([piece async for piece in exporting.lines(disk.book, "ES")])
        assert b",'=cmd" in raw
        assert (await load(other, raw)).failed == 0
        back = [attrs.evolve(one, id=f"cnt_{number}") for number, one in enumerate(await everybody(other), 1)]
        assert back == contacts


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        (FILE, 3),
        (FILE.rstrip(), 3),
        (b"", 0),
        (b"name", 0),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\nbegin:vcard\r\nend:vcard\r\n", 2),
    ],
)
def test_about_how_many_rows_a_file_has(raw: bytes, rows: int) -> None:
    assert importing.rows_about(raw) == rows
