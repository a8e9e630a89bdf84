"""HTML that can be taken apart in time. What mends it takes time by the square of its depth, and of its ampersands."""

import html
import re

DEPTH_MAX = 500
"""Elements within elements; real mails have some dozens."""
TAGS_MAX = 60_000
AMPERSANDS_MAX = 60_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p"}
    | {"param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr", "body", "head", "html"}
)
"""Nobody need close these: they do not add to the depth."""


def is_bounded(page: str) -> bool:
    """False: only its words can be shown."""
    if page.count("&") > AMPERSANDS_MAX or page.count("<") > TAGS_MAX:
        return False
    depth = deepest = 0
    for found in _TAG.finditer(page):
        if found[2].lower() not in _WITHOUT_END:
            depth = max(0, depth - 1) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest <= DEPTH_MAX


def words(page: str) -> str:
    """The text of a page, without its layout."""
    return html.unescape(re.sub(r"<[^<>]*>", " ", page))
