"""The outbox on integers for time: order, conflation, bounds and the writer's wake-up."""

import itertools

import pytest
import trio
import trio.testing
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.codec import batch
from ringline_protocol.limits import (
    BATCH_BYTES_MAX,
    BATCH_FRAMES_MAX,
    OUTBOX_AGE_MS,
    OUTBOX_BYTES_MAX,
    OUTBOX_FRAMES_MAX,
)
from ringline_server.edges.outbox import Bound, Outbox, SlowConsumer


def drain(outbox: Outbox, now_ms: int = 0) -> list[bytes]:
    return list(itertools.chain.from_iterable(iter(lambda: outbox.take(now_ms), [])))


def test_events_leave_in_the_order_in_which_they_were_put() -> None:
    outbox = Outbox()
    for n in range(5):
        outbox.put_event(b"%d" % n, "agent/a" if n % 2 else "interaction/i", 0)

    assert drain(outbox) == [b"0", b"1", b"2", b"3", b"4"]


def test_an_offer_goes_ahead_of_other_streams_but_not_of_its_own() -> None:
    outbox = Outbox()
    outbox.put_event(b"i1", "interaction/i", 0)
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_event(b"i2", "interaction/i", 0)
    outbox.put_offer(b"ring", "agent/a", 0)
    outbox.put_event(b"a2", "agent/a", 0)

    assert drain(outbox) == [b"a1", b"ring", b"i1", b"i2", b"a2"]


def test_a_reply_never_overtakes_the_events_that_its_pos_names() -> None:
    outbox = Outbox()
    outbox.put_event(b"q1", "queue/q", 0)
    outbox.put_event(b"i1", "interaction/i", 0)
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_reply(b"reply", 0, after=("agent/a", "interaction/i"))

    assert drain(outbox) == [b"i1", b"a1", b"reply", b"q1"]


def test_a_reply_without_pos_goes_ahead_of_everything_but_earlier_urgent_frames() -> None:
    outbox = Outbox()
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_reply(b"first", 0)
    outbox.put_reply(b"second", 0)

    assert drain(outbox) == [b"first", b"second", b"a1"]


def test_a_stream_stays_in_order_when_it_hurries_twice() -> None:
    outbox = Outbox()
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_offer(b"a2", "agent/a", 0)
    outbox.put_event(b"a3", "agent/a", 0)
    outbox.put_reply(b"reply", 0, after=("agent/a",))

    assert drain(outbox) == [b"a1", b"a2", b"a3", b"reply"]


def test_ephemerals_are_conflated_by_stream_event_and_key() -> None:
    outbox = Outbox()
    outbox.put_ephemeral(b"old", "interaction/i", "segment.partial", "seg_1", 0)
    outbox.put_ephemeral(b"other", "interaction/i", "segment.partial", "seg_2", 0)
    outbox.put_ephemeral(b"new", "interaction/i", "segment.partial", "seg_1", 0)

    assert drain(outbox) == [b"other", b"new"]
    assert outbox.waiting_bytes == 0
    assert outbox.dropped == 0


def test_a_final_outdates_the_waiting_ephemerals_of_its_key_only() -> None:
    outbox = Outbox()
    outbox.put_ephemeral(b"partial 1", "interaction/i", "segment.partial", "seg_1", 0)
    outbox.put_ephemeral(b"partial 2", "interaction/i", "segment.partial", "seg_2", 0)
    outbox.put_ephemeral(b"elsewhere", "interaction/j", "segment.partial", "seg_1", 0)
    outbox.put_event(b"final 1", "interaction/i", 0, final_of="seg_1")

    assert drain(outbox) == [b"final 1", b"partial 2", b"elsewhere"]


def test_too_many_frames_drop_ephemerals_first_and_then_give_up() -> None:
    given_up: list[str] = []
    outbox = Outbox(lambda: given_up.append("now"))
    outbox.put_ephemeral(b"~", "wall", "figures", "w", 0)
    for _ in range(OUTBOX_FRAMES_MAX):
        outbox.put_event(b".", "agent/a", 0)
    assert (outbox.overflow, outbox.dropped, len(outbox)) == (None, 1, OUTBOX_FRAMES_MAX)
    outbox.put_ephemeral(b"~", "wall", "figures", "w", 0)
    assert (outbox.overflow, outbox.dropped, len(outbox)) == (None, 2, OUTBOX_FRAMES_MAX)

    outbox.put_event(b".", "agent/a", 0)

    assert outbox.overflow is Bound.FRAMES
    assert given_up == ["now"]
    with pytest.raises(SlowConsumer):
        outbox.take(0)


def test_too_many_bytes_drop_ephemerals_first_and_then_give_up() -> None:
    outbox = Outbox()
    outbox.put_ephemeral(b"~" * 100, "wall", "figures", "w", 0)
    outbox.put_event(b"." * OUTBOX_BYTES_MAX, "agent/a", 0)
    assert (outbox.overflow, outbox.dropped, outbox.waiting_bytes) == (None, 1, OUTBOX_BYTES_MAX)

    outbox.put_reply(b".", 0)

    assert (outbox.overflow, outbox.waiting_bytes) == (Bound.BYTES, 0)


