"""The dialogs and what is under way: accessible and fitting, from a phone to a wall, in both themes and languages."""

import pytest
from kit.browser import Desk, SampleServer
from kit.looks import violations
from playwright.sync_api import Browser, expect

LONG = "Wolfeschlegelsteinhausenbergerdorff " * 2


@pytest.mark.parametrize(
    ("width", "height", "locale", "scheme"), [(360, 740, "es-ES", "dark"), (1440, 900, "en-GB", "light")]
)
def test_what_agents_do_is_accessible_and_fits(
    browser: Browser, server: SampleServer, width: int, height: int, locale: str, scheme: str
) -> None:
    size = {"width": width, "height": height}
    desk = Desk.open(browser, server, "agt_ana", viewport=size, locale=locale, color_scheme=scheme)
    page, found = desk.page, {}

    def look(screen: str) -> None:
        overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[screen] = [*violations(page), *(["too wide"] if overflow else [])]

    desk.ready()
    interaction = server.hands_over(consumer={"name": LONG})
    desk.accept()
    page.locator(".composer .plain").click()
    page.locator(".canned li").first.wait_for()
    look("canned answers")
    page.keyboard.press("Escape")
    page.locator(".head .deeds > button").nth(1).click()
    page.locator(".target").nth(3).wait_for()
    look("transfer")
    page.locator(".target input").nth(3).check()
    page.locator(".dialog [type=submit]").click()
    page.locator(".strip[data-kind=bad]").wait_for()
    look("a transfer that failed")
    page.locator(".head .deeds > button").nth(0).click()
    page.locator(".strip[data-kind=warn]").wait_for()
    page.locator(".head .menu summary").click()
    look("on hold, with the menu open")
    mail = server.hands_over(queue="que_mail", subject=LONG)
    page.goto(f"{server.url}#/interaction/{mail}")
    page.locator(".head .deeds > button").nth(0).click()
    look("park")
    page.locator(".dialog [type=submit]").click()
    page.locator(".strip").wait_for()
    look("parked")
    page.locator(".head .good").click()
    page.locator(".dialog .dispositions").wait_for()
    look("resolve")
    page.keyboard.press("Escape")
    waiting = server.hands_over(queue="que_phone", consumer={"name": LONG})
    supervisor = Desk.open(browser, server, "agt_sofia", viewport=size, locale=locale, color_scheme=scheme)
    page = supervisor.page
    page.goto(f"{server.url}#/interaction/{waiting}")
    page.locator(".progress button").click()
    page.locator(".why table").wait_for()
    look("why it waits")

    assert {screen: faults for screen, faults in found.items() if faults} == {}
    expect(page.locator(".why tbody tr")).to_have_count(3)
    assert (desk.faults, supervisor.faults) == ([], [])
    assert server.transcript(interaction)
