"""A message to bytes, the same bytes each time: nothing here reads a clock or draws lots.

    text              answer, signature, quoted original              text/plain
    html              the same, where the writer used formatting      multipart/alternative
    attachments                                                       multipart/mixed

Bcc stands nowhere: it is for the envelope. Who the envelope names is the sender's business.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import formatdate

import attrs

from ringline_server.mail import quotation, writing
from ringline_server.mail.message import REFERENCES_MAX, Attachment, MailAddress
from ringline_server.mail.quotation import Original
from ringline_server.mail.sanitising import clean

SUBJECT_CHARS_MAX = 998
BASE64_LINE_BYTES = 57
"""That make one line of 76 characters."""
Unwritable = writing.Unwritable

_HERE = b"=_here"
"""In a line of its own: an attachment goes here. `=_` occurs in neither quoted-printable nor base64, and nobody can
begin a line in a header."""


@attrs.frozen
class Outgoing:
    message_id: str
    """`<mail_…@example.org>`: the same at each attempt, so that whoever gets it twice can tell."""
    sent_at_ms: int
    sender: MailAddress
    to: tuple[MailAddress, ...]
    subject: str
    text: str
    cc: tuple[MailAddress, ...] = ()
    html: str = ""
    """Simple formatting, cleaned here once more; "" sends plain text only."""
    reply_to: MailAddress | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    """Of the message that is answered, the oldest first, with or without its own id at the end."""
    answers: Original | None = None
    """Quoted below."""
    forwards: Original | None = None
    language: str = "en"
    signature: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_automatic: bool = False
    """Nobody wrote it: an acknowledgement. Says so (RFC 3834), so that no machine answers it."""


def compose(mail: Outgoing) -> bytes:
    """The whole. Raises: Unwritable, with what is wrong with which value."""
    return b"".join(composed(mail))


def composed(mail: Outgoing) -> Iterator[bytes]:
    """In pieces, so that attachments are nowhere held whole. Raises: Unwritable, before the first piece."""
    body = _body(mail)
    for number, part in enumerate(body.walk()):
        if part.is_multipart():
            part.set_boundary(_boundary(mail.message_id, number))
    yield _head(mail).encode()
    text, *behind = body.as_bytes(policy=SMTP).split(b"\r\n" + _HERE + b"\r\n")
    yield text
    for one, text in zip(mail.attachments, behind, strict=True):
        yield from _base64_lines(one.content.pieces())
        yield b"\r\n" + text


def _base64_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Each behind a line end."""
    carry = b""
    for piece in pieces:
        carry += piece
        cut = len(carry) - len(carry) % BASE64_LINE_BYTES
        yield _lines(carry[:cut])
        carry = carry[cut:]
    yield _lines(carry)


def _lines(content: bytes) -> bytes:
    return b"\r\n" + base64.encodebytes(content)[:-1].replace(b"\n", b"\r\n") if content else b""


def needs_smtputf8(mail: Outgoing) -> bool:
    """Somebody's address has letters before the @ that only RFC 6531 can send."""
    people = (mail.sender, *mail.to, *mail.cc, *((mail.reply_to,) if mail.reply_to else ()))
    return not all(writing.written_address(one.address).isascii() for one in people)


def answer_subject(subject: str) -> str:
    """`Re: …`, once."""
    return subject if re.match(r"\s*re\s*:", subject, re.IGNORECASE) else f"Re: {subject}".strip()[:SUBJECT_CHARS_MAX]


def forward_subject(subject: str) -> str:
    is_one = re.match(r"\s*fwd?\s*:", subject, re.IGNORECASE)
    return subject if is_one else f"Fwd: {subject}".strip()[:SUBJECT_CHARS_MAX]


