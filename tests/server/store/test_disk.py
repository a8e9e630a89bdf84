"""What any disk promises, whatever is beneath it."""

from pathlib import Path

import pytest
from kit.stores import append, disk_of_kind, interaction, put, segment
from ringline_server.store.disk import Disk
from ringline_server.store.records import (
    AnsweredRow,
    AuditRow,
    CannedRow,
    CountRow,
    OpenRow,
    ParticipantRow,
    Record,
    RevocationRow,
    Snapshot,
    Standing,
    StandingRow,
)


async def test_what_was_committed_is_read_back_in_order(disk: Disk) -> None:
    await disk.commit([append(count=3, body=b"\x00\xff")])

    assert await disk.read("interaction/int_1") == [
        Record(1, 1_001, "note.saved", b"\x00\xff"),
        Record(2, 1_002, "note.saved", b"\x00\xff"),
        Record(3, 1_003, "note.saved", b"\x00\xff"),
    ]


async def test_a_stream_is_read_in_pages(disk: Disk) -> None:
    await disk.commit([append(count=5)])

    assert [r.seq for r in await disk.read("interaction/int_1", 0, 2)] == [1, 2]
    assert [r.seq for r in await disk.read("interaction/int_1", 2, 2)] == [3, 4]
    assert [r.seq for r in await disk.read("interaction/int_1", 4, 2)] == [5]
    assert await disk.read("interaction/int_1", 5, 2) == []


async def test_many_streams_are_read_in_one_question_each_from_its_own_place(disk: Disk) -> None:
    await disk.commit([append("a", count=3), append("b", count=2), append("c")])

    found = await disk.read_many({"a": 1, "b": 2, "nobody's": 0})

    assert {stream: [r.seq for r in records] for stream, records in found.items()} == {
        "a": [2, 3],
        "b": [],
        "nobody's": [],
    }


async def test_single_records_are_read_where_they_exist(disk: Disk) -> None:
    await disk.commit([append(count=5)])

    assert [r.seq for r in await disk.read_at("interaction/int_1", [5, 2, 9])] == [2, 5]


async def test_who_stands_in_line_is_known_with_their_place_until_they_stand_there_no_more(disk: Disk) -> None:
    first, later = Standing("que_a", True, False, 2, 5_000), Standing("que_b", False, True, 0, 6_000)
    await put(disk, interaction(1), interaction(2, agents=("agt_a",)), StandingRow("int_1", first))
    stood = await disk.open_interactions()
    await put(disk, StandingRow("int_1", later))
    moved = await disk.open_interactions()
    await put(disk, StandingRow("int_1", None))
    left = await disk.open_interactions()

    assert stood == [OpenRow("int_1", "queued", False, first), OpenRow("int_2", "queued", True, None)]
    assert (moved[0].standing, left[0].standing) == (later, None)


async def test_who_was_thrown_out_is_known_by_the_last_moment_until_it_is_forgotten(disk: Disk) -> None:
    await put(disk, RevocationRow("agt_a", 1_000), RevocationRow("agt_b", 2_000))
    await put(disk, RevocationRow("agt_a", 3_000))
    await put(disk, RevocationRow("agt_b", 1_500))

    assert await disk.revocations(0) == [RevocationRow("agt_b", 2_000), RevocationRow("agt_a", 3_000)]
    assert await disk.revocations(2_001) == [RevocationRow("agt_a", 3_000)]
    await disk.forget_revocations(3_000)
    assert await disk.revocations(0) == [RevocationRow("agt_a", 3_000)]


async def test_all_that_is_open_comes_in_order_of_id_and_in_pages(disk: Disk) -> None:
    closed = interaction(2, closed_at_ms=5_000)
    await put(disk, interaction(3), closed, interaction(1))

    assert [row.id for row in await disk.open_interactions()] == ["int_1", "int_3"]
    assert [row.id for row in await disk.open_interactions("int_1", 1)] == ["int_3"]
    assert await disk.interaction("int_2") == closed
    assert await disk.interaction("int_9") is None


async def test_an_interaction_row_comes_back_as_it_was_put_after_every_kind_of_change(disk: Disk) -> None:
    for row in (
        interaction(1, agents=("ana", "ben"), consumer="con_1", waiting_since_ms=5),
        interaction(1, agents=("ben",), consumer="con_1", updated_at_ms=7, preview="hola", consumer_name="Eva"),
        interaction(1, queue="que_b", needs_disposition=True, phase="wrapping", subject="lost"),
        interaction(1, queue=None, closed_at_ms=9, closed_reason="resolved"),
        interaction(1, queue=None, closed_at_ms=9, closed_reason="error"),
        interaction(1),
    ):
        await put(disk, row)

        assert await disk.interaction("int_1") == row


