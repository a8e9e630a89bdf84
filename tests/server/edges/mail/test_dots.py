"""A message on the line is the same in whatever pieces it comes and goes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.edges.mail.dots import Dots, Smuggled, TooLarge, in_whole_lines, with_doubled_dots

END = b"\r\n.\r\n"
ODD = (b"\n.\n", b"\n.\r", b"\r.\n", b"\r.\r")
WORDS = st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"..", b"x", b"\r\n.", b"\r\n.."]), max_size=12)


def at_once(raw: bytes, size_max: int) -> bytes | type[Exception]:
    """What is to come out, by the shortest way to say it."""
    message = (b"\r\n" + raw).partition(END)[0][2:] + (b"" if raw.startswith(b".\r\n") else b"\r\n")
    if len(message) > size_max:
        return TooLarge
    if any(one in b"\r\n" + message for one in ODD):
        return Smuggled
    return (b"\r\n" + message).replace(b"\r\n..", b"\r\n.")[2:]


def fed(raw: bytes, step: int, size_max: int) -> tuple[bytes | type[Exception], bytes]:
    """What comes out in pieces of `step`, and what is left behind its end."""
    dots, out, at = Dots(size_max), b"", 0
    while dots.rest is None:
        out += dots.feed(raw[at : at + step])
        at += step
    try:
        dots.check()
    except (TooLarge, Smuggled) as error:
        return type(error), dots.rest + raw[at:]
    return out, dots.rest + raw[at:]


@given(WORDS, st.integers(1, 9), st.sampled_from([6, 1_000]))
def test_a_message_comes_in_any_pieces(words: list[bytes], step: int, size_max: int) -> None:
    raw = b"".join(words) + END + b"NOOP\r\n"
    found, rest = fed(raw, step, size_max)
    assert found == at_once(raw, size_max)
    assert rest == (b"\r\n" + raw).partition(END)[2]


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 100])
def test_dots_at_the_beginning_of_lines_were_doubled(step: int) -> None:
    assert fed(b"..a\r\n...\r\nb..\r\n.\r\n", step, 100) == (b".a\r\n..\r\nb..\r\n", b"")


def test_what_is_too_large_is_not_kept_meanwhile() -> None:
    dots = Dots(10)
    assert dots.feed(b"x" * 10) == b"x" * 10
    assert dots.feed(b"x" * 10) == b""
    assert dots.is_too_large


@given(st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"x", b"\r\n."]), max_size=12), st.integers(1, 5))
def test_a_message_goes_in_any_pieces(words: list[bytes], step: int) -> None:
    raw = b"".join(words)
    pieces = [raw[at : at + step] for at in range(0, len(raw), step)]
    whole = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    assert b"".join(in_whole_lines(pieces)) == whole
    assert b"".join(with_doubled_dots(in_whole_lines(pieces))) == re.sub(rb"(?m)^\.", b"..", whole)
