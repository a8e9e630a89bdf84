"""Calls whose browsers cannot reach each other: a TURN server relays them, as long as it is there and knows us."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from kit.browser import SampleServer
from kit.calling import CALM, ONLY_RELAYED, Caller, call_settings
from kit.coturn import Turn, coturn
from kit.visited import visited
from playwright.sync_api import Browser, expect

FIRST: Final = "a secret that both servers know"
SOON: Final = 'accepting = "6s"'
FAILURES: Final = """
window.failures = 0;
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given);
    this.addEventListener("connectionstatechange", () => (window.failures += this.connectionState === "failed"));
  }
};
window.failed = async () => {
  for (const patient = Date.now() + 120000; Date.now() < patient; await new Promise((again) => setTimeout(again, 100)))
    if (window.failures > 0) return true;
  return false;
};
undefined;
"""
"""How often this page's browser has given a path up, as it says itself."""


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.fixture
def turn(tmp_path: Path) -> Iterator[Turn]:
    with coturn(tmp_path, FIRST) as turn:
        yield turn


@pytest.fixture
def server(browser: Browser, tmp_path: Path, turn: Turn, request: pytest.FixtureRequest) -> Iterator[SampleServer]:
    calm: str = getattr(request, "param", CALM)
    with visited(browser, tmp_path / "data", call_settings(tmp_path, calls=turn.settings, both=calm)) as server:
        yield server


def apart(browser: Browser, server: SampleServer) -> tuple[Caller, Caller]:
    """Ana is ready, and María there: in networks that let nothing through but what is relayed."""
    ana, maria = Caller.desk(browser, server, "agt_ana"), Caller.widget(browser, server)
    for side in (ana, maria):
        side.page.evaluate(ONLY_RELAYED)
        side.page.evaluate(FAILURES)
    return ana, maria


@pytest.mark.timeout(300)
def test_a_relay_that_dies_in_a_call_is_told_to_both_who_find_another_path_with_new_credentials(
    browser: Browser, server: SampleServer, turn: Turn
) -> None:
    ana, maria = apart(browser, server)
    maria.calls("voice")
    ana.accepts()
    for side in (ana, maria):
        assert side.gets("energy", count=1)
        assert side.kinds_of_path() == ["relay"]
    assert f":{maria.interaction}>: incoming packet ALLOCATE processed, success" in turn.said
    paths = {side: side.paths() for side in (ana, maria)}

    turn.is_known_by(server, "another secret")
    turn.dies()
    for side in (ana, maria):
        side.sees("The connection of the call is being restored")
        assert side.page.evaluate("failed()")
    turn.returns("another secret")

    for side in (ana, maria):
        side.sees("In the call")
        assert side.is_renewed(paths[side])
        assert side.gets("energy", count=1)
        assert side.kinds_of_path() == ["relay"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("server", [SOON], indirect=True)
def test_credentials_that_the_relay_does_not_take_are_a_failure_of_media_for_both(
    browser: Browser, server: SampleServer, turn: Turn
) -> None:
    turn.is_known_by(server, "not the one that the relay has")
    ana, maria = apart(browser, server)
    maria.calls("voice", "María")
    ana.accepts()

    told = "The call with María did not come about. No sound came through in time."
    expect(ana.page.locator(".toast", has_text="not counted as missed")).to_contain_text(told)
    expect(maria.page.locator(".call .notice")).to_contain_text("You keep your place in line.")
    assert f":{maria.interaction}>: incoming packet ALLOCATE processed, success" not in turn.said
    assert "error 401" in turn.said
