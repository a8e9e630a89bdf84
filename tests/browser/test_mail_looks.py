"""Mail for everybody: readable in both themes and languages, from a phone to a wall."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kit.browser import Desk, SampleServer
from kit.letters import File, World
from kit.looks import too_wide, violations
from kit.tour import LOCALES
from kit.visited import visited
from kit.words import words
from playwright.sync_api import Browser, Page

TEXT = """Good morning,

the parcel came broken, and invoice 2231 says 120 €. A photo is attached; could you please tell me what to pay?

Kind regards
María"""
HTML = "<h2>Hello</h2><p>The parcel came <b>broken</b>.</p><img src='https://example.net/logo.png' width=40 height=20>"
LONG = "palabralarguísima" * 12
UNCOVERED = """() => {
  const box = document.querySelector(".rich-box");
  box.scrollIntoView({ block: "end" });
  const { left, bottom } = box.getBoundingClientRect();
  return box.contains(document.elementFromPoint(left + 20, bottom - 8));
}"""
"""The last line that is written can be brought into sight."""


@pytest.fixture
def world(browser: Browser) -> Iterator[World]:
    world = World.open()
    yield world
    world.close()


@pytest.fixture
def post(browser: Browser, world: World, tmp_path: Path) -> Iterator[SampleServer]:
    with visited(browser, tmp_path / "data", world.settings(tmp_path)) as server:
        yield server


def walk(desk: Desk, world: World, say: dict[str, str], look: Callable[[str, Page], None]) -> None:
    """Past a thread, a refusal, a page in its frame, and a mail in the making."""
    page = desk.page
    photo = File(f"{LONG}.png", "image/png", bytes(2_000))
    cc = "Luis Ortega <luis@example.org>, anna@example.org"
    first = world.writes("Invoice 2231", TEXT, html=HTML, cc=cc, files=(photo, File("a.pdf", "application/pdf", b"%")))
    page.locator(".list .line").first.click()
    page.locator(".mail-body").wait_for()
    assert first
    look("mail-first", page)
    page.locator(".begins[data-kind=main] button").first.click()
    page.locator(".rich-box").wait_for()
    page.keyboard.type("Dear María,\n")
    page.keyboard.press("Control+b")
    page.keyboard.type("you need not pay. The form is attached.")
    page.locator(".envelope .row > .plain").first.click()
    page.locator(".recipients input").nth(1).fill(f"nobody, {LONG}@example.com,")
    page.locator("[data-mark=link]").click()
    page.locator(".mailer [type=submit]").click()
    page.locator(".mailer [role=alert]").wait_for()
    look("mail-writing", page)
    for remove in page.locator(".recipients").nth(1).locator(".recipient button:last-child").all()[::-1]:
        remove.click()
    world.sink.fails("rcpt", f"550 5.1.1 {LONG} no such mailbox")
    page.locator(".mailer [type=submit]").click()
    page.locator(".standing[data-state=failed]").wait_for()
    look("mail-failed", page)
    page.locator(".mail-top").first.click()
    page.locator(".mail-ways button", has_text=say["mail.as_page"]).first.click()
    page.locator("iframe.mail-page").first.wait_for()
    page.locator(".people summary").first.click()
    look("mail-page", page)


@pytest.mark.timeout(150)  # axe looks at four screens in five widths
@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("en", "light", {"width": 1440, "height": 900}), ("es", "dark", {"width": 360, "height": 740})],
)
def test_mail_is_accessible_and_fits(
    browser: Browser, post: SampleServer, world: World, language: str, scheme: str, size: dict[str, int]
) -> None:
    options = {"locale": LOCALES[language], "color_scheme": scheme, "viewport": size}
    desk = Desk.open(browser, post, "agt_ana", **options)
    desk.ready()
    found: dict[str, list[str]] = {}

    def look(screen: str, page: Page) -> None:
        found[screen] = [*violations(page), *too_wide(page)]
        if screen == "mail-writing" and not page.evaluate(UNCOVERED):
            found[screen].append("something covers the text")

    walk(desk, world, words(language), look)

    assert {screen: faults for screen, faults in found.items() if faults} == {}
