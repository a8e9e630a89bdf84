"""Transfer encodings come off the same in pieces as at once, and as the standard library takes them off."""

import base64
import binascii
import quopri
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail import transfer
from ringline_server.mail.transfer import LINE_BYTES_MAX


def taken_off(encoding: str, raw: bytes, step: int) -> bytes:
    """In pieces of `step`."""
    return b"".join(transfer.without(encoding, (raw[at : at + step] for at in range(0, len(raw), step))))


def by_the_library(encoding: str, raw: bytes) -> bytes:
    """At once."""
    made = Message()
    made["Content-Transfer-Encoding"] = encoding
    made.set_payload(raw.decode("ascii", "surrogateescape"))
    payload = made.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


@given(st.binary(max_size=400), st.integers(1, 90))
def test_base64(content: bytes, step: int) -> None:
    raw = base64.encodebytes(content).replace(b"\n", b"\r\n")
    assert taken_off("Base64 ", raw, step) == content


@given(st.text("QUJ=\r\n *é", max_size=30), st.integers(1, 9))
def test_broken_base64_is_the_same_in_any_pieces(text: str, step: int) -> None:
    raw = text.encode()
    assert taken_off("base64", raw, step) == taken_off("base64", raw, 100)


@pytest.mark.parametrize("raw", [b"SG9s*YSwg\r\n!bXVu ZG8=\r\nZZ", b"SGk", b"=SGkh", b"", b"SGkh=SGkh"])
@pytest.mark.parametrize("step", [1, 3, 100])
def test_broken_base64_as_the_library_has_it(raw: bytes, step: int) -> None:
    assert taken_off("base64", raw, step) == by_the_library("base64", raw)


@given(st.binary(max_size=400), st.integers(1, 90))
def test_quoted_printable(content: bytes, step: int) -> None:
    raw = quopri.encodestring(content)
    assert taken_off("quoted-printable", raw, step) == by_the_library("quoted-printable", raw)


def test_a_line_without_end_is_not_kept_together_and_no_letter_is_cut() -> None:
    for shift in range(4):
        raw = b"x" * shift + b"=C3=A9" * (LINE_BYTES_MAX // 2)
        assert taken_off("quoted-printable", raw, 65_536) == quopri.decodestring(raw)


@given(st.binary(min_size=1, max_size=300), st.integers(1, 90))
def test_uuencode(content: bytes, step: int) -> None:
    lines = b"".join(binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    raw = b"words before\nbegin 644 a.bin\n" + lines + b"`\nend\nwords behind\n"
    assert taken_off("x-uuencode", raw, step) == content


def test_odd_lines_of_uuencode_are_read_as_far_as_they_say_or_left_out() -> None:
    line = binascii.b2a_uu(b"Hello").rstrip(b"\n")
    raw = b"begin 644 a\n" + line + b"''trash\n" + b"\x80\x80\x80\nend\n"
    assert taken_off("uue", raw, 7) == b"Hello"


def test_what_does_not_begin_stays_as_it_is() -> None:
    assert taken_off("uuencode", b"just words\nthat begin nowhere\n", 5) == b"just words\nthat begin nowhere\n"


def test_what_is_not_encoded_stays_as_it_is() -> None:
    assert taken_off("banana", b"a=3D\r\n", 2) == b"a=3D\r\n"
