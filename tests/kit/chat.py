"""The widget in a real browser: a consumer's page, on its own or in a frame of another site.

chat = Chat.open(browser, server)
chat.begins("Where is my parcel?")
chat.sees("You are next.")
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import attrs
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from kit.browser import PATIENCE_MS, SampleServer
from kit.watching import watched


@attrs.define(eq=False)
class Chat:
    """One consumer's page in a context of its own."""

    page: Page
    context: BrowserContext
    faults: list[str] = attrs.field(factory=list)
    """See `watched`."""

    @classmethod
    def open(cls, browser: Browser, server: SampleServer, address: str = "widget", **options: Any) -> "Chat":
        """The page is there."""
        chat = cls.at(browser, f"{server.url}{address}", **options)
        chat.page.locator(".widget, .try").first.wait_for()
        return chat

    @classmethod
    def at(cls, browser: Browser, url: str, **options: Any) -> "Chat":
        """Any page."""
        settings = {"locale": "en-GB", "viewport": {"width": 400, "height": 740}, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        faults = watched(context)
        chat = cls(context.new_page(), context, faults)
        chat.page.goto(url)
        return chat

    def begins(self, text: str, **fields: str) -> None:
        """In line with these first words."""
        begin(self.page.main_frame, text, **fields)

    def answers_the_bot(self, *typed: str) -> None:
        """On the page for trying it out: a change of flight; then what is typed."""
        self.page.locator(".choices button").first.click()
        for text in typed:
            self.page.locator(".composer input").fill(text)
            self.page.keyboard.press("Enter")
        self.page.locator(".choices .primary").wait_for()

    def is_handed_over(self) -> None:
        """By the bot; in line."""
        self.page.locator(".choices .primary").click()
        self.page.locator(".waiting").wait_for()

    def says(self, text: str) -> None:
        """And it has arrived."""
        self.page.locator(".composer textarea").fill(text)
        self.page.locator(".composer button").click()
        self.page.locator(".bubble:not([data-waiting])[data-own=true]", has_text=text).wait_for()

    def menu(self, entry: str) -> None:
        """A rare thing."""
        self.page.locator(".menu summary").click()
        self.page.locator(".menu .panel").get_by_role("button", name=entry).click()

    def sees(self, text: str) -> None:
        """Somewhere on the page, soon."""
        self.page.get_by_text(text).first.wait_for()

    @property
    def bubbles(self) -> Locator:
        """The words of the conversation. What is not there yet is waited for by `expect`."""
        return self.page.locator(".bubble .text")

    def reads(self, *texts: str) -> None:
        """This is the whole conversation, soon."""
        expect(self.bubbles).to_have_text(list(texts))

    def ends_with(self, text: str) -> None:
        """The conversation, soon."""
        expect(self.bubbles.last).to_have_text(text)

    def reload(self) -> None:
        """As F5 does; what was said may still be on its way."""
        self.page.reload()
        self.page.locator(".widget, .try").first.wait_for()


def begin(frame: Frame, text: str, **fields: str) -> None:
    """Fills the form of the widget in this frame; they stand in line."""
    for name, value in fields.items():
        frame.locator(f"[name={name}]").fill(value)
    frame.locator("[name=text]").fill(text)
    frame.locator("button[type=submit]").click()
    frame.locator(".said").wait_for()


@contextmanager
def site(html: Callable[[], str]) -> Iterator[str]:
    """A page of somebody else's, on a server of its own: its origin."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html().encode())

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as host:
        thread = threading.Thread(target=host.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{host.server_address[1]}"
        finally:
            host.shutdown()
            thread.join()
