"""A connection that the server ends: who was only late comes back by itself."""

from kit.browser import PATIENCE_MS, Desk, SampleServer
from kit.chat import Chat
from kit.line import Line
from playwright.sync_api import Browser, expect

LATE = 4304


def test_an_agent_whose_hello_comes_too_late_is_back_without_a_hand(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    line = Line.of(desk.page)
    desk.sign_in(server.token("agt_ana"))
    desk.ready()
    interaction = server.hands_over()
    desk.accept()

    line.holds()
    line.waits(LATE, PATIENCE_MS)
    expect(desk.page.locator(".link")).to_contain_text("Connection lost")
    server.says(interaction, "Are you there?")
    line.flows()

    desk.sees("Connected again. Nothing was lost.")
    desk.sees("Are you there?")


def test_a_consumer_whose_hello_comes_too_late_keeps_the_conversation(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    line = Line.of(chat.page)
    chat.begins("Where is my parcel?", name="Lucía")
    chat.sees("You are next.")

    line.holds()
    line.waits(LATE, PATIENCE_MS)
    chat.sees("Connection lost. Reconnecting … You keep your place.")
    line.flows()

    expect(chat.page.locator(".link")).to_have_count(0)
    chat.says("Are you there?")
