"""HTML to text that reads well: paragraphs, lists, tables, links, quotes. It also says where marks of quoting are.

nh3 mends the HTML first, in linear time; what it leaves is well-formed, and html.parser walks over it.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import attrs
import nh3

from ringline_server.mail.charsets import without_controls
from ringline_server.mail.message import TEXT_CHARS_MAX
from ringline_server.mail.nesting import is_bounded, words

LINK_CHARS_MAX = 300
"""Longer addresses are for machines; the link's words remain."""
INDENT_MAX = 8
"""Lists within lists, and quotes within quotes: deeper ones are not set in further."""

START, END = "\ue000", "\ue001"
"""They mark a quote inside the text while it is put together."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr li main nav ol p pre section summary table tbody thead tfoot tr ul"
)
_APART = _words("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul")
_KEPT = _BLOCKS | _words("a br img td th caption span body")
_DROPPED = _words("head noscript object script select style svg template textarea title math iframe")
_VOID = _words("br hr img")
_QUOTING_CLASSES = _words(
    "gmail_quote gmail_quote_container yahoo_quoted protonmail_quote tutanota_quote moz-cite-prefix zmail_extra"
    " OutlookMessageHeader ms-outlook-mobile-reference-message"
)
_QUOTING_IDS = _words("OLK_SRC_BODY_SECTION mail-editor-reference-message-container reply-intro")
_REST_IDS = _words("divRplyFwdMsg x_divRplyFwdMsg appendonsend")
_OUTLOOK_LINE = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#(E1E1E1|B5C4DF)\s+1", re.IGNORECASE)


@attrs.frozen
class Quotes:
    """Text, and the spans of it that the HTML marks as quoted."""

    text: str
    spans: tuple[tuple[int, int], ...]


def to_text(html: str) -> str:
    return with_quotes(html).text


def with_quotes(html: str) -> Quotes:
    if not is_bounded(html):
        return Quotes(without_controls(words(html[:TEXT_CHARS_MAX])), ())
    kept = {
        "*": {"class", "id", "style"},
        "a": {"href"},
        "img": {"alt"},
        "blockquote": {"type"},
        "ol": {"start"},
    }
    mended = nh3.clean(
        html[:TEXT_CHARS_MAX].replace(START, "").replace(END, ""),
        tags=set(_KEPT),
        clean_content_tags=set(_DROPPED),
        attributes=kept,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
    )
    walk = _Walk()
    walk.feed(mended)
    walk.close()
    return _taken_apart(walk.finished())


def _taken_apart(marked: str) -> Quotes:
    """The text without marks, and where they were."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    kept: list[str] = []
    at = 0
    for piece in re.split(f"([{START}{END}])", marked):
        if piece == START:
            opened.append(at)
        elif piece == END:
            spans.append((opened.pop(), at))
        else:
            kept.append(piece)
            at += len(piece)
    return Quotes("".join(kept), tuple(sorted(spans)))


@attrs.define(eq=False)
class _Open:
    tag: str
    is_quote: bool = False
    prefix: str = ""
    href: str = ""
    start: int = 0
    number: int | None = None


