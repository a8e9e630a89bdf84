"""Mails: whatever the bytes are, something can be read, shown and answered, and the answer reads as it was written."""

from functools import cache
from typing import Final

from ringline_server.mail.composing import Outgoing, answer_subject, compose
from ringline_server.mail.message import Attachment, MailAddress, ParsedMail
from ringline_server.mail.parsing import parse
from ringline_server.mail.quotation import Original
from ringline_server.mail.safe_names import safe_name
from ringline_server.mail.sanitising import clean

from kit import mail_corpus
from kit.fuzz.chance import Chance
from kit.fuzz.found import Found
from kit.fuzz.seeds import CORPUS

MAIL_BYTES_MAX: Final = 200_000
US: Final = MailAddress("help@example.org", "Help")
SOMEBODY: Final = MailAddress("maria@example.com", "María")
ANSWER: Final = "Thank you.\n\nWe are on it."


@cache
def mails() -> tuple[bytes, ...]:
    """The corpus, and what found something once."""
    return (*map(mail_corpus.raw, mail_corpus.NAMES), *(path.read_bytes() for path in sorted(CORPUS.glob("*.eml"))))


def read_anything(chance: Chance) -> None:
    """One example. Raises: Found."""
    raw = chance.garbled(chance.choice(mails()))
    if chance.random() < 0.3:
        other = chance.choice(mails())
        raw = raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]
    judge(raw[:MAIL_BYTES_MAX])


def judge(raw: bytes) -> None:
    """Raises: Found."""
    try:
        found = parse(raw)
        _is_sound(found)
        _can_be_answered(found)
    except Exception as error:  # that is what this looks for
        raise Found(f"{type(error).__name__}: {error}", raw) from error


def _is_sound(mail: ParsedMail) -> None:
    mail.text.encode()
    assert not set("\x00\r\x1b") & set(mail.text + mail.subject)
    assert "\n" not in mail.subject
    assert mail.quote_at is None or mail.text[: mail.quote_at].strip()
    for one in mail.attachments:
        assert one.name == safe_name(one.name, one.type, 1), one.name


def _can_be_answered(mail: ParsedMail) -> None:
    page = clean(mail.html).html
    original = Original(mail.sender or SOMEBODY, mail.sent_at_ms or 0, mail.text, page)
    answer = Outgoing(
        message_id="<mail_1@example.org>",
        sent_at_ms=1_795_165_200_000,
        sender=US,
        to=(SOMEBODY,),
        subject=answer_subject(mail.subject),
        text=ANSWER,
        html="<p>Thank you.</p>" if mail.html else "",
        in_reply_to=mail.message_id,
        references=mail.references,
        answers=original,
        attachments=tuple(Attachment(one.name, one.type, one.content.whole()[:100]) for one in mail.attachments),
    )
    sent = compose(answer)
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    again = parse(sent)
    assert (again.message_id, again.sender, again.to) == (answer.message_id, US, (SOMEBODY,))
    assert again.text.startswith(ANSWER)
    assert [one.name for one in again.attachments] == [one.name for one in mail.attachments]
