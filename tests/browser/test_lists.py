"""Finding one's way: open and all interactions, filters, search, what went before, addresses, and small screens."""

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, Locator, expect

PHONE = {"viewport": {"width": 360, "height": 740}}
MARIA = {"name": "María Rodríguez", "phone": "+34 612 345 678"}


def lines(desk: Desk) -> Locator:
    """The rows of the list that is shown."""
    return desk.page.get_by_role("navigation").locator(".line")


def shows_all(desk: Desk) -> None:
    desk.page.get_by_role("navigation").get_by_role("button", name="All", exact=True).click()


def mail(server: SampleServer, name: str, subject: str, said: str = "Hello") -> str:
    """A mail that is waiting, or is with whoever is ready."""
    transcript = [{"segment": "mail_1", "role": "consumer", "text": said}]
    return server.hands_over(
        queue="que_mail", consumer={"name": name}, subject=subject, transcript=transcript, variables=[], summary=None
    )


def ends(server: SampleServer, interaction: str) -> None:
    """The consumer does."""
    server.post(f"interactions/{interaction}/end", {})


def works_off(server: SampleServer, desk: Desk, interaction: str) -> None:
    """Ended, wrapped up, and no longer open."""
    ends(server, interaction)
    desk.page.locator(".wrapup .leaf").first.click()
    desk.page.locator(".wrapup button.primary, .wrapup button.good").last.click()
    expect(desk.page.locator(".wrapup")).to_have_count(0)


def test_open_work_is_narrowed_down_ordered_and_says_how_urgent_it_is(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    mail(server, "John", "Invoice 2231")
    mail(server, "Łukasz", "Parcel")
    server.hands_over(consumer={"name": "Zoë"}, subject="Flight")
    desk.accept()
    page = desk.page

    expect(lines(desk)).to_have_count(3)
    expect(page.get_by_role("button", name="Open", exact=False).first).to_contain_text("3")
    expect(lines(desk).filter(has_text="John").locator(".sla")).to_have_attribute("data-level", "fine")
    expect(lines(desk).filter(has_text="Zoë").locator(".sla")).to_contain_text("left")
    expect(lines(desk).filter(has_text="John").get_by_role("img", name="New")).to_be_visible()
    page.get_by_label("Filter by name").fill("lukasz")
    expect(lines(desk)).to_have_count(0)
    expect(page.get_by_text("Nothing matches the filters.")).to_be_visible()
    page.get_by_label("Filter by name").fill("invoice")
    expect(lines(desk)).to_have_count(1)
    expect(lines(desk)).to_contain_text("John")
    page.get_by_label("Filter by name").fill("")
    page.get_by_text("Filters").click()
    page.get_by_label("Order").select_option("urgent")
    expect(lines(desk).first).to_contain_text("Zoë")
    page.get_by_label("Channel").select_option("email")
    expect(lines(desk)).to_have_count(2)
    desk.reload()
    expect(lines(desk)).to_have_count(2)
    page.get_by_role("button", name="Remove all filters").click()
    expect(lines(desk)).to_have_count(3)
    lines(desk).filter(has_text="John").click()
    expect(lines(desk).filter(has_text="John")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("button", name="Resolve")).to_be_visible()
    assert desk.faults == []


def test_everything_one_may_see_is_found_by_filter_name_and_word(browser: Browser, server: SampleServer) -> None:
    ana, bruno = Desk.open(browser, server, "agt_ana"), Desk.open(browser, server, "agt_bruno")
    ana.ready()
    mine = server.hands_over(consumer=MARIA, subject="Change of flight")
    ana.accept()
    works_off(server, ana, mine)
    mail(server, "John", "Invoice 2231", "the quick brown fox")
    server.hands_over(queue="que_video", consumer={"name": "Video Vera"})
    page = ana.page
    shows_all(ana)

    expect(lines(ana).filter(has_text="María")).to_contain_text("Canceled")
    page.get_by_text("Filters").click()
    page.get_by_label("State").select_option("waiting")
    expect(lines(ana)).to_have_count(1)
    expect(lines(ana)).to_contain_text("Video Vera")
    page.get_by_label("State").select_option("closed")
    expect(lines(ana)).to_contain_text(["María"])
    page.get_by_label("State").select_option("")
    page.get_by_label("Name, phone").fill("INVOICE jo")
    expect(lines(ana)).to_have_count(1)
    page.get_by_role("button", name="Transcripts").click()
    page.get_by_label("Words that were said").fill("brown")
    expect(lines(ana).locator("mark")).to_have_text(["brown"])
    lines(ana).first.click()
    expect(page.get_by_role("tab", name="Transcript")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".spoken[data-here=true] mark")).to_have_text("brown")
    shows_all(bruno)
    expect(bruno.page.get_by_text("Nothing yet")).to_be_visible()
    assert (ana.faults, bruno.faults) == ([], [])