@pytest.mark.parametrize("late", ["put", "take"])
def test_a_frame_that_waited_too_long_is_noticed_at_the_next(late: str) -> None:
    outbox = Outbox()
    outbox.blocks(900)
    outbox.put_event(b"1", "agent/a", 1_000)
    outbox.put_reply(b"2", 1_000 + OUTBOX_AGE_MS)
    assert outbox.overflow is None

    if late == "put":
        outbox.put_reply(b"3", 1_001 + OUTBOX_AGE_MS)
    with pytest.raises(SlowConsumer) as caught:
        outbox.take(1_001 + OUTBOX_AGE_MS)

    assert caught.value.bound is Bound.AGE


def test_what_waits_for_its_turn_here_does_not_age() -> None:
    outbox = Outbox()
    outbox.put_event(b"1", "agent/a", 0)
    outbox.put_reply(b"2", 100 * OUTBOX_AGE_MS)

    assert outbox.age_ms(100 * OUTBOX_AGE_MS) == 0
    assert outbox.take(100 * OUTBOX_AGE_MS) == [b"2", b"1"]


def test_a_client_that_takes_a_little_now_and_then_is_too_slow() -> None:
    outbox = Outbox()
    outbox.put_event(b"waits behind", "agent/a", 0)
    for second in range(OUTBOX_AGE_MS // 1000):
        outbox.blocks(2_000 * second)
        outbox.flows(2_000 * second + 1_000)  # and a second of nothing to do
    assert outbox.age_ms(100_000) == OUTBOX_AGE_MS
    assert outbox.overflow is None

    outbox.blocks(100_000)
    outbox.put_event(b"the next", "agent/a", 100_001)

    assert outbox.overflow is Bound.AGE


def test_a_clock_that_is_set_back_makes_nobody_slow() -> None:
    outbox = Outbox()
    outbox.blocks(10_000)
    outbox.put_event(b"1", "agent/a", 10_000)
    outbox.flows(2_000)

    assert outbox.age_ms(2_000) == 0


def test_a_promoted_frame_keeps_its_age() -> None:
    outbox = Outbox()
    outbox.blocks(0)
    outbox.put_event(b"old", "agent/a", 0)
    outbox.put_reply(b"young", 4_000)
    outbox.put_offer(b"ring", "agent/a", 4_000)

    assert outbox.age_ms(4_000) == 4_000
    assert outbox.take(4_000) == [b"young", b"old", b"ring"]
    assert outbox.age_ms(4_000) == 0


def test_an_old_ephemeral_is_dropped_and_closes_nobody() -> None:
    outbox = Outbox()
    outbox.put_ephemeral(b"typing", "interaction/i", "typing", "ana", 0)

    assert outbox.take(OUTBOX_AGE_MS + 1) == []
    assert (outbox.overflow, outbox.dropped, outbox.waiting_bytes) == (None, 1, 0)


def test_after_giving_up_nothing_is_kept_and_nobody_is_told_twice() -> None:
    given_up: list[str] = []
    outbox = Outbox(lambda: given_up.append("now"))
    outbox.put_event(b"." * (OUTBOX_BYTES_MAX + 1), "agent/a", 0)
    outbox.put_event(b".", "agent/a", 0)
    outbox.put_ephemeral(b".", "wall", "figures", "w", 0)

    assert (len(outbox), outbox.waiting_bytes, given_up) == (0, 0, ["now"])


def test_a_forgotten_stream_is_not_sent() -> None:
    outbox = Outbox()
    outbox.put_offer(b"ring", "agent/a", 0)
    outbox.put_event(b"i1", "interaction/i", 0)
    outbox.put_event(b"j1", "interaction/j", 0)
    outbox.put_ephemeral(b"partial", "interaction/i", "segment.partial", "seg_1", 0)

    outbox.forget("interaction/i")

    assert outbox.waiting_bytes == len(b"ringj1")
    assert drain(outbox) == [b"ring", b"j1"]


def test_withdrawn_a_stream_gives_back_the_replies_that_wait_behind_it() -> None:
    outbox = Outbox()
    outbox.put_event(b"i1", "interaction/i", 0)
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_reply(b"of both", 0, after=("agent/a", "interaction/i"))
    outbox.put_reply(b"of the agent", 0, after=("agent/a",))
    outbox.put_reply(b"of nothing", 0)

    assert outbox.withdraw("interaction/i") == [b"of both"]
    assert outbox.withdraw("queue/q") == []
    assert outbox.waiting_bytes == len(b"a1of the agentof nothing")
    assert drain(outbox) == [b"a1", b"of the agent", b"of nothing"]


def test_a_stream_of_which_nothing_waits_gives_no_reply_back() -> None:
    outbox = Outbox()
    outbox.put_reply(b"reply", 0, after=("agent/a",))

    assert outbox.withdraw("agent/a") == []
    assert drain(outbox) == [b"reply"]


def test_handed_over_a_reply_does_not_come_before_effects_that_go_out_elsewhere() -> None:
    outbox = Outbox()
    outbox.put_reply(b"sent with its effects", 0, after=("queue/q",))
    outbox.put_event(b"a1", "agent/a", 0)
    outbox.put_reply(b"about a1", 0, after=("agent/a",))
    outbox.put_reply(b"about nothing", 0)
    outbox.hand_over()
    outbox.forget("agent/a")

    assert outbox.waiting_bytes == len(b"sent with its effects") + len(b"about nothing")
    assert drain(outbox) == [b"sent with its effects", b"about nothing"]


def test_a_batch_has_at_most_so_many_frames() -> None:
    outbox = Outbox()
    for n in range(BATCH_FRAMES_MAX + 1):
        outbox.put_event(b"%d" % n, "agent/a", 0)

    assert len(outbox.take(0)) == BATCH_FRAMES_MAX
    assert outbox.take(0) == [b"%d" % BATCH_FRAMES_MAX]


def test_a_batch_has_at_most_so_many_bytes_and_a_larger_frame_goes_alone() -> None:
    outbox = Outbox()
    half = b"." * ((BATCH_BYTES_MAX - 3) // 2)
    for frame in (half, half, half, b"+" * (2 * BATCH_BYTES_MAX), b"-"):
        outbox.put_event(frame, "agent/a", 0)

    first = outbox.take(0)
    assert first == [half, half]
    assert len(batch(first)) <= BATCH_BYTES_MAX
    assert outbox.take(0) == [half]
    assert [len(frame) for frame in outbox.take(0)] == [2 * BATCH_BYTES_MAX]
    assert outbox.take(0) == [b"-"]


def test_each_put_is_told_with_what_there_is_to_take() -> None:
    told: list[tuple[int, bool]] = []
    outbox = Outbox()
    outbox.on_put = lambda: told.append((len(outbox), outbox.is_urgent))

    outbox.put_event(b"event", "agent/a", 0)
    outbox.put_ephemeral(b"typing", "interaction/i", "typing", "ana", 0)
    outbox.put_ephemeral(b"typing more", "interaction/i", "typing", "ana", 0)
    outbox.put_reply(b"reply", 0)

    assert told == [(1, False), (2, False), (2, False), (3, True)]


Put = tuple[str, str]
PUTS = st.lists(
    st.tuples(st.sampled_from(["event", "offer", "reply", "ephemeral", "take"]), st.sampled_from(["s", "t", "u"]))
)


@given(PUTS)
def test_whatever_is_put_every_stream_stays_in_order_and_every_reply_follows_its_events(puts: list[Put]) -> None:
    outbox, out = Outbox(), list[bytes]()
    for n, (kind, stream) in enumerate(puts):
        frame = b"%s %d" % (stream.encode(), n)
        match kind:
            case "event":
                outbox.put_event(frame, stream, 0)
            case "offer":
                outbox.put_offer(frame, stream, 0)
            case "reply":
                outbox.put_reply(frame, 0, after=(stream,))
            case "ephemeral":
                outbox.put_ephemeral(b"~" + frame, stream, "typing", "ana", 0)
            case "take":
                out += outbox.take(0)
    out += drain(outbox)

    durable = [frame for frame in out if not frame.startswith(b"~")]
    assert len(durable) == sum(kind in ("event", "offer", "reply") for kind, _ in puts)
    for letter in (b"s", b"t", b"u"):
        numbers = [int(frame.split()[1]) for frame in durable if frame.startswith(letter)]
        assert numbers == sorted(numbers)
    assert (len(outbox), outbox.waiting_bytes) == (0, 0)


async def test_who_has_much_to_put_in_waits_until_the_writer_has_made_room() -> None:
    outbox = Outbox()
    sent: list[bytes] = []

    async def fill() -> None:
        for n in range(2 * OUTBOX_FRAMES_MAX):
            await outbox.room()
            outbox.put_event(b"%d" % n, "interaction/i", 0)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(fill)
        while len(sent) < 2 * OUTBOX_FRAMES_MAX:
            await trio.testing.wait_all_tasks_blocked()
            sent.extend(outbox.take(0))

    assert sent == [b"%d" % n for n in range(2 * OUTBOX_FRAMES_MAX)]


@pytest.mark.parametrize("free", ["taken", "forgotten", "given up"])
async def test_who_waits_for_room_is_woken(free: str) -> None:
    outbox = Outbox()
    outbox.put_event(b"x" * (OUTBOX_BYTES_MAX // 2), "interaction/i", 0)
    with trio.move_on_after(0.001) as patience:
        await outbox.room()
    assert patience.cancelled_caught

    async with trio.open_nursery() as nursery:
        nursery.start_soon(outbox.room)
        await trio.testing.wait_all_tasks_blocked()
        match free:
            case "taken":
                outbox.take(0)
            case "forgotten":
                outbox.forget("interaction/i")
            case _:
                outbox.put_event(b"x" * OUTBOX_BYTES_MAX, "interaction/i", 0)
