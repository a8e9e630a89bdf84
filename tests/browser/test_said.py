"""What people say, on both sides: each text in its own direction, and addresses that can be followed."""

from kit.browser import Desk, SampleServer
from kit.chat import Chat
from playwright.sync_api import Browser, Locator, expect

ARABIC = "مرحبا، أين طلبي رقم 4512؟ شكرا!"
ENDS_LEFT = """text => {
  const words = text.firstChild, [first, last] = [document.createRange(), document.createRange()];
  first.setStart(words, 0), first.setEnd(words, 1);
  last.setStart(words, words.length - 1), last.setEnd(words, words.length);
  return last.getBoundingClientRect().left < first.getBoundingClientRect().left;
}"""
"""Its last character stands left of its first one."""
ADDRESSES = "See https://shop.example/a_(b)?c=1&d=2. (Or http://shop.example/x), not javascript:alert(1) nor https://."
HREFS = ["https://shop.example/a_(b)?c=1&d=2", "http://shop.example/x"]


def talking(browser: Browser, server: SampleServer) -> tuple[Desk, Chat]:
    """An agent and a consumer."""
    desk, chat = Desk.open(browser, server, "agt_ana"), Chat.open(browser, server)
    desk.ready()
    chat.begins("Hello")
    desk.accept()
    chat.page.locator(".composer").wait_for()
    return desk, chat


def test_what_is_written_from_right_to_left_ends_on_the_left(browser: Browser, server: SampleServer) -> None:
    desk, chat = talking(browser, server)
    chat.says(ARABIC)
    desk.writes(ARABIC)

    for page in (desk.page, chat.page):
        texts = page.locator(".bubble .text", has_text=ARABIC)
        expect(texts).to_have_count(2)
        assert [text.evaluate(ENDS_LEFT) for text in texts.all()] == [True, True]


def test_an_address_can_be_followed_and_tells_nothing(browser: Browser, server: SampleServer) -> None:
    desk, chat = talking(browser, server)
    chat.says(ADDRESSES)
    desk.writes(ADDRESSES)

    for page in (desk.page, chat.page):
        texts = page.locator(".bubble .text", has_text=ADDRESSES)
        expect(texts).to_have_text([ADDRESSES, ADDRESSES])
        assert followed(texts.locator("a")) == [(href, "_blank", "noopener noreferrer") for href in HREFS * 2]
    assert [*desk.faults, *chat.faults] == []


def followed(links: Locator) -> list[tuple[str | None, ...]]:
    """Where they lead, and how."""
    return [tuple(link.get_attribute(name) for name in ("href", "target", "rel")) for link in links.all()]
