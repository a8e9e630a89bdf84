"""What we write: the same bytes each time, lines that every server passes on, and no way to smuggle a header in."""

import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail.composing import (
    Outgoing,
    Unwritable,
    answer_subject,
    compose,
    forward_subject,
    needs_smtputf8,
)
from ringline_server.mail.message import REFERENCES_MAX, Attachment, MailAddress
from ringline_server.mail.parsing import parse
from ringline_server.mail.quotation import QUOTED_CHARS_MAX, Original

MAIL = Outgoing(
    message_id="<mail_1@example.org>",
    sent_at_ms=1_795_165_200_000,
    sender=MailAddress("help@example.org", "Ayuda, S.L."),
    to=(MailAddress("maria@example.com", "María Ñ"),),
    subject="Re: Su pedido nº 7",
    text="Querida María:\n\nya ha salido.",
)
ORIGINAL = Original(MailAddress("maria@example.com", "María"), 1_795_161_600_000, "¿Dónde está?\n> antes")
EVERY_TEXT = (
    *("subject", "message_id"),
    *("sender.address", "sender.name", "reply_to.address", "to.address", "to.name", "cc.name"),
    *("attachments.name", "attachments.type", "attachments.content_id"),
)


def lines(raw: bytes) -> list[bytes]:
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return raw.split(b"\r\n")


def test_it_reads_back_as_it_was_written() -> None:
    mail = attrs.evolve(
        MAIL, cc=(MailAddress("bo@example.org", 'Bo "the" \\ Ñ'),), in_reply_to="<2@x>", references=("<1@x>",)
    )
    found = parse(compose(mail))

    assert (found.message_id, found.subject, found.sent_at_ms) == (mail.message_id, mail.subject, mail.sent_at_ms)
    assert (found.sender, found.to, found.cc) == (mail.sender, mail.to, mail.cc)
    assert (found.sender, found.to, found.in_reply_to) == (mail.sender, mail.to, ("<2@x>",))
    assert found.references == ("<1@x>", "<2@x>")
    assert found.text == mail.text


def test_the_same_mail_is_the_same_bytes() -> None:
    mail = attrs.evolve(MAIL, html="<p>hi</p>", attachments=(Attachment("a.txt", "text/plain", b"x"),))
    assert compose(mail) == compose(mail)


def test_no_line_is_longer_than_servers_allow() -> None:
    mail = attrs.evolve(
        MAIL,
        subject="palabra ñ " * 90,
        text="una línea muy larga " * 500,
        html="<p>" + "x" * 5000 + "</p>",
        to=tuple(MailAddress(f"a{n}@example.com", "María " * 20) for n in range(100)),
        references=tuple(f"<{n}{'x' * 200}@example.org>" for n in range(50)),
        attachments=(Attachment("ñ" * 80 + ".txt", "text/plain", b"x" * 5000),),
    )
    long = [line for line in lines(compose(mail)) if len(line) > 78]

    assert all(line.removeprefix(b"References:").startswith(b" <") for line in long)
    assert max(map(len, long)) <= 998


def test_all_is_ascii_on_the_way() -> None:
    mail = attrs.evolve(MAIL, html="<p>ñ</p>", attachments=(Attachment("ñ.bin", "application/x", bytes(range(256))),))
    assert compose(mail).isascii()


def with_value(place: str, value: str) -> Outgoing:
    head, _, field = place.partition(".")
    person = MailAddress(value if field == "address" else "a@example.org", value if field == "name" else "")
    file: dict[str, Any] = {"name": "a.txt", "type": "text/plain", "content": b"x", field: value}
    change: Any = value
    match head:
        case "sender" | "reply_to":
            change = person
        case "to" | "cc":
            change = (person,)
        case "attachments":
            change = (Attachment(**file),)
    changes: dict[str, Any] = {head: change}
    return attrs.evolve(MAIL, **changes)


@pytest.mark.parametrize("place", EVERY_TEXT)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85", "\x0b"])
def test_no_value_can_begin_a_new_line(place: str, end: str) -> None:
    with pytest.raises(Unwritable):
        compose(with_value(place, f"a@example.org{end}Bcc: b@example.com"))


@pytest.mark.parametrize("odd", ["<a@b>\r\nBcc: x@y", "no id", "<no at>", "<ñ@x>", f"<{'x' * 990}@x>", "<a b@c>"])
def test_ids_of_strangers_that_cannot_be_written_are_left_out(odd: str) -> None:
    raw = compose(attrs.evolve(MAIL, in_reply_to=odd, references=("<1@x>", odd)))
    assert b"Bcc" not in raw
    assert b"In-Reply-To" not in raw
    assert parse(raw).references == ("<1@x>",)


@pytest.mark.parametrize(
    "address",
    ["", "ana", "@example.org", "ana@", "a b@example.org", "<ana@example.org>", "a@b, c@d", "a@b@c", "x" * 600 + "@b"],
)
def test_what_is_no_address_is_refused_by_its_name(address: str) -> None:
    with pytest.raises(Unwritable, match="no e-mail address"):
        compose(with_value("to.address", address))


