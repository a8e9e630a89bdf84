"""Calls that do not come about, for want of a microphone or of a way: who is told what, and who keeps their place."""

import pytest
from kit.browser import SampleServer
from kit.calling import ONLY_RELAYED, Caller
from playwright.sync_api import Browser, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


SOON = 'accepting = "6s"'


@pytest.mark.parametrize("phones", [{"both": SOON}], indirect=True)
@pytest.mark.timeout(180)
def test_who_cannot_be_heard_is_told_and_the_consumer_keeps_the_place_in_line(
    browser: Browser, phones: SampleServer
) -> None:
    shy = Caller.widget(browser, phones, permissions=[])
    shy.page.locator(".calls [data-channel=voice]").click()
    expect(shy.page.get_by_role("alert")).to_contain_text("does not let us use your microphone")
    expect(shy.page.locator(".call")).to_have_count(0)
    shy.context.close()

    maria, lucia = (Caller.widget(browser, phones) for _ in range(2))
    maria.calls("video", "María")
    maria.page.get_by_text("You are next.").wait_for()
    lucia.calls("video", "Lucía")
    lucia.page.get_by_text("You are number 2").wait_for()
    ana = Caller.desk(browser, phones, "agt_ana")
    ana.page.evaluate(ONLY_RELAYED)  # and there is no server that relays
    ana.page.get_by_role("region", name="María").wait_for()
    ana.accepts()

    told = "The call with María did not come about. No sound came through in time."
    expect(ana.page.locator(".toast", has_text="not counted as missed")).to_contain_text(told)
    expect(maria.page.locator(".call .notice")).to_contain_text("You keep your place in line.")
    maria.page.get_by_text("You are next.").wait_for()
    ana.page.get_by_role("region", name="Lucía").wait_for()
    expect(ana.page.locator(".call")).to_have_count(0)

    carla = Caller.desk(browser, phones, "agt_carla", permissions=[])
    carla.page.get_by_role("region", name="María").wait_for()
    carla.page.locator(".ring .good").click()
    expect(carla.page.locator(".toast", has_text="did not come about")).to_contain_text("does not give your microphone")
    carla.page.get_by_text("Nothing is assigned to you.").wait_for()
    expect(maria.page.locator(".call .notice")).to_contain_text("You keep your place in line.")
