"""What is put below an answer: the message that it answers, and a line that introduces it, in the reader's language."""

import html as markup
from datetime import UTC, datetime

import attrs

from ringline_server.mail.message import MailAddress

QUOTED_CHARS_MAX = 200_000
"""Of a long thread the first part is quoted; the reader has the whole."""

_WROTE = {
    "en": "On {date} at {time}, {who} wrote:",
    "es": "El {date} a las {time}, {who} escribió:",
}
_FORWARDED = {
    "en": ("---------- Forwarded message ---------", "From", "Date", "Subject", "To", "Cc"),
    "es": ("---------- Mensaje reenviado ---------", "De", "Fecha", "Asunto", "Para", "Cc"),
}


@attrs.frozen
class Original:
    """The message that is answered or forwarded."""

    sender: MailAddress
    sent_at_ms: int
    text: str
    html: str = ""
    """Sanitised; "" where it had none."""
    subject: str = ""
    to: tuple[MailAddress, ...] = ()
    cc: tuple[MailAddress, ...] = ()


def attribution(original: Original, language: str) -> str:
    """`El 20/11/2026 a las 09:30 UTC, Ana <ana@example.org> escribió:`"""
    form = _WROTE.get(language[:2], _WROTE["en"])
    return form.format(date=_date(original, language), time=_time(original), who=shown(original.sender))


def quoted_text(original: Original, language: str) -> str:
    lines = original.text[:QUOTED_CHARS_MAX].split("\n")
    return "\n".join([attribution(original, language), "", *(_quoted(one) for one in lines)])


def quoted_html(original: Original, language: str) -> str:
    return (
        f'<div class="gmail_quote"><div class="gmail_attr">{markup.escape(attribution(original, language))}</div>\n'
        f'<blockquote type="cite" class="gmail_quote">{_page(original)}</blockquote></div>'
    )


def forwarded_text(original: Original, language: str) -> str:
    title, *rows = _heading(original, language)
    return "\n".join([title, *rows, "", original.text[:QUOTED_CHARS_MAX]])


def forwarded_html(original: Original, language: str) -> str:
    heading = "<br>\n".join(markup.escape(row) for row in _heading(original, language))
    return f"<div>{heading}</div><br>\n<div>{_page(original)}</div>"


def shown(one: MailAddress) -> str:
    return f"{one.name} <{one.address}>" if one.name else one.address


def as_html(text: str) -> str:
    """Plain text as a piece of a page: lines stay lines."""
    return markup.escape(text).replace("\n", "<br>\n")


def _heading(original: Original, language: str) -> list[str]:
    title, sender, date, subject, to, cc = _FORWARDED.get(language[:2], _FORWARDED["en"])
    rows = [
        (sender, shown(original.sender)),
        (date, f"{_date(original, language)} {_time(original)}"),
        (subject, original.subject),
        (to, ", ".join(map(shown, original.to))),
        (cc, ", ".join(map(shown, original.cc))),
    ]
    return [title, *(f"{name}: {value}" for name, value in rows if value)]


def _quoted(line: str) -> str:
    return f">{line}" if line.startswith(">") else f"> {line}".rstrip()


def _page(original: Original) -> str:
    """A page that is too long is quoted as text: HTML cannot be cut anywhere."""
    is_page = 0 < len(original.html) <= QUOTED_CHARS_MAX
    return original.html if is_page else as_html(original.text[:QUOTED_CHARS_MAX])


def _moment(original: Original) -> datetime:
    return datetime.fromtimestamp(original.sent_at_ms / 1000, UTC)


def _date(original: Original, language: str) -> str:
    return _moment(original).strftime("%d/%m/%Y" if language.startswith("es") else "%Y-%m-%d")


def _time(original: Original) -> str:
    return _moment(original).strftime("%H:%M UTC")
