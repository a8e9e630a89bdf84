"""A large message is taken apart by its skeleton: the same is read, and never much of it is held."""

import base64
import random
import tracemalloc

import pytest
from kit import mail_corpus
from kit.made_source import MadeSource
from ringline_server.mail import skeleton
from ringline_server.mail.parsing import parse
from ringline_server.mail.skeleton import (
    KEPT_BYTES_MAX,
    LINE_BYTES_MAX,
    SKELETON_BYTES_MAX,
    TooMuch,
)
from ringline_server.mail.source import READ_BYTES_MAX, Held

HEAD = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n"
FILE = b"Content-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
LINE = base64.b64encode(bytes(range(57))) + b"\r\n"
MESSAGE_BYTES = 25_000_000
HELD_BYTES_MAX = 4 * 2**20
"""Of objects that Python makes while 25 MB of attachment are read: four pieces would do, and ten are allowed for."""
TEXT_HELD_BYTES_MAX = 20 * 2**20
"""The same of a text: two million bytes of it are read, as text in several forms."""


@pytest.mark.parametrize("name", mail_corpus.NAMES)
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_the_same_is_read_as_if_it_were_held_whole(name: str, end: bytes) -> None:
    raw = mail_corpus.raw(name).replace(b"\r\n", b"\n").replace(b"\n", end)
    whole, by_bones = parse(raw), parse(raw, kept_bytes_max=0)
    assert mail_corpus.facts(by_bones) == mail_corpus.facts(whole)
    assert [one.content.whole() for one in by_bones.attachments] == [one.content.whole() for one in whole.attachments]


def test_the_same_of_damaged_mails() -> None:
    """Mails of too many parts are left out: their parts are counted where they are looked at, which is not the same."""
    dice = random.Random(5)
    names = [name for name in mail_corpus.NAMES if not name.startswith("multiparts")]
    for name in names * 4:
        raw = mail_corpus.raw(name)
        at, length = dice.randrange(len(raw) + 1), dice.randrange(40)
        broken = raw[:at] + dice.randbytes(dice.randrange(30)) + b"z" * dice.choice((1, 600)) + raw[at + length :]
        assert mail_corpus.facts(parse(broken, kept_bytes_max=0)) == mail_corpus.facts(parse(broken)), (name, at)


@pytest.mark.parametrize("at", [READ_BYTES_MAX + shift for shift in (-6, -5, -4, -3, -2, -1, 0)])
def test_wherever_a_delimiter_is_cut_in_two(at: int) -> None:
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=a\r\n\r\n"
    body = b"x" * (at - len(head))
    raw = head + body + b"\r\n--b\r\nContent-Disposition: attachment\r\n\r\nthe end\r\n--b--\r\n"
    found = parse(raw, kept_bytes_max=0)
    assert found.text == body.decode()
    assert [one.content.whole() for one in found.attachments] == [b"the end"]


@pytest.mark.parametrize(
    ("source", "bytes_max"),
    [
        (MadeSource(HEAD + FILE, LINE, MESSAGE_BYTES, b"--b--\r\n"), HELD_BYTES_MAX),
        (MadeSource(HEAD + FILE, b"x" * 1_000, MESSAGE_BYTES, b""), HELD_BYTES_MAX),
        (MadeSource(b"Subject: x\r\n\r\n", b"word " * 15 + b"\r\n", MESSAGE_BYTES, b""), TEXT_HELD_BYTES_MAX),
        (MadeSource(HEAD + FILE, b"--" + b"x" * 100 + b"\r\n", MESSAGE_BYTES, b""), 12 * SKELETON_BYTES_MAX),
    ],
    ids=["attachment", "one_line", "text", "delimiters"],
)
def test_memory_stays_flat_while_a_large_message_is_read(source: MadeSource, bytes_max: int) -> None:
    tracemalloc.start()
    try:
        found = parse(source)
        sizes = [sum(map(len, one.content.pieces())) for one in found.attachments]
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.subject == "x"
    assert sizes == [one.content.size for one in found.attachments]
    assert held < bytes_max
    assert source.longest <= READ_BYTES_MAX


def test_the_size_of_an_attachment_is_known_when_its_message_has_been_read() -> None:
    source = MadeSource(HEAD + FILE, LINE, MESSAGE_BYTES, b"--b--\r\n")
    (one,) = parse(source).attachments
    source.longest = 0
    assert one.content.size > 0
    assert source.longest == 0, "nothing was read for it"


def test_a_skeleton_that_is_too_large_is_not_built_and_the_mail_is_one_file() -> None:
    source = MadeSource(HEAD, b"--x\r\n", SKELETON_BYTES_MAX, b"")
    with pytest.raises(TooMuch):
        skeleton.of(source)
    found = parse(source)
    assert (found.subject, [one.name for one in found.attachments]) == ("x", ["message.eml"])
    assert found.attachments[0].content.whole() == source.whole()[HEAD.index(b"\r\n\r\n") + 4 :]


@pytest.mark.parametrize(("length", "is_read"), [(LINE_BYTES_MAX, True), (LINE_BYTES_MAX + 1, False)])
def test_a_longer_line_is_no_header(length: int, is_read: bool) -> None:
    line = b"X: " + b"y" * (length - 5) + b"\r\n"
    raw = line + b"Subject: x\r\n\r\n" + b"text\r\n" * KEPT_BYTES_MAX
    assert parse(raw).subject == ("x" if is_read else "")


def test_marks_in_a_mail_are_words_like_others() -> None:
    own = b"".join(b"--x\r\n\r\n\0%d\0%d-%d\r\n" % (number, 0, 10**6) for number in range(3))
    raw = HEAD + b"\r\n" + own + b"word\r\n" * 200 + b"--b--\r\n"
    assert skeleton.of(Held(raw), kept_bytes_max=0).mark == 2, "the third one is in what is left out"
    assert parse(raw, kept_bytes_max=0).text == parse(raw).text
