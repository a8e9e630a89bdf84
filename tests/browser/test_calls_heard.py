"""A supervisor listens to a call: they hear both, nobody gets anything from them, and the call does not mind."""

import pytest
from kit.browser import SampleServer
from kit.calling import Caller, connected
from playwright.sync_api import Browser, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.mark.timeout(180)
def test_a_supervisor_hears_both_and_sends_nothing_and_the_call_goes_on_without_them(
    browser: Browser, phones: SampleServer
) -> None:
    maria, ana = connected(browser, phones, "voice")
    sofia = Caller.reader(browser, phones, "agt_sofia", maria.interaction)

    sofia.does("listen.begin")

    sofia.sees("Nobody hears you")
    maria.sees("Sofía Ruiz is listening")
    ana.sees("Sofía Ruiz is listening. The consumer reads it, too.")
    assert sofia.gets("energy", count=2), "both are heard"
    for side in (maria, ana):
        assert side.hears(talking=1, silent=1), "each hears the other, and not one packet of the supervisor"
    assert sofia.packets_sent() == 0
    assert maria.page.locator(".face").count() == 1

    ana.does("thread.hold")
    maria.sees("You are on hold")
    assert sofia.hears(talking=1, silent=0, still=1), "María is heard by nobody, Ana by the supervisor"
    ana.does("thread.resume")
    assert sofia.gets("energy", count=2)

    sofia.page.reload()
    sofia.sees("Nobody hears you")
    assert sofia.gets("energy", count=2), "it goes on after a reload"

    sofia.does("listen.stop")
    expect(maria.page.locator(".heard")).to_have_count(0)
    expect(ana.page.locator(".heard")).to_have_count(0)
    assert sofia.is_alone()
    for side in (maria, ana):
        assert side.hears(talking=1, silent=0), "the call goes on"
    assert sofia.packets_sent() == 0
