"""The palette, the pages about keys, what is only read and what cannot be: readable for everybody, on every screen."""

import pytest
from kit.browser import Desk, SampleServer
from kit.looks import violations
from playwright.sync_api import Browser


@pytest.mark.parametrize(
    ("width", "height", "locale", "scheme"), [(360, 740, "es-ES", "light"), (1440, 900, "en-GB", "dark")]
)
def test_finding_ones_way_is_accessible_and_fits(
    browser: Browser, server: SampleServer, width: int, height: int, locale: str, scheme: str
) -> None:
    size = {"width": width, "height": height}
    desk = Desk.open(browser, server, "agt_ana", viewport=size, locale=locale, color_scheme=scheme)
    page, found = desk.page, {}

    def look(screen: str) -> None:
        overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[screen] = [*violations(page), *(["too wide"] if overflow else [])]

    page.keyboard.press("Control+k")
    page.get_by_role("combobox").wait_for()
    look("palette")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.keyboard.press("?")
    page.locator(".keys-help").wait_for()
    look("what the keys do")
    page.locator(".dialog > button").click()
    page.locator(".keys-settings").wait_for()
    look("changing the keys")
    page.keyboard.press("Escape")
    page.evaluate("() => { location.hash = '#/interaction/int_nowhere' }")
    page.get_by_role("alert").wait_for()
    look("nothing to read")

    assert {screen: faults for screen, faults in found.items() if faults} == {}
    assert desk.faults == []
