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
LONG = "Many words. " * 300 + "That was all."
AT_END = """box => new Promise(done => {
  const look = () => box.scrollTop + box.clientHeight > box.scrollHeight - 2 ? done() : setTimeout(look, 20);
  look();
})"""
"""Soon."""
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


def test_who_reads_above_stays_there_is_told_of_more_and_comes_back(browser: Browser, server: SampleServer) -> None:
    desk, chat = talking(browser, server)
    chat.says(LONG)
    desk.writes(LONG)

    for page, other in ((desk.page, chat.says), (chat.page, desk.writes)):
        said, below = page.locator(".said"), page.get_by_role("button", name="New messages")
        expect(below).to_have_count(0)
        said.evaluate(AT_END)
        said.evaluate("box => box.scrollTop = 100")
        other("One more")
        expect(below).to_be_in_viewport()
        assert said.evaluate("box => box.scrollTop") == 100
        below.click()
        expect(below).to_have_count(0)
        said.evaluate(AT_END)
        expect(said).to_be_focused()
    assert [*desk.faults, *chat.faults] == []


def test_who_writes_sees_what_they_wrote(browser: Browser, server: SampleServer) -> None:
    desk, chat = talking(browser, server)
    chat.says(LONG)
    desk.writes(LONG)

    for page, writes in ((desk.page, desk.writes), (chat.page, chat.says)):
        page.locator(".said").evaluate("box => box.scrollTop = 0")
        writes("My word")
        expect(page.locator(".bubble", has_text="My word").last).to_be_in_viewport()
