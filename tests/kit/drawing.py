"""What a page shows, at last: it draws once in a frame, so what was just done is not on the screen yet.

drawn(page)
expect(page.locator(".saved")).to_contain_text("Saved")        # of what was typed last, not of what was before
"""

from playwright.sync_api import Page

HIDDEN_MS = 150
"""A page that nobody sees has no frames; it draws by a clock."""
_DRAWN = """soon => new Promise(resolve => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, soon);
})"""


def drawn(page: Page) -> None:
    """What was done until now is on the screen."""
    page.evaluate(_DRAWN, HIDDEN_MS)
