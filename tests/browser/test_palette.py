"""By keyboard alone: the palette, single keys, keys of one's own."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, Locator, Page, expect


def palette(page: Page, sought: str) -> None:
    """Opens it and finds something."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="What do you want to do?").fill(sought)


def asks_keys(settings: Locator, title: str) -> None:
    """The next keys are for this."""
    button = settings.get_by_role("button", name=f"Choose keys for: {title}")
    button.click()
    expect(button).to_contain_text("Press keys")


def test_a_day_by_keyboard_alone(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    palette(page, "ready")
    expect(page.get_by_role("listbox", name="Commands").get_by_role("option").first).to_contain_text("Be ready")
    page.keyboard.press("Enter")
    page.locator(".status[data-state=ready]").wait_for()
    server.hands_over()
    page.locator(".ring").wait_for()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".ring")).to_have_count(1)
    page.keyboard.press("Control+Shift+Enter")
    write = page.get_by_label("Write to María Rodríguez")
    expect(write).to_be_focused()
    page.keyboard.type("hej jens, kan du se?")
    expect(write).to_have_value("hej jens, kan du se?")
    page.keyboard.press("Control+Enter")
    desk.sees("hej jens")
    page.locator(".thread h2").click()

    page.keyboard.press("n")
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type("noted")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox", name="Commands").get_by_role("option").filter(has_text="Hold")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your note")).to_be_focused()
    page.locator(".thread h2").click()
    page.keyboard.press("h")
    page.get_by_role("button", name="Resume").wait_for()
    page.keyboard.press("h")
    page.get_by_role("button", name="Hold").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_label("Search the transcript")).to_be_focused()
    page.locator(".thread h2").click()
    page.keyboard.press("r")
    expect(write).to_be_focused()
    assert desk.faults == []


def test_the_list_is_walked_with_j_and_k(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    page = desk.page
    for name in ("First", "Second"):
        server.hands_over(queue="que_mail", consumer={"name": name}, subject=name)
        page.get_by_role("navigation").get_by_role("button", name=name).wait_for()

    page.keyboard.press("j")
    expect(page.locator(".thread h2")).to_have_text("First")
    page.keyboard.press("j")
    expect(page.locator(".thread h2")).to_have_text("Second")
    page.keyboard.press("k")
    expect(page.locator(".thread h2")).to_have_text("First")
    page.keyboard.press("/")
    expect(page.get_by_label("Filter by name")).to_be_focused()
    page.keyboard.type("second")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".thread h2")).to_have_text("Second")
    palette(page, "first")
    page.keyboard.press("Enter")
    expect(page.locator(".thread h2")).to_have_text("First")
    page.keyboard.press("u")
    expect(page.locator(".thread h2")).to_have_count(0)
    assert desk.faults == []


def test_keys_are_listed_changed_and_kept(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    page.keyboard.press("?")
    help_page = page.get_by_role("dialog", name="What the keys do")
    expect(help_page).to_contain_text("Next interaction")
    help_page.get_by_role("button", name="Change the keys").click()
    settings = page.get_by_role("dialog", name="Change the keys")
    asks_keys(settings, "Write a note")
    page.keyboard.press("Control+Shift+Enter")
    expect(settings.get_by_role("alert")).to_contain_text("is taken by “Accept”")
    asks_keys(settings, "Accept")
    page.keyboard.press("a")
    expect(settings.get_by_role("alert").first).to_contain_text("pressed too easily")
    asks_keys(settings, "Accept")
    page.keyboard.press("Alt+a")
    expect(settings.get_by_role("button", name="Choose keys for: Accept")).to_contain_text("Alt + A")
    settings.get_by_role("button", name="Close").click()

    desk.reload()
    desk.ready()
    server.hands_over()
    page.locator(".ring").wait_for()
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.press("Alt+a")
    expect(page.locator(".ring")).to_have_count(0)
    expect(page.get_by_label("Write to María Rodríguez")).to_be_focused()
    page.locator(".thread h2").click()
    palette(page, "change keys")
    page.keyboard.press("Enter")
    page.get_by_label("Single letters do something").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("h")
    expect(page.get_by_role("button", name="Hold")).to_be_visible()
    palette(page, "change keys")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Everything as it was").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".thread h2").click()
    page.keyboard.press("h")
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    assert desk.faults == []
