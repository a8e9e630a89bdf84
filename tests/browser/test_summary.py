"""The summary at the desk: who wrote it, how much is not in it, and a new one when the agent asks."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect


def test_an_agent_asks_for_a_new_summary_of_what_was_said_since(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    server.hands_over()
    desk.accept()
    panel = desk.page.get_by_role("tabpanel")
    summary = panel.locator(".summary")
    expect(summary).to_contain_text("written by an AI")
    expect(panel.get_by_role("button", name="Summarise")).to_have_count(0)

    desk.page.locator("textarea.composer, .composer textarea").first.fill(
        "Your new flight IB3166 leaves on Wednesday at nine"
    )
    desk.page.keyboard.press("Control+Enter")
    expect(panel.locator(".summary-age")).to_contain_text("Not in it: 1 newer")
    panel.get_by_role("button", name="Summarise").click()

    expect(summary).to_contain_text("IB3166")
    expect(summary).to_contain_text("sentences taken from the conversation")
    expect(panel.locator(".summary-age")).to_have_count(0)
    assert desk.faults == []