def _head(mail: Outgoing) -> str:
    if len(mail.subject) > SUBJECT_CHARS_MAX:
        raise Unwritable(f"the subject has more than {SUBJECT_CHARS_MAX} characters")
    lines = [
        writing.verbatim("Date", formatdate(mail.sent_at_ms // 1000)),
        writing.ids("Message-ID", [mail.message_id]),
        writing.mailboxes("From", [mail.sender]),
        writing.mailboxes("To", mail.to) if mail.to else "",
        writing.mailboxes("Cc", mail.cc) if mail.cc else "",
        writing.mailboxes("Reply-To", [mail.reply_to]) if mail.reply_to else "",
        writing.line("Subject", mail.subject),
        writing.ids("In-Reply-To", [mail.in_reply_to]) if writing.is_message_id(mail.in_reply_to) else "",
        writing.ids("References", _chain(mail)) if _chain(mail) else "",
        writing.verbatim("Auto-Submitted", "auto-replied") if mail.is_automatic else "",
        writing.verbatim("X-Auto-Response-Suppress", "OOF, AutoReply") if mail.is_automatic else "",
    ]
    return "".join(lines)


def _chain(mail: Outgoing) -> list[str]:
    """RFC 5322 3.6.4: the parent's references and the parent; of a long chain the first one and the last.

    They are a stranger's: what is no id that can be written is left out.
    """
    chain = [one for one in dict.fromkeys(mail.references) if one != mail.in_reply_to] + [mail.in_reply_to]
    chain = [one for one in chain if writing.is_message_id(one)]
    return chain if len(chain) <= REFERENCES_MAX else [chain[0], *chain[1 - REFERENCES_MAX :]]


def _body(mail: Outgoing) -> EmailMessage:
    body = EmailMessage(policy=SMTP)
    body.set_content(_text(mail), charset="utf-8", cte=_encoding(_text(mail)))
    if mail.html:
        page = _html(mail)
        body.add_alternative(page, subtype="html", charset="utf-8", cte=_encoding(page))
    for one in mail.attachments:
        _attach(body, one)
    return body


def _text(mail: Outgoing) -> str:
    pieces = [mail.text.rstrip("\n")]
    pieces += [f"-- \n{mail.signature}"] if mail.signature else []
    pieces += [quotation.quoted_text(mail.answers, mail.language)] if mail.answers else []
    pieces += [quotation.forwarded_text(mail.forwards, mail.language)] if mail.forwards else []
    return "\n\n".join(pieces) + "\n"


def _html(mail: Outgoing) -> str:
    pieces = [clean(mail.html).html]
    pieces += [f"<p>-- <br>\n{quotation.as_html(mail.signature)}</p>"] if mail.signature else []
    pieces += [quotation.quoted_html(mail.answers, mail.language)] if mail.answers else []
    pieces += [quotation.forwarded_html(mail.forwards, mail.language)] if mail.forwards else []
    return "<!doctype html>\n<html><body>\n" + "\n<br>\n".join(pieces) + "\n</body></html>\n"


def _encoding(text: str) -> str:
    """Quoted-printable, so that every line is short and no server needs to know 8BITMIME."""
    mostly_foreign = sum(not one.isascii() for one in text) * 3 > len(text)
    return "base64" if mostly_foreign else "quoted-printable"


def _attach(body: EmailMessage, one: Attachment) -> None:
    """Also a mail: as a file in base64, which any server passes on unchanged."""
    for value in (one.name, one.type, one.content_id):
        if not value.isprintable():
            raise Unwritable("the name or type of an attachment has control characters")
    main, slash, sub = one.type.partition("/")
    is_known = bool(slash) and bool(re.fullmatch(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+", one.type, re.ASCII))
    if not is_known or main in ("message", "multipart"):
        main, sub = "application", "octet-stream"
    body.add_attachment(b"", maintype=main, subtype=sub, filename=one.name, cte="base64")
    last = list(body.iter_parts())[-1]
    assert isinstance(last, MIMEPart)
    last.set_payload(_HERE.decode())
    if one.content_id:
        last["Content-ID"] = f"<{one.content_id}>"


def _boundary(message_id: str, number: int) -> str:
    """`=_` occurs in neither quoted-printable nor base64: no part can contain it."""
    return f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:24]}_{number}"
