"""Sources and contents are read in pieces that are never longer than they may be."""

from ringline_server.mail.source import READ_BYTES_MAX, Held, beginning, held, source_of

RAW = bytes(range(250)) * 3_000


def test_pieces_are_the_whole_and_none_is_too_long() -> None:
    pieces = list(Held(RAW).pieces())
    assert b"".join(pieces) == Held(RAW).whole() == RAW
    assert max(map(len, pieces)) == READ_BYTES_MAX


def test_a_part_of_it_ends_with_it() -> None:
    assert b"".join(Held(RAW).between(5, READ_BYTES_MAX + 9)) == RAW[5 : READ_BYTES_MAX + 9]
    assert b"".join(Held(b"abc").between(1, 900)) == b"bc"
    assert list(Held(b"abc").between(3, 900)) == []


def test_bytes_are_a_source_and_contents() -> None:
    assert source_of(b"abc") == held(b"abc") == Held(b"abc")
    assert source_of(Held(b"abc")) == held(Held(b"abc")) == Held(b"abc")


def test_of_a_beginning_no_more_is_read_than_wanted() -> None:
    left = iter([b"abc", b"def", b"ghi"])
    assert beginning(left, 4) == b"abcd"
    assert next(left) == b"ghi"
    assert beginning([b"ab"], 4) == b"ab"
