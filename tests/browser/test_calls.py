"""Calls from browser to browser, with the devices that Chromium makes up: what really comes through."""

import pytest
from kit.browser import Desk, SampleServer
from kit.calling import Caller
from playwright.sync_api import Browser, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


def connected(browser: Browser, server: SampleServer, channel: str) -> tuple[Caller, Caller]:
    """María calls, Ana takes it, and both hear each other."""
    ana = Caller.desk(browser, server, "agt_ana")
    maria = Caller.widget(browser, server)
    maria.calls(channel)
    ana.accepts()
    assert maria.gets("energy")
    assert ana.gets("energy")
    return maria, ana


def test_pictures_and_sound_go_both_ways_mute_and_hold_stop_them_and_a_colleague_joins(
    browser: Browser, server: SampleServer
) -> None:
    maria, ana = connected(browser, server, "video")
    assert maria.gets("frames")
    assert ana.gets("frames")
    maria.sees("In the call")
    ana.sees("In the call")

    ana.page.locator("[data-deed='call.mute']").click()
    maria.sees("is muted.")
    assert maria.gets("energy", grows=False)
    ana.page.locator("[data-deed='call.mute']").click()
    assert maria.gets("energy")

    maria.page.locator("[data-control=camera]").click()
    ana.sees("Camera off")
    assert ana.gets("frames", grows=False)
    maria.page.locator("[data-control=camera]").click()
    assert ana.gets("frames")

    ana.page.get_by_role("button", name="Hold").click()
    maria.sees("You are on hold")
    for side in (maria, ana):
        assert side.gets("packets", grows=False)
    ana.page.get_by_role("button", name="Resume").click()
    assert maria.gets("frames")
    assert ana.gets("energy")

    carla = Caller.desk(browser, server, "agt_carla")
    Desk(ana.page, ana.context).hands_on("Add", "Carla")
    carla.accepts()
    carla.sees("In the call")
    assert [side.measured()["open"] for side in (maria, ana, carla)] == [2, 2, 2]
    assert carla.gets("frames")

    maria.page.locator("[data-control=hang_up]").click()
    ana.page.get_by_role("region", name="Wrap-up").wait_for()
    expect(ana.page.locator(".call")).to_have_count(0)


def test_a_refresh_of_either_page_does_not_end_the_call_and_an_agent_who_is_gone_is_missed(
    browser: Browser, server: SampleServer
) -> None:
    maria, ana = connected(browser, server, "voice")

    maria.page.reload()
    maria.sees("In the call")
    assert maria.gets("energy")
    assert ana.gets("energy")

    ana.page.reload()
    ana.page.get_by_role("navigation").get_by_role("button").first.wait_for()
    assert maria.gets("energy")
    assert ana.gets("energy")

    ana.context.close()
    maria.page.locator(".standing", has_text="Ana").wait_for()


def test_without_a_microphone_nobody_is_put_in_line_and_the_page_says_what_to_do(
    browser: Browser, server: SampleServer
) -> None:
    maria = Caller.widget(browser, server, permissions=[])

    maria.page.locator(".calls [data-channel=voice]").click()

    expect(maria.page.get_by_role("alert")).to_contain_text("does not let us use your microphone")
    expect(maria.page.locator(".call")).to_have_count(0)


def test_an_agent_without_a_microphone_leaves_the_consumer_in_line_and_both_are_told(
    browser: Browser, server: SampleServer
) -> None:
    ana = Caller.desk(browser, server, "agt_ana", permissions=[])
    maria = Caller.widget(browser, server)
    maria.calls("voice")

    ana.page.locator(".ring .good").click()

    ana.page.get_by_text("does not give your microphone").first.wait_for()
    maria.sees("You keep your place in line")
    maria.sees("You are in line")
