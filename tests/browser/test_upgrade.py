"""A chat that becomes a call and then one with pictures, in one interaction: what really comes through."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from kit.browser import SampleServer
from kit.calling import CALM, DEAF, HEARING, Caller
from kit.chat import Chat
from kit.letters import SAMPLE
from kit.visited import visited
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.timeout(300)
GRACE: Final = 'lost_grace = "30s"'


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.fixture
def server(browser: Browser, tmp_path: Path) -> Iterator[SampleServer]:
    """With patience for media: two browsers that start to talk on a busy machine need more than 10 s."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(GRACE) == text.count(DEAF) == 1
    settings = tmp_path / "patient.toml"
    settings.write_text(text.replace(GRACE, f"{CALM}\n{GRACE}").replace(DEAF, HEARING), encoding="utf-8")
    with visited(browser, tmp_path / "data", settings) as server:
        yield server


def chatting(browser: Browser, server: SampleServer, permissions: list[str] | None = None) -> tuple[Caller, Caller]:
    """María writes, Ana answers. `permissions`: what María's browser gives."""
    ana = Caller.desk(browser, server, "agt_ana")
    maria = Caller.widget(browser, server, permissions)
    Chat(maria.page, maria.context).begins("I need to move my flight")
    ana.page.locator(".ring .good").click()
    ana.page.locator("[data-upgrade=voice]").wait_for()
    return maria, ana


def test_a_chat_becomes_a_call_and_then_a_video_call_when_both_agree(browser: Browser, server: SampleServer) -> None:
    maria, ana = chatting(browser, server)

    ana.page.locator("[data-upgrade=voice]").click()
    expect(maria.page.get_by_role("alertdialog")).to_contain_text("would like to talk with you")
    assert maria.page.evaluate("window.connections.length") == 0
    maria.page.locator("[data-control=upgrade_accept]").click()
    maria.sees("In the call")
    ana.sees("In the call")
    assert maria.gets("energy")
    assert ana.gets("energy")

    maria.page.locator("[data-upgrade=video]").click()
    ana.sees("would like a video call")
    assert ana.gets("frames", grows=False)
    ana.page.locator("[data-deed='upgrade.accept']").click()
    assert maria.gets("frames")
    assert ana.gets("frames")
    assert ana.gets("energy")
    for side in (maria, ana):
        side.page.locator(".face[data-has-picture=true]").wait_for()

    expect(maria.page.locator(".said")).to_contain_text("I need to move my flight")


def test_a_call_that_is_declined_or_cannot_be_leaves_the_chat(browser: Browser, server: SampleServer) -> None:
    maria, ana = chatting(browser, server, permissions=[])

    ana.page.locator("[data-upgrade=voice]").click()
    maria.page.locator("[data-control=upgrade_accept]").click()
    maria.sees("does not let us use your microphone")
    maria.page.locator("[data-control=upgrade_no]").click()

    expect(maria.page.locator(".verdict")).to_contain_text("You can go on writing")
    expect(ana.page.get_by_text("it was declined")).to_be_visible()
    expect(ana.page.locator("[data-upgrade=voice]")).to_be_visible()
    expect(maria.page.locator(".call")).to_have_count(0)


def test_a_server_that_is_killed_in_a_call_and_comes_back_finds_it_going_on(
    browser: Browser, server: SampleServer
) -> None:
    maria, ana = chatting(browser, server)
    ana.page.locator("[data-upgrade=voice]").click()
    maria.page.locator("[data-control=upgrade_accept]").click()
    maria.sees("In the call")
    assert ana.gets("energy")

    server.kill()
    server.restart()
    ana.page.locator("[data-upgrade=video]").click()
    maria.page.locator("[data-control=upgrade_accept]").click()

    assert maria.gets("frames")
    assert ana.gets("frames")
    assert ana.gets("energy")
    maria.does("call.hang_up")
    ana.page.get_by_role("region", name="Wrap-up").wait_for()
