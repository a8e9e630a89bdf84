"""A snapshot is encoded once for all who are being sent the same state, and forgotten with the last of them."""

import gc
import json
import weakref

import attrs
from ringline_protocol.limits import SNAPSHOT_PART_BYTES_MAX
from ringline_server.actors.feed import Attached
from ringline_server.edges.snapshots import Snapshots

STREAM = "interaction/int_1"
VERDICT = Attached("e1", 10, recovered=False)


@attrs.frozen
class View:
    text: str
    segments: tuple[str, ...] = ()


def test_who_comes_while_it_is_sent_gets_the_same_bytes() -> None:
    snapshots, view = Snapshots(), View("now")
    first = snapshots.encoded(STREAM, VERDICT, view)

    assert snapshots.encoded(STREAM, VERDICT, view) is first
    assert snapshots.encoded(STREAM, VERDICT, View("now")) is not first


def test_the_same_view_at_another_place_of_the_stream_is_another_snapshot() -> None:
    snapshots, view = Snapshots(), View("now")
    first = snapshots.encoded(STREAM, VERDICT, view)
    for stream, verdict in (
        (STREAM, attrs.evolve(VERDICT, head=11)),
        (STREAM, attrs.evolve(VERDICT, epoch="e2")),
        ("interaction/int_2", VERDICT),
    ):
        other = snapshots.encoded(stream, verdict, view)
        told = json.loads(other.frames[0])
        assert other is not first
        assert (told["stream"], told["epoch"], told["seq"]) == (stream, verdict.epoch, verdict.head)


def test_a_large_one_goes_out_in_parts_that_name_each_other() -> None:
    half = "x" * (SNAPSHOT_PART_BYTES_MAX // 2)
    frames = Snapshots().encoded(STREAM, VERDICT, View("now", (half, half, half))).frames

    assert [(part["part"], part["parts"]) for part in map(json.loads, frames)] == [(1, 3), (2, 3), (3, 3)]


def test_nothing_is_kept_once_it_was_sent() -> None:
    snapshots = Snapshots()
    sent = snapshots.encoded(STREAM, VERDICT, View("now"))
    gone = weakref.ref(sent)
    del sent
    gc.collect()

    assert gone() is None
