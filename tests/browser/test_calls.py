"""Calls from browser to browser, with the devices that Chromium makes up: what really comes through."""

import pytest
from kit.browser import SampleServer
from kit.calling import Caller, connected
from playwright.sync_api import Browser, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.mark.timeout(180)
def test_pictures_and_sound_go_both_ways_mute_and_hold_stop_them_and_a_colleague_joins(
    browser: Browser, phones: SampleServer
) -> None:
    maria, ana = connected(browser, phones, "video")
    assert maria.gets("frames")
    assert ana.gets("frames")
    maria.sees("In the call")
    ana.sees("In the call")

    puts_aside(maria)

    ana.does("call.mute")
    expect(maria.page.locator(".kept")).to_have_text(["muted"])
    assert maria.gets("energy", grows=False)
    ana.does("call.mute")
    assert maria.gets("energy")

    maria.does("call.camera")
    expect(ana.page.locator(".kept")).to_have_text(["camera off"])
    assert ana.gets("frames", grows=False)
    maria.does("call.camera")
    assert ana.gets("frames")

    dials_and_chooses(maria, ana)

    ana.does("thread.hold")
    maria.sees("You are on hold")
    for side in (maria, ana):
        assert side.gets("packets", grows=False)
    assert maria.hears_the_tone()
    ana.does("thread.resume")
    assert maria.gets("frames")
    assert ana.gets("energy")

    carla = Caller.desk(browser, phones, "agt_carla")
    ana.desk_page.hands_on("Add", "Carla")
    carla.accepts()
    carla.sees("In the call")
    for side in (maria, ana, carla):
        assert side.gets("energy", count=2), "each hears both others"
        assert side.gets("frames", count=2), "and sees them"

    maria.does("call.hang_up")
    ana.page.get_by_role("region", name="Wrap-up").wait_for()
    expect(ana.page.locator(".call")).to_have_count(0)
    for side in (maria, ana, carla):
        assert side.is_alone()


def puts_aside(side: Caller) -> None:
    """The other one's picture, in a window of its own above all others: it goes on there, and comes back."""
    aside = side.page.locator(".face video:picture-in-picture")
    side.does("call.pip")
    expect(aside).to_have_count(1)
    assert side.gets("frames", count=1)
    side.page.evaluate("document.exitPictureInPicture()")
    expect(aside).to_have_count(0)


def dials_and_chooses(maria: Caller, ana: Caller) -> None:
    """By keyboard on one side, by hand on the other; and another microphone while both talk."""
    for side in (ana, maria):
        side.page.locator(".call .pop summary", has_text="Dial").click()
    ana.page.locator(".call .pad button").first.focus()
    ana.page.keyboard.type("7#")
    maria.page.locator(".call .pad").get_by_text("4", exact=True).click()
    expect(maria.page.locator(".call")).to_contain_text("The other side dialled #")
    ana.page.locator(".toast", has_text="Dialled: 4").wait_for()
    expect(ana.page.locator(".dialled")).to_have_text("7#")
    maria.page.keyboard.press("Escape")
    maria.page.locator(".call .pop summary", has_text="Devices").click()
    microphones = maria.page.get_by_label("Microphone")
    expect(microphones.locator("option")).not_to_have_count(0)
    other = microphones.locator("option").last.get_attribute("value")
    assert other != microphones.input_value()
    microphones.select_option(other)
    expect(microphones).to_have_value(str(other))
    assert ana.gets("energy")
