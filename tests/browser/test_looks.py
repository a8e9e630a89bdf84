"""For everybody: readable in both themes and languages, from a phone to a wall; and what people write stays text."""

import gzip

import pytest
from kit.browser import Desk, SampleServer
from kit.looks import INJECTIONS, violations
from kit.web import BUILT
from playwright.sync_api import Browser, Dialog, expect

SCRIPT_BYTES_MAX = 120_000
"""Compressed."""


def test_axe_finds_a_planted_fault(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    desk.page.evaluate("document.querySelector('.card').append(document.createElement('button'))")

    assert [fault.partition(":")[0] for fault in violations(desk.page)] == ["button-name"]


@pytest.mark.parametrize(
    ("width", "height", "locale", "scheme"),
    [
        (360, 740, "es-ES", "dark"),
        (1024, 768, "en-GB", "light"),
        (1440, 900, "es-ES", "dark"),
        (2560, 1300, "en-GB", "light"),
    ],
)
def test_every_screen_is_accessible_and_fits(
    browser: Browser, server: SampleServer, width: int, height: int, locale: str, scheme: str
) -> None:
    size = {"width": width, "height": height}
    desk = Desk.at(browser, server, viewport=size, locale=locale, color_scheme=scheme)
    page, found = desk.page, {}

    def look(screen: str) -> None:
        overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[screen] = [*violations(page), *(["too wide"] if overflow else [])]

    look("sign-in")
    desk.sign_in(server.token("agt_ana"))
    look("nothing open")
    page.locator(".list .tabs button").last.click()
    page.locator(".filters .more summary").click()
    look("all interactions")
    page.locator(".list .tabs button").first.click()
    desk.page.locator(".status summary").click()
    look("status menu")
    page.keyboard.press("Escape")
    desk.ready()
    interaction = server.hands_over(consumer={"name": "Wolfeschlegelsteinhausenbergerdorff " * 2})
    page.locator(".ring").wait_for()
    look("ring")
    desk.accept()
    server.says(interaction, "palabralarguísima" * 30)
    desk.sees("palabralarguísima")
    look("conversation")
    desk.about("profile")
    look("profile")
    desk.about("engagement")
    look("engagement")
    desk.about("transcript")
    page.get_by_role("searchbox").fill("palabra")
    page.locator("mark").first.wait_for()
    look("transcript")
    desk.thread()
    page.locator(".head .bad").click()
    page.locator(".head .bad").click()
    page.locator(".wrapup .leaf").first.wait_for()
    look("wrap-up")

    assert {screen: faults for screen, faults in found.items() if faults} == {}
    assert desk.faults == []


def test_both_languages_can_be_chosen(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.get_by_label("Settings").click()
    desk.page.get_by_label("Language").select_option("es")

    expect(desk.page.get_by_role("heading", name="Interacciones abiertas")).to_be_visible()
    assert desk.page.locator("html").get_attribute("lang") == "es"
    desk.reload()
    expect(desk.page.get_by_role("heading", name="Interacciones abiertas")).to_be_visible()


def test_what_people_write_is_shown_as_text(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    desk.page.on("dialog", dismiss)
    desk.ready()
    variables = [{"name": f"v{number}", "value": text} for number, text in enumerate(INJECTIONS)]
    interaction = server.hands_over(consumer={"name": INJECTIONS[0]}, subject=INJECTIONS[1], variables=variables)
    expect(desk.page.locator(".ring h2")).to_have_text(INJECTIONS[0])
    desk.accept()
    for number, text in enumerate(INJECTIONS):
        server.says(interaction, text, f"con_{number}")
    bubbles = desk.page.locator(".said > .bubble .text")
    expect(bubbles).to_have_text(INJECTIONS)

    assert desk.page.locator(".bubble img, .bubble svg, .bubble b, script:not([src])").count() == 0
    assert (dialogs, desk.faults) == ([], [])


def test_a_script_that_is_not_ours_does_not_run(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    desk.page.evaluate(
        "() => { const script = document.createElement('script');"
        " try { script.text = 'window.ran = true' } catch {} document.head.append(script) }"
    )

    assert desk.page.evaluate("window.ran") is None


def test_the_desk_is_small() -> None:
    assert len(gzip.compress((BUILT / "desk.js").read_bytes())) <= SCRIPT_BYTES_MAX
