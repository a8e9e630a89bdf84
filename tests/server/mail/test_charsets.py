"""Text out of bytes, under right names, wrong ones and none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail.charsets import codec_of, to_text


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("ñ €".encode(), "utf-8", "ñ €"),
        ("ñ €".encode(), "", "ñ €"),
        ("ñ €".encode(), "nobody-knows-it", "ñ €"),
        ("ñ €".encode("cp1252"), "", "ñ €"),
        ("ñ €".encode("cp1252"), "iso-8859-1", "ñ €"),
        ("ñ €".encode("cp1252"), "utf-8", "ñ €"),
        ("ñ".encode("utf-16"), "utf-16", "ñ"),
        (b"\xef\xbb\xbfmark", "utf-8", "mark"),
        (b"a\r\nb\rc\n", "us-ascii", "a\nb\nc\n"),
        ("muchas ñ y una rota: ñ".encode() + b"\xff", "utf-8", "muchas ñ y una rota: ñ\ufffd"),
        (b"a\x00b\x1bc", "utf-8", "abc"),
        (b"+2AA-x", "utf-7", "x"),
    ],
)
def test_text_is_read(content: bytes, charset: str, text: str) -> None:
    assert to_text(content, charset) == text


@pytest.mark.parametrize(
    "name", ["base64", "rot13", "zip", "idna", "punycode", "unicode_escape", "undefined", "\x00", "ñ"]
)
def test_codecs_that_are_no_charsets_are_not_used(name: str) -> None:
    assert codec_of(name) is None


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "utf-7", "utf-16", "gb2312", "iso-2022-jp", "big5", "", "?"]))
def test_any_bytes_are_text_that_can_be_kept(content: bytes, charset: str) -> None:
    text = to_text(content, charset)
    text.encode()
    assert "\x00" not in text
    assert "\r" not in text
