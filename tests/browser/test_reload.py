"""F5 at every step of an agent's work: the desk is as it was, and nothing that was typed is gone."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect


def test_a_reload_at_every_step_changes_nothing(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    desk.reload()
    expect(page.locator(".status summary")).to_contain_text("Not ready")
    desk.ready()
    desk.reload()
    expect(page.locator(".status summary")).to_contain_text("Ready")
    expect(page.locator(".status")).to_contain_text("In the queue")

    interaction = server.hands_over()
    page.locator(".ring").wait_for()
    desk.reload()
    ring = page.get_by_role("region", name="María Rodríguez")
    for known in ("Change of flight", "AB12CD", "••••11", "written by an AI", "left to answer"):
        expect(ring).to_contain_text(known)
    desk.accept()
    desk.reload()
    desk.opens("María Rodríguez")

    desk.writes("I can move it.")
    page.get_by_label("Write to").fill("half a sen")
    desk.tab("Engagement")
    page.get_by_label("Your note").fill("half a no")
    desk.reload()
    desk.opens("María Rodríguez")
    expect(page.get_by_label("Write to")).to_have_value("half a sen")
    expect(page.locator(".bubble[data-role=agent]")).to_have_count(1)
    desk.tab("Engagement")
    expect(page.get_by_label("Your note")).to_have_value("half a no")
    desk.tab("Transcript")
    expect(page.locator(".spoken")).to_have_count(3)

    page.get_by_role("button", name="Hold").click()
    page.get_by_role("button", name="Resume").wait_for()
    desk.reload()
    expect(page.get_by_role("navigation")).to_contain_text("On hold")
    desk.opens("María Rodríguez")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Hold").wait_for()

    desk.ends()
    wrap_up = page.get_by_role("region", name="Wrap-up")
    wrap_up.get_by_label("En el primer contacto").click()
    expect(wrap_up.get_by_label("En el primer contacto")).to_be_checked()
    desk.tab("Engagement")
    page.get_by_label("Your note").fill("half a note, and the oth")
    desk.reload()
    expect(page.get_by_role("navigation")).to_contain_text("Wrap-up")
    desk.opens("María Rodríguez")
    expect(wrap_up.get_by_label("En el primer contacto")).to_be_checked()
    desk.tab("Engagement")
    expect(page.get_by_label("Your note")).to_have_value("half a note, and the oth")
    desk.completes()
    desk.reload()
    expect(page.locator(".status")).to_contain_text("In the queue")
    desk.sees("The next interaction rings here.")

    assert server.transcript(interaction)[-1] == "I can move it."
    assert desk.faults == []


def sends_without_a_server(desk: Desk, server: SampleServer, text: str) -> None:
    """It is on its way, and nobody is there."""
    server.kill()
    desk.page.get_by_label("Write to").fill(text)
    desk.page.get_by_role("button", name="Send").click()
    desk.sees("sending …")


def test_a_message_on_its_way_goes_on_after_the_page_was_left(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    sends_without_a_server(desk, server, "On its way")
    desk.page.goto("about:blank")
    server.restart()

    desk.page.goto(server.url)

    desk.opens("María Rodríguez")
    expect(desk.page.locator(".bubble[data-role=agent]:not(.waiting) .text")).to_have_text(["On its way"])
    assert server.transcript(interaction).count("On its way") == 1


def test_a_message_waits_for_who_wrote_it(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    server.hands_over()
    desk.accept()
    sends_without_a_server(desk, server, "From Ana")
    desk.signs_out()
    server.restart()
    desk.sign_in(server.token("agt_bruno"))
    desk.ready()
    expect(desk.page.locator(".toast")).to_have_count(0)
    desk.signs_out()

    desk.sign_in(server.token("agt_ana"))

    desk.opens("María Rodríguez")
    expect(desk.page.locator(".bubble[data-role=agent]:not(.waiting) .text")).to_have_text(["From Ana"])


LEFT_WHILE_SAVING = """interaction => {
  const name = `ringline.typed.note agt_ana ${interaction}`;
  localStorage.setItem(name, "half a note");
  localStorage.setItem(`${name} sent`, JSON.stringify(["half", "half a"]));
}"""
"""As a page leaves it whose last save the server had taken and not answered yet, and in which more was typed."""


def test_what_was_being_saved_when_the_page_was_left_is_no_conflict(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    desk.notes("half")
    desk.page.evaluate(LEFT_WHILE_SAVING, interaction)

    desk.reload()

    desk.opens("María Rodríguez")
    desk.tab("Engagement")
    expect(desk.page.get_by_label("Your note")).to_have_value("half a note")
    expect(desk.page.get_by_role("tabpanel").get_by_text("Saved")).to_be_visible()
    expect(desk.page.locator(".conflict")).to_have_count(0)
    assert desk.faults == []
