"""Wrap-up: what remains, in time; drafts outlive reloads, dead servers and the clock; then back in the queue."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from kit.browser import Desk, SampleServer
from kit.visited import visited
from playwright.sync_api import Browser, Locator, expect
from ringline_server.serving import SAMPLE

NAME = "María Rodríguez"
Serve = Callable[..., SampleServer]


@pytest.fixture
def serve(browser: Browser, tmp_path: Path) -> Iterator[Serve]:
    """The sample account with another wrap-up in its first queue."""

    def start(**changed: str) -> SampleServer:
        text = SAMPLE.read_text(encoding="utf-8")
        for old, new in changed.items():
            line = next(one for one in text.splitlines() if one.startswith((f"{old} =", f"# {old} =")))
            text = text.replace(line, f"{old} = {new}", 1)
        settings = tmp_path / "ringline.toml"
        settings.write_text(text, encoding="utf-8")
        return running.enter_context(visited(browser, tmp_path / "data", settings))

    with ExitStack() as running:
        yield start


def wrapping(browser: Browser, server: SampleServer) -> tuple[Desk, str, Locator]:
    """A conversation that Ana has just ended."""
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    desk.ends()
    return desk, interaction, desk.page.get_by_role("region", name="Wrap-up")


def outcomes(server: SampleServer, interaction: str) -> list[str]:
    """What the server has in the end."""
    headers = {"authorization": f"Bearer {server.token('svc_sample')}"}
    view = httpx.get(f"{server.url}v1/interactions/{interaction}", headers=headers).json()["interaction"]
    return list(view["legs"][0]["outcome"]["dispositions"])


def test_what_remains_outlives_a_reload_and_more_time_has_an_end(browser: Browser, server: SampleServer) -> None:
    desk, interaction, wrap_up = wrapping(browser, server)
    remains = wrap_up.get_by_role("list", name="What remains")
    expect(remains).to_contain_text("Disposition: not chosen yet")
    wrap_up.get_by_role("searchbox").fill("FACTURACION")
    expect(wrap_up.get_by_role("radio")).to_have_count(1)
    wrap_up.get_by_label("Facturación").check()
    expect(remains).to_contain_text("Disposition: chosen")
    desk.notes("Wants her money back.")
    expect(remains).to_contain_text("Note: written")

    desk.reload()
    desk.opens(NAME)

    expect(wrap_up.get_by_label("Facturación")).to_be_checked()
    for _ in range(3):
        wrap_up.get_by_role("button", name="More time").click()
    expect(wrap_up.locator(".timeleft")).to_contain_text("1:")
    wrap_up.get_by_role("button", name="More time").click()
    desk.sees("There is no more time to have.")
    wrap_up.get_by_role("button", name="Complete").click()
    desk.sees("Done. You are back in the queue.")
    expect(desk.page.locator(".status")).to_contain_text("In the queue")
    assert outcomes(server, interaction) == ["complaint_billing"]
    assert desk.faults == []


def test_time_that_is_over_frees_the_agent_and_keeps_the_work(browser: Browser, serve: Serve) -> None:
    server = serve(duration='"2s"')
    desk, interaction, wrap_up = wrapping(browser, server)
    expect(wrap_up).to_contain_text("Time is over: you are free again. The disposition can still be chosen.")
    desk.sees(f"The time for the wrap-up of {NAME} is over. You are free again.")
    expect(desk.page.locator(".status")).to_contain_text("In the queue")
    expect(desk.page.get_by_role("navigation")).to_contain_text("The next interaction rings here.")

    desk.reload()
    wrap_up.get_by_label("Llamar de nuevo").click()

    desk.sees("The disposition is set.")
    expect(wrap_up).to_have_count(0)
    assert outcomes(server, interaction) == ["callback"]


def test_a_queue_may_keep_the_agent_until_the_disposition_is_there(browser: Browser, serve: Serve) -> None:
    server = serve(duration='"1s"', on_expiry='"hold"')
    desk, interaction, wrap_up = wrapping(browser, server)
    expect(wrap_up.get_by_role("alert")).to_contain_text("Time is over. Choose a disposition to go on.")
    expect(desk.page.locator(".status")).to_contain_text("Wrapping up")

    desk.completes()

    assert outcomes(server, interaction) == ["solved_first"]


def test_several_dispositions_where_the_queue_allows_them(browser: Browser, serve: Serve) -> None:
    server = serve(multiple="true")
    desk, interaction, wrap_up = wrapping(browser, server)
    expect(wrap_up).to_contain_text("Several may be chosen")
    for name in ("Entrega", "Facturación", "No deseado"):
        wrap_up.get_by_role("checkbox", name=name).check()
    wrap_up.get_by_role("checkbox", name="No deseado").uncheck()
    wrap_up.get_by_role("button", name="Complete").click()

    desk.sees("You are back in the queue.")
    assert outcomes(server, interaction) == ["complaint_delivery", "complaint_billing"]


def test_what_was_chosen_without_a_server_is_there_when_it_is_back(browser: Browser, server: SampleServer) -> None:
    desk, interaction, wrap_up = wrapping(browser, server)
    wrap_up.get_by_label("Entrega").wait_for()
    server.kill()
    expect(desk.page.locator(".link")).to_contain_text("Connection lost")
    wrap_up.get_by_label("Entrega").check()
    expect(wrap_up).to_contain_text("Disposition: chosen")

    server.restart()

    desk.sees("Connected again.")
    wrap_up.get_by_role("button", name="Complete").click()
    desk.sees("You are back in the queue.")
    assert outcomes(server, interaction) == ["complaint_delivery"]


def test_who_is_not_ready_is_told_so_after_the_wrap_up(browser: Browser, server: SampleServer) -> None:
    desk, _, wrap_up = wrapping(browser, server)
    desk.page.locator(".status summary").click()
    desk.page.get_by_role("button", name="Not ready · Lunch").click()
    desk.page.keyboard.press("Escape")
    wrap_up.get_by_label("Llamar de nuevo").check()
    wrap_up.get_by_role("button", name="Complete").click()

    desk.sees("Done. You are not ready: choose Ready to get the next.")
