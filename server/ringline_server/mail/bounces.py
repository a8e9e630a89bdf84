"""Which mail of ours came back, and why: RFC 3464 reports, and the letters of servers that know nothing of it."""

import re

from ringline_server.mail import charsets, headers
from ringline_server.mail.headers import Headers
from ringline_server.mail.message import BounceFacts
from ringline_server.mail.structure import Part

DIAGNOSTIC_CHARS_MAX = 500
REPORT_BYTES_MAX = 262_144
"""Of a delivery status, or of an original's headers: what is read of them."""

_ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_REPLY_LINE = re.compile(r"^[^\n]{0,200}?\b([45]\d\d[ -][^\n]{3,400})", re.MULTILINE)
_MAILBOX = re.compile(r"[^\s<>\"';:,]{1,64}@[^\s<>\"';:,]{1,255}")
_MESSAGE_ID = re.compile(r"^\s*(?:>\s*)?message-id:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_SENDERS = re.compile(r"(mailer-daemon|postmaster|mail-daemon|maildelivery|bounces?)(@|$)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"undeliver|delivery (status|failure|has failed|report)|returned mail|mail delivery|failure notice|not delivered"
    r"|no se (pudo|ha podido) entregar|no entregado|unzustellbar|nicht zugestellt|non remis|échec de la remise",
    re.IGNORECASE,
)
_DELAY = re.compile(r"delay|warning|retras|verzöger|will be retried|still trying", re.IGNORECASE)


def facts(root: Part, text: str) -> BounceFacts | None:
    """None: it tells of no other mail's fate."""
    parts = _leaves(root)
    status = next((part for part in parts if part.media_type().endswith("delivery-status")), None)
    if status is not None:
        return _reported(_fields(status.beginning(REPORT_BYTES_MAX)), _original_id(root, parts, text))
    if _looks_like_one(root):
        return _guessed(root, text, _original_id(root, parts, text))
    return None


def _leaves(part: Part) -> list[Part]:
    parts = part.parts()
    return [leaf for one in parts for leaf in _leaves(one)] if parts else [part]


def _fields(content: bytes) -> dict[str, str]:
    """Of the first recipient that failed, else of the first; one mail of ours has one recipient at a time."""
    text = charsets.to_text(content, "utf-8")
    blocks = [_block(block) for block in re.split(r"\n[ \t]*\n", text)]
    recipients = [block for block in blocks if "action" in block or "final-recipient" in block]
    failed = [block for block in recipients if block.get("action", "").lower() == "failed"]
    return next(iter(failed or recipients), {})


def _block(text: str) -> dict[str, str]:
    unfolded = re.sub(r"\n[ \t]+", " ", text)
    lines = (line.partition(":") for line in unfolded.split("\n"))
    return {name.strip().lower(): headers.on_one_line(value) for name, colon, value in lines if colon}


def _reported(fields: dict[str, str], message_id: str) -> BounceFacts:
    action = fields.get("action", "").partition(" ")[0].lower()
    recipient = fields.get("original-recipient") or fields.get("final-recipient", "")
    status = _STATUS.search(fields.get("status", ""))
    return BounceFacts(
        message_id=message_id,
        recipient=recipient.partition(";")[2].strip().strip("<>") or recipient,
        action=action if action in _ACTIONS else "failed",
        status=status[0] if status else "",
        diagnostic=_without_type(fields.get("diagnostic-code", ""))[:DIAGNOSTIC_CHARS_MAX],
    )


def _without_type(diagnostic: str) -> str:
    """`smtp; 550 no such user`"""
    return re.sub(r"^[\w.-]+\s*;\s*", "", diagnostic)


def _looks_like_one(root: Headers) -> bool:
    """Exim, qmail and some appliances write a letter, in the name of a daemon that tells of delivery."""
    if headers.values(root, "x-failed-recipients"):
        return True
    sender = next(iter(headers.addresses(root, "from")), None)
    is_daemon = sender is not None and bool(_SENDERS.match(sender.address))
    return is_daemon and bool(_SUBJECT.search(headers.text(root, "subject", 300)))


def _guessed(root: Part, text: str, message_id: str) -> BounceFacts:
    named = headers.value(root, "x-failed-recipients").partition(",")[0].strip()
    head = text[:REPORT_BYTES_MAX]
    mailbox = _MAILBOX.search(head)
    line = _REPLY_LINE.search(head)
    status = _STATUS.search(line[1] if line else head)
    is_delay = bool(_DELAY.search(headers.text(root, "subject", 300))) and (status is None or status[0][0] != "5")
    return BounceFacts(
        message_id=message_id,
        recipient=named or (mailbox[0] if mailbox else ""),
        action="delayed" if is_delay else "failed",
        status=status[0] if status else "",
        diagnostic=(line[1].strip() if line else "")[:DIAGNOSTIC_CHARS_MAX],
    )


def _original_id(root: Part, parts: list[Part], text: str) -> str:
    """From the original that came with it, from what it answers, or from where its letter quotes it."""
    for part in parts:
        if part.media_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"):
            found = _MESSAGE_ID.search(charsets.to_text(part.beginning(REPORT_BYTES_MAX), "utf-8"))
            if found:
                return found[1]
    answered = (*headers.message_ids(root, "in-reply-to"), *reversed(headers.message_ids(root, "references")))
    quoted = _MESSAGE_ID.search(text[:REPORT_BYTES_MAX])
    return next(iter(answered), quoted[1] if quoted else "")
