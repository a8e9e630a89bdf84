"""Writing: canned answers, what became of each message, who is writing, hold, and who left or was lost."""

from typing import Any

from kit.browser import Desk, SampleServer
from kit.handed import HAND_OVER
from playwright.sync_api import Browser, Page, expect

NAME = "María Rodríguez"
CONSUMER = """
async ([url, token, interaction]) => {
  const { Client } = await import("/ringline-client.js");
  window.consumer = new Client({ url, token }).start();
  window.told = [];
  window.consumer.listen(({ what, frame }) => what === "passing" && window.told.push(frame.data));
  await window.consumer.ready();
}
"""


def talking(browser: Browser, server: SampleServer, **changed: Any) -> tuple[Desk, Page, str]:
    """Ana and the consumer, who has a page too."""
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    made = server.post("interactions", {**HAND_OVER, **changed})
    interaction = str(made["interaction"])
    desk.accept()
    page = Desk.at(browser, server).page
    page.evaluate(CONSUMER, [server.url.replace("http", "ws") + "ws", made["consumer_token"], interaction])
    return desk, page, interaction


def asks(page: Page, method: str, params: dict[str, Any]) -> None:
    page.evaluate("([method, params]) => window.consumer.ask(method, params)", [method, params])


def test_a_canned_answer_is_found_by_its_shortcut_and_filled_in(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over(variables=[])
    desk.accept()
    page, keyboard = desk.page, desk.page.keyboard
    box = page.get_by_label(f"Write to {NAME}")
    box.press_sequentially("/hel")
    option = page.get_by_role("option", name="Greeting")
    expect(option).to_contain_text("Hello María, this is Ana. How can I help?")
    expect(box).to_have_attribute("aria-activedescendant", "canned-can_hello_en")
    keyboard.press("Enter")
    expect(box).to_have_value("Hello María, this is Ana. How can I help?")
    keyboard.press("Control+Enter")
    expect(page.locator(".bubble .sent")).to_have_text("✓ sent")
    assert server.transcript(interaction)[-1] == "Hello María, this is Ana. How can I help?"

    page.get_by_role("button", name="Canned answers").click()
    page.get_by_role("option", name="Confirm the booking").click()

    expect(box).to_have_value(
        "I have your booking {{variable.pnr}} in front of me. Is +34 612 345 678 still your number?"
    )
    desk.sees("Still to fill in: variable.pnr")
    box.fill("well and/or not")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert desk.faults == []


def test_both_sides_see_each_other_typing(browser: Browser, server: SampleServer) -> None:
    desk, consumer, interaction = talking(browser, server)
    asks(consumer, "message.typing", {"interaction": interaction, "typing": True})
    desk.sees(f"{NAME} is writing …")
    asks(consumer, "message.send", {"interaction": interaction, "text": "To Wednesday, please."})
    desk.sees("To Wednesday, please.")
    asks(consumer, "message.typing", {"interaction": interaction, "typing": False})
    expect(desk.page.get_by_text("is writing …")).to_have_count(0)

    desk.page.get_by_label(f"Write to {NAME}").press_sequentially("One mom")
    expect_told(consumer, {"role": "agent", "participant": "Ana García", "typing": True})
    desk.page.keyboard.press("Control+Enter")
    expect_told(consumer, {"role": "agent", "participant": "Ana García", "typing": False})


def expect_told(page: Page, fact: dict[str, Any]) -> None:
    """The consumer's page heard of it, soon."""
    page.evaluate(
        "async fact => { const from = performance.now();"
        " const same = told => Object.entries(fact).every(([name, value]) => told[name] === value);"
        " while (!window.told.some(same)) {"
        "   if (performance.now() - from > 15000) throw new Error(JSON.stringify(window.told));"
        "   await new Promise(next => setTimeout(next, 50)); } }",
        fact,
    )


def test_a_message_that_is_refused_says_so_and_is_sent_again(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    desk.page.get_by_label(f"Write to {NAME}").fill("x" * 16_385)
    desk.page.get_by_role("button", name="Send").click()
    waiting = desk.page.locator(".bubble.waiting")
    expect(waiting).to_contain_text("not sent")
    desk.sees("That text is too long.")
    waiting.get_by_role("button", name="Retry").click()
    expect(waiting).to_contain_text("not sent")
    waiting.get_by_role("button", name="Discard").click()

    expect(waiting).to_have_count(0)
    assert server.transcript(interaction)[-1].startswith("I need to move")


def test_hold_and_the_consumers_leaving_are_seen(browser: Browser, server: SampleServer) -> None:
    desk, consumer, interaction = talking(browser, server)
    desk.page.get_by_role("button", name="Hold").click()
    expect(desk.page.locator(".progress")).to_contain_text("On hold for 0:")
    desk.sees("is on hold and can still read what you send.")
    desk.reload()
    desk.opens(NAME)
    expect(desk.page.locator(".progress")).to_contain_text("On hold for")
    desk.page.get_by_role("button", name="Resume").click()
    expect(desk.page.locator(".progress")).to_be_empty()

    asks(consumer, "interaction.end", {"interaction": interaction})

    desk.sees(f"{NAME} left the conversation")
    expect(desk.page.get_by_role("region", name="Wrap-up")).to_be_visible()


def test_a_colleague_who_is_lost_and_comes_back_is_told(browser: Browser, server: SampleServer) -> None:
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    server.hands_over()
    ana.accept()
    bruno = Desk.open(browser, server, "agt_bruno")
    bruno.ready()
    ana.page.locator(".head .menu summary").click()
    ana.page.get_by_role("button", name="Add a colleague").click()
    ana.page.get_by_role("radio", name="Bruno Silva").check()
    ana.page.locator(".dialog [type=submit]").click()
    bruno.accept()
    expect(ana.page.locator(".progress")).to_contain_text("In the conversation: Bruno Silva")

    address = bruno.page.url
    bruno.page.goto("about:blank")
    expect(ana.page.locator(".progress")).to_contain_text("Bruno Silva has lost the connection; the place is kept")
    bruno.page.goto(address)

    expect(ana.page.locator(".progress")).not_to_contain_text("lost the connection")
    expect(ana.page.locator(".progress")).to_contain_text("In the conversation: Bruno Silva")
