"""The truth about the connection: nothing is lost by a second tab, a dead network or a dead server."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from kit.browser import PATIENCE_MS, Desk, SampleServer
from kit.visited import visited
from kit.wire import Wire
from playwright.sync_api import Browser, Page, expect
from ringline_protocol.limits import BACKOFF_CAP_MS, HEARTBEAT_INTERVAL_MS, HEARTBEAT_TIMEOUT_MS
from ringline_server.serving import SAMPLE

OFFLINE_MS = 5_000
MINUTE_MS = 60_000
POLL_MS = 500
PATIENT = 'lost_grace = "30s"'
IMPATIENT = 'lost_grace = "2s"'


def talking(browser: Browser, server: SampleServer) -> tuple[Desk, str]:
    """An agent in a conversation."""
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    return desk, interaction


def test_a_killed_server_comes_back_under_an_open_desk(browser: Browser, server: SampleServer) -> None:
    desk, interaction = talking(browser, server)
    page = desk.page
    server.kill()
    link = page.locator(".link")
    expect(link.locator("> span").first).to_have_text(
        "Connection lost. Reconnecting …"
    )  # read out once, while the rest counts
    expect(link.get_by_role("timer")).to_have_text(re.compile(r"^\d:\d\d$"))
    page.get_by_label("Write to").fill("Still here.")
    page.get_by_role("button", name="Send").click()
    desk.sees("sending …")
    page.get_by_role("tab", name="Engagement").click()
    page.get_by_label("Your note").fill("written without a server")
    expect(page.get_by_role("tabpanel")).to_contain_text("kept here until connected")

    server.restart()

    desk.sees("Connected again.")
    expect(page.locator(".bubble.waiting")).to_have_count(0)
    expect(page.get_by_role("tabpanel")).to_contain_text("Saved")
    assert server.transcript(interaction)[-1] == "Still here."


def test_a_killed_server_comes_back_under_a_ring_and_under_a_wrap_up(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    server.hands_over()
    page.locator(".ring").wait_for()
    dies_and_lives(desk, server)
    expect(page.get_by_role("region", name="María Rodríguez")).to_contain_text("AB12CD")
    desk.accept()
    desk.ends()
    wrap_up = page.get_by_role("region", name="Wrap-up")
    wrap_up.get_by_label("En el primer contacto").check()
    expect(wrap_up.get_by_label("En el primer contacto")).to_be_checked()
    desk.notes("Moved to Wednesday.")

    dies_and_lives(desk, server)

    expect(wrap_up.get_by_label("En el primer contacto")).to_be_checked()
    expect(page.get_by_label("Your note")).to_have_value("Moved to Wednesday.")
    desk.completes()
    expect(page.locator(".status")).to_contain_text("In the queue")


def dies_and_lives(desk: Desk, server: SampleServer) -> None:
    """Under an open desk, which says so."""
    server.kill()
    expect(desk.page.locator(".link")).to_contain_text("Connection lost")
    server.restart()
    expect(desk.page.locator(".link")).to_be_empty()


def test_a_server_that_stops_in_order_says_so_and_loses_nothing(browser: Browser, server: SampleServer) -> None:
    desk, interaction = talking(browser, server)

    server.stop()

    expect(desk.page.locator(".link")).to_contain_text("The server is restarting")
    desk.page.get_by_label("Write to").fill("Still here.")
    desk.page.get_by_role("button", name="Send").click()
    desk.sees("sending …")
    server.restart()
    expect(desk.page.locator(".link")).to_be_empty()
    expect(desk.page.locator(".bubble.waiting")).to_have_count(0)
    assert server.transcript(interaction)[-1] == "Still here."


# --- the network


def test_five_seconds_without_a_network_lose_nothing(browser: Browser, server: SampleServer) -> None:
    desk, interaction = talking(browser, server)
    page = desk.page
    desk.context.set_offline(True)
    expect(page.locator(".link")).to_contain_text("offline")
    page.get_by_label("Write to").fill("Written offline.")
    page.get_by_role("button", name="Send").click()
    desk.tab("Engagement")
    page.get_by_label("Your note").fill("noted offline")
    server.says(interaction, "Are you there?")
    page.wait_for_timeout(OFFLINE_MS)  # the wait itself is what is tried
    desk.sees("sending …")
    expect(page.get_by_role("tabpanel")).to_contain_text("kept here until connected")

    desk.context.set_offline(False)

    desk.sees("Are you there?")
    expect(page.locator(".link")).to_be_empty()
    expect(page.locator(".bubble.waiting")).to_have_count(0)
    expect(page.get_by_role("tabpanel")).to_contain_text("Saved")
    assert server.transcript(interaction).count("Written offline.") == 1


def test_a_minute_on_a_dead_wire_is_noticed_and_loses_nothing(browser: Browser, server: SampleServer) -> None:
    with Wire.to(server.port) as wire:
        desk = Desk.on(browser, wire.url)
        page = desk.page
        page.clock.install()
        page.reload()
        desk.sign_in(server.token("agt_ana"))
        desk.ready()
        interaction = server.hands_over()
        desk.accept()
        wire.goes_dead()
        page.get_by_label("Write to").fill("Into the void.")
        page.get_by_role("button", name="Send").click()
        server.says(interaction, "Are you there?")

        page.clock.fast_forward(HEARTBEAT_INTERVAL_MS)
        page.clock.fast_forward(HEARTBEAT_TIMEOUT_MS)

        expect(page.locator(".link")).to_contain_text("Connection lost")
        page.clock.run_for(MINUTE_MS)  # a command is given up after this
        expect(page.locator(".bubble.waiting")).to_contain_text("sending …")
        wire.mends()
        page.clock.run_for(BACKOFF_CAP_MS)
        desk.sees("Are you there?")
        expect(page.locator(".link")).to_be_empty()
        expect(page.locator(".bubble.waiting")).to_have_count(0)
        assert server.transcript(interaction).count("Into the void.") == 1
        desk.context.close()


@pytest.fixture
def impatient(browser: Browser, tmp_path: Path) -> Iterator[SampleServer]:
    """The sample account, where a lost agent is waited for only for a moment."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert PATIENT in text
    settings = tmp_path / "ringline.toml"
    settings.write_text(text.replace(PATIENT, IMPATIENT), encoding="utf-8")
    with visited(browser, tmp_path / "data", settings) as server:
        yield server