class _Walk(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        """Whole lines, each with its prefix."""
        self.line = ""
        self.blank_wanted = False
        self.open: list[_Open] = []
        self.counts: Counter[str] = Counter()
        """Of open elements, by tag."""
        self.prefix = ""
        """Of every line, at this place."""
        self.bullet = ""
        """The line that has nothing but the mark of a list item so far; a paragraph goes on in it."""
        self.rest_is_quote = False

    # --- what html.parser calls ---

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag in _BLOCKS:
            self._break(tag in _APART and not self._in_item())
        if self._begins_rest(found):
            self.rest_is_quote = True
            self._mark(START)
        if tag not in _VOID:
            self._enter(tag, found)
        match tag:
            case "br":
                self._end_line(even_if_empty=True)
            case "img" if alt := " ".join(found.get("alt", "").split()):
                self.handle_data(f"[{alt}]")
            case "td" | "th" if self.line.strip(f" {START}{END}"):
                self.line = self.line.rstrip() + " | "
            case "li":
                self.line += self._bullet()
                self.bullet = self.line

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            last = self.open[-1]
            if last.tag == "a":
                self._finish_link(last)
            if last.tag in _BLOCKS:
                self.bullet = self.bullet if tag != "li" else ""
                self._break(last.tag in _APART and not self._in_item())
            self._leave()
            if last.is_quote:
                self._mark(END)
            if last.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.counts["pre"]:
            first, *others = data.split("\n")
            self.line += first
            for other in others:
                self._end_line(even_if_empty=True)
                self.line += other
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.line += words.lstrip() if not self.line or self.line.endswith((" ", START)) else words

    # --- inside ---

    def _enter(self, tag: str, found: dict[str, str]) -> None:
        one = _Open(tag, is_quote=not self.rest_is_quote and _is_quote(tag, found), start=len(self.line))
        one.href = found.get("href", "") if tag == "a" else ""
        if tag == "blockquote" and self.counts[tag] < INDENT_MAX:
            one.prefix = "> "
        if tag == "li" and 0 < self.counts[tag] < INDENT_MAX:
            one.prefix = "  "
        if tag == "ol":
            start = found.get("start", "")
            one.number = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
        if one.is_quote:
            self._mark(START)
        self.open.append(one)
        self.counts[tag] += 1
        self.prefix += one.prefix

    def _leave(self) -> None:
        last = self.open.pop()
        self.counts[last.tag] -= 1
        self.prefix = self.prefix.removesuffix(last.prefix)

    def _begins_rest(self, found: dict[str, str]) -> bool:
        is_line = found.get("id") in _REST_IDS or _OUTLOOK_LINE.search(found.get("style", "")[:500])
        return bool(is_line) and not self.rest_is_quote and not any(one.is_quote for one in self.open)

    def _bullet(self) -> str:
        parent = next((one for one in reversed(self.open) if one.tag in ("ol", "ul")), None)
        if parent is None or parent.number is None:
            return "- "
        parent.number += 1
        return f"{parent.number - 1}. "

    def _finish_link(self, link: _Open) -> None:
        words = self.line[link.start :].strip()
        bare = link.href.partition(":")[2].strip("/")
        if link.href and len(link.href) <= LINK_CHARS_MAX and bare not in words:
            self.line = f"{self.line.rstrip()} <{link.href}>" if words else f"{self.line}<{link.href}>"

    def _in_item(self) -> bool:
        return any(self.counts[tag] for tag in ("li", "td", "th"))

    def _mark(self, mark: str) -> None:
        """Marks stand at the beginning of lines, so that no blank moves them."""
        self._break(False)
        self.out.append(mark)

    def _break(self, apart: bool) -> None:
        self._end_line(even_if_empty=False)
        self.blank_wanted = self.blank_wanted or apart

    def _end_line(self, *, even_if_empty: bool) -> None:
        if self.bullet and self.line == self.bullet and not even_if_empty:
            return
        self.bullet = ""
        line = self.line.rstrip().removesuffix(" |")
        self.line = ""
        if not line and not even_if_empty:
            return
        prefix = self.prefix
        if self.blank_wanted and any(one not in (START, END) for one in self.out):
            self.out.append(_common(prefix, self._last_prefix()).rstrip() + "\n")
        self.blank_wanted = False
        self.out.append((prefix + line).rstrip() + "\n")

    def _last_prefix(self) -> str:
        last = next((one for one in reversed(self.out) if one not in (START, END)), "")
        found = re.match(r"(?:> )*", last)
        return found[0] if found else ""

    def finished(self) -> str:
        self._break(False)
        while self.open:
            if self.open.pop().is_quote:
                self.out.append(END)
        if self.rest_is_quote:
            self.out.append(END)
        text = re.sub(r"\n{3,}", "\n\n", "".join(self.out).replace("\xa0", " "))
        return text.strip("\n")


def _common(one: str, other: str) -> str:
    return one if len(one) < len(other) else other


def _is_quote(tag: str, found: dict[str, str]) -> bool:
    is_cite = tag == "blockquote" and found.get("type", "").lower() == "cite"
    is_known = bool(_QUOTING_CLASSES & set(found.get("class", "").split())) or found.get("id") in _QUOTING_IDS
    return is_cite or is_known
