"""Writing a mail: what it may look like, to whom it goes, what is told before it does, and a draft on two devices."""

from pathlib import Path

import pytest
from kit.browser import Desk, SampleServer
from kit.drawing import drawn
from kit.letters import MAILBOX, SIGNATURES, World, text_of
from playwright.sync_api import Browser, Page, expect

MARIA = {"name": "María Rodríguez", "email": "maria.r@example.com"}


def begins(desk: Desk, post: SampleServer, subject: str) -> Page:
    """A mail to María; the focus is in the text."""
    post.hands_over(queue="que_mail", subject=subject, consumer=MARIA)
    desk.opens(subject)
    desk.page.get_by_role("button", name="New mail").click()
    expect(desk.page.locator(".rich-box")).to_be_focused()
    return desk.page


def saved(page: Page) -> None:
    """The server has what was typed last."""
    drawn(page)
    expect(page.locator(".mailer .saved")).to_contain_text("Saved")


def test_formatting_by_keys_and_buttons_stays_after_a_reload(ana: Desk, post: SampleServer) -> None:
    page = begins(ana, post, "Formatting")
    box = page.locator(".rich-box")
    expect(page.locator(".recipient .name")).to_have_text(["María Rodríguez"])
    expect(page.get_by_role("group", name="Signature")).to_have_text(SIGNATURES[0])
    page.keyboard.type("Plain ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold")
    page.keyboard.press("Control+b")
    page.keyboard.type(" <b>text</b>")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="List", exact=True).click()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    page.keyboard.type("see here")
    for _ in "here":
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Link", exact=True).click()
    address = page.get_by_label("Address of the link")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(page.locator(".linking .problem")).to_be_visible()
    address.fill("example.com/help")
    address.press("Enter")
    expect(box.locator("a")).to_have_attribute("href", "https://example.com/help")
    saved(page)
    ana.reload()

    expect(box.locator("strong, b")).to_have_text(["bold"])
    expect(box.locator("li")).to_have_text(["one", "see here"])
    expect(box.locator("a")).to_have_attribute("href", "https://example.com/help")
    expect(box.locator("div").first).to_have_text("Plain bold <b>text</b>")
    assert ana.faults == []


