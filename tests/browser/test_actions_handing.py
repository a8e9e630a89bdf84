"""Handing an interaction on: transfer, consult, conference, release. Two agents, a real server; nothing is guessed."""

from kit.at_once import fills_at_once
from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, Locator, expect

NAME = "María Rodríguez"


def two(browser: Browser, server: SampleServer) -> tuple[Desk, Desk, str]:
    """Ana talks with María; Bruno is ready."""
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    interaction = server.hands_over()
    ana.accept()
    bruno = Desk.open(browser, server, "agt_bruno")
    bruno.ready()
    return ana, bruno, interaction


def progress(desk: Desk) -> Locator:
    return desk.page.locator(".progress")


def test_a_transfer_is_declined_told_with_the_reason_and_then_taken(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.hands_on("Transfer", "Bruno Silva", "Wants Wednesday")
    expect(progress(ana)).to_contain_text("On the way to Bruno Silva")
    expect(progress(ana)).to_contain_text("left")
    ring = bruno.page.locator(".ring")
    expect(ring).to_contain_text("Ana García transfers to you")
    expect(ring.get_by_text("Wants Wednesday")).to_have_count(1)
    ring.get_by_label("Reason for declining").fill("on a call")
    ring.get_by_role("button", name="Decline").click()

    expect(progress(ana)).to_contain_text(
        "The transfer to Bruno Silva failed: declined (on a call). It is still yours."
    )
    ana.reload()
    ana.page.get_by_role("navigation").get_by_role("button", name=NAME).click()
    expect(progress(ana)).to_contain_text("failed: declined (on a call)")
    ana.page.get_by_role("button", name="Dismiss").click()
    expect(progress(ana)).not_to_contain_text("failed")

    ana.hands_on("Transfer", "Bruno Silva")
    bruno.accept()
    expect(bruno.page.locator(".happening")).to_contain_text(
        ["Ana García took part", "Bruno Silva took part", "Transferred"]
    )
    expect(bruno.page.locator(".panel .packet")).to_contain_text("From Ana García · handed on")
    expect(bruno.page.locator(".panel .packet")).to_contain_text("Wants Wednesday")
    bruno.page.get_by_role("tab", name="Engagement").click()
    expect(bruno.page.get_by_role("tabpanel")).to_contain_text("Wants Wednesday")
    expect(ana.page.get_by_role("region", name="Wrap-up")).to_be_visible()
    ana.sees("Transferred to Bruno Silva.")
    assert (ana.faults, bruno.faults) == ([], [])


def test_a_transfer_that_rings_is_taken_back(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.hands_on("Transfer", "Bruno Silva")
    bruno.page.locator(".ring").wait_for()

    ana.page.get_by_role("button", name="Take back").click()

    expect(bruno.page.locator(".ring")).to_have_count(0)
    bruno.sees(f"Your colleague took {NAME} back.")
    ana.sees("The transfer to Bruno Silva was taken back.")
    expect(ana.page.locator(".head").get_by_role("button", name="Transfer")).to_be_visible()


def test_a_colleague_is_asked_aside_joins_and_leaves(browser: Browser, server: SampleServer) -> None:
    ana, bruno, interaction = two(browser, server)
    ana.hands_on("Consult", "Bruno Silva")
    expect(bruno.page.locator(".ring")).to_contain_text("Ana García asks for your advice")
    bruno.accept()
    expect(progress(bruno)).to_contain_text("Ana García consults you")
    bruno.page.get_by_label("Write to your colleagues only").fill("Offer the refund.")
    bruno.page.get_by_role("button", name="Send").click()
    expect(ana.page.locator(".bubble[data-aside=true]")).to_contain_text("Offer the refund.")
    ana.page.get_by_text("Colleagues only").click()
    ana.page.get_by_label("Write to your colleagues only").fill("All of it?")
    ana.page.keyboard.press("Control+Enter")
    expect(bruno.page.locator(".bubble[data-aside=true]")).to_contain_text(["Offer the refund.", "All of it?"])

    ana.page.get_by_role("button", name="Bring into the conversation").click()

    expect(progress(bruno)).to_contain_text("In the conversation: Ana García")
    bruno.page.get_by_label(f"Write to {NAME}").fill("Hello, Bruno here.")
    bruno.page.get_by_role("button", name="Send").click()
    ana.sees("Hello, Bruno here.")
    bruno.page.get_by_role("button", name="Leave").click()
    ana.sees("Bruno Silva left: left the conversation")
    expect(progress(ana)).to_be_empty()
    spoken = server.transcript(interaction)
    assert "Hello, Bruno here." in spoken
    assert not {"Offer the refund.", "All of it?"} & set(spoken)


def test_a_consult_ends_with_the_consumer_at_the_colleagues(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.hands_on("Consult", "Bruno Silva")
    bruno.accept()

    ana.page.get_by_role("button", name="Hand over to Bruno Silva").wait_for()
    ana.page.keyboard.press("Control+k")
    ana.page.get_by_role("dialog").get_by_role("combobox").fill("hand over")
    ana.page.keyboard.press("Enter")

    expect(ana.page.get_by_role("region", name="Wrap-up")).to_be_visible()
    bruno.page.get_by_label(f"Write to {NAME}").wait_for()
    bruno.sees("Handed over to Bruno Silva after the consult.")


def test_a_colleague_who_is_not_ready_cannot_join_and_that_is_told(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.hands_on("Add a colleague", "Bruno Silva")
    expect(progress(ana)).to_contain_text("Asking Bruno Silva to join")
    bruno.page.locator(".ring").get_by_role("button", name="Decline").click()
    expect(progress(ana)).to_contain_text("Bruno Silva did not join: declined.")

    bruno.page.locator(".status summary").click()
    bruno.page.get_by_role("button", name="Not ready · Lunch").click()
    ana.page.locator(".head").get_by_role("button", name="Transfer").click()
    dialog = ana.page.get_by_role("dialog")
    expect(dialog.locator(".target", has_text="Bruno Silva")).to_contain_text("Not ready · Lunch")
    dialog.get_by_role("radio", name="Bruno Silva").check()
    dialog.locator("[type=submit]").click()

    expect(progress(ana)).to_contain_text("The transfer to Bruno Silva failed: not ready.")


def test_what_waits_for_a_queue_says_why_and_is_taken_back(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    bruno.page.locator(".status summary").click()
    bruno.page.get_by_role("button", name="Not ready · Lunch").click()
    ana.hands_on("Transfer", "Ventas")
    expect(progress(ana)).to_contain_text("On the way to Ventas")
    progress(ana).get_by_role("button", name="Why is it still waiting?").click()

    why = ana.page.get_by_role("dialog", name="Why is it still waiting?")
    expect(why).to_contain_text("Number 1 of 1 in Ventas.")
    expect(why.get_by_role("row", name="Bruno Silva")).to_contain_text("not ready")
    bruno.ready()
    bruno.page.locator(".ring, .thread .head").first.wait_for()
    why.get_by_role("button", name="Look again").click()
    expect(why).to_contain_text("It is not waiting any more.")
    ana.page.keyboard.press("Escape")
    expect(why).to_have_count(0)


def test_what_is_released_goes_to_the_next_agent_with_its_note(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.hands_on("Release", "Soporte", "Call her back")

    expect(bruno.page.locator(".ring")).to_contain_text("Call her back")
    expect(ana.page.get_by_role("region", name="Wrap-up")).to_be_visible()
    ana.sees("Ana García left: released it")


def test_a_note_that_is_sent_before_it_is_drawn_arrives_whole(browser: Browser, server: SampleServer) -> None:
    ana, bruno, _ = two(browser, server)
    ana.page.locator(".head").get_by_role("button", name="Transfer").click()
    form = ana.page.get_by_role("dialog").locator("form")
    form.get_by_role("radio", name="Bruno Silva").check()
    fills_at_once(form, {"textarea": "Wants Wednesday"}, sends=True)

    expect(bruno.page.locator(".ring")).to_contain_text("Wants Wednesday")


def test_handing_on_works_with_the_keyboard_alone(browser: Browser, server: SampleServer) -> None:
    ana, _, _ = two(browser, server)
    keyboard = ana.page.keyboard
    ana.page.locator(".head").get_by_role("button", name="Transfer").focus()
    keyboard.press("Enter")
    expect(ana.page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    keyboard.type("brun")
    expect(ana.page.locator(".target")).to_have_count(1)
    keyboard.press("ArrowDown")
    keyboard.press("Space")
    keyboard.press("Enter")

    expect(progress(ana)).to_contain_text("On the way to Bruno Silva")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def test_a_ring_is_answered_above_an_open_dialog_and_the_dialog_waits(browser: Browser, server: SampleServer) -> None:
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    server.hands_over()
    ana.accept()
    ana.page.locator(".head").get_by_role("button", name="Transfer").click()
    dialog = ana.page.get_by_role("dialog")
    dialog.get_by_label("What they should know").fill("half a thought")
    server.hands_over(consumer={"name": "John"})
    ana.page.locator(".ring .good").click()
    ana.page.get_by_label("Write to John").wait_for()

    ana.page.get_by_role("navigation").get_by_role("button", name=NAME).click()

    expect(dialog.get_by_label("What they should know")).to_have_value("half a thought")
    ana.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