def test_what_is_no_domain_is_refused() -> None:
    with pytest.raises(Unwritable, match="no domain"):
        compose(with_value("to.address", "a@ñ..es"))


def test_a_foreign_domain_is_written_in_ascii() -> None:
    assert b"a@xn--and-6ma2c.es" in compose(with_value("to.address", "a@ñandú.es"))
    assert not needs_smtputf8(with_value("to.address", "a@ñandú.es"))


def test_a_foreign_name_before_the_at_needs_smtputf8() -> None:
    mail = with_value("to.address", "maría@example.es")
    assert needs_smtputf8(mail)
    assert parse(compose(mail)).to == (MailAddress("maría@example.es"),)


def test_a_subject_that_looks_encoded_stays_what_it_is() -> None:
    subject = "=?utf-8?q?Bcc?= is no header"
    assert parse(compose(attrs.evolve(MAIL, subject=subject))).subject == subject


def test_too_long_a_subject_is_refused() -> None:
    with pytest.raises(Unwritable, match="998"):
        compose(attrs.evolve(MAIL, subject="x" * 999))


def test_of_a_long_chain_the_first_and_the_last_are_named() -> None:
    chain = tuple(f"<{n}@x>" for n in range(500))
    found = parse(compose(attrs.evolve(MAIL, references=chain, in_reply_to="<499@x>"))).references

    assert len(found) == REFERENCES_MAX
    assert (found[0], found[-1]) == ("<0@x>", "<499@x>")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "wrote:"), ("es", "escribió:"), ("es-MX", "escribió:"), ("fr", "wrote")]
)
def test_what_is_answered_is_quoted_below_and_folds(language: str, words: str) -> None:
    mail = attrs.evolve(MAIL, answers=ORIGINAL, language=language, signature="Ana\nAyuda", html="<p>Ya ha salido</p>")
    found = parse(compose(mail))

    assert words in found.text
    assert "\n> ¿Dónde está?\n>> antes" in found.text
    assert found.new_text == "Querida María:\n\nya ha salido.\n\n-- \nAna\nAyuda"


def test_a_page_too_long_to_quote_is_quoted_as_text() -> None:
    long = attrs.evolve(ORIGINAL, html='<p title="x">' + "y" * QUOTED_CHARS_MAX + "</p>")
    found = parse(compose(attrs.evolve(MAIL, answers=long, html="<p>hi</p>")))

    assert "yyy" not in found.html
    assert "¿Dónde está?<br>" in found.html


def test_what_is_forwarded_is_the_matter_and_does_not_fold() -> None:
    found = parse(compose(attrs.evolve(MAIL, forwards=ORIGINAL, language="es", html="<p>mire</p>")))
    assert "Mensaje reenviado" in found.text
    assert "De: María <maria@example.com>" in found.text
    assert found.quote_at is None


def test_formatting_is_cleaned_before_it_leaves() -> None:
    found = parse(compose(attrs.evolve(MAIL, html="<p onclick=x>hi <script>bad()</script></p>")))
    assert "<p>hi </p>" in found.html
    assert "script" not in found.html


def test_attachments_come_back_whole() -> None:
    files = (
        Attachment("año nuevo.pdf", "application/pdf", bytes(range(256)) * 20),
        Attachment("carta.eml", "message/rfc822", b"From: x@y\r\n\r\n.\r\nhi"),
        Attachment("odd.bin", "no type", b""),
        Attachment("logo.png", "image/png", b"png", content_id="logo@x"),
    )
    found = parse(compose(attrs.evolve(MAIL, attachments=files))).attachments

    assert [(one.name, one.content.whole()) for one in found] == [(one.name, one.content.whole()) for one in files]
    assert [one.type for one in found][2:] == ["application/octet-stream", "image/png"]
    assert found[3].content_id == "logo@x"


def test_what_a_machine_wrote_says_so() -> None:
    assert b"Auto-Submitted: auto-replied\r\n" in compose(attrs.evolve(MAIL, is_automatic=True))
    assert b"Auto-Submitted" not in compose(MAIL)


@pytest.mark.parametrize("subject", ["Re: hola", "RE: hola", "re : hola"])
def test_an_answer_to_an_answer_says_so_once(subject: str) -> None:
    assert answer_subject(subject) == subject
    assert answer_subject("hola") == "Re: hola"
    assert forward_subject("hola") == "Fwd: hola"
    assert forward_subject("FW: hola") == "FW: hola"


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)
paragraphs = st.lists(words.filter(lambda one: not one.startswith(">")), max_size=8).map("\n".join)


@given(subject=words, name=words, text=paragraphs, file=st.binary(max_size=2000))
def test_any_words_come_back(subject: str, name: str, text: str, file: bytes) -> None:
    person = MailAddress("maria@example.com", name)
    mail = attrs.evolve(MAIL, subject=subject, to=(person,), text=text, attachments=(Attachment("a", "a/b", file),))
    found = parse(compose(mail))

    assert squeezed(found.subject) == squeezed(subject)
    assert squeezed(found.to[0].name.replace('"', "")) == squeezed(name.replace('"', ""))
    assert found.text.strip("\n") == text.strip("\n") or found.text.split() == text.split()
    assert found.attachments[0].content.whole() == file


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
