"""A call from agent to agent: asked aside while the consumer is on hold, handed over warm, and handed on cold."""

import pytest
from kit.browser import SampleServer
from kit.calling import Caller, connected
from playwright.sync_api import Browser, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.mark.timeout(180)
def test_a_colleague_is_asked_aside_and_takes_over_and_hands_on_without_a_word(
    browser: Browser, phones: SampleServer
) -> None:
    maria, ana = connected(browser, phones, "voice")
    bruno = Caller.desk(browser, phones, "agt_bruno")

    ana.desk_page.hands_on("Consult", "Bruno")
    bruno.accepts()
    maria.sees("You are on hold")
    assert maria.hears_the_tone()
    for side in (ana, bruno):
        side.page.locator(".call .face", has_text=("Bruno" if side is ana else "Ana")).wait_for()
    assert bruno.gets("energy", count=1), "Ana, and nobody else"
    expect(ana.page.locator(".kept")).to_have_text(["on hold"])
    assert maria.gets("packets", grows=False)

    ana.does("away.complete")
    maria.sees("In the call")
    expect(maria.page.locator(".face .name")).to_have_text(["Bruno Silva"])
    assert maria.gets("energy", count=1)
    assert bruno.gets("energy", count=1)
    ana.page.get_by_role("region", name="Wrap-up").wait_for()
    assert ana.is_alone()
    expect(ana.page.locator(".call")).to_have_count(0)

    dev = Caller.desk(browser, phones, "agt_dev")
    bruno.desk_page.hands_on("Transfer", "Dev")
    dev.accepts()
    expect(maria.page.locator(".face .name")).to_have_text(["Dev Patel"])
    assert maria.gets("energy", count=1)
    assert dev.gets("energy", count=1)
    bruno.page.get_by_role("region", name="Wrap-up").wait_for()
    assert bruno.is_alone()
