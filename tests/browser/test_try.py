"""The page for trying it out: a bot asks, hands over, and the desk rings with everything that it learned."""

from pathlib import Path

import pytest
from kit.browser import Desk, SampleServer
from kit.chat import Chat
from kit.looks import INJECTIONS, violations
from kit.visited import visited
from playwright.sync_api import Browser, expect


def test_a_bot_hands_over_and_the_ring_shows_what_it_learned(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server, "try"), Desk.open(browser, server, "agt_ana")
    desk.ready()
    chat.answers_the_bot("AB12CD", "Wednesday", "4242")
    chat.is_handed_over()

    ring = desk.page.get_by_role("region", name="María Rodríguez")
    for known in ("Cambio de vuelo", "Soporte", "change_flight", "AB12CD", "written by the flow"):
        expect(ring).to_contain_text(known)
    expect(ring).to_contain_text("Change my flight: booking AB12CD, preferably Wednesday.")
    expect(ring).not_to_contain_text("4242")
    desk.accept()
    chat.sees("Ana García has joined.")
    chat.says("Thank you for taking it.")
    desk.sees("Thank you for taking it.")
    desk.sees("maria@example.com")
    expect(chat.bubbles.nth(0)).to_have_text("Hello! What can I do for you?")
    expect(chat.bubbles.nth(1)).to_have_text("Change my flight")
    assert chat.faults == []


def test_a_reload_keeps_the_answers_and_then_the_conversation(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server, "try")
    chat.answers_the_bot("AB12CD", "Wednesday", "4242")
    chat.reload()
    chat.ends_with("4242")
    chat.is_handed_over()

    chat.reload()

    chat.sees("You are next.")
    chat.ends_with("4242")
    chat.menu("End the conversation")
    chat.page.get_by_role("button", name="End it").click()
    chat.page.get_by_role("button", name="Start a new conversation").click()
    chat.reads("Hello! What can I do for you?")


def test_the_widget_of_the_same_server_keeps_a_conversation_of_its_own(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server, "try")
    chat.answers_the_bot("AB12CD", "Wednesday", "4242")
    chat.is_handed_over()

    chat.page.goto(f"{server.url}widget")

    chat.page.locator("[name=text]").wait_for()


def test_the_bot_speaks_the_language_that_is_chosen(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server, "try", locale="es-ES")
    chat.answers_the_bot("AB12CD", "El miércoles", "4242")
    chat.is_handed_over()

    expect(chat.bubbles.nth(0)).to_have_text("¡Hola! ¿Qué puedo hacer por usted?")
    expect(chat.bubbles.nth(1)).to_have_text("Cambiar mi vuelo")


def test_a_call_without_any_context_rings(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server, "try"), Desk.open(browser, server, "agt_ana")
    desk.ready()

    chat.page.get_by_role("button", name="Ring by telephone").click()

    ring = desk.page.get_by_role("region", name="+34 600 000 000")
    expect(ring).to_contain_text("No more is known about this consumer.")
    chat.sees("It rings at the desk, if somebody is ready.")
    with chat.context.expect_page() as opened:
        chat.page.get_by_role("link", name="Talk for real").click()
    expect(opened.value.locator(".calls [data-channel=voice]")).to_be_enabled()


def test_an_email_lies_in_the_list_and_pops_up_nowhere(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server, "try"), Desk.open(browser, server, "agt_ana")
    desk.ready()

    chat.page.get_by_label("Subject").fill("Where is my invoice?")
    chat.page.get_by_role("button", name="Leave an email").click()

    chat.sees("It lies on the desk of an agent")
    desk.page.get_by_role("button", name="Where is my invoice?").wait_for()
    expect(desk.page.locator(".ring")).to_have_count(0)


def test_what_is_answered_is_text_everywhere(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server, "try"), Desk.open(browser, server, "agt_ana")
    desk.ready()
    chat.answers_the_bot(*INJECTIONS[:3])
    chat.is_handed_over()
    ring = desk.page.get_by_role("region", name="María Rodríguez")
    expect(ring).to_contain_text(INJECTIONS[0])
    expect(ring).to_contain_text(INJECTIONS[1])
    desk.accept()
    chat.sees("Ana García has joined.")

    for text in INJECTIONS[:3]:
        expect(chat.page.locator(".bubble").get_by_text(text, exact=True)).to_have_count(1)
    assert desk.faults == chat.faults == []


@pytest.mark.parametrize(
    ("width", "height", "locale", "scheme"), [(360, 740, "es-ES", "dark"), (1440, 900, "en-GB", "light")]
)
def test_every_step_is_accessible_and_fits(
    browser: Browser, server: SampleServer, width: int, height: int, locale: str, scheme: str
) -> None:
    size = {"width": width, "height": height}
    chat = Chat.open(browser, server, "try", viewport=size, locale=locale, color_scheme=scheme)
    page, found = chat.page, {}

    def look(step: str) -> None:
        overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[step] = [*violations(page), *(["too wide"] if overflow else [])]

    page.locator(".choices button").first.wait_for()
    look("choices")
    page.locator(".choices button").first.click()
    page.locator(".composer input").wait_for()
    look("typed")
    page.reload()
    for text in ("palabralarguísima" * 20, "x", "y"):
        page.locator(".composer input").fill(text)
        page.keyboard.press("Enter")
    page.locator(".choices .primary").wait_for()
    look("all answered")
    chat.is_handed_over()
    look("in line")

    assert {step: faults for step, faults in found.items() if faults} == {}


def test_where_it_is_not_enabled_there_is_nothing_to_try(browser: Browser, tmp_path: Path) -> None:
    settings = tmp_path / "ringline.toml"
    settings.write_text('[[queues]]\nid = "que_a"\nname = "Help"\nchannel = "messaging"\n', encoding="utf-8")
    with visited(browser, tmp_path / "data", settings) as server:
        chat = Chat.open(browser, server, "try")
        chat.sees("There is nothing to try out here.")
