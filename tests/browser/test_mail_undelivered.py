"""A mail that is refused for good when its agent does something else: told, and in sight until it is looked at."""

from kit.browser import Desk
from kit.letters import World
from playwright.sync_api import expect

NAME = "María Rodríguez"
REFUSAL = "550 5.1.1 no such mailbox here"
HEAR = """(toasts) => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(toasts.textContent)).observe(toasts, { childList: true, subtree: true });
}"""
"""What is told in passing is gone after a while, and a test may look too late."""


def test_a_mail_that_fails_after_its_interaction_is_resolved_is_told_and_stays_in_sight(
    ana: Desk, world: World
) -> None:
    page = ana.page
    world.writes("Lost luggage", "Where is my bag?")
    ana.opens("Lost luggage")
    page.locator(".begins[data-kind=main]").get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator(".rich-box")).to_be_focused()
    page.keyboard.type("It is in Lima.")
    world.sink.fails("rcpt", REFUSAL)
    page.get_by_role("button", name="Send and resolve").click()
    dialog = page.get_by_role("dialog", name=f"Resolve {NAME}")
    dialog.get_by_label("Entrega").check()
    page.locator(".toasts").evaluate(HEAR)
    dialog.get_by_role("button", name="Send and resolve").click()

    told = page.get_by_role("list", name="Mails that did not arrive").get_by_role("button")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("Lost luggage")
    expect(told).to_contain_text(REFUSAL)
    assert any(f"Your mail to {NAME} was not delivered" in one for one in page.evaluate("window.heard"))
    ana.reload()
    expect(told).to_have_count(1)
    told.click()
    standing = page.locator(".mail[data-direction=out] .standing[data-state=failed]")
    expect(standing).to_contain_text(REFUSAL)
    expect(standing).to_contain_text("a supervisor can have it sent again")
    expect(told).to_have_count(0)
    ana.reload()
    expect(standing).to_be_visible()
    expect(told).to_have_count(0)
    assert ana.faults == []
