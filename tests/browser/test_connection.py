"""The truth about the connection: nothing is lost by a reload, a second tab, a dead network or a dead server."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect


def talking(browser: Browser, server: SampleServer) -> tuple[Desk, str]:
    """An agent in a conversation."""
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    return desk, interaction


def test_a_reload_keeps_the_ring_the_draft_and_the_note(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    server.hands_over()
    page.locator(".ring").wait_for()
    desk.reload()
    desk.accept()
    page.get_by_label("Write to").fill("half a sen")
    page.get_by_role("tab", name="Engagement").click()
    page.get_by_label("Your note").fill("half a no")

    desk.reload()

    page.get_by_role("navigation").get_by_role("button", name="María").click()
    expect(page.get_by_label("Write to")).to_have_value("half a sen")
    page.get_by_role("tab", name="Engagement").click()
    expect(page.get_by_label("Your note")).to_have_value("half a no")
    expect(page.get_by_role("tabpanel")).to_contain_text("Saved")


def test_a_killed_server_comes_back_under_an_open_desk(browser: Browser, server: SampleServer) -> None:
    desk, interaction = talking(browser, server)
    page = desk.page
    server.kill()
    expect(page.locator(".link")).to_contain_text("Connection lost")
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


def test_a_server_that_stops_in_order_says_so(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")

    server.stop()

    expect(desk.page.locator(".link")).to_contain_text("The server is restarting")
    server.restart()
    expect(desk.page.locator(".link")).to_be_empty()


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


def test_a_missed_message_is_there_after_the_network_was_gone(browser: Browser, server: SampleServer) -> None:
    desk, interaction = talking(browser, server)
    desk.context.set_offline(True)
    expect(desk.page.locator(".link")).to_contain_text("offline")
    server.says(interaction, "Are you there?")

    desk.context.set_offline(False)

    desk.sees("Are you there?")
    expect(desk.page.locator(".link")).to_be_empty()
