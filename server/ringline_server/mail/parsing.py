"""Bytes to a message. Never raises, whatever the bytes are; what a mail does not say is "", None or empty.

raw -> structure.read -> bodies.read ----> text, html, attachments
                     \\-> headers ---------> who, to whom, ids, subject, when
                      \\-> bounces, kinds -> what kind of mail it is
text + marks of the HTML -> quoting ------> quote_at
"""

from ringline_server.mail import bodies, bounces, headers, kinds, quoting, structure
from ringline_server.mail.message import REFERENCES_MAX, SUBJECT_CHARS_MAX, MailKind, ParsedMail
from ringline_server.mail.skeleton import KEPT_BYTES_MAX
from ringline_server.mail.source import Source, source_of


def parse(raw: bytes | Source, kept_bytes_max: int = KEPT_BYTES_MAX) -> ParsedMail:
    """Attachments are read from `raw` when they are wanted: it must be there as long as they are.

    `kept_bytes_max`: a larger message is not held; see skeleton.py. It makes no difference to what is read.
    """
    root = structure.read(source_of(raw), kept_bytes_max)
    body = bodies.read(root)
    subject = headers.text(root, "subject", SUBJECT_CHARS_MAX)
    bounce = bounces.facts(root, body.text)
    kind = kinds.of_person_or_machine(root)
    sender = next(iter(headers.addresses(root, "from")), None)
    return ParsedMail(
        message_id=next(iter(headers.message_ids(root, "message-id")), ""),
        in_reply_to=headers.message_ids(root, "in-reply-to")[:REFERENCES_MAX],
        references=headers.message_ids(root, "references")[-REFERENCES_MAX:],
        sender=sender or next(iter(headers.addresses(root, "sender")), None),
        reply_to=headers.addresses(root, "reply-to"),
        to=headers.addresses(root, "to"),
        cc=headers.addresses(root, "cc"),
        subject=subject,
        sent_at_ms=headers.sent_at_ms(root),
        text=body.text,
        html=body.html,
        quote_at=quoting.quote_at(body.text, body.marked, subject),
        attachments=body.attachments,
        kind=MailKind.BOUNCE if bounce and kind is not MailKind.LOOP else kind,
        bounce=bounce,
    )
