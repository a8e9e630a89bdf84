"""Writing a mail: what it may look like, to whom it goes, what is told before it does, and a draft on two devices."""

from pathlib import Path

from kit.browser import Desk, SampleServer
from kit.letters import MAILBOX, SIGNATURES
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
    """The server has it."""
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
