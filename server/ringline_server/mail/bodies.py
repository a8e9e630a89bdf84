"""A tree of parts to what people read (text and HTML) and what they save (attachments). Pure, total."""

import html as markup
import re
from collections.abc import Iterable

import attrs

from ringline_server.mail import charsets, headers, html_text
from ringline_server.mail.message import ATTACHMENTS_MAX, TEXT_CHARS_MAX, Attachment
from ringline_server.mail.safe_names import safe_name
from ringline_server.mail.structure import HEADERS_BYTES_MAX, PARTS_MAX, Part, headers_of

TEXT_BYTES_MAX = 2 * TEXT_CHARS_MAX
"""Of one part that is read as text."""

_CID = re.compile(r"""cid:([^"'\s>)]{1,500})""", re.IGNORECASE)


@attrs.frozen
class Body:
    text: str
    html: str
    marked: html_text.Quotes | None
    """The HTML as text, with the places that it marks as quoted."""
    attachments: tuple[Attachment, ...]


@attrs.frozen
class _Block:
    """One piece of the body: in either form, or both."""

    text: str = ""
    html: str = ""


@attrs.define(eq=False)
class _Collector:
    blocks: list[_Block] = attrs.field(factory=list)
    files: list[Part] = attrs.field(factory=list)
    seen: int = 0

    def take(self, part: Part) -> None:
        self.seen += 1
        if self.seen > PARTS_MAX:
            return
        parts = part.parts()
        if not parts:
            self._take_leaf(part)
        elif part.media_type() == "multipart/alternative":
            self._take_alternatives(parts)
        elif part.media_type() == "multipart/related":
            self._take_related(part, parts)
        else:
            for one in parts:
                self.take(one)

    def _take_leaf(self, part: Part) -> None:
        kind = _readable_type(part)
        if kind not in ("text/plain", "text/html", "text/enriched") or _is_file(part):
            self.files.append(part)
        elif kind == "text/html":
            self.blocks.append(_Block(html=_text_of(part)))
        else:
            self.blocks.append(_Block(text=_text_of(part)))

    def _take_alternatives(self, parts: list[Part]) -> None:
        """The same thing several times: one text and one HTML of it, the last that can be read (RFC 2046 5.1.4)."""
        found = _Collector(seen=self.seen)
        chosen = _Block()
        for one in parts:
            found.take(one)
            texts = [block.text for block in found.blocks if block.text.strip()]
            pages = [block.html for block in found.blocks if block.html.strip()]
            chosen = _Block("\n\n".join(texts) or chosen.text, "\n".join(pages) or chosen.html)
            found.blocks.clear()
        self.seen = found.seen
        self.blocks.append(chosen)
        self.files += found.files

    def _take_related(self, part: Part, parts: list[Part]) -> None:
        """A root, and what it shows. The root is the first one unless `start` names another."""
        start = headers.parameter(part, "content-type", "start")
        root = next((one for one in parts if start and headers.value(one, "content-id") == start), parts[0])
        self.take(root)
        for one in parts:
            if one is not root:
                self.take(one)


def read(root: Part) -> Body:
    """Text from the text parts, else from the HTML; every other leaf is an attachment."""
    found = _Collector()
    found.take(root)
    html = _joined_html(found.blocks)
    marked = html_text.with_quotes(html) if html else None
    text = _joined_text(found.blocks)
    shown = {name.strip() for name in _CID.findall(html)}
    return Body(text, html, marked, _attachments(found.files, shown))


def _readable_type(part: Part) -> str:
    """A multipart in which no part begins is a text of somebody's making."""
    found = part.media_type()
    return "text/plain" if found.startswith("multipart/") else found


def _is_file(part: Part) -> bool:
    """A text that was attached. Some programs name the body too: a name without a disposition says nothing."""
    return part.disposition() == "attachment" or (part.disposition() != "" and part.file_name() != "")


def _joined_text(blocks: Iterable[_Block]) -> str:
    """HTML that is all blank as text may still be a picture; that has no text."""
    texts = (block.text if block.text.strip() else html_text.to_text(block.html) for block in blocks)
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())[:TEXT_CHARS_MAX]


def _joined_html(blocks: list[_Block]) -> str:
    """ "" unless one of them is HTML; pieces that are plain text are written as such in between."""
    if not any(block.html.strip() for block in blocks):
        return ""
    pieces = (block.html if block.html.strip() else _as_html(block.text) for block in blocks)
    return "\n".join(pieces)[:TEXT_CHARS_MAX]


def _as_html(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{markup.escape(text)}</div>' if text.strip() else ""


def _text_of(part: Part) -> str:
    charset = headers.parameter(part, "content-type", "charset")
    text = charsets.to_text(part.beginning(TEXT_BYTES_MAX), charset)
    if part.media_type() == "text/html":
        return text[:TEXT_CHARS_MAX]
    if part.media_type() == "text/enriched":
        return re.sub(r"<<", "<", re.sub(r"<(?!<)/?[a-z0-9-]{1,60}>", "", text, flags=re.IGNORECASE))[:TEXT_CHARS_MAX]
    is_flowed = headers.parameter(part, "content-type", "format").lower() == "flowed"
    deletes = headers.parameter(part, "content-type", "delsp").lower() == "yes"
    return (flowed(text, deletes_space=deletes) if is_flowed else text)[:TEXT_CHARS_MAX]


def flowed(text: str, *, deletes_space: bool = False) -> str:
    """RFC 3676: lines that end with a blank go on in the next one of the same depth of quoting."""
    paragraphs: list[str] = []
    going_on, last_depth = False, 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        is_signature = words == "-- "
        if going_on and depth == last_depth and not is_signature:
            paragraphs[-1] += words
        else:
            paragraphs.append(">" * depth + (" " if depth else "") + words)
        going_on = words.endswith(" ") and not is_signature
        if going_on and deletes_space:
            paragraphs[-1] = paragraphs[-1][:-1]
        last_depth = depth
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in paragraphs)


def _attachments(parts: list[Part], shown: set[str]) -> tuple[Attachment, ...]:
    return tuple(_attachment(part, number, shown) for number, part in enumerate(parts[:ATTACHMENTS_MAX], 1))


def _attachment(part: Part, number: int, shown: set[str]) -> Attachment:
    media_type = part.media_type()
    content = part.content().counted()
    name = part.file_name()
    if media_type == "message/rfc822" and not name:
        name = _subject_of(part.beginning(HEADERS_BYTES_MAX))
    content_id = headers.value(part, "content-id").strip("<> ")[:500]
    is_shown = content_id in shown and media_type.startswith("image/")
    return Attachment(safe_name(name, media_type, number), media_type, content, is_shown, content_id)


def _subject_of(content: bytes) -> str:
    subject = headers.text(headers_of(content), "subject", 100)
    return f"{subject}.eml" if subject else ""
