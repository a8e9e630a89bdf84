"""The corpus: each message with the reason in its name. Then bytes that nobody would write, and limits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kit import mail_corpus
from ringline_server.mail.message import (
    ADDRESSES_MAX,
    ATTACHMENTS_MAX,
    REFERENCES_MAX,
    SUBJECT_CHARS_MAX,
    TEXT_CHARS_MAX,
    MailKind,
)
from ringline_server.mail.parsing import parse

CORPUS = [mail_corpus.raw(name) for name in mail_corpus.NAMES]


@pytest.mark.parametrize("name", mail_corpus.NAMES)
def test_the_corpus_is_read_as_it_is_meant(name: str) -> None:
    assert mail_corpus.facts(parse(mail_corpus.raw(name))) == mail_corpus.expected(name)


@pytest.mark.parametrize("name", mail_corpus.NAMES)
def test_line_ends_do_not_matter(name: str) -> None:
    bare = parse(mail_corpus.raw(name).replace(b"\r\n", b"\n"))
    crlf = parse(mail_corpus.raw(name).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    assert (bare.text, bare.subject, bare.kind) == (crlf.text, crlf.subject, crlf.kind)


def test_the_corpus_is_large_enough() -> None:
    assert len(mail_corpus.NAMES) >= 60


@pytest.mark.parametrize("name", mail_corpus.NAMES[::4])
def test_a_mail_cut_short_anywhere_is_read(name: str) -> None:
    raw = mail_corpus.raw(name)
    for end in range(0, min(len(raw), 3000), 41):
        parse(raw[:end])


@given(st.binary(max_size=600))
@example(b"\xff\xfe\x00")
@example(b"Content-Type: text/plain; charset=\x00\r\n\r\nx")
@example(b"From: \xff <\xff@\xff>\r\nDate: \xff\r\n\r\n")
def test_no_bytes_raise(raw: bytes) -> None:
    parse(raw)


@given(st.sampled_from(CORPUS), st.data())
def test_a_damaged_mail_is_read(raw: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 40))
    parse(raw[:at] + data.draw(st.binary(max_size=30)) + raw[at + length :])


@given(st.sampled_from(CORPUS), st.sampled_from(CORPUS), st.data())
def test_a_mail_grown_together_with_another_is_read(one: bytes, other: bytes, data: st.DataObject) -> None:
    at, to = data.draw(st.integers(0, len(one))), data.draw(st.integers(0, len(other)))
    parse(one[:at] + other[to:])


def mail(head: str, body: bytes = b"x") -> bytes:
    return head.encode() + b"\r\n\r\n" + body


def test_every_limit_is_kept() -> None:
    many = ", ".join(f"a{n}@b" for n in range(ADDRESSES_MAX + 50))
    subject = "s" * (SUBJECT_CHARS_MAX + 50)
    found = parse(mail(f"To: {many}\r\nSubject: {subject}", b"t" * (TEXT_CHARS_MAX + 50)))

    assert len(found.to) == ADDRESSES_MAX
    assert len(found.subject) == SUBJECT_CHARS_MAX
    assert len(found.text) == TEXT_CHARS_MAX


def test_of_many_references_the_last_count() -> None:
    ids = " ".join(f"<{n}@x>" for n in range(REFERENCES_MAX + 5))
    assert parse(mail(f"References: {ids}")).references[-1] == f"<{REFERENCES_MAX + 4}@x>"
    assert len(parse(mail(f"References: {ids}")).references) == REFERENCES_MAX


def test_of_many_attachments_the_first_are_listed() -> None:
    part = b"--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n"
    found = parse(mail("Content-Type: multipart/mixed; boundary=b", part * (ATTACHMENTS_MAX + 1)))
    assert len(found.attachments) == ATTACHMENTS_MAX


def test_headers_beyond_every_measure_are_not_read() -> None:
    assert parse(mail("X: " + "y" * 1_100_000 + "\r\nSubject: x", b"the text")).subject == ""


@pytest.mark.parametrize(
    "raw",
    [
        mail("Content-Type: text/html", b"<div>" * 100_000),
        mail("Content-Type: text/html", b"<ol>" * 100_000),
        mail("Content-Type: text/html", b"&" * 500_000),
        mail("Content-Type: text/html", b"<" * 500_000),
        mail("Subject: x", b">\n" * 300_000 + b"x"),
        mail("Subject: x", b"On 1@ \n" * 100_000),
        mail("Subject: " + "=?" * 16_000),
        mail("Subject: " + "=?a?q?" * 5_000),
        mail("To: " + "<" * 32_000),
        mail("To: " + "(" * 32_000),
        mail('Content-Disposition: attachment; filename="' + "\\" * 32_000),
        mail("Content-Type: multipart/mixed; boundary=b", b"--b\r\n" * 100_000),
    ],
    ids=lambda raw: raw[:40].decode() + raw[-4:].decode(),
)
def test_hostile_mails_do_not_take_for_ever(raw: bytes) -> None:
    """What takes time by the square of these takes minutes: the limit for every test would end it."""
    parse(raw)


def test_what_a_mail_does_not_say_is_empty() -> None:
    found = parse(b"")
    assert (found.message_id, found.sender, found.sent_at_ms, found.text, found.quote_at) == ("", None, None, "", None)
    assert found.kind is MailKind.NORMAL
