"""A browser for all tests, a server for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.browser import PATIENCE_MS, Desk, SampleServer
from kit.calling import CALM, call_settings
from kit.chromium import WITH_DEVICES, chromium
from kit.letters import World
from kit.visited import visited, without_pages
from kit.watching import FAULTS
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

HERE = Path(__file__).parent
TEST_S = 300
"""Only what hangs is ended from outside: that leaves Playwright in pieces, and fails every test after it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of this folder have time, also on a machine that has little for them."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.timeout(TEST_S))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_with_devices(playwright: Playwright) -> Iterator[Browser]:
    """Modules about calls put it in the place of `browser`."""
    browser = playwright.chromium.launch(
        executable_path=chromium(WITH_DEVICES), args=["--no-sandbox", "--use-fake-device-for-media-stream"]
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
    with visited(browser, tmp_path / "data") as server:
        yield server


@pytest.fixture
def phones(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SampleServer]:
    """Where nobody has to hurry to be connected; or as the test asks for, by `parametrize` with `indirect`."""
    queues: dict[str, str] = getattr(request, "param", {"both": CALM})
    with visited(browser, tmp_path / "data", call_settings(tmp_path, **queues)) as server:
        yield server


@pytest.fixture(scope="module")
def world(browser: Browser) -> Iterator[World]:
    """Where mail comes from and goes to."""
    world = World.open()
    try:
        yield world
    finally:
        world.close()


@pytest.fixture(scope="module")
def post(browser: Browser, world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleServer]:
    """A server that takes and sends mail, for all tests of a module."""
    folder = tmp_path_factory.mktemp("post")
    with visited(browser, folder / "data", world.settings(folder)) as server:
        yield server


@pytest.fixture
def ana(browser: Browser, post: SampleServer) -> Iterator[Desk]:
    """Ready, at the server with mail."""
    with without_pages(browser):
        desk = Desk.open(browser, post, "agt_ana")
        desk.page.locator(".status summary").click()
        desk.page.locator(".option[data-status=ready]").click()
        desk.page.locator(".status:not([data-state=not_ready], [data-state=offline])").wait_for()
        yield desk
