"""A connection that the server ends: who was only late comes back by itself, everybody else is told the way back."""

import pytest
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


@pytest.mark.parametrize(("code", "reason"), [(4301, "version"), (4302, "malformed"), (4399, "of tomorrow")])
def test_a_desk_that_the_server_does_not_understand_is_loaded_anew(
    browser: Browser, server: SampleServer, code: int, reason: str
) -> None:
    desk = Desk.at(browser, server)
    line = Line.of(desk.page)
    desk.sign_in(server.token("agt_ana"))

    line.ends(code, reason)

    expect(desk.page.get_by_role("alert")).to_contain_text(f"It does not understand this page ({reason}).")
    desk.page.get_by_role("button", name="Load the desk anew").click()
    desk.page.locator(".desk").wait_for()


@pytest.mark.parametrize(("code", "reason"), [(4301, "version"), (4302, "malformed"), (4399, "of tomorrow")])
def test_a_conversation_that_was_cut_off_for_good_can_be_tried_again(
    browser: Browser, server: SampleServer, code: int, reason: str
) -> None:
    chat = Chat.open(browser, server)
    line = Line.of(chat.page)
    chat.begins("Where is my parcel?", name="Lucía")
    chat.sees("You are next.")

    line.ends(code, reason)

    expect(chat.page.get_by_role("alert")).to_contain_text(f"The connection was ended ({reason}).")
    chat.page.get_by_role("button", name="Try again").click()
    chat.sees("Where is my parcel?")
    chat.sees("You are next.")


def test_a_conversation_that_is_not_ones_own_is_not_tried_again(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    line = Line.of(chat.page)
    chat.begins("Where is my parcel?", name="Lucía")
    chat.sees("You are next.")

    line.ends(4307, "forbidden")

    chat.sees("This conversation can no longer be opened here.")
    expect(chat.page.get_by_role("button", name="Try again")).to_have_count(0)
