"""What is cut out of a client's bytes is what trio-websocket would have put out, wherever the bytes were torn."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.front import BINARY, CLOSE, PING, PONG, TEXT, frame
from ringline_server.edges.cutting import CUT_BYTES_MAX, Cutter, Text, header, unmasked

CONTINUED = 0


def cut(*chunks: bytes, bytes_max: int = 4_096) -> tuple[list[Text], bytes, Cutter]:
    """Texts, what the library gets, and the cutter."""
    cutter, texts, passed = Cutter(), list[Text](), b""
    for chunk in chunks:
        cutter.feed(chunk)
        while (piece := cutter.next(bytes_max)) is not None:
            if isinstance(piece, Text):
                texts.append(piece)
            else:
                assert 0 < len(piece) <= bytes_max
                passed += piece
    return texts, passed, cutter


def masked(data: bytes, key: bytes) -> bytes:
    """The same frame of `kit.front.frame`, masked with a key that does something."""
    start = data.index(b"\0\0\0\0", 2)
    payload = data[start + 4 :]
    return data[:start] + key + bytes(byte ^ key[place % 4] for place, byte in enumerate(payload))


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535])
def test_a_whole_text_is_cut_out_and_unmasked(size: int) -> None:
    texts, passed, cutter = cut(masked(frame(TEXT, b"z" * size), b"\x01\xfe\x80\x7f"))

    assert (texts, passed, cutter.owed) == ([Text("z" * size, size)], b"", 0)


def test_its_size_is_in_bytes() -> None:
    assert cut(frame(TEXT, "dós".encode()))[0] == [Text("dós", 4)]


def test_a_longer_one_is_the_librarys() -> None:
    long = frame(TEXT, b"z" * (CUT_BYTES_MAX + 1))

    assert cut(long)[1:2] == (long,)


OTHERS = {
    "a binary message": (frame(BINARY, b"{}"), 1),
    "a ping": (frame(PING, b"{}"), 0),
    "a pong": (frame(PONG), 0),
    "fragments": (frame(TEXT, b"a", is_last=False) + frame(CONTINUED, b"b"), 1),
    "the middle of a message": (frame(TEXT, b"a", is_last=False) + frame(CONTINUED, b"b", is_last=False), 0),
    "fragments with a ping among them": (
        frame(TEXT, b"a", is_last=False) + frame(PING) + frame(CONTINUED, b"b"),
        1,
    ),
    "a text that is no UTF-8": (frame(TEXT, b"\xff"), 1),
    "a length longer than it need be": (b"\x81\xfe\x00\x01\0\0\0\0x", 1),
    "a very long length": (b"\x81\xff" + bytes(7) + b"\x01\0\0\0\0x", 1),
}


@pytest.mark.parametrize("name", OTHERS)
def test_others_pass_untouched_and_texts_behind_them_are_cut_again(name: str) -> None:
    data, owed = OTHERS[name]
    texts, passed, cutter = cut(data)
    assert (texts, passed, cutter.owed) == ([], data, owed)
    if name != "the middle of a message":
        assert cut(data + frame(TEXT, b"on"))[:2] == ([Text("on", 2)], data)


BLIND = {
    "a close frame": frame(CLOSE, b"\x03\xe8"),
    "a frame without a mask": frame(TEXT, b"hello", is_masked=False),
    "a reserved bit": frame(TEXT, b"hello", rsv=4),
    "a reserved opcode": frame(3, b"hello"),
    "another reserved opcode": frame(11, b"hello"),
}


@pytest.mark.parametrize("name", BLIND)
def test_behind_these_everything_is_the_librarys(name: str) -> None:
    data = BLIND[name] + frame(TEXT, b"never cut")

    assert cut(data)[:2] == ([], data)


def test_a_text_between_fragments_is_a_fault_and_so_the_librarys() -> None:
    data = frame(TEXT, b"a", is_last=False) + frame(TEXT, b"b")

    assert cut(data)[:2] == ([], data)


FRAMES = st.one_of(
    st.builds(lambda text: frame(TEXT, text.encode()), st.text(max_size=200)),
    st.sampled_from([data for data, _ in OTHERS.values()]),
    st.just(frame(CLOSE, b"\x03\xe8")),
)


@given(st.lists(FRAMES, max_size=6), st.lists(st.integers(1, 60), min_size=1, max_size=20), st.integers(1, 40))
def test_how_the_bytes_are_torn_changes_nothing(frames: Sequence[bytes], tears: list[int], bytes_max: int) -> None:
    data = b"".join(frames)
    whole = cut(data)
    torn, start = list[bytes](), 0
    while start < len(data):
        size = tears[len(torn) % len(tears)]
        torn.append(data[start : start + size])
        start += size
    texts, passed, cutter = cut(*torn, bytes_max=bytes_max)

    assert texts == whole[0]
    assert cutter.owed == whole[2].owed
    assert passed == whole[1]


@given(st.binary(max_size=70), st.binary(min_size=4, max_size=4))
def test_a_mask_taken_off_twice_is_on_again(data: bytes, key: bytes) -> None:
    once = unmasked(data, key)
    assert unmasked(once, key) == data
    assert once == bytes(byte ^ key[place % 4] for place, byte in enumerate(data))


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536, 2**33])
def test_a_header_is_as_short_as_it_can_be(size: int) -> None:
    written = header(size)

    assert len(written) == (2 if size < 126 else 4 if size < 65_536 else 10)
    assert (written[0], written[1] if size < 126 else int.from_bytes(written[2:], "big")) == (0x81, size)
