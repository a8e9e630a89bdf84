"""What a hand presses stays where it is until it lets go."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect

PRESSED_MS = 1_000
"""For so long the desk draws nothing under a hand."""
CHANGED_MEANWHILE = """
async () => {
  const began = performance.now();
  dispatchEvent(new PointerEvent("pointerdown"));
  location.hash = "#/contacts";
  for (let frames = 0; frames < 5; frames += 1) await new Promise(requestAnimationFrame);
  return [document.querySelector(".contacts") !== null, performance.now() - began];
}
"""


def test_a_page_does_not_change_under_a_pressing_hand(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    is_drawn, took_ms = page.evaluate(CHANGED_MEANWHILE)
    page.evaluate("dispatchEvent(new PointerEvent('pointerup'))")

    assert not is_drawn or took_ms > PRESSED_MS
    expect(page.locator(".contacts")).to_be_visible()
    assert desk.faults == []


def test_who_presses_for_long_sees_what_goes_on(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.evaluate(CHANGED_MEANWHILE)

    expect(desk.page.locator(".contacts")).to_be_visible()
    assert desk.faults == []
