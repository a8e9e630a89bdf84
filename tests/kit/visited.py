"""A server and the pages that are open on it: whatever happens, all pages are closed, then the server ends.

with visited(browser, tmp_path / "data") as server:
    desk = Desk.open(browser, server, "agt_ana")
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from kit.browser import SampleServer


@contextmanager
def visited(browser: Browser, data: Path, settings: Path | None = None) -> Iterator[SampleServer]:
    """A new one. A page that does not close leaves no server behind."""
    server = SampleServer.start(data, settings)
    try:
        with without_pages(browser):
            yield server
    finally:
        server.close()


@contextmanager
def without_pages(browser: Browser) -> Iterator[None]:
    """Afterwards; of a server that goes on."""
    try:
        yield
    finally:
        for context in browser.contexts:
            context.close()