def test_what_is_pasted_comes_in_as_plain_text(ana: Desk, post: SampleServer) -> None:
    page = begins(ana, post, "Pasting")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<img src=x onerror='window.ran=1'><b style='color:red'>rich</b>");
          data.setData("text/plain", "rich <i>\\nand more");
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector(".rich-box").dispatchEvent(paste);
        }"""
    )

    expect(page.locator(".rich-box")).to_have_text("rich <i>and more")
    assert page.locator(".rich-box :is(img, b, i, [style])").count() == 0
    assert page.evaluate("window.ran") is None
    saved(page)
    assert ana.faults == []


def test_recipients_are_chips_and_what_cannot_be_sent_is_said_before(
    ana: Desk, post: SampleServer, tmp_path: Path
) -> None:
    page = begins(ana, post, "Recipients")
    send = page.locator(".mailer [type=submit]")
    told = page.locator(".mailer").get_by_role("alert")
    to = page.get_by_role("textbox", name="To", exact=True)
    send.click()
    expect(told).to_have_text("Write something first.")
    page.get_by_role("button", name="Remove María Rodríguez").click()
    send.click()
    expect(told).to_have_text("Say to whom it goes.")
    to.fill("nobody at all")
    to.press("Enter")
    send.click()
    expect(told).to_contain_text("not complete")
    to.press("Backspace")
    expect(to).to_have_value("nobody at all")
    to.fill(MAILBOX)
    send.click()
    expect(told).to_contain_text("your own mailbox")
    page.get_by_role("button", name=f"Remove {MAILBOX}").click()
    to.fill('"Ortega, Luis" <luis@example.org>, zoe@example.net,')
    expect(page.locator(".recipient .name")).to_have_text(["Ortega, Luis", "zoe@example.net"])
    page.get_by_role("button", name="Bcc").click()
    page.get_by_role("textbox", name="Bcc", exact=True).fill("boss@example.org ")
    page.locator(".rich-box").click()
    page.keyboard.type("The invoice is attached.")
    expect(page.locator(".mailer")).to_contain_text("there is none")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".rich-box")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("group", name="Bcc").locator(".name")).to_have_text(["boss@example.org"])
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    page.locator(".mailer input[type=file]").set_input_files(large)
    ana.sees("film.mp4 is too large: at most 15.7 MB each.")
    saved(page)
    assert ana.faults == []


def test_two_devices_write_one_draft_and_nothing_is_lost(ana: Desk, browser: Browser, post: SampleServer) -> None:
    page = begins(ana, post, "Gate 4")
    other = Desk.open(browser, post, "agt_ana")
    other.opens("Gate 4")
    page.keyboard.type("It opens at nine")
    theirs = other.page.locator(".rich-box")
    expect(theirs).to_have_text("It opens at nine")
    other.context.set_offline(True)
    other.page.locator(".link[data-bad=true]").wait_for()
    theirs.click()
    other.page.keyboard.press("Control+End")
    other.page.keyboard.type(" at night")
    page.keyboard.type(" sharp")
    saved(page)
    other.context.set_offline(False)

    conflict = other.page.locator(".conflict")
    expect(conflict).to_contain_text("It opens at nine sharp")
    expect(theirs).to_have_text("It opens at nine at night")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(page.locator(".rich-box")).to_have_text("It opens at nine at night")
    expect(conflict).to_have_count(0)


def test_canned_answers_come_in_behind_a_slash(ana: Desk, post: SampleServer) -> None:
    page = begins(ana, post, "Canned")
    page.keyboard.type("First line")
    page.keyboard.press("Enter")
    page.keyboard.type("/")
    option = page.locator(".canned li").first
    option.wait_for()
    preview = option.locator(".preview").inner_text()
    page.keyboard.press("Enter")

    expect(page.locator(".canned")).to_have_count(0)
    expect(page.locator(".rich-box div").last).to_have_text(preview)
    expect(page.locator(".rich-box")).to_contain_text("First line")


def test_where_an_answer_goes_is_seen_before_it_is_sent(ana: Desk, world: World) -> None:
    """A mail may ask for answers to anybody, under any name; and to all means to all but us."""
    page = ana.page
    ours = MAILBOX.replace("@", "+abc.def@")
    world.writes(
        "Refund",
        "To my account, please.",
        reply_to=f"{MARIA['name']} <thief@example.net>",
        cc=f"Help <{ours}>, Luis <luis@example.org>",
    )
    ana.opens("Refund")
    page.locator(".begins[data-kind=main]").get_by_role("button", name="Reply all").click()
    told = page.locator(".mailer .diverted")
    expect(told).to_contain_text("asks for answers to another address: María Rodríguez <thief@example.net>")
    expect(page.get_by_role("group", name="Cc").locator(".name")).to_have_text(["Luis"])
    ana.reload()
    told.get_by_role("button", name=f"Write to {MARIA['email']} instead").click()

    expect(told).to_have_count(0)
    expect(page.get_by_role("group", name="To", exact=True).locator(".recipient")).to_have_attribute(
        "title", f"{MARIA['name']} <{MARIA['email']}>"
    )
    page.locator(".rich-box").click()
    page.keyboard.type("It is on its way.")
    sent = world.sent
    page.keyboard.press("Control+Enter")
    letter = world.letter(sent + 1)
    assert (letter["To"], letter["Cc"]) == (f"{MARIA['name']} <{MARIA['email']}>", "Luis <luis@example.org>")
    assert ana.faults == []


DROP = """(box) => {
  const data = new DataTransfer();
  data.items.add(new File(["boarding pass"], "pass.txt", { type: "text/plain" }));
  for (const kind of ["dragover", "drop"])
    box.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.timeout(180)
def test_nothing_of_a_mail_is_lost_however_often_the_page_is_loaded_anew(
    ana: Desk, post: SampleServer, world: World
) -> None:
    """At once after each step, before the server was told of it; and when the server does not take the mail."""
    page = begins(ana, post, "Refreshing")
    rich = page.locator(".rich-box")
    ana.reload()
    expect(page.locator(".recipient .name")).to_have_text([MARIA["name"]])
    page.get_by_role("button", name="Cc", exact=True).click()
    page.get_by_role("textbox", name="Cc", exact=True).fill("luis@example.org,")
    page.get_by_label("Subject", exact=True).fill("Your gate")
    ana.reload()
    expect(page.get_by_role("group", name="Cc").locator(".name")).to_have_text(["luis@example.org"])
    expect(page.get_by_label("Subject", exact=True)).to_have_value("Your gate")
    rich.click()
    page.keyboard.type("It is gate 4")
    ana.reload()
    expect(rich).to_have_text("It is gate 4")
    page.locator(".mailer").evaluate(DROP)
    expect(page.locator(".attached .name")).to_have_text(["pass.txt"])
    expect(page.locator(".attached progress")).to_have_count(0)
    ana.reload()
    expect(page.locator(".attached .name")).to_have_text(["pass.txt"])
    page.get_by_role("button", name="Resolve", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("There is an unsent reply. It is not sent by resolving.")
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("textbox", name="Cc", exact=True).fill("somebody@-not-a-domain-.example,")
    rich.click()
    sent = world.sent
    page.keyboard.press("Control+Enter")

    ana.sees("The mail was not sent")
    expect(rich).to_have_text("It is gate 4")
    page.get_by_role("button", name="Remove somebody@").click()
    rich.click()
    page.keyboard.press("Control+Enter")
    ana.reload()
    expect(page.locator(".mail[data-direction=out] .standing")).to_have_attribute("data-state", "sent")
    letter = world.letter(sent + 1)
    assert (letter["Subject"], letter["Cc"]) == ("Your gate", "luis@example.org")
    assert text_of(letter).startswith("It is gate 4")
    assert [part.get_content() for part in letter.iter_attachments()] == ["boarding pass"]
    assert world.sent == sent + 1
    assert ana.faults == []
