"""Photographs of every screen, in both themes and languages, wide and narrow. `python tests/browser/screens.py FOLDER`

Open the folder and look, as a designer would. `--readme` takes the few that README.md shows instead, where they belong.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "tests")]

from kit.browser import SampleServer, chromium  # noqa: E402 - the path comes first
from kit.tour import PARTS, Tour  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 360, "height": 740}}


def main(folder: Path, only: list[str]) -> None:
    """All of them, or those of some parts."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for part, language, theme, size in product(only or PARTS, ("en", "es"), ("light", "dark"), SIZES):
            photograph(browser, part, folder, (language, theme, size))
        browser.close()


def photograph(browser: Browser, part: str, folder: Path, variant: tuple[str, str, str]) -> None:
    """One part of the tour. `variant`: language, theme, size."""
    language, theme, size = variant

    def look(screen: str, page: Page) -> None:
        page.screenshot(path=folder / f"{screen}-{'-'.join(variant)}.png")
        sys.stderr.write(f"{screen} {' '.join(variant)}\n")

    options = {"color_scheme": theme, "viewport": SIZES[size]}
    with tempfile.TemporaryDirectory() as data:
        server = SampleServer.start(Path(data))
        try:
            getattr(Tour(browser, server, look, language, options), part)()
        finally:
            for context in browser.contexts:
                context.close()
            server.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
