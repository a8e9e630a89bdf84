"""For every consumer: readable in the colours of the site, by keyboard; text stays text. Screens: test_looks."""

import gzip

import pytest
from kit.browser import Desk, SampleServer
from kit.chat import Chat
from kit.looks import INJECTIONS, violations
from kit.web import BUILT
from playwright.sync_api import Browser, Dialog, expect

SCRIPT_BYTES_MAX = 48_000
"""Compressed, of the widget; it is not minified."""
LOADER_BYTES_MAX = 4_000
"""The same of the script that other sites load."""


@pytest.mark.parametrize("colour", ["ffd400", "0a6b4f", "ffffff", "000000"])
def test_a_colour_of_the_site_stays_readable(browser: Browser, server: SampleServer, colour: str) -> None:
    chat = Chat.open(browser, server, f"widget?color=%23{colour}&theme=dark", color_scheme="light")
    chat.page.locator("[name=text]").wait_for()

    assert violations(chat.page) == []
    assert chat.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_everything_is_done_by_keyboard(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    keyboard = chat.page.keyboard
    chat.page.locator("[name=name]").focus()
    keyboard.type("Lucía")
    keyboard.press("Tab")
    keyboard.type("By keyboard")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(chat.page.locator(".composer textarea")).to_be_focused()
    keyboard.type("One line")
    keyboard.press("Shift+Enter")
    keyboard.type("and another")
    keyboard.press("Enter")

    chat.page.locator(".bubble", has_text="and another").wait_for()
    assert chat.bubbles.all_inner_texts() == ["By keyboard", "One line\nand another"]


def test_the_language_can_be_changed_and_stays(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.page.locator(".menu summary").click()
    chat.page.get_by_label("Language").select_option("es")
    chat.sees("¿En qué podemos ayudarle?")

    chat.reload()

    chat.sees("Empezar el chat")
    expect(chat.page.locator("html")).to_have_attribute("lang", "es")


def test_what_people_write_is_text_on_both_sides(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server), Desk.open(browser, server, "agt_ana")
    alerts: list[str] = []

    def alarmed(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    chat.page.on("dialog", alarmed)
    desk.page.on("dialog", alarmed)
    desk.ready()
    chat.begins(INJECTIONS[0], name=INJECTIONS[1])
    desk.accept()
    for text in INJECTIONS[1:]:
        chat.says(text)
    desk.page.locator(".bubble", has_text=INJECTIONS[-1]).wait_for()
    for text in INJECTIONS:
        desk.page.get_by_label("Write to").fill(text)
        desk.page.get_by_role("button", name="Send").click()
        chat.page.locator(".bubble[data-role=agent]", has_text=text).first.wait_for()

    chat.reads(*INJECTIONS, *INJECTIONS)
    expect(desk.page.locator(".bubble[data-role=consumer] .text")).to_have_text(INJECTIONS)
    assert chat.page.locator(".bubble :is(img, script, svg, b)").count() == 0
    assert alerts == []
    assert chat.faults == []


def test_the_widget_is_small() -> None:
    assert len(gzip.compress((BUILT / "chat.js").read_bytes())) <= SCRIPT_BYTES_MAX
    assert len(gzip.compress((BUILT / "widget.js").read_bytes())) <= LOADER_BYTES_MAX
