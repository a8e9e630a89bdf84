"""What every page must stand: the questions of axe, and words that try to become code."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
INJECTIONS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    '"><svg onload=alert(1)>',
    "{{constructor.constructor('alert(1)')()}}",
    "\u202e<b>bold</b>",
    '" onmouseover="alert(1)',
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "</textarea></title><a href='javascript:alert(1)'>here</a>",
    "&lt;b&gt; stays as it was written &amp;lt;",
]
"""What a consumer may write."""
FORBIDDEN = {
    "const script = document.createElement('script'); script.text = 'window.ran = true'": "require-trusted-types-for",
    "document.body.innerHTML = '<b>bold</b>'": "require-trusted-types-for",
    "document.body.setAttribute('onclick', 'window.ran = true')": "require-trusted-types-for",
    "document.body.setAttribute('style', 'color: red')": "style-src-attr",
    "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))": "img-src",
    "fetch('http://127.0.0.1:9/').catch(() => 0)": "connect-src",
    "window.open('javascript:window.ran = true', '_self')": "script-src-elem",
}
"""What a page might be talked into: the part of the policy that says no."""
WIDTHS = (360, 768, 1024, 1440, 2560)


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds, in short. `within`: a selector; the whole page without one."""
    found: list[dict[str, Any]] = Axe().run(page, context=within, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def too_wide(page: Page) -> list[str]:
    """Widths at which the page would have to be scrolled sideways."""
    before = page.viewport_size
    assert before is not None
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": before["height"]})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"too wide for {width}")
    page.set_viewport_size(before)
    return found
