"""For everybody: readable in both themes and languages, from a phone to a wall; and what people write stays text."""

import gzip
import re

import pytest
from kit.browser import Desk, SampleServer
from kit.looks import FORBIDDEN, INJECTIONS, too_wide, violations
from kit.tour import PARTS, Tour
from kit.watching import FAULTS
from kit.web import BUILT
from playwright.sync_api import Browser, Dialog, Page, expect

SCRIPT_BYTES_MAX = 120_000
"""Compressed: what a desk reads at once, without the parts that it reads when they are wanted."""
STATIC_IMPORT = re.compile(r'^import\b[^;]*"\./([\w.-]+)";', re.MULTILINE)


def test_axe_finds_a_planted_fault(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    desk.page.evaluate("document.querySelector('.card').append(document.createElement('button'))")

    assert [fault.partition(":")[0] for fault in violations(desk.page)] == ["button-name"]


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("en", "light", {"width": 1440, "height": 900}), ("es", "dark", {"width": 360, "height": 740})],
)
@pytest.mark.parametrize("part", PARTS)
def test_every_screen_is_accessible_and_fits(
    browser: Browser, server: SampleServer, part: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    found: dict[str, list[str]] = {}

    def look(screen: str, page: Page) -> None:
        found[screen] = [*violations(page), *too_wide(page)]

    getattr(Tour(browser, server, look, language, {"color_scheme": scheme, "viewport": size}), part)()

    assert {screen: faults for screen, faults in found.items() if faults} == {}


def test_both_languages_can_be_chosen(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.get_by_label("Settings").click()
    desk.page.get_by_label("Language").select_option("es")

    expect(desk.page.get_by_role("heading", name="Interacciones abiertas")).to_be_visible()
    expect(desk.page.locator("html")).to_have_attribute("lang", "es")
    desk.reload()
    expect(desk.page.get_by_role("heading", name="Interacciones abiertas")).to_be_visible()


def test_what_people_write_is_shown_as_text(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    desk.ready()
    variables = [{"name": f"v{number}", "label": text, "value": text} for number, text in enumerate(INJECTIONS)]
    everything = " ".join(INJECTIONS)
    interaction = server.hands_over(
        consumer={"name": INJECTIONS[0], "email": f"{INJECTIONS[3]}@example.com"},
        subject=everything,
        variables=variables,
        transcript=[{"segment": "bot_1", "role": "bot", "text": everything}],
        summary={"text": everything, "by": "model"},
    )
    ring = page.locator(".ring")
    expect(ring.locator("h2")).to_have_text(INJECTIONS[0])
    expect(ring.locator(".variables dd")).to_have_text(INJECTIONS)
    expect(ring.locator(".variables dt")).to_have_text(INJECTIONS)
    assert strange(page) == 0
    desk.accept()
    for number, text in enumerate(INJECTIONS):
        server.says(interaction, text, f"con_{number}")
    bubbles = page.locator(".said > .bubble .text")
    expect(bubbles).to_have_text(INJECTIONS)
    desk.writes(everything)
    desk.notes(everything)
    assert strange(page) == 0
    desk.tab("Transcript")
    page.get_by_role("searchbox").fill("alert")
    page.locator("mark").first.wait_for()
    expect(page.locator(".spoken .text").last).to_have_text(everything)
    assert strange(page) == 0
    server.post(f"interactions/{interaction}/end", {})
    page.locator(".wrapup").wait_for()

    assert strange(page) == 0
    assert dialogs == []


def strange(page: Page) -> int:
    """Elements that only what people wrote could have made."""
    return page.locator("img, iframe, b, svg:not(.icon), script:not([src]), [onmouseover], a[href^=javascript]").count()


def test_what_is_not_ours_does_not_run_and_is_told(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)

    told = [
        desk.page.evaluate(
            f"""() => new Promise((resolve) => {{
              const tell = (event) => resolve(event.effectiveDirective);
              document.addEventListener("securitypolicyviolation", tell, {{ once: true }});
              try {{ {deed} }} catch {{}}
            }})"""
        )
        for deed in FORBIDDEN
    ]

    assert told == list(FORBIDDEN.values())
    assert desk.page.evaluate("window.ran") is None
    assert len([fault for fault in FAULTS if fault.startswith("policy: ")]) == len(FORBIDDEN)
    FAULTS.clear()


def test_the_desk_is_small() -> None:
    at_once = read_at_once("desk.js")
    assert len(at_once) > 1
    assert sum(len(gzip.compress((BUILT / name).read_bytes())) for name in at_once) <= SCRIPT_BYTES_MAX


def read_at_once(name: str) -> set[str]:
    """A module, and all that it imports before it runs."""
    found, left = set[str](), [name]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += STATIC_IMPORT.findall((BUILT / name).read_text(encoding="utf-8"))
    return found
