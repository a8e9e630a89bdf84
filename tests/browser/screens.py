"""Photographs of every screen, in both themes and languages, wide and narrow. `python tests/browser/screens.py FOLDER`

Open the folder and look, as a designer would. More arguments name parts of the tour. `--readme` takes, in place of them
all, the few that README.md shows.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "tests")]

from kit.browser import Desk  # noqa: E402 - the path comes first
from kit.calling import CALM, call_settings  # noqa: E402
from kit.chromium import WITH_DEVICES, chromium  # noqa: E402
from kit.letters import World  # noqa: E402
from kit.sentence import Look, Sentence  # noqa: E402
from kit.tour import LOCALES, PARTS, Tour  # noqa: E402
from kit.visited import visited  # noqa: E402
from kit.words import words  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

LAUNCH = ["--no-sandbox", "--use-fake-device-for-media-stream"]
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 360, "height": 740}}


README = {"rings": ["ring"], "conversation": ["transcript", "wrap-up"], "widget": ["widget-talking"]}
"""Parts of the tour: their screens that README.md shows."""
README_SIZES = {"widget": {"width": 360, "height": 560}}
PICTURES = ROOT / "clients" / "web" / "pictures"


def main(folder: Path, only: list[str]) -> None:
    """All of them, or those of some parts."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(WITH_DEVICES), args=LAUNCH)
        parts = only or (*PARTS, "calls", "sentence")
        for part, language, theme, size in product(parts, ("en", "es"), ("light", "dark"), SIZES):
            if (part, size) != ("sentence", "narrow"):  # it needs two panes at once
                photograph(browser, part, folder, (language, theme, size))
        browser.close()


def for_readme() -> None:
    """In light, in English, small."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(WITH_DEVICES), args=LAUNCH)
        for part, screens in README.items():
            SIZES["readme"] = README_SIZES.get(part, {"width": 1280, "height": 720})
            photograph(browser, part, Path(folder), ("en", "light", "readme"))
            for screen in screens:
                (PICTURES / f"{screen}.png").write_bytes((Path(folder) / f"{screen}-en-light-readme.png").read_bytes())
        browser.close()


def photograph(browser: Browser, part: str, folder: Path, variant: tuple[str, str, str]) -> None:
    """One part of the tour. `variant`: language, theme, size."""
    language, theme, size = variant

    def look(screen: str, page: Page) -> None:
        page.screenshot(path=folder / f"{screen}-{'-'.join(variant)}.png")
        sys.stderr.write(f"{screen} {' '.join(variant)}\n")

    options = {"color_scheme": theme, "viewport": SIZES[size]}
    with tempfile.TemporaryDirectory() as data:
        if part == "sentence":
            of_the_sentence(browser, Path(data), look, language, options)
        else:
            settings = call_settings(Path(data), both=CALM) if part == "calls" else None
            with visited(browser, Path(data), settings) as server:
                getattr(Tour(browser, server, look, language, options), part)()


def of_the_sentence(browser: Browser, data: Path, look: Look, language: str, options: dict[str, Any]) -> None:
    """The asynchronous one, with real mail."""
    world = World.open()
    try:
        with visited(browser, data / "data", world.settings(data)) as server:
            about = {**options, "locale": LOCALES[language]}
            ana, bruno = (Desk.open(browser, server, name, **about) for name in ("agt_ana", "agt_bruno"))
            Sentence(ana, bruno, world, words(language)).play(look)
    finally:
        world.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["--readme"]:
        for_readme()
    elif len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        main(Path(sys.argv[1]), sys.argv[2:])
    else:
        sys.exit(__doc__)
