"""The widget on a site of somebody else: one script, a frame of its own, and only where the operator allows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.browser import Desk, SampleServer
from kit.chat import Chat, begin, site
from kit.looks import violations
from kit.visited import visited
from kit.watching import FAULTS
from playwright.sync_api import Browser, Frame, expect
from ringline_server.serving import SAMPLE

UNLISTED = '# pages = ["https://www.example.com"]'
POLICY = "default-src 'none'; script-src {0}; frame-src {0}"
"""As strict as a site can be that lets the widget in."""


@pytest.fixture
def shop() -> Iterator[tuple[str, list[str]]]:
    """A site's origin, and the server's address, once it is known."""
    address: list[str] = []
    html = (
        '<!doctype html><html lang="en"><title>Shop</title><meta http-equiv="content-security-policy" content="{1}">'
        '<meta name="viewport" content="width=device-width"><main><h1>Shop</h1></main>'
    )
    script = '<script src="{0}widget.js" data-queue="que_support" data-color="#0a6b4f" async></script>'
    with site(lambda: (html + script).format(address[0], POLICY.format(address[0]))) as origin:
        yield origin, address


@pytest.fixture
def embedding(browser: Browser, tmp_path: Path, shop: tuple[str, list[str]]) -> Iterator[SampleServer]:
    """The sample account, for a server that the shop may frame."""
    settings = tmp_path / "ringline.toml"
    text = SAMPLE.read_text(encoding="utf-8")
    assert UNLISTED in text
    settings.write_text(text.replace(UNLISTED, f'pages = ["{shop[0]}"]'), encoding="utf-8")
    with visited(browser, tmp_path / "data", settings) as server:
        shop[1].append(server.url)
        yield server


def frame_of(chat: Chat) -> Frame:
    """The widget's."""
    box = chat.page.locator("iframe")
    box.wait_for(state="attached")
    frame = box.element_handle().content_frame()
    assert frame is not None
    frame.locator(".widget").wait_for(state="attached")
    return frame


def test_a_visitor_of_a_shop_talks_with_an_agent(
    browser: Browser, embedding: SampleServer, shop: tuple[str, list[str]]
) -> None:
    chat, desk = Chat.at(browser, shop[0]), Desk.open(browser, embedding, "agt_ana")
    desk.ready()
    chat.page.get_by_role("button", name="Open the chat").click()
    frame = frame_of(chat)
    begin(frame, "Is this in stock?", name="Lucía")
    desk.accept()
    frame.get_by_text("Ana García has joined.").wait_for()

    frame.locator(".composer textarea").press("Escape")
    launcher = chat.page.get_by_role("button", name="Open the chat")
    expect(launcher).to_be_focused()
    desk.page.get_by_label("Write to").fill("Three of them.")
    desk.page.get_by_role("button", name="Send").click()
    expect(launcher).to_have_accessible_name("Open the chat (1 unread)")
    chat.page.reload()
    frame_of(chat).get_by_text("Three of them.").wait_for(state="attached")
    chat.page.get_by_role("button", name="Open the chat").click()

    frame_of(chat).get_by_text("Three of them.").wait_for()
    assert chat.faults == []


def test_what_it_adds_to_a_site_is_accessible(
    browser: Browser, embedding: SampleServer, shop: tuple[str, list[str]]
) -> None:
    chat = Chat.at(browser, shop[0], viewport={"width": 1024, "height": 768})
    chat.page.get_by_role("button", name="Open the chat").wait_for()
    closed = violations(chat.page)
    chat.page.get_by_role("button", name="Open the chat").press("Enter")
    frame_of(chat).locator("[name=text]").wait_for()

    assert closed == violations(chat.page) == []


def test_a_site_that_is_not_listed_shows_no_widget(
    browser: Browser, server: SampleServer, shop: tuple[str, list[str]]
) -> None:
    shop[1].append(server.url)
    chat = Chat.at(browser, shop[0])
    with chat.page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        chat.page.get_by_role("button", name="Open the chat").click()

    assert chat.page.frame_locator("iframe").locator(".widget").count() == 0
    [fault] = FAULTS
    assert "frame-ancestors" in fault
    FAULTS.clear()


def test_each_side_hears_only_the_other(browser: Browser, embedding: SampleServer, shop: tuple[str, list[str]]) -> None:
    chat = Chat.at(browser, shop[0])
    chat.page.get_by_role("button", name="Open the chat").click()
    frame = frame_of(chat)

    chat.page.evaluate("postMessage({ringline: 'close'}, '*')")
    frame.evaluate(
        "dispatchEvent(new MessageEvent('message', {data: {ringline: 'closed'}, origin: 'https://evil.example'}))"
    )
    chat.page.evaluate(
        "dispatchEvent(new MessageEvent('message', {data: {ringline: 'close'}, origin: location.origin}))"
    )

    begin(frame, "Still open?")
    expect(chat.page.locator(".launcher")).to_have_attribute("aria-expanded", "true")
