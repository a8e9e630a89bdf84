"""An agent's day in the desk: ring, conversation, note, transcript, wrap-up; by mouse and by keyboard."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect


def test_an_interaction_from_ring_to_wrap_up(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    interaction = server.hands_over()

    ring = page.get_by_role("region", name="María Rodríguez")
    for known in ("Incoming: Chat", "Change of flight", "Soporte", "AB12CD", "••••11", "written by an AI"):
        expect(ring).to_contain_text(known)
    expect(ring).to_contain_text("left to answer")
    ring.get_by_role("button", name="Accept").click()
    page.get_by_label("Write to María Rodríguez").fill("I can move it to Wednesday.")
    page.get_by_role("button", name="Send").click()
    page.locator(".bubble:not(.waiting)[data-role=agent]").wait_for()  # it has arrived before the consumer answers
    server.says(interaction, "¿El miércoles? Sí, por favor.")
    desk.sees("¿El miércoles?")
    expect(page.get_by_role("tabpanel")).to_contain_text("maria@example.com")
    page.get_by_role("tab", name="Engagement").click()
    page.get_by_label("Your note").fill("Moved to Wednesday.")
    expect(page.get_by_role("tabpanel")).to_contain_text("Saved")
    page.get_by_role("tab", name="Transcript").click()
    page.get_by_role("searchbox").fill("miercoles")
    expect(page.locator("mark")).to_have_text(["miércoles"])
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("group", name="End the conversation?").get_by_role("button", name="End").click()
    wrap_up = page.get_by_role("region", name="Wrap-up")
    expect(wrap_up).to_contain_text("left")
    wrap_up.get_by_role("button", name="Complete").click()
    desk.sees("Choose a disposition first.")
    wrap_up.get_by_label("En el primer contacto").check()
    wrap_up.get_by_role("button", name="Complete").click()

    desk.sees("You are back in the queue.")
    expect(page.locator(".status")).to_contain_text("In the queue")
    desk.sees("The next interaction rings here.")
    assert server.transcript(interaction)[-2:] == ["I can move it to Wednesday.", "¿El miércoles? Sí, por favor."]
    assert desk.faults == []


def test_a_declined_ring_goes_to_the_next_agent(browser: Browser, server: SampleServer) -> None:
    ana, bruno = (Desk.open(browser, server, name) for name in ("agt_ana", "agt_bruno"))
    ana.ready()
    interaction = server.hands_over()
    ana.page.locator(".ring").wait_for()
    bruno.ready()
    ana.page.get_by_label("Reason for declining").fill("in a meeting")
    ana.page.get_by_role("button", name="Decline").click()

    bruno.page.locator(".ring").wait_for()
    expect(ana.page.locator(".ring")).to_have_count(0)
    bruno.accept()
    bruno.sees("Before you, with the bot: 2")
    assert server.transcript(interaction)


def test_a_queue_that_wants_a_reason_says_so_in_the_ring(browser: Browser, server: SampleServer) -> None:
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    server.post("interactions", {"queue": "que_phone", "consumer": {}})
    reasons = ana.page.get_by_label("Reason for declining (needed)")
    ana.page.get_by_role("button", name="Decline").click()
    ana.sees("This queue asks for a reason.")
    expect(reasons).to_have_attribute("aria-invalid", "true")
    reasons.select_option("No headset at hand")
    ana.page.get_by_role("button", name="Decline").click()

    expect(ana.page.locator(".ring")).to_have_count(0)
    assert ana.faults == []


def test_a_ring_that_is_answered_elsewhere_says_so(browser: Browser, server: SampleServer) -> None:
    first, second = (Desk.open(browser, server, "agt_ana") for _ in range(2))
    first.ready()
    server.hands_over()
    second.page.locator(".ring").wait_for()

    first.accept()

    second.sees("Answered on your other device.")
    expect(second.page.locator(".ring")).to_have_count(0)


def test_a_consumer_who_leaves_takes_the_ring_along(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.page.locator(".ring").wait_for()

    server.post(f"interactions/{interaction}/end", {})

    expect(desk.page.locator(".ring")).to_have_count(0)
    expect(desk.page.locator(".toast")).to_contain_text("María Rodríguez")


def test_a_voice_ring_without_context_looks_right(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    server.post("interactions", {"queue": "que_phone", "consumer": {"phone": "+34 600 000 000"}})

    ring = desk.page.get_by_role("region", name="+34 600 000 000")
    expect(ring).to_contain_text("Incoming: Voice call")
    expect(ring).to_contain_text("No more is known about this consumer.")


def test_an_automatic_queue_opens_by_itself(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    server.hands_over(queue="que_sales", consumer={"name": "John"})

    desk.page.get_by_label("Write to John").wait_for()
    expect(desk.page.locator(".ring")).to_have_count(0)


def test_email_appears_in_the_list_and_never_pops_up(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    server.hands_over(queue="que_mail", subject="Invoice")

    line = desk.page.get_by_role("navigation").get_by_role("button", name="Invoice")
    line.wait_for()
    expect(desk.page.locator(".ring")).to_have_count(0)
    expect(desk.page.locator(".thread .head")).to_have_count(0)
    line.click()
    desk.page.get_by_role("button", name="Resolve").wait_for()


def test_a_ring_can_be_taken_with_the_keyboard_alone(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    keyboard = desk.page.keyboard
    desk.ready()
    server.hands_over()
    accept = desk.page.get_by_role("button", name="Accept")
    accept.wait_for()
    for _ in range(20):
        if accept.evaluate("button => button === document.activeElement"):
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(desk.page.get_by_label("Write to María Rodríguez")).to_be_focused()
    keyboard.type("By keyboard")
    keyboard.press("Control+Enter")

    expect(desk.page.locator(".bubble[data-role=agent]")).to_contain_text("By keyboard")


def test_a_status_has_its_reasons(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.locator(".status summary").click()
    desk.page.get_by_role("button", name="Not ready · Lunch").click()

    expect(desk.page.locator(".status summary")).to_contain_text("Not ready · Lunch")


def test_a_token_that_is_not_good_is_told(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    desk.page.locator("#token").fill("no token at all")
    desk.page.get_by_role("button", name="Sign in").click()

    expect(desk.page.get_by_role("alert")).to_have_text("This token was not accepted.")


def test_signing_out_is_for_good(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.get_by_label("Settings").click()
    desk.page.get_by_role("button", name="Sign out").click()
    desk.sees("You are signed out.")

    desk.page.reload()

    expect(desk.page.get_by_label("Access token")).to_be_visible()
