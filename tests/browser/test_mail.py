"""Mail at the desk, from the first letter to the last: real SMTP in, real SMTP out, nothing pops up."""

from pathlib import Path

from kit.browser import Desk, SampleServer
from kit.drawing import drawn
from kit.letters import MAILBOX, SIGNATURES, File, World, text_of
from playwright.sync_api import Browser, Page, expect
from ringline_protocol.view import VIEW_SEGMENTS_MAX

NAME = "María Rodríguez"
PUSHED_AT_ONCE = 100
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def opens(desk: Desk, subject: str) -> None:
    """What lies in the list under this subject."""
    desk.page.get_by_role("navigation").get_by_role("button", name=subject).click()
    desk.page.locator(".mail").first.wait_for()


def begins(page: Page, way: str = "Reply") -> None:
    """To write; the focus is in the text, or in the recipients where there are none."""
    page.locator(".begins[data-kind=main]").get_by_role("button", name=way, exact=True).click()
    expect(page.locator(".rich-box:focus, .recipients input:focus")).to_have_count(1)


def test_a_correspondence_goes_on_until_it_is_resolved(
    ana: Desk, post: SampleServer, world: World, tmp_path: Path
) -> None:
    page = ana.page
    world.writes(
        "Invoice 2231",
        "Good morning,\n\nis this invoice right?",
        html="<p>Good morning,</p><p>is this <b>invoice</b> right?</p>",
        files=(File("invoice.pdf", "application/pdf", b"%PDF-1.4 it"), File("photo.png", "image/png", PNG)),
    )
    line = page.get_by_role("navigation").get_by_role("button", name="Invoice 2231")
    expect(line).to_have_attribute("data-unread", "true")
    expect(page.locator(".ring")).to_have_count(0)
    expect(page.locator(".status")).to_contain_text("In the queue")
    line.click()
    expect(page.locator(".mail .text")).to_have_text("Good morning,\n\nis this invoice right?")
    expect(page.locator(".parts .picture img")).to_have_js_property("naturalWidth", 1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download invoice.pdf").click()
    assert Path(download.value.path()).read_bytes() == b"%PDF-1.4 it"
    assert download.value.suggested_filename == "invoice.pdf"

    begins(page)
    expect(page.locator(".rich-box")).to_be_focused()
    expect(page.locator(".recipient .name")).to_have_text([NAME])
    expect(page.get_by_label("Subject", exact=True)).to_have_value("Re: Invoice 2231")
    page.keyboard.type("Dear María,\n")
    page.keyboard.press("Control+b")
    page.keyboard.type("it is right.")
    (tmp_path / "proof.txt").write_text("the proof")
    page.locator(".mailer input[type=file]").set_input_files(tmp_path / "proof.txt")
    expect(page.locator(".attached .name")).to_have_text(["proof.txt"])
    drawn(page)
    expect(page.locator(".mailer .saved")).to_contain_text("Saved")
    ana.reload()
    expect(page.locator(".rich-box strong")).to_have_text("it is right.")
    expect(page.locator(".attached .name")).to_have_text(["proof.txt"])
    sent = world.sent
    page.locator(".rich-box").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".mail[data-direction=out] .standing")).to_have_attribute("data-state", "sent")
    expect(page.locator(".rich-box")).to_have_count(0)

    letter = world.letter(sent + 1)
    assert letter["Subject"] == "Re: Invoice 2231"
    assert MAILBOX in letter["From"]
    text = text_of(letter)
    assert text.startswith("Dear María,\nit is right.")
    (signature,) = (one for one in SIGNATURES if one in text)
    assert text.index(signature) < text.index("is this invoice right?")
    assert "<strong>it is right.</strong>" in text_of(letter, "html")
    assert [part.get_content() for part in letter.iter_attachments()] == ["the proof"]
    page.goto(f"{post.url}#")
    world.writes("Re: Invoice 2231", "Thank you!", answers=letter)
    expect(line).to_have_attribute("data-unread", "true")
    line.click()
    expect(page.locator(".mail[data-open=true] .text")).to_have_text(["Thank you!"])
    begins(page)
    page.keyboard.type("You are welcome.")
    page.get_by_role("button", name="Send and resolve").click()
    dialog = page.get_by_role("dialog", name=f"Resolve {NAME}")
    dialog.get_by_label("Entrega").check()
    dialog.get_by_role("button", name="Send and resolve").click()

    expect(line).to_have_count(0)
    assert text_of(world.letter(sent + 2)).startswith("You are welcome.")
    assert ana.faults == []


