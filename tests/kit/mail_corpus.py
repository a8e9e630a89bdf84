"""Real-world-shaped messages with what must be read in them: tests/server/mail/corpus/<reason>.eml and .json.

`PYTHONPATH=tests python -m kit.mail_corpus NAME…` prints what is read now, for a new message: check it by eye before
it is kept beside the message.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import attrs
from ringline_server.mail.message import MailAddress, ParsedMail
from ringline_server.mail.parsing import parse
from ringline_server.mail.sanitising import clean

FOLDER = Path(__file__).parents[1] / "server" / "mail" / "corpus"
NAMES = sorted(path.stem for path in FOLDER.glob("*.eml"))


def raw(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def facts(mail: ParsedMail) -> dict[str, Any]:
    """Everything that is read in a mail, as JSON has it. `new_text` and `shown` only where there is a difference."""
    told: dict[str, Any] = {
        "message_id": mail.message_id,
        "thread_ids": list(mail.thread_ids),
        "sender": person(mail.sender),
        "reply_to": [person(one) for one in mail.reply_to],
        "to": [person(one) for one in mail.to],
        "cc": [person(one) for one in mail.cc],
        "subject": mail.subject,
        "sent_at_ms": mail.sent_at_ms,
        "text": mail.text,
        "attachments": [[one.name, one.type, one.content.size, one.inline] for one in mail.attachments],
        "kind": mail.kind.value,
    }
    if mail.quote_at is not None:
        told["new_text"] = mail.new_text
    if mail.bounce:
        told["bounce"] = attrs.asdict(mail.bounce)
    if mail.html:
        shown = clean(mail.html, locate=lambda content_id: f"/part/{content_id}")
        told["shown"] = {**attrs.asdict(shown), "html": in_order(shown.html)}
    return told


def in_order(html: str) -> str:
    """nh3 writes the attributes of an element in any order; here by their names."""
    return re.sub(r'<\w+((?: [\w-]+="[^"]*")+)>', lambda tag: tag[0].replace(tag[1], _sorted(tag[1])), html)


def _sorted(attributes: str) -> str:
    return "".join(sorted(re.findall(r' [\w-]+="[^"]*"', attributes)))


def person(one: MailAddress | None) -> str | None:
    if one is None:
        return None
    return f"{one.name} <{one.address}>" if one.name else one.address


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(facts(parse(raw(name))), ensure_ascii=False, indent=1))
