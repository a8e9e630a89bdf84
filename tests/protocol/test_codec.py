"""The codec against the golden vectors, and the properties that vectors cannot show."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.vectors import read_vectors, vector_text
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, ErrorCode, FrameError
from ringline_protocol.commands import COMMANDS
from ringline_protocol.events import EPHEMERALS, EVENTS, SegmentPartial
from ringline_protocol.events.offers import OfferEnded
from ringline_protocol.frames import WIRE_NAMES, Bye, Command, Ephemeral, Event, Hello, Ping, Reply, Unread
from ringline_protocol.limits import HELLO_BYTES_MAX, MESSAGE_BYTES_MAX
from ringline_protocol.values import OfferState, Role

FRAMES = read_vectors("frames.jsonl")
BAD_FRAMES = read_vectors("bad_frames.jsonl")
HELLO = next(row["text"] for row in FRAMES if row["name"] == "hello, new session")


def decoded(row: dict[str, Any]) -> list[Any]:
    """The frames of a vector; at a client nothing may have been skipped."""
    if row["from"] == "client":
        return list(codec.decode_from_client(row["text"]))
    ignored = Counter[str]()
    frames = codec.decode_from_server(row["text"], ignored)
    assert not ignored
    return list(frames)


def holds(written: Any, golden: Any) -> bool:
    """All of the golden value is there; an addition to the protocol may add members with their defaults."""
    if isinstance(golden, dict):
        return isinstance(written, dict) and all(
            name in written and holds(written[name], value) for name, value in golden.items()
        )
    if isinstance(golden, list):
        return (
            isinstance(written, list)
            and len(written) == len(golden)
            and all(holds(mine, its) for mine, its in zip(written, golden, strict=True))
        )
    return type(written) is type(golden) and bool(written == golden)


@pytest.mark.parametrize("row", FRAMES, ids=lambda row: row["name"])
def test_a_golden_frame_is_read_and_written_as_the_vector_says(row: dict[str, Any]) -> None:
    written = [json.loads(codec.encode(frame)) for frame in decoded(row)]

    assert holds(written, row["frames"]), written


@pytest.mark.parametrize("written", [{"a": [1]}, {"a": [1, 2], "b": 1}, {"a": [True, 2]}, {"a": [1, 2, 3]}, []])
def test_a_lost_member_or_a_changed_value_is_found(written: Any) -> None:
    assert not holds(written, {"a": [1, 2], "b": None})


def test_every_frame_type_method_and_event_has_a_golden_frame() -> None:
    frames = [frame for row in FRAMES for frame in row["frames"]]

    assert {frame["type"] for frame in frames} == set(WIRE_NAMES.values())
    assert {frame["method"] for frame in frames if frame["type"] == "command"} == set(COMMANDS)
    assert {frame["event"] for frame in frames if frame["type"] == "event"} == {*EVENTS, "hidden"}
    assert {frame["event"] for frame in frames if frame["type"] == "ephemeral"} == set(EPHEMERALS)


@pytest.mark.parametrize("row", BAD_FRAMES, ids=lambda row: row["name"])
def test_a_bad_frame_gets_exactly_its_error(row: dict[str, Any]) -> None:
    text = vector_text(row)
    if "id" in row:
        [frame] = codec.decode_from_client(text)
        assert isinstance(frame, codec.BadCommand)
        assert frame.id == row["id"]
        fault = frame.fault
    else:
        with pytest.raises(FrameError) as caught:
            codec.decode_from_client(text)
        fault = caught.value

    assert (fault.code, fault.path, fault.close) == (row["code"], row["path"], row.get("close"))


def test_a_bad_command_leaves_the_others_of_its_batch_alone() -> None:
    text = '[{"type":"ping"},{"type":"command","id":"c-1","method":"no.such"},{"type":"bye"}]'
    ping, bad, bye = codec.decode_from_client(text)

    assert (ping, bye) == (Ping(), Bye())
    assert isinstance(bad, codec.BadCommand)


@pytest.mark.parametrize(
    "text", ["\ud800", '{"type":"ping","id":"\ud800"}', b'{"type":"ping","id":"\xff"}', b"\xff\xfe"]
)
def test_what_is_not_utf8_is_a_parse_error(text: str | bytes) -> None:
    with pytest.raises(FrameError) as caught:
        codec.decode_from_client(text)

    assert caught.value.code is ErrorCode.PARSE_ERROR


def test_a_message_is_measured_in_bytes_and_its_limit_is_inclusive() -> None:
    command = '{"type":"command","id":"c","key":"k","method":"message.send","params":{"interaction":"i","text":"%s"}}'
    room = MESSAGE_BYTES_MAX - len(command) + 2
    padded = command % ("😀" * 16_000)
    padded += " " * (MESSAGE_BYTES_MAX - len(padded.encode()))

    assert room > 16_000
    assert isinstance(codec.decode_from_client(padded)[0], Command)
    with pytest.raises(FrameError) as caught:
        codec.decode_from_client(padded + " ")
    assert caught.value.close is CloseCode.TOO_BIG


def test_a_batch_may_have_sixteen_commands_and_sixty_four_frames() -> None:
    command = '{"type":"command","id":"c-%d","method":"interaction.read","params":{"interaction":"i"}}'
    commands = [command % number for number in range(16)]

    assert len(codec.decode_from_client(f"[{','.join(commands)}]")) == 16
    assert len(codec.decode_from_client(codec.batch([b'{"type":"ping"}'] * 64))) == 64


def test_a_hello_opens() -> None:
    hello = codec.decode_hello(HELLO)

    assert isinstance(hello, Hello)
    assert hello.client.device == "dev_8Kq2"


@pytest.mark.parametrize(
    ("text", "close"),
    [
        ('{"type":"ping"}', CloseCode.HELLO_EXPECTED),
        ('{"type":"command","id":"c","method":"no.such"}', CloseCode.HELLO_EXPECTED),
        (f"[{HELLO}]", CloseCode.MALFORMED),
        ("{", CloseCode.MALFORMED),
        (HELLO.replace("bearer", "basic"), CloseCode.MALFORMED),
        (HELLO + " " * HELLO_BYTES_MAX, CloseCode.TOO_BIG),
    ],
)
def test_anything_but_a_good_hello_closes(text: str, close: CloseCode) -> None:
    with pytest.raises(FrameError) as caught:
        codec.decode_hello(text)

    assert caught.value.close is close


def test_a_fault_never_repeats_what_the_peer_wrote() -> None:
    text = '{"type":"command","id":"c","method":"offer.accept","key":"k","params":{"offer":["SECRET"],"SE CRET":1}}'
    [bad] = codec.decode_from_client(text)

    assert isinstance(bad, codec.BadCommand)
    assert "CRET" not in str(bad.fault)
    assert bad.fault.__cause__ is None
    assert bad.fault.__suppress_context__


# --- at the client ---


def test_a_client_skips_and_counts_what_it_does_not_know() -> None:
    ignored = Counter[str]()
    text = (
        '[{"type":"aurora"},{"type":"ping","colour":"red"},{"type":"notice","notice":"moonrise"},'
        '{"type":"event","stream":"s","seq":7,"at_ms":1,"event":"leg.painted","data":{"a":1}}]'
    )

    assert codec.decode_from_server(text, ignored) == [Ping(), Event("s", 7, 1, "leg.painted", Unread({"a": 1}))]
    assert ignored == {"frame": 1, "field": 1, "notice": 1, "event": 1}


def test_a_known_event_with_a_new_field_is_read_and_with_a_new_word_is_not() -> None:
    ignored = Counter[str]()
    event = '{"type":"event","stream":"s","seq":7,"at_ms":1,"event":"offer.ended","data":{"offer":"o","state":"%s"%s}}'
    [known] = codec.decode_from_server(event % ("expired", ',"mood":"grey"'), ignored)
    [unknown] = codec.decode_from_server(event % ("evaporated", ""), ignored)

    assert isinstance(known, Event)
    assert known.data == OfferEnded("o", OfferState.EXPIRED)
    assert isinstance(unknown, Event)
    assert isinstance(unknown.data, Unread)
    assert unknown.seq == 7
    assert ignored == {"field": 1, "event": 1}


@pytest.mark.parametrize(
    "text", ["", "42", "[[]]", '{"type":"reply","id":"c"}', '{"type":"welcome"}', '{"type":"event"}']
)
def test_a_client_refuses_what_is_not_the_protocol(text: str) -> None:
    with pytest.raises(FrameError):
        codec.decode_from_server(text)


# --- out ---


def test_an_event_wrapped_around_its_data_is_the_same_text() -> None:
    data = OfferEnded("off_5", OfferState.EXPIRED)
    frame = Event('agent/"ñ"', 12, 1_795_334_400_000, "offer.ended", data)

    wrapped = codec.encode_event(frame.stream, frame.seq, frame.at_ms, frame.event, codec.encode_data(data))
    assert wrapped == codec.encode(frame)
    assert codec.encode_hidden("s", 1, 2) == codec.encode(Event("s", 1, 2, "hidden"))


def test_a_batch_of_one_is_the_frame_itself() -> None:
    assert codec.batch([b"{}"]) == b"{}"
    assert codec.batch([b"{}", b"{}"]) == b"[{},{}]"


def test_a_field_that_is_none_is_left_out() -> None:
    assert codec.encode(Reply("c-1", {})) == b'{"type":"reply","id":"c-1","result":{},"pos":{},"replayed":false}'


NAMES = st.text(st.sampled_from('ab:"\\{},é😀'), max_size=4)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(text=st.binary(max_size=60) | st.text(max_size=60) | st.builds(json.dumps, PLAIN))
def test_no_input_raises_anything_but_a_frame_error(text: str | bytes) -> None:
    for decode in (codec.decode_from_client, codec.decode_from_server, codec.decode_hello):
        try:
            decode(text)
        except FrameError as fault:
            assert fault.code in (ErrorCode.PARSE_ERROR, ErrorCode.BAD_REQUEST)  # noqa: PT017 - not every input raises


@pytest.mark.parametrize("pos", [{}, {"interaction/int_1": 7}])
def test_a_reply_that_worked_is_the_same_text_with_and_without_a_frame(pos: dict[str, int]) -> None:
    result = {"segment": "seg_1", "note": None}

    assert codec.encode_reply("c1", result, pos, replayed=True) == codec.encode(Reply("c1", result, None, pos, True))


def test_a_passing_fact_is_the_same_text_with_and_without_a_frame() -> None:
    said = SegmentPartial("seg_1", Role.CONSUMER, "para el mar", 3)

    frame = Ephemeral("interaction/int_1", "segment.partial", "seg_1", said)
    assert codec.encode_ephemeral(frame.stream, frame.event, frame.key, frame.data) == codec.encode(frame)