def waits(server: SampleServer, interaction: str, page: Page) -> None:
    """It is in line again, soon."""
    headers = {"authorization": f"Bearer {server.token('svc_sample')}"}
    for _ in range(PATIENCE_MS // POLL_MS):
        answer = httpx.get(f"{server.url}v1/interactions/{interaction}", headers=headers)
        if answer.json()["interaction"]["phase"] == "queued":
            return
        page.wait_for_timeout(POLL_MS)
    raise AssertionError(answer.text)


def test_who_is_without_a_network_for_too_long_loses_the_turn_and_no_word(
    browser: Browser, impatient: SampleServer
) -> None:
    server = impatient
    desk, interaction = talking(browser, server)
    page = desk.page
    desk.context.set_offline(True)
    page.get_by_label("Write to").fill("Written offline.")
    page.get_by_role("button", name="Send").click()
    desk.tab("Engagement")
    page.get_by_label("Your note").fill("noted offline")
    server.says(interaction, "Are you there?")
    waits(server, interaction, page)

    desk.context.set_offline(False)

    expect(page.locator(".link")).to_be_empty()
    page.locator(".ring").wait_for()
    desk.accept()
    desk.sees("Are you there?")
    desk.sees("Ana García left: lost the connection")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".bubble.waiting")).to_have_count(0)
    expect(page.get_by_label("Your note")).to_have_value("noted offline")
    assert server.transcript(interaction).count("Written offline.") == 1


# --- tabs and devices


def test_a_second_tab_with_the_same_session_takes_over_and_gives_back(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    kept = desk.page.evaluate("JSON.stringify({...sessionStorage})")
    other = desk.context.new_page()
    other.goto(server.url)
    other.evaluate(
        "kept => { for (const [k, v] of Object.entries(JSON.parse(kept))) sessionStorage.setItem(k, v) }", kept
    )

    other.reload()

    expect(desk.page.get_by_role("alert")).to_contain_text("open in another tab")
    desk.page.get_by_role("button", name="Use the desk here").click()
    desk.page.locator(".desk").wait_for()


COUNTS_TONES = """
window.tones = 0;
const start = AudioScheduledSourceNode.prototype.start;
AudioScheduledSourceNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


def test_of_two_tabs_one_rings_and_the_other_when_that_is_closed(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.context.add_init_script(COUNTS_TONES)
    other = Desk(desk.context.new_page(), desk.context)
    for tab in (desk, other):
        tab.page.goto(server.url)
    desk.ready()  # the first tab that is touched may sound
    other.sign_in(server.token("agt_ana"))
    other.ready()
    server.hands_over()
    for tab in (desk, other):
        tab.page.locator(".ring").wait_for()
        tab.page.wait_for_function("() => document.title.startsWith('Ring:')")
    desk.page.wait_for_function("() => window.tones > 2")  # two make one chime

    assert other.page.evaluate("window.tones") == 0
    desk.page.close()
    other.page.wait_for_function("() => window.tones > 2")


def test_what_is_typed_on_one_device_is_there_on_the_other(browser: Browser, server: SampleServer) -> None:
    first, second = (Desk.open(browser, server, "agt_ana") for _ in range(2))
    first.ready()
    server.hands_over()
    first.accept()
    first.page.get_by_label("Write to").fill("half a sen")
    first.notes("Wants Wednesday.")

    second.opens("María Rodríguez")

    expect(second.page.get_by_label("Write to")).to_have_value("half a sen")
    second.tab("Engagement")
    expect(second.page.get_by_label("Your note")).to_have_value("Wants Wednesday.")
    second.notes("Wants Wednesday or Thursday.")
    expect(first.page.get_by_label("Your note")).to_have_value("Wants Wednesday or Thursday.")
