"""Where the quoted part of a text begins. Nothing is ever deleted: a reader folds it away, and unfolds it.

Marks in the HTML come first; they are exact. Else lines are read: `El … escribió:`, `-----Original Message-----`,
`From: … Sent: … To: …`, `> …`. Whoever answers between the lines of a quote is not folded away: a fold begins where
nothing but quoted text follows. A forwarded message is what the mail is about, and no quote.
"""

import re
from collections.abc import Sequence

from ringline_server.mail.html_text import Quotes

ATTRIBUTION_LINES_MAX = 4
"""Over so many lines a program may break `On …, Ana <ana@example.org> wrote:`."""
ATTRIBUTION_CHARS_MAX = 400
HEADER_LINES_MAX = 8
"""In which From, Sent, To and Subject stand together."""
LINES_MAX = 20_000
"""In which a quote is looked for."""
NEEDLE_CHARS = 24
"""Letters and digits by which a place of the HTML is found again in the text part."""

_DATED = r"(?=.*(\d|@))"
_ATTRIBUTIONS = re.compile(
    rf"{_DATED}(?:"
    r"(?:On|At) .* (?:wrote|writes):"
    r"|.{3,80} wrote on .*:"
    r"|(?:El|A las?) .* (?:escribi[óo]|ha escrito|va escriure):"
    r"|.{3,80} escribi[óo] el .*:"
    r"|(?:Am|Den) .* (?:schrieb|hat) .*:"
    r"|.{3,80} schrieb am .*:"
    r"|Le .* a écrit\s*:"
    r"|(?:Il(?: giorno)?) .* ha scritto:"
    r"|(?:Em|A|No dia) .* escreveu:"
    r"|(?:Op) .* schreef .*:"
    r"|Missatge de .* del dia .*:"
    r"|Den .* skrev .*:"
    r"|(?:W dniu|Dnia) .* (?:pisze|napisał\(?a?\)?):"
    r"|.* (?:пишет|написал\(?а?\)?):"
    r"|\d{4}[-/.]\d\d?[-/.]\d\d? .*<.+@.+>:"
    r")",
    re.IGNORECASE,
)
_BEGINNINGS = re.compile(
    r"(On|At|El|A las?|Am|Den|Le|Il|Em|A|No|Op|Missatge|W|Dnia|\d{1,4}\W)\b|.{3,80}(wrote|escribi|schrieb|пишет|напис)",
    re.IGNORECASE,
)
_INTRODUCING = re.compile(r"(?=.*(\d\d?:\d\d|<[^<>\s]+@[^<>\s]+>)).*:")
_ORIGINAL = re.compile(
    r"[-_=*\s]{2,}(Original Message|Original Appointment|Mensaje original|Missatge original|Mensagem original"
    r"|Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Message original|Messaggio originale"
    r"|Oorspronkelijk bericht|Ursprungligt meddelande|Исходное сообщение|Reply message)[-_=*\s]{2,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-_=*>\s]*(Begin forwarded message|Forwarded message|Forwarded by|Inicio del mensaje reenviado|Mensaje reenviado"
    r"|Missatge reenviat|Anfang der weitergeleiteten (?:Nachricht|E-?Mail)|Weitergeleitete Nachricht"
    r"|Début du message (?:réexpédié|transféré)|Message transféré|Inizio messaggio inoltrato|Messaggio inoltrato"
    r"|Mensagem encaminhada|Início da mensagem reencaminhada|Doorgestuurd bericht)\b.{0,80}",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(r"\s*(fwd?|rv|wg|tr|i|enc|reenv)\s*:", re.IGNORECASE)
_FROM = re.compile(r"\W{0,3}(From|De|Von|Da|Van|Från|Fra|Od|От)\W{0,2}:\W{0,2}\S.*", re.IGNORECASE)
_OTHERS = re.compile(
    r"\W{0,3}(Sent|Date|To|Cc|Subject|Enviad[oa](?: el)?|Fecha|Para|Asunto|CC|Gesendet|Datum|An|Betreff|Envoyé|À|Objet"
    r"|Inviato|Data|A|Oggetto|Assunto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Reply-To|Responder a)\W{0,2}:.*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\-=*]{10,}")


def quote_at(text: str, marked: Quotes | None, subject: str = "") -> int | None:
    """The first place after which all is quoted; None: there is none, or nothing stands before it.

    `marked`: the HTML of the same mail, as text.
    """
    at = _by_marks(text, marked, is_forward=bool(_FORWARD_SUBJECT.match(subject))) if marked else None
    if at is None:
        at = _by_lines(text, is_forward=bool(_FORWARD_SUBJECT.match(subject)))
    return at if at is not None and text[:at].strip() else None


# --- marks of the HTML ---


def _by_marks(text: str, marked: Quotes, *, is_forward: bool) -> int | None:
    start = _marked_tail(marked)
    if start is None or is_forward or _FORWARDED.match(marked.text[start:].lstrip()):
        return None
    start = _with_attribution(marked.text, start)
    return start if text == marked.text else _same_place(text, marked.text, start)


def _marked_tail(marked: Quotes) -> int | None:
    """Where the last run of spans begins that reaches to the end."""
    end = len(marked.text)
    tail: int | None = None
    for start, stop in sorted(marked.spans, key=lambda span: (-span[1], span[0])):
        if marked.text[stop:end].strip():
            break
        tail = end = min(start, end)
    return tail


def _with_attribution(text: str, start: int) -> int:
    """Some programs mark the quote, and not the line that introduces it."""
    lines = _lines(text[:start])
    while lines and not lines[-1][1].strip():
        lines.pop()
    for count in range(1, min(ATTRIBUTION_LINES_MAX, len(lines)) + 1):
        if _is_attribution([line for _, line in lines[-count:]]):
            return lines[-count][0]
    return start


def _same_place(text: str, other: str, at: int) -> int | None:
    """Where in `text` stands what stands in `other` at `at`: the same letters, at the likeliest of their places."""
    before, after = _letters(other[:at]), _letters(other[at:])
    needle = "".join(one for one, _ in after[:NEEDLE_CHARS])
    haystack = _letters(text)
    joined = "".join(one for one, _ in haystack)
    places = [found.start() for found in re.finditer(f"(?={re.escape(needle)})", joined)] if needle else []
    if not places:
        return None
    found_at = haystack[min(places, key=lambda place: abs(place - len(before)))][1]
    return text.rfind("\n", 0, found_at) + 1


def _letters(text: str) -> list[tuple[str, int]]:
    return [(one, at) for at, one in enumerate(text) if one.isalnum()]


# --- lines of the text ---


def _by_lines(text: str, *, is_forward: bool) -> int | None:
    lines = _lines(text)
    plain = [line.strip() for _, line in lines]
    inside = False
    for number, line in enumerate(plain[:LINES_MAX]):
        if _FORWARDED.fullmatch(line):
            return None
        if line and not inside and _begins_quote(plain, number, is_forward=is_forward):
            return lines[number][0]
        inside = line.startswith(">") or (inside and not line)
    return None


def _begins_quote(lines: list[str], at: int, *, is_forward: bool) -> bool:
    """Everything from this line on is quoted."""
    if _begins_rest(lines[at : at + HEADER_LINES_MAX + 1]) and not is_forward:
        return True
    length = _attribution_length(lines[at : at + ATTRIBUTION_LINES_MAX]) or _introduced_length(lines, at)
    if length:
        first = next((line for line in lines[at + length :] if line), "")
        if not first.startswith(">"):
            return bool(first) and not is_forward
    return (bool(length) or lines[at].startswith(">")) and _all_quoted(lines, at + length)


def _introduced_length(lines: list[str], at: int) -> int:
    """In a language that the table lacks: `…, 20.11.2026 09:00, Help <help@example.org>:` right above a quote."""
    if not any(line.startswith(">") for line in lines[at + 1 : at + ATTRIBUTION_LINES_MAX + 1]):
        return 0
    for count in range(1, ATTRIBUTION_LINES_MAX):
        joined = " ".join(lines[at : at + count])
        following = [line for line in lines[at + count : at + count + 2] if line]
        if following and following[0].startswith(">") and len(joined) <= ATTRIBUTION_CHARS_MAX:
            return count if all(lines[at : at + count]) and _INTRODUCING.fullmatch(joined) else 0
    return 0


def _all_quoted(lines: list[str], start: int) -> bool:
    for at in range(start, len(lines)):
        if lines[at] and not lines[at].startswith(">"):
            return _begins_rest(lines[at : at + HEADER_LINES_MAX + 1])
    return True


def _begins_rest(lines: Sequence[str]) -> bool:
    """A line of Outlook's kind: what follows is quoted, though nothing marks each line."""
    first, *rest = lines
    if _ORIGINAL.fullmatch(first):
        return True
    if _RULE.fullmatch(first):
        named = [number for number, line in enumerate(rest) if line][:1]
        return bool(named) and _is_header_block(rest[named[0] :])
    return _is_header_block([first, *rest])


def _is_header_block(lines: Sequence[str]) -> bool:
    """`From: …` and two others of its kind right below it."""
    if not lines or not _FROM.fullmatch(lines[0]):
        return False
    return sum(1 for line in lines[1:6] if _OTHERS.fullmatch(line)) >= 2


def _attribution_length(lines: Sequence[str]) -> int:
    """How many lines introduce a quote; 0: none does."""
    if not _BEGINNINGS.match(lines[0]):
        return 0
    counts = range(1, ATTRIBUTION_LINES_MAX + 1)
    return next((count for count in counts if _is_attribution(lines[:count])), 0)


def _is_attribution(lines: Sequence[str]) -> bool:
    joined = " ".join(line.strip() for line in lines)
    return len(joined) <= ATTRIBUTION_CHARS_MAX and all(lines) and bool(_ATTRIBUTIONS.fullmatch(joined))


def _lines(text: str) -> list[tuple[int, str]]:
    """Each with its place."""
    found: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        found.append((at, line.rstrip("\r\n")))
        at += len(line)
    return found
