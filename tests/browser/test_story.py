"""The story of the source document, told by two agents and a consumer in browsers of their own."""

from kit.browser import Desk, SampleServer
from kit.chat import Chat
from playwright.sync_api import Browser, expect

MARIA = "María Rodríguez"


def test_a_live_interaction_from_the_bot_to_the_agent_who_is_ready_for_the_next(
    browser: Browser, server: SampleServer
) -> None:
    maria = Chat.open(browser, server, "try")
    ana, bruno = (Desk.open(browser, server, name) for name in ("agt_ana", "agt_bruno"))
    ana.ready()

    # A flow hands over: the ring shows what it collected, and its summary.
    maria.answers_the_bot("AB12CD", "Wednesday", "4242")
    maria.is_handed_over()
    rings_with_all_that_the_flow_knows(ana)
    bruno.ready()

    # Declined, it goes on through the queue to the next agent.
    ana.page.get_by_label("Reason for declining").fill("in a meeting")
    ana.page.get_by_role("button", name="Decline").click()
    rings_with_all_that_the_flow_knows(bruno)
    expect(ana.page.locator(".ring")).to_have_count(0)
    bruno.accept()
    maria.sees("Bruno Silva has joined.")

    # Profile: the address book and the flow. Engagement: notes. Transcript: read and searched while it is made.
    profile = bruno.page.get_by_role("tabpanel")
    for known in ("maria@example.com", "AB12CD", "written by the flow"):
        expect(profile).to_contain_text(known)
    bruno.notes("Wants Wednesday")
    bruno.tab("Transcript")
    bruno.page.get_by_role("searchbox").fill("wednesday")
    hits = bruno.page.locator(".spoken mark")
    expect(hits).to_have_count(1)
    maria.says("Is there a place on Wednesday morning?")
    expect(hits).to_have_count(2)
    bruno.writes("At 9:40, at the window.")
    maria.sees("At 9:40, at the window.")

    # Handed on to a colleague with a note: she need not ask again.
    bruno.hands_on("Transfer", "Ana García", "Booked it; she has a question about the bill.")
    ring = ana.page.locator(".ring")
    for known in ("Bruno Silva transfers to you", "Booked it", "AB12CD"):
        expect(ring).to_contain_text(known)
    ana.accept()
    maria.sees("Ana García has joined.")
    expect(ana.page.locator(".said")).to_contain_text("At 9:40, at the window.")
    ana.tab("Engagement")
    expect(ana.page.get_by_role("tabpanel")).to_contain_text("Wants Wednesday")
    bruno.completes()

    # The consumer ends it. Notes are finished, the disposition is set, and the agent is back in the queue.
    maria.menu("End the conversation")
    maria.page.get_by_role("button", name="End it").click()
    maria.sees("You ended the conversation.")
    ana.page.get_by_role("region", name="Wrap-up").wait_for()
    ana.notes("Explained the bill.")
    ana.page.get_by_role("region", name="Wrap-up").get_by_role("button", name="Complete").click()
    ana.sees("Choose a disposition first.")
    ana.completes()
    expect(ana.page.locator(".status")).to_contain_text("In the queue")

    # Ready for the next, which is a call about which nothing is known.
    server.post("interactions", {"queue": "que_phone", "consumer": {"phone": "+34 600 000 000"}})
    expect(ana.page.get_by_role("region", name="+34 600 000 000")).to_contain_text("No more is known")


def rings_with_all_that_the_flow_knows(desk: Desk) -> None:
    ring = desk.page.get_by_role("region", name=MARIA)
    for known in ("Incoming: Chat", "Soporte", "AB12CD", "written by the flow", "left to answer"):
        expect(ring).to_contain_text(known)
    expect(ring).not_to_contain_text("4242")


def test_a_mail_is_found_in_the_list_and_worked_by_two_until_it_is_resolved(
    browser: Browser, server: SampleServer
) -> None:
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    asked = [{"segment": "mail_1", "role": "consumer", "text": "Please send invoice 2231 again."}]
    interaction = server.hands_over(queue="que_mail", subject="Invoice 2231", transcript=asked)

    # It never pops up: it is in the list of what is open.
    ana.page.get_by_role("navigation").get_by_role("button", name="Invoice 2231").wait_for()
    expect(ana.page.locator(".ring")).to_have_count(0)
    ana.opens("Invoice 2231")
    expect(ana.page.locator(".said")).to_contain_text("Please send invoice 2231 again.")
    ana.writes("Here it is.")
    server.says(interaction, "Thank you, but the address is wrong.")
    ana.sees("the address is wrong")

    # Released to the queue, the next agent goes on with it.
    carla = Desk.open(browser, server, "agt_carla")
    carla.ready()
    ana.hands_on("Release", "Carla Jensen", "Correct the address first.")
    carla.opens("Invoice 2231")
    expect(carla.page.locator(".said")).to_contain_text("the address is wrong")
    ana.page.get_by_role("region", name="Wrap-up").get_by_role("button", name="Complete").click()
    expect(ana.page.get_by_role("navigation").get_by_role("button", name="Invoice 2231")).to_have_count(0)
    carla.writes("Corrected, here it is again.")

    # Until it is resolved.
    carla.page.locator(".head").get_by_role("button", name="Resolve").click()
    dialog = carla.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog).to_have_count(0)
    expect(carla.page.get_by_role("navigation").get_by_role("button", name="Invoice 2231")).to_have_count(0)
    assert server.transcript(interaction)[-1] == "Corrected, here it is again."