def test_a_long_list_is_read_on_as_one_scrolls(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_sofia")
    for number in range(120):
        server.hands_over(
            queue="que_tasks", consumer={"name": f"Consumer {number}"}, subject="", variables=[], summary=None
        )
    shows_all(desk)
    page = desk.page
    first = page.get_by_role("navigation").locator("li[aria-posinset='1']")
    expect(first).to_contain_text("Consumer 119")
    assert lines(desk).count() < 40

    first.get_by_role("button").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("li[aria-posinset='2'] button")).to_be_focused()
    for size in ("100", "120"):
        page.locator(".rows").evaluate("rows => rows.scrollTo(0, rows.scrollHeight)")
        expect(page.locator("li[aria-setsize]").first).to_have_attribute("aria-setsize", size)
    page.locator(".rows").evaluate("rows => rows.scrollTo(0, rows.scrollHeight)")
    expect(page.get_by_role("navigation").get_by_text("Consumer 0", exact=True)).to_be_visible()
    assert lines(desk).count() < 40
    assert desk.faults == []


def test_what_is_closed_is_read_and_its_address_is_good_for_ever(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    interaction = server.hands_over(consumer=MARIA)
    desk.accept()
    server.says(interaction, "That will be all.")
    assert desk.page.url.endswith(f"#/interaction/{interaction}")
    works_off(server, desk, interaction)
    desk.page.goto(f"{server.url}#/interaction/{interaction}")

    desk.sees("That will be all.")
    expect(desk.page.get_by_role("note")).to_contain_text("Closed")
    expect(desk.page.get_by_label("Write to")).to_have_count(0)
    desk.reload()
    desk.sees("That will be all.")
    desk.page.goto(f"{server.url}#/interaction/int_nowhere")
    expect(desk.page.get_by_role("alert")).to_contain_text("not yours to read")
    desk.page.go_back()
    desk.sees("That will be all.")
    assert desk.faults == []


def test_what_a_colleague_handled_before_is_read_from_the_profile(browser: Browser, server: SampleServer) -> None:
    bruno = Desk.open(browser, server, "agt_bruno")
    bruno.ready()
    earlier = server.hands_over(consumer=MARIA, subject="Lost suitcase")
    bruno.accept()
    server.says(earlier, "My suitcase is green.")
    works_off(server, bruno, earlier)
    bruno.page.get_by_role("button", name="Settings").or_(bruno.page.get_by_label("Settings")).first.click()
    bruno.page.get_by_role("button", name="Sign out").click()
    ana = Desk.open(browser, server, "agt_ana")
    ana.ready()
    now = server.hands_over(consumer=MARIA, subject="Change of flight")
    ana.accept()
    page = ana.page
    page.get_by_role("tabpanel").get_by_role("button", name="Lost suitcase").click()

    ana.sees("My suitcase is green.")
    expect(page.get_by_role("note")).to_contain_text("An earlier interaction")
    page.get_by_role("tab", name="Transcript").click()
    page.get_by_role("searchbox").fill("green")
    expect(page.locator(".spoken mark")).to_have_text(["green"])
    ana.reload()
    ana.sees("My suitcase is green.")
    page.get_by_role("button", name="Back to María Rodríguez").click()
    expect(page.get_by_label("Write to María Rodríguez")).to_be_visible()
    assert page.url.endswith(f"#/interaction/{now}")
    page.get_by_role("button", name="All interactions of this consumer").click()
    expect(lines(ana)).to_have_count(1)
    assert ana.faults == []


def test_what_waits_in_ones_queue_can_be_taken(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    shows_all(desk)
    mail(server, "John", "Invoice")
    page = desk.page
    page.get_by_text("Filters").click()
    page.get_by_label("State").select_option("waiting")
    lines(desk).filter(has_text="John").click()

    expect(page.get_by_text("It is waiting in Correo.")).to_be_visible()
    expect(page.get_by_text("Choose Ready to take it.")).to_be_visible()
    desk.ready()
    expect(page.get_by_role("button", name="Resolve")).to_be_visible()
    server.hands_over(consumer=MARIA)
    page.locator(".ring .bad").click()
    page.get_by_role("button", name="Refresh").click()
    lines(desk).filter(has_text="María").click()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_label("Write to María")).to_be_visible()
    assert desk.faults == []


def test_on_a_phone_there_is_one_pane_at_a_time_with_a_way_back(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana", **PHONE)
    page = desk.page
    desk.ready()
    mail(server, "John", "Invoice", "Where is it?")
    lines(desk).first.click()

    expect(page.get_by_role("button", name="Resolve")).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("tab", name="Profile")).to_be_hidden()
    page.get_by_role("button", name="Details").click()
    expect(page.get_by_role("tab", name="Profile")).to_be_visible()
    expect(page.get_by_role("button", name="Resolve")).to_be_hidden()
    page.get_by_role("button", name="Back to the conversation").click()
    page.get_by_role("button", name="Back to the list").click()
    expect(lines(desk)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Resolve")).to_be_visible()
    assert desk.faults == []
