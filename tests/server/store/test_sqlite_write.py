"""Appends that conflict, and what becomes of the others in their batch."""

from typing import Any

import pytest
from kit.stores import append, interaction
from ringline_protocol.values import Contact
from ringline_server.store.disk import Disk
from ringline_server.store.records import (
    AnsweredRow,
    Append,
    CountRow,
    Record,
    RowRefused,
    RowTaken,
    SeqTaken,
)

ANSWER = AnsweredRow("agt_ana", "key-1", b"hash", b"reply", 1)


async def test_a_second_writer_of_the_same_seq_is_told_where_the_stream_stands(disk: Disk) -> None:
    await disk.commit([append(count=3)])

    (failed,) = await disk.commit([append(after=2)])

    assert isinstance(failed, SeqTaken)
    assert (failed.stream, failed.expected_seq, failed.found_seq) == ("interaction/int_1", 2, 3)


async def test_an_append_cannot_leave_a_gap(disk: Disk) -> None:
    (failed,) = await disk.commit([append(after=1)])

    assert isinstance(failed, SeqTaken)
    assert await disk.read("interaction/int_1") == []


async def test_one_stream_may_be_appended_twice_in_one_batch(disk: Disk) -> None:
    assert await disk.commit([append(), append(after=1)]) == [None, None]
    assert [type(failed) for failed in await disk.commit([append(after=2), append(after=2)])] == [type(None), SeqTaken]


@pytest.mark.parametrize(
    ("culprit", "fate"),
    [
        (append("taken"), SeqTaken),
        (append("c", 0, 1, ANSWER), RowTaken),
        (append("c", 0, 1, CountRow("que_a", 0, "offered", 2**70)), RowRefused),
        (Append("c", 0, (Record(1, 1, "note.saved", "text"),)), RowRefused),  # type: ignore[arg-type]
        (append("c", 0, 1, interaction(1, subject="\ud800")), RowRefused),
    ],
)
async def test_a_conflict_takes_only_its_own_append_back(disk: Disk, culprit: Append, fate: type[Any]) -> None:
    await disk.commit([append("taken", 0, 1, ANSWER)])
    innocent = append("a", 0, 1, CountRow("que_a", 0, "offered"))

    outcome = await disk.commit([innocent, culprit, append("b")])

    assert [type(failed) for failed in outcome] == [type(None), fate, type(None)]
    assert {s: len(r) for s, r in (await disk.read_many({"a": 0, "b": 0, "c": 0})).items()} == {"a": 1, "b": 1, "c": 0}
    assert await disk.counts("que_a", 0, 1) == [CountRow("que_a", 0, "offered", 1)]


async def test_rows_of_a_conflicting_append_are_not_written_either(disk: Disk) -> None:
    await disk.commit([append("taken")])

    await disk.commit([append("taken", 0, 1, interaction(1), ANSWER)])

    assert await disk.interaction("int_1") is None
    assert await disk.answered("agt_ana", "key-1") is None


async def test_saving_a_contact_again_counts_up_only_when_something_changed(disk: Disk) -> None:
    ana = Contact("con_1", "Ana", ("612 34 56 78",), ("Ana@Example.org",), {"tier": "gold", "city": "León"})

    assert [saved.rev for saved in await disk.save_contacts([ana], "ES")] == [1]
    assert [saved.rev for saved in await disk.save_contacts([ana], "ES")] == [1]
    (renamed,) = await disk.save_contacts([Contact("con_1", "Ana María", ana.phones, ana.emails, ana.fields)], "ES")

    assert renamed.rev == 2
    assert await disk.contact("con_1") == renamed


async def test_a_number_that_a_contact_no_longer_has_finds_nobody(disk: Disk) -> None:
    await disk.save_contacts([Contact("con_1", "Ana", ("612 34 56 78",))], "ES")
    await disk.save_contacts([Contact("con_1", "Ana", ("612 34 56 79",))], "ES")

    assert await disk.contact_by(phone="+34612345678") is None
    assert (await disk.contact_by(phone="+34612345679")) is not None