async def test_whoever_held_a_leg_or_was_told_so_participates_for_good(disk: Disk) -> None:
    await put(disk, interaction(1, agents=("ana", "ana", "ben")), ParticipantRow("int_1", "eva"))
    await put(disk, interaction(1, agents=("ben", "ana"), queue="que_b"), ParticipantRow("int_1", "eva"))
    await put(disk, interaction(1))

    seeing = [agent for agent in ("ana", "ben", "eva", "joe") if await disk.participates("int_1", agent)]

    assert seeing == ["ana", "ben", "eva"]


async def test_segments_are_paged_forwards_and_backwards(disk: Disk) -> None:
    said = [segment(f"text {seq}", seq) for seq in (2, 4, 6, 8)]
    await put(disk, *said, segment("elsewhere", 1, "int_2", hidden=True))

    assert await disk.segments("int_1") == said
    assert await disk.segments("int_1", after_seq=2, limit=2) == said[1:3]
    assert await disk.segments("int_1", before_seq=8, limit=2) == said[1:3]
    assert await disk.segments("int_1", after_seq=2, before_seq=6) == said[1:2]
    assert (await disk.segments("int_2"))[0].hidden


async def test_an_answer_is_found_by_its_key_and_a_principal_has_a_list_of_them(disk: Disk) -> None:
    rows = [AnsweredRow("agt_ana", f"key-{at}", b"hash", b"reply", at) for at in (1, 2, 3)]
    await put(disk, *rows, AnsweredRow("agt_ben", "key-1", b"", b"other", 9))

    assert await disk.answered("agt_ana", "key-1") == rows[0]
    assert await disk.answered("agt_ana", "key-9") is None
    assert sorted(await disk.answered_keys("agt_ana", 2)) == ["key-2", "key-3"]
    assert len(await disk.answered_keys("agt_ana", 0, limit=2)) == 2


async def test_old_answers_are_forgotten(disk: Disk) -> None:
    await put(disk, *(AnsweredRow("agt_ana", f"key-{at}", b"", b"", at) for at in range(4)))

    assert await disk.forget_answered(before_ms=3) == 3
    assert await disk.answered_keys("agt_ana", 0) == ["key-3"]


async def test_figures_add_up_in_their_bucket(disk: Disk) -> None:
    await put(
        disk, CountRow("que_a", 0, "offered"), CountRow("que_a", 0, "offered", 2), CountRow("que_b", 0, "offered")
    )
    await put(
        disk, CountRow("que_a", 0, "answered_in"), CountRow("que_a", 900, "offered"), CountRow("que_a", 0, "offered")
    )

    assert await disk.counts("que_a", 0, 900) == [
        CountRow("que_a", 0, "answered_in", 1),
        CountRow("que_a", 0, "offered", 4),
    ]


async def test_the_audit_log_is_read_by_time(disk: Disk) -> None:
    rows = [AuditRow(at, "agt_sue", "monitor", f"int_{at}", "") for at in (1, 2, 3)]
    await put(disk, *rows)

    assert await disk.audited(2, 3) == rows[1:2]
    assert await disk.audited(0, 9, limit=2) == rows[:2]


async def test_the_newest_snapshot_of_a_stream_is_kept(disk: Disk) -> None:
    await disk.save_snapshots([Snapshot("a", 5, b"five"), Snapshot("b", 1, b"one")])
    await disk.save_snapshots([Snapshot("a", 4, b"four"), Snapshot("b", 2, b"two")])

    assert await disk.snapshots(["a", "b", "c"]) == {"a": Snapshot("a", 5, b"five"), "b": Snapshot("b", 2, b"two")}


async def test_a_sound_store_has_no_faults(disk: Disk) -> None:
    await disk.commit([append("a", count=3), append("b")])

    assert await disk.verify() == []


@pytest.mark.parametrize("size", [400 * 1024])
async def test_a_full_disk_refuses_and_works_again_when_there_is_room(kind: str, tmp_path: Path, size: int) -> None:
    async with disk_of_kind(kind, tmp_path, size) as disk:
        large = append("a", body=b"x" * size)

        refused, *others = await disk.commit([large, append("b")])

        assert type(refused).__name__ == "StoreUnavailable"
        assert [type(other).__name__ for other in others] == ["StoreUnavailable"]
        assert await disk.read("b") == []
        assert await disk.commit([append("b")]) == [None]
        assert [r.seq for r in await disk.read("b")] == [1]


async def test_canned_answers_are_kept_replaced_and_dropped_by_id(disk: Disk) -> None:
    rows = [CannedRow("can_b", b"{}", 1), CannedRow("can_a", b'{"a":1}', 1), CannedRow("can_b", b'{"b":2}', 2)]
    await put(disk, *rows)
    kept = await disk.canned()
    await put(disk, CannedRow("can_a", None, 3))

    assert kept == [rows[1], rows[2]]
    assert await disk.canned() == [rows[2]]
