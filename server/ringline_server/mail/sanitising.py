"""HTML of strangers to HTML that only shows something: nothing runs, submits, navigates by itself, covers the page,
or is fetched from anywhere unless it was asked for.

nh3 (an HTML5 parser with lists of what is allowed) does the work; here are the lists. The result is shown in a
sandboxed frame under a content security policy besides: two walls, each of which would do.
"""

import html as markup
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote

import attrs
import nh3

from ringline_server.mail.message import TEXT_CHARS_MAX
from ringline_server.mail.nesting import is_bounded, words

URL_CHARS_MAX = 8_192
STYLE_CHARS_MAX = 4_096

TAGS = frozenset(
    {"a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite"}
    | {"code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure"}
    | {"font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main"}
    | {"mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong"}
    | {"sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var"}
    | {"wbr"}
)
DROPPED = frozenset(
    {"applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "link", "math", "meta", "noembed"}
    | {"noframes", "noscript", "object", "param", "script", "select", "style", "svg", "template", "textarea", "title"}
    | {"video", "xml"}
)
"""With all that is in them."""
STYLES = frozenset(
    {"background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style"}
    | {"border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color"}
    | {"border-left-style", "border-left-width", "border-radius", "border-right", "border-right-color"}
    | {"border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color"}
    | {"border-top-style", "border-top-width", "border-width", "color", "direction", "display", "font", "font-family"}
    | {"font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height"}
    | {"list-style-type", "max-width", "min-width", "padding", "padding-bottom", "padding-left", "padding-right"}
    | {"padding-top", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align"}
    | {"white-space", "width", "word-break", "word-spacing", "overflow-wrap", "word-wrap"}
)
"""No position, margin, float, transform or opacity: nothing can be laid over anything, or out of sight of a reader.
No background, list-style, content or cursor: nothing that takes an address."""
_SIZES = frozenset({"width", "height", "align", "valign", "bgcolor"})
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "blockquote": {"type"},
    "col": {"span", *_SIZES},
    "details": {"open"},
    "font": {"color", "size", "face"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", *_SIZES},
    "td": {"colspan", "rowspan", *_SIZES},
    "th": {"colspan", "rowspan", *_SIZES},
    "tr": set(_SIZES),
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
_NO_VALUE = re.compile(r"url\s*\(|image\s*\(|image-set|expression|@|script|var\s*\(|attr\s*\(", re.IGNORECASE)
_NO_STYLE = re.compile(r"\\|/\*")
"""Ways to write something else than what one reads."""
_TINY = re.compile(r"\s*0*[01](?:\.\d*)?\s*(?:px)?\s*")
_HIDDEN = re.compile(r"display:\s*none|(?:^|;)\s*(?:width|height):\s*0*[01](?:px)?\s*(?:;|$)", re.IGNORECASE)

Locate = Callable[[str], str | None]
"""A content id to the address of that part of ours; None: there is no such part."""


@attrs.frozen
class Clean:
    html: str
    remote_images: int
    """How many pictures lie on somebody's server. Without `with_remote_images` the HTML does not name them."""
    trackers: int
    """How many of these nobody could see: they are there to be fetched."""


def nowhere(content_id: str) -> str | None:
    return None


def clean(html: str, *, locate: Locate = nowhere, with_remote_images: bool = False) -> Clean:
    """Safe to show in a frame of its own. Never raises."""
    html = html[:TEXT_CHARS_MAX]
    if not is_bounded(html):
        return Clean(f'<pre style="white-space:pre-wrap">{markup.escape(words(html))}</pre>', 0, 0)
    pictures = _Pictures(locate)
    everything = _cleaned(html, pictures.allowed)
    found = _Remote(pictures.ours)
    found.feed(everything)
    found.close()
    shown = everything if with_remote_images or not found.images else _cleaned(everything, pictures.ours_only)
    return Clean(shown, found.images, found.trackers)


def _cleaned(html: str, attribute_filter: Callable[[str, str, str], str | None]) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute_filter,
        url_schemes=set(_SCHEMES),
        url_relative=lambda url: url,
        filter_style_properties=set(STYLES),
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
    )


@attrs.define(eq=False)
class _Pictures:
    locate: Locate
    ours: set[str] = attrs.field(factory=set)
    """Addresses of parts of this mail."""

    def allowed(self, tag: str, name: str, value: str) -> str | None:
        """The value that an attribute keeps, first time round."""
        if name == "src":
            return self._source(value.strip())
        if name == "href":
            return value if _is_address(value) and not value.lower().startswith("cid:") else None
        return _harmless(name, value)

    def ours_only(self, tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return value if value in self.ours else None
        return _harmless(name, value)

    def _source(self, value: str) -> str | None:
        if value.lower().startswith("cid:"):
            found = self.locate(unquote(value[4:]))
            self.ours.update(() if found is None else (found,))
            return found
        return value if _is_address(value) and value.lower().startswith("http") else None


def _is_address(value: str) -> bool:
    """Whole, with its scheme: there is no page that it could be relative to."""
    return len(value) <= URL_CHARS_MAX and bool(re.match(r"(https?:|mailto:|tel:|cid:)", value, re.IGNORECASE))


def _harmless(name: str, value: str) -> str | None:
    if name == "style":
        if len(value) > STYLE_CHARS_MAX or _NO_STYLE.search(value):
            return None
        return ";".join(one for one in value.split(";") if not _NO_VALUE.search(one))
    return value


class _Remote(HTMLParser):
    """Counts pictures of others in HTML that is clean already."""

    def __init__(self, ours: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.ours = ours
        self.images = self.trackers = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "img" and found.get("src", "") not in {"", *self.ours}:
            self.images += 1
            is_tiny = any(_TINY.fullmatch(found.get(name, "")) for name in ("width", "height"))
            self.trackers += is_tiny or bool(_HIDDEN.search(found.get("style", "")))
