"""A ring is heard in one place, seen everywhere, and its end is told."""

from typing import Any

from kit.browser import PATIENCE_MS, Desk, SampleServer
from playwright.sync_api import Browser, Page, expect

SPY = """
(() => {
  window.tones = 0; window.silenced = 0; window.notified = []; window.put_away = 0; window.isAway = false;
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };
  const cut = AudioNode.prototype.disconnect;
  AudioNode.prototype.disconnect = function () { window.silenced += 1; return cut.call(this); };
  window.Notification = class {
    static permission = "granted";
    static async requestPermission() { return "granted"; }
    constructor(title, options) { window.notified.push([title, options.body]); }
    close() { window.put_away += 1; }
  };
  Object.defineProperty(document, "hidden", { get: () => window.isAway });
})();
"""


def spied(browser: Browser, server: SampleServer, name: str) -> Desk:
    """A desk that counts what it sounds and notifies."""
    desk = Desk.at(browser, server)
    desk.context.add_init_script(SPY)
    desk.page.goto(server.url)
    desk.sign_in(server.token(name))
    return desk


def counted(page: Page, what: str) -> Any:
    return page.evaluate(f"window.{what}")


def until(page: Page, condition: str) -> None:
    """It is so, soon. The page's policy forbids what Playwright's own waiting does."""
    page.evaluate(
        "async patience => { const from = performance.now();"
        f" while (!({condition})) {{"
        "   if (performance.now() - from > patience) throw new Error('never');"
        "   await new Promise(next => setTimeout(next, 50)); } }",
        PATIENCE_MS,
    )


def looks(page: Page, *, away: bool) -> None:
    """The agent, at another tab or back at this one."""
    page.evaluate(f"window.isAway = {str(away).lower()}; document.dispatchEvent(new Event('visibilitychange'))")


def test_a_ring_is_heard_blinks_and_falls_silent(browser: Browser, server: SampleServer) -> None:
    desk = spied(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    page.evaluate("window.isAway = true")
    server.hands_over()

    until(page, "window.tones > 0")
    until(page, "document.title.includes('María Rodríguez')")
    until(page, "window.notified.length > 0")
    assert counted(page, "notified") == [["María Rodríguez", "Chat · Soporte"]]
    expect(page.locator(".ring")).to_contain_text("left to answer")
    left = page.locator(".countdown .left").evaluate("bar => parseFloat(bar.style.width)")
    assert 0 < left <= 100
    before = counted(page, "silenced")
    desk.accept()

    until(page, f"window.silenced > {before}")
    until(page, "document.title === 'Ringline'")
    until(page, "window.put_away > 0")
    assert counted(page, "put_away") == 1
    assert desk.faults == []


def test_one_tab_and_one_device_make_noise_and_all_show_the_ring(browser: Browser, server: SampleServer) -> None:
    first = spied(browser, server, "agt_ana")
    until(first.page, "(await navigator.locks.query()).held.some(({ name }) => name === 'ringline.ring')")
    tab = first.context.new_page()
    tab.goto(server.url)
    second = Desk(tab, first.context)
    second.sign_in(server.token("agt_ana"))
    other = spied(browser, server, "agt_ana")
    first.ready()
    for desk in (second, other):
        desk.page.locator(".status").click()
    server.hands_over()
    for desk in (first, second, other):
        desk.page.locator(".ring").wait_for()

    until(first.page, "window.tones > 0")
    expect(other.page.locator(".ring")).to_contain_text("Rings aloud on another device.")
    assert (counted(tab, "tones"), counted(other.page, "tones")) == (0, 0)

    other.page.get_by_role("button", name="Ring here").click()

    until(other.page, "window.tones > 0")
    until(first.page, "window.silenced > 0")
    expect(first.page.locator(".ring")).to_contain_text("Rings aloud on another device.")


def test_a_conversation_that_begins_by_itself_notifies_who_looks_elsewhere(
    browser: Browser, server: SampleServer
) -> None:
    desk = spied(browser, server, "agt_ana")
    desk.ready()
    desk.page.evaluate("window.isAway = true")
    server.hands_over(queue="que_sales", consumer={"name": "John"})

    desk.page.get_by_label("Write to John").wait_for()
    until(desk.page, "window.notified.length > 0")
    assert counted(desk.page, "notified") == [["John", "Chat · Ventas"]]
    assert counted(desk.page, "tones") == 0


def test_words_that_come_while_the_agent_looks_elsewhere_are_told_and_counted_until_they_are_seen(
    browser: Browser, server: SampleServer
) -> None:
    desk = spied(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    looks(page, away=True)
    server.says(interaction, "Are you there?", "con_1")
    until(page, "document.title === '(1) Ringline'")
    server.says(interaction, "Hello?", "con_2")
    until(page, "document.title === '(2) Ringline'")
    assert counted(page, "notified") == [["María Rodríguez", "Chat · 1 unread"], ["María Rodríguez", "Chat · 2 unread"]]
    assert counted(page, "put_away") == 0

    looks(page, away=False)

    until(page, "document.title === 'Ringline'")
    until(page, "window.put_away === 1")
    server.says(interaction, "Good.", "con_3")
    desk.sees("Good.")
    assert len(counted(page, "notified")) == 2
    assert desk.faults == []


def test_sound_and_notifications_can_be_switched_off(browser: Browser, server: SampleServer) -> None:
    desk = spied(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    page.get_by_label("Settings").click()
    page.get_by_label("Ring sound").uncheck()
    page.get_by_label("Notifications").uncheck()
    page.evaluate("window.isAway = true")
    server.hands_over()
    page.locator(".ring").wait_for()
    until(page, "document.title.includes('María Rodríguez')")

    assert (counted(page, "tones"), counted(page, "notified")) == (0, [])


def test_a_page_that_was_not_touched_yet_says_why_it_is_silent(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    desk.reload()
    server.hands_over()
    expect(desk.page.locator(".ring")).to_contain_text("click anywhere to hear rings")

    desk.page.locator(".ring h2").click()

    expect(desk.page.locator(".ring")).not_to_contain_text("click anywhere to hear rings")


def test_a_missed_ring_is_told_and_a_click_brings_the_agent_back(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.page.locator(".ring").wait_for()
    desk.page.locator(".status summary").click()
    desk.page.get_by_role("button", name="Not ready · Lunch").click()

    desk.sees("The ring for María Rodríguez went on: you are not ready.")
    expect(desk.page.locator(".ring")).to_have_count(0)
    assert server.transcript(interaction)
