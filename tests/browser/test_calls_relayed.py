"""A call whose browsers cannot reach each other: a TURN server relays it, and takes the credentials that we made."""

from pathlib import Path

import pytest
from kit.calling import CALM, ONLY_RELAYED, Caller, call_settings
from kit.coturn import coturn
from kit.visited import visited
from playwright.sync_api import Browser


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


@pytest.mark.timeout(180)
def test_a_call_without_a_direct_path_goes_through_coturn(browser: Browser, tmp_path: Path) -> None:
    with coturn(tmp_path, "a secret that both servers know") as turn:
        settings = call_settings(tmp_path, calls=turn.settings, both=CALM)
        with visited(browser, tmp_path / "data", settings) as server:
            ana, maria = Caller.desk(browser, server, "agt_ana"), Caller.widget(browser, server)
            for side in (ana, maria):
                side.page.evaluate(ONLY_RELAYED)
            maria.calls("voice")
            ana.accepts()
            for side in (ana, maria):
                assert side.gets("energy", count=1)
                assert side.kinds_of_path() == ["relay"]
            assert f":{maria.interaction}>: incoming packet ALLOCATE processed, success" in turn.log.read_text()