def test_a_mail_goes_to_a_colleague_with_its_draft(
    ana: Desk, browser: Browser, post: SampleServer, world: World
) -> None:
    bruno = Desk.open(browser, post, "agt_bruno")
    world.writes("Order 17", "Where is it?", cc="Luis Ortega <luis@example.org>")
    opens(ana, "Order 17")
    begins(ana.page, "Reply all")
    ana.page.keyboard.type("It is on its")
    expect(ana.page.locator(".recipient .name")).to_have_text([NAME, "Luis Ortega"])
    drawn(ana.page)
    expect(ana.page.locator(".mailer .saved")).to_contain_text("Saved")
    bruno.ready()
    ana.hands_on("Release", "Bruno Silva")

    opens(bruno, "Order 17")
    expect(bruno.page.locator(".rich-box")).to_have_text("It is on its")
    expect(bruno.page.locator(".recipient .name")).to_have_text([NAME, "Luis Ortega"])
    expect(bruno.page.locator(".happening").last).to_contain_text("Transferred to Bruno Silva.")


def test_a_parked_mail_comes_back_with_the_reply(ana: Desk, post: SampleServer, world: World) -> None:
    page = ana.page
    world.writes("Seat 12A", "Can I have it?")
    opens(ana, "Seat 12A")
    begins(page)
    page.keyboard.type("Which flight?")
    sent = world.sent
    page.keyboard.press("Control+Enter")
    letter = world.letter(sent + 1)
    page.get_by_role("button", name="Park").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("No fixed time").check()
    dialog.locator("[type=submit]").click()
    expect(page.locator(".progress")).to_contain_text(f"Parked until {NAME} replies")
    expect(page.locator(".mailer")).to_have_count(0)
    page.goto(f"{post.url}#")
    world.writes("Re: Seat 12A", "The one to Vigo.", answers=letter)

    ana.sees(f"{NAME} is back on your desk.")
    opens(ana, "Seat 12A")
    expect(page.locator(".mail[data-open=true] .text")).to_have_text("The one to Vigo.")
    expect(page.locator(".mail")).to_have_count(3)


def test_a_mail_that_nobody_takes_says_why_and_is_sent_again(ana: Desk, world: World) -> None:
    page = ana.page
    world.writes("Lost bag", "It is blue.", sender="Zoe <zoe@example.net>")
    opens(ana, "Lost bag")
    begins(page)
    page.keyboard.type("We found it.")
    world.sink.fails("rcpt", "550 5.1.1 no such mailbox here")
    sent = world.sent
    page.keyboard.press("Control+Enter")

    standing = page.locator(".mail[data-direction=out] .standing")
    expect(standing).to_contain_text("Not delivered")
    expect(standing).to_contain_text("550 5.1.1 no such mailbox here")
    standing.get_by_role("button", name="Send again").click()
    expect(standing).to_have_attribute("data-state", "sent")
    assert text_of(world.letter(sent + 1)).startswith("We found it.")


def test_a_mail_is_passed_on_with_what_hangs_on_it(ana: Desk, world: World) -> None:
    page = ana.page
    world.writes("Broken", "See the photo.", files=(File("photo.png", "image/png", PNG),))
    opens(ana, "Broken")
    begins(page, "Forward")
    to = page.get_by_role("textbox", name="To", exact=True)
    expect(to).to_be_focused()
    to.fill("Workshop <workshop@example.org>")
    sent = world.sent
    to.press("Enter")
    page.locator(".mailer [type=submit]").click()

    letter = world.letter(sent + 1)
    assert letter["Subject"] == "Fwd: Broken"
    assert "See the photo." in text_of(letter)
    assert [part.get_filename() for part in letter.iter_attachments()] == ["photo.png"]
    assert world.sink.taken[-1].recipients == ("workshop@example.org",)


def test_a_mail_from_before_what_the_desk_holds_is_read_when_asked_for(ana: Desk, post: SampleServer) -> None:
    page = ana.page
    interaction = post.hands_over(
        queue="que_mail", subject="Long ago", consumer={"name": NAME, "email": "maria.r@example.com"}
    )
    ana.opens("Long ago")
    page.get_by_role("button", name="New mail").click()
    expect(page.locator(".rich-box")).to_be_focused()
    page.keyboard.type("The very first.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".mail[data-direction=out] .standing")).to_have_attribute("data-state", "sent")
    said = [{"segment": f"seg_{number}", "role": "consumer", "text": "."} for number in range(VIEW_SEGMENTS_MAX)]
    for start in range(0, len(said), PUSHED_AT_ONCE):
        post.post(f"interactions/{interaction}/segments", {"segments": said[start : start + PUSHED_AT_ONCE]})
    ana.reload()
    expect(page.locator(".said .bubble").first).to_be_visible()
    expect(page.locator(".mail")).to_have_count(0)
    page.get_by_role("button", name="Earlier mails").click()

    expect(page.locator(".mail-top .first")).to_have_text(["The very first."])
    page.locator(".mail-top").click()
    expect(page.locator(".mail .people summary")).to_contain_text(NAME)
    assert ana.faults == []
