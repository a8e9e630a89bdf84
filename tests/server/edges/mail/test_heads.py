"""What the thread shows of a mail, within its limits."""

import pytest
from kit.post import HELP, mail
from ringline_protocol.limits import MAIL_ADDRESSES_MAX, MAIL_SUBJECT_CHARS_MAX
from ringline_protocol.mail import MailAddress, MailDirection
from ringline_server.edges.mail import heads
from ringline_server.mail.message import BounceFacts
from ringline_server.mail.parsing import parse

ATTACHED = b"--b\r\n\r\none\r\n--b\r\nContent-Disposition: attachment; filename=../a.txt\r\n\r\nHello\r\n--b--\r\n"


def test_a_head_says_who_wrote_to_whom_when_and_what_hangs_on_it() -> None:
    top = mail("", Cc="Ana <ana@example.org>", Content_Type='multipart/mixed; boundary="b"')
    head = heads.of_received("mail_1", HELP, parse(top + ATTACHED))

    assert (head.direction, head.sender) == (MailDirection.IN, MailAddress("mar@example.org", "Mar Ruiz"))
    assert head.cc == (MailAddress("ana@example.org", "Ana"),)
    assert (head.message_id, head.sent_at_ms) == ("<1@example.org>", 1_795_338_000_000)
    [part] = head.parts
    assert (part.part, part.bytes, "/" in part.name) == (1, 5, False)


@pytest.mark.parametrize(
    ("reply_to", "told"),
    [
        ("", ()),
        ("Mar <MAR@example.org>", ()),
        ("Office <office@example.net>", (MailAddress("office@example.net", "Office"),)),
        ("mar@example.org, list@example.net", (MailAddress("mar@example.org"), MailAddress("list@example.net"))),
        ("nobody can write to this", ()),
    ],
)
def test_where_answers_shall_go_is_told_if_it_is_not_the_sender(reply_to: str, told: tuple[MailAddress, ...]) -> None:
    assert heads.of_received("mail_1", HELP, parse(mail(Reply_To=reply_to))).reply_to == told


def test_long_lists_and_subjects_are_cut() -> None:
    many = ", ".join(f"a{n}@example.org" for n in range(MAIL_ADDRESSES_MAX + 1))
    head = heads.of_received(
        "mail_1", HELP, parse(mail(To=many, Reply_To=many, Subject="x" * (MAIL_SUBJECT_CHARS_MAX + 1)))
    )

    assert (len(head.to), len(head.reply_to), len(head.subject)) == (
        MAIL_ADDRESSES_MAX,
        MAIL_ADDRESSES_MAX,
        MAIL_SUBJECT_CHARS_MAX,
    )


@pytest.mark.parametrize(
    ("header", "is_automatic"),
    [({}, False), ({"Auto_Submitted": "auto-replied"}, True), ({"List_Id": "<help.groups.example.com>"}, False)],
)
def test_a_list_may_bring_what_a_person_wrote_and_an_auto_reply_does_not(
    header: dict[str, str], is_automatic: bool
) -> None:
    assert heads.of_received("mail_1", HELP, parse(mail(**header))).automatic is is_automatic


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (BounceFacts("", "a@b.org", "failed", "5.1.1", "550 5.1.1 no such user"), "550 5.1.1 no such user (a@b.org)"),
        (BounceFacts("", "", "failed", "5.1.1", ""), "5.1.1"),
        (BounceFacts("", "", "failed", "", ""), "failed"),
        (BounceFacts("", "", "failed", "", "x" * 600), "x" * heads.WORDS_CHARS_MAX),
    ],
)
def test_a_bounce_is_told_in_the_words_of_the_server(facts: BounceFacts, words: str) -> None:
    assert heads.words_of(facts) == words
