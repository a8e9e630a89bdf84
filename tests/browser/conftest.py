"""A browser for all tests, a server for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.browser import PATIENCE_MS, SampleServer, chromium
from kit.watching import FAULTS
from playwright.sync_api import Browser, expect, sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--use-fake-device-for-media-stream"]
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    """No page has broken the policy, or left an error uncaught."""
    FAULTS.clear()
    yield
    assert FAULTS == []


@pytest.fixture
def server(browser: Browser, tmp_path: Path) -> Iterator[SampleServer]:
    server = SampleServer.start(tmp_path / "data")
    yield server
    for context in browser.contexts:
        context.close()
    server.close()
