"""Every state of a call, on both sides: accessible, and nothing has to be scrolled sideways."""

import pytest
from kit.browser import SampleServer
from kit.looks import violations
from kit.tour import Tour
from playwright.sync_api import Browser, Page


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


NARROWEST = 360


def is_too_wide(page: Page) -> bool:
    """Where there is least room; the panels are a part of screens that are measured at every width elsewhere."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": NARROWEST, "height": before["height"]})
    found = bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    page.set_viewport_size(before)
    return found


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("en", "light", {"width": 1440, "height": 900}), ("es", "dark", {"width": 360, "height": 740})],
)
def test_every_state_of_a_call_is_accessible_and_fits(
    browser: Browser, phones: SampleServer, language: str, scheme: str, size: dict[str, int]
) -> None:
    found: dict[str, list[str]] = {}

    def look(screen: str, page: Page) -> None:
        panel = ".call" if page.locator(".call").count() else None
        found[screen] = [*violations(page, panel), *["too wide"] * is_too_wide(page)]

    Tour(browser, phones, look, language, {"color_scheme": scheme, "viewport": size}).calls()

    assert len(found) == 22
    assert {screen: faults for screen, faults in found.items() if faults} == {}
