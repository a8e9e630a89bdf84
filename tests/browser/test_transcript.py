"""A long transcript: read back to its beginning, followed at its end, and searched as a whole."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, Page, expect

LONG = 450
NEEDLES = (3, 449)
"""Lines with a word that no other has; a reload leaves the first outside of what the desk has read."""


def spoke(server: SampleServer, interaction: str, first: int, last: int) -> None:
    """Lines from `first` to before `last`."""
    many = [
        {"segment": f"seg_{number}", "role": "consumer", "text": f"line {number}." + " aguja" * (number in NEEDLES)}
        for number in range(first, last)
    ]
    for start in range(0, len(many), 100):
        server.post(f"interactions/{interaction}/segments", {"segments": many[start : start + 100]})


def reading(browser: Browser, server: SampleServer) -> tuple[Desk, str]:
    """An agent at the transcript of a conversation that has just begun."""
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    desk.page.get_by_role("tab", name="Transcript").click()
    return desk, interaction


def opened(page: Page) -> None:
    """After a reload."""
    page.get_by_role("navigation").get_by_role("button", name="María").click()
    page.get_by_role("tab", name="Transcript").click()


def test_lines_that_slid_out_of_the_window_stay_and_after_a_reload_are_read_back(
    browser: Browser, server: SampleServer
) -> None:
    desk, interaction = reading(browser, server)
    spoken = desk.page.locator(".spoken")
    spoke(server, interaction, 0, LONG)
    expect(spoken).to_have_count(LONG + 2)
    expect(spoken.last).to_be_in_viewport()

    desk.reload()
    opened(desk.page)

    expect(spoken).to_have_count(200)
    expect(spoken.last).to_be_in_viewport()
    for count in (400, LONG + 2):
        desk.page.get_by_role("button", name="Show earlier").click()
        expect(spoken).to_have_count(count)
    expect(spoken.nth(2)).to_contain_text("line 0.")
    expect(spoken.last).to_contain_text(f"line {LONG - 1}.")
    expect(desk.page.get_by_role("button", name="Show earlier")).to_have_count(0)


def test_a_hit_that_was_not_read_yet_is_fetched_when_one_goes_to_it(browser: Browser, server: SampleServer) -> None:
    desk, interaction = reading(browser, server)
    spoke(server, interaction, 0, LONG)
    desk.reload()
    page = desk.page
    opened(page)
    page.get_by_role("searchbox").fill("aguja")
    expect(page.locator(".search [role=status]")).to_have_text("Found: 2")

    page.get_by_role("button", name="Next").click()

    expect(page.locator("[data-here=true]")).to_contain_text("line 3.")
    expect(page.locator("[data-here=true]")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(".search [role=status]")).to_have_text("2 of 2")
    expect(page.locator("[data-here=true]")).to_contain_text("line 449.")
    expect(page.locator("[data-here=true]")).to_be_in_viewport()


def test_more_hits_than_one_page_are_counted(browser: Browser, server: SampleServer) -> None:
    desk, interaction = reading(browser, server)
    spoke(server, interaction, 0, 120)

    desk.page.get_by_role("searchbox").fill("line")

    expect(desk.page.locator(".search [role=status]")).to_have_text("Found: 120")
    expect(desk.page.locator(".transcript mark")).to_have_count(120)


def test_a_search_goes_on_after_a_crash_of_the_server(browser: Browser, server: SampleServer) -> None:
    desk, interaction = reading(browser, server)
    spoke(server, interaction, 3, 4)
    desk.page.get_by_role("searchbox").fill("aguja")
    expect(desk.page.locator(".transcript mark")).to_have_count(1)
    server.kill()
    server.restart()
    desk.sees("Connected again.")
    expect(desk.page.locator(".transcript mark")).to_have_count(1)

    spoke(server, interaction, 449, 450)

    expect(desk.page.locator(".transcript mark")).to_have_count(2)
    expect(desk.page.locator(".search [role=status]")).to_have_text("Found: 2")
