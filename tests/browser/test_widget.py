"""A consumer's conversation in the widget: the line, the words, the truth about everything else, and the end."""

from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trio
from kit.browser import Desk, SampleServer
from kit.chat import Chat
from kit.visited import visited
from playwright.sync_api import Browser, expect
from ringline_client import AgentClient
from ringline_protocol.values import Status, Target
from ringline_server.edges.server import CONVERSATIONS_PER_MINUTE_MAX

LINES = 230
"""More than a view holds, and more than a page of the transcript."""
KEPT = "ringline.widget.conversation"
READ = f"JSON.parse(localStorage['{KEPT}'])"


def talking(browser: Browser, server: SampleServer) -> tuple[Chat, Desk]:
    """Lucía and Ana."""
    chat, desk = Chat.open(browser, server), Desk.open(browser, server, "agt_ana")
    desk.ready()
    chat.begins("Where is my parcel?", name="Lucía")
    desk.accept()
    chat.sees("Ana García has joined.")
    return chat, desk


def answers(desk: Desk, text: str) -> None:
    """The agent's words."""
    desk.page.get_by_label("Write to").fill(text)
    desk.page.get_by_role("button", name="Send").click()


def test_a_conversation_from_the_first_word_to_the_transcript(browser: Browser, server: SampleServer) -> None:
    chat, desk = Chat.open(browser, server), Desk.open(browser, server, "agt_ana")
    chat.begins("Where is my parcel?", name="Lucía")
    chat.sees("You are next.")
    chat.sees("Everybody is busy or away at the moment. You keep your place.")
    desk.ready()
    ring = desk.page.get_by_role("region", name="Lucía")
    expect(ring).to_contain_text("Soporte")
    desk.accept()

    expect(chat.page.get_by_role("heading", level=1)).to_have_text("Ana García")
    answers(desk, "One moment, I look.")
    chat.sees("One moment, I look.")
    chat.says("Thank you.")
    desk.sees("Thank you.")
    desk.page.get_by_label("Write to").press_sequentially("It is")
    chat.sees("Ana García is writing …")
    chat.page.locator(".composer textarea").press_sequentially("Really")
    desk.sees("Lucía is writing …")
    desk.page.get_by_role("button", name="Hold").click()
    chat.sees("Ana García has put you on hold. You keep your place.")
    desk.page.get_by_role("button", name="Resume").click()
    expect(chat.page.locator(".standing")).to_have_count(0)
    chat.menu("End the conversation")
    chat.page.get_by_role("button", name="End it").click()

    expect(chat.page.locator(".over")).to_have_text("You ended the conversation.")
    with chat.page.expect_download() as caught:
        chat.page.locator(".afterwards").get_by_role("button", name="Download the transcript").click()
    file = caught.value.path().read_text(encoding="utf-8")
    assert caught.value.suggested_filename.startswith("conversation-")
    assert [line.partition("] ")[2] for line in file.splitlines()[3:]] == [
        "Lucía: Where is my parcel?",
        "Ana García: One moment, I look.",
        "Lucía: Thank you.",
    ]
    assert chat.faults == []


def test_a_long_conversation_is_in_the_file_whole(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("line 0")
    kept = chat.page.evaluate(READ)
    for number in range(1, LINES):
        said = chat.page.request.post(
            f"{server.url}v1/interactions/{kept['interaction']}/messages",
            data={"text": f"line {number}"},
            headers={"authorization": f"Bearer {kept['token']}", "idempotency-key": f"line-{number}"},
        )
        assert said.status == 200
    chat.reload()
    chat.sees("Earlier messages are in the transcript")

    with chat.page.expect_download() as caught:
        chat.menu("Download the transcript")

    file = caught.value.path().read_text(encoding="utf-8")
    assert [line.rpartition(": ")[2] for line in file.splitlines()[3:]] == [f"line {n}" for n in range(LINES)]


def test_an_agent_who_ends_it_is_named_and_another_one_can_be_begun(browser: Browser, server: SampleServer) -> None:
    chat, desk = talking(browser, server)
    answers(desk, "It comes tomorrow.")
    chat.sees("It comes tomorrow.")
    desk.page.get_by_role("button", name="End", exact=True).click()
    desk.page.get_by_role("group", name="End the conversation?").get_by_role("button", name="End").click()

    chat.sees("Ana García ended the conversation.")
    expect(chat.page.locator(".composer")).to_have_count(0)
    chat.page.get_by_role("button", name="Start a new conversation").click()
    expect(chat.page.locator("[name=text]")).to_have_value("")
    expect(chat.page.locator("[name=name]")).to_have_value("Lucía")
    chat.begins("And where is the other one?")
    chat.reads("And where is the other one?")


def test_the_place_in_line_moves_as_others_go(browser: Browser, server: SampleServer) -> None:
    first, second = Chat.open(browser, server), Chat.open(browser, server)
    first.begins("First")
    first.sees("You are next.")
    second.begins("Second")
    second.sees("You are number 2 of 2 in line.")

    first.menu("End the conversation")
    first.page.get_by_role("button", name="End it").click()

    second.sees("You are next.")


def test_a_reload_at_every_step_loses_nothing(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.page.locator("[name=text]").fill("half a wo")
    chat.reload()
    expect(chat.page.locator("[name=text]")).to_have_value("half a wo")
    chat.begins("A whole word")
    chat.reload()
    chat.sees("You are next.")
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    desk.accept()
    chat.sees("Ana García has joined.")
    chat.page.locator(".composer textarea").fill("half an answ")

    chat.reload()

    chat.sees("Ana García has joined.")
    expect(chat.page.locator(".composer textarea")).to_have_value("half an answ")
    chat.reads("A whole word")
    chat.menu("End the conversation")
    chat.page.get_by_role("button", name="End it").click()
    chat.sees("You ended the conversation.")
    chat.reload()
    chat.sees("You ended the conversation.")
    assert chat.faults == []


def test_an_agent_who_loses_the_connection_is_told_of_and_the_place_is_kept(
    browser: Browser, server: SampleServer
) -> None:
    chat, desk = talking(browser, server)

    desk.page.goto("about:blank")

    expect(chat.page.locator(".standing")).to_contain_text("Ana García lost the connection. You keep your place")
    desk.page.goto(server.url)
    expect(chat.page.locator(".standing")).to_have_count(0)
    chat.sees("Ana García is connected again.")


async def sends_on(server: SampleServer) -> None:
    """Ana takes it, sends it to sales, where Bruno gets it; he says so."""
    url = f"ws://127.0.0.1:{server.port}/ws"
    async with (
        AgentClient.connect(url, token=server.token("agt_ana")) as ana,
        AgentClient.connect(url, token=server.token("agt_bruno")) as bruno,
    ):
        await ana.set_status(Status.READY)
        offer = (await ana.until(lambda view: view.agent.offers))[0]
        await ana.accept(offer.offer)
        await bruno.set_status(Status.READY)
        await ana.transfer(offer.interaction, Target(queue="que_sales"))
        await bruno.until(lambda view: view.agent.legs)
        await bruno.say(offer.interaction, "Bruno here.")


def test_who_is_transferred_is_told_where_and_to_whom(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("What does it cost?")

    trio.run(sends_on, server)

    chat.sees("Bruno here.")
    lines = [line.rpartition(" ")[0] for line in chat.page.locator(".line").all_inner_texts()]
    assert [line for line in lines if "connection" not in line] == [
        "Ana García has joined.",
        "You are being passed on: Ventas.",
        "Ana García has left.",
        "Bruno Silva has joined.",
    ]


# --- what goes wrong


def test_what_is_written_without_a_network_arrives_once_when_it_is_back(browser: Browser, server: SampleServer) -> None:
    chat, desk = talking(browser, server)
    chat.context.set_offline(True)
    chat.sees("You are offline.")
    chat.page.locator(".composer textarea").fill("Still here")
    chat.page.locator(".composer button").click()
    answers(desk, "Are you there?")

    chat.context.set_offline(False)

    chat.sees("Are you there?")
    expect(chat.page.locator("[data-waiting]")).to_have_count(0)
    desk.sees("Still here")
    expect(chat.bubbles).to_have_count(3)
    assert sorted(chat.bubbles.all_inner_texts()) == ["Are you there?", "Still here", "Where is my parcel?"]


def test_a_killed_server_comes_back_under_an_open_conversation(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("Where is my parcel?")
    server.kill()
    chat.sees("Connection lost. Reconnecting … You keep your place.")
    chat.page.locator(".composer textarea").fill("Still here")
    chat.page.keyboard.press("Enter")
    chat.sees("sending …")

    server.restart()

    chat.sees("You are next.")
    expect(chat.page.locator("[data-waiting]")).to_have_count(0)
    chat.reads("Where is my parcel?", "Still here")


def test_a_server_that_does_not_answer_keeps_what_was_typed(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.page.locator("[name=text]").fill("Where is my parcel?")
    server.kill()
    chat.page.locator("button[type=submit]").click()
    chat.sees("what you wrote is kept")
    server.restart()

    chat.page.locator("button[type=submit]").click()

    chat.sees("You are next.")
    chat.reads("Where is my parcel?")


def test_a_browser_that_forbids_to_keep_anything_can_talk_all_the_same(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    for storage in ("localStorage", "sessionStorage"):
        chat.context.add_init_script(
            f"Object.defineProperty(window, '{storage}', {{get() {{ throw new DOMException('', 'SecurityError') }}}})"
        )
    chat.reload()

    chat.begins("Where is my parcel?")
    chat.says("Nothing is kept")

    chat.reads("Where is my parcel?", "Nothing is kept")
    assert chat.faults == []


def test_a_copied_tab_takes_over_and_gives_back(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("Where is my parcel?")
    kept = chat.page.evaluate("JSON.stringify({...sessionStorage})")
    other = chat.context.new_page()
    other.goto(f"{server.url}icon.svg")
    other.evaluate(
        "kept => { for (const [k, v] of Object.entries(JSON.parse(kept))) sessionStorage.setItem(k, v) }", kept
    )

    other.goto(f"{server.url}widget")

    chat.sees("The chat is open in another tab.")
    chat.page.get_by_role("button", name="Go on here").click()
    chat.says("Back again")


def test_another_tab_of_the_site_shows_the_same_conversation(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("Where is my parcel?")
    other = chat.context.new_page()
    other.goto(f"{server.url}widget")
    other.get_by_text("Where is my parcel?").wait_for()

    chat.says("In both")

    other.get_by_text("In both").wait_for()


def test_a_token_that_opens_nothing_any_more_leads_back_to_the_beginning(
    browser: Browser, server: SampleServer
) -> None:
    chat = Chat.open(browser, server)
    chat.begins("Where is my parcel?")
    for at_ms in ("Date.now()", "0"):
        chat.page.evaluate(f"localStorage['{KEPT}'] = JSON.stringify({{...{READ}, token: 'no.good', atMs: {at_ms}}})")
        chat.reload()
        chat.sees("This conversation can no longer be opened here.")
    chat.page.get_by_role("button", name="Start a new conversation").click()

    chat.begins("Once more")
    chat.reads("Once more")


def test_an_old_token_is_renewed_before_it_is_used(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    chat.begins("Where is my parcel?")
    chat.page.evaluate(f"localStorage['{KEPT}'] = JSON.stringify({{...{READ}, atMs: 0}})")

    chat.reload()

    chat.sees("You are next.")
    assert chat.page.evaluate(READ)["atMs"] > 0


def test_too_many_from_one_address_are_told_when_to_come_back(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server)
    for number in range(CONVERSATIONS_PER_MINUTE_MAX):
        begun = chat.page.request.post(
            f"{server.url}v1/conversations",
            data={"queue": "que_support"},
            headers={"idempotency-key": f"a-key-of-many-{number:04}"},
        )
        assert begun.status == 201
    chat.page.locator("[name=text]").fill("One too many")
    chat.page.locator("button[type=submit]").click()

    expect(chat.page.get_by_role("alert")).to_have_text(
        "Too many conversations were begun from here. Try again in less than a minute."
    )
    expect(chat.page.locator("[name=text]")).to_have_value("One too many")


# --- queues that take nobody

QUEUE = '[[queues]]\nid = "que_a"\nname = "Help"\nchannel = "messaging"\n'
AGENT = '[[agents]]\nid = "agt_{0}"\nname = "{0}"\nqueues = ["que_a"]\n'
AGENTS = "".join(AGENT.format(name) for name in ("Ana", "Bruno"))
PUBLIC = '[public]\nqueues = ["que_a"]\n'


def serving(browser: Browser, folder: Path, text: str) -> AbstractContextManager[SampleServer]:
    """A server with these settings."""
    settings = folder / "ringline.toml"
    settings.write_text(PUBLIC + AGENTS + QUEUE + text, encoding="utf-8")
    return visited(browser, folder / "data", settings)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ('open_hours = { timezone = "UTC", days = { mon = ["00:00-00:01"] } }', "We open again on Monday"),
        ('join_when_empty = false\n[queues.overflow.no_agents]\nmessage = "Write to us."', "Write to us."),
    ],
)
def test_a_queue_that_takes_nobody_says_so_before_anything_is_typed(
    browser: Browser, tmp_path: Path, policy: str, told: str
) -> None:
    with serving(browser, tmp_path, policy) as server:
        chat = Chat.open(browser, server)
        chat.sees(told)
        expect(chat.page.locator("[name=text]")).to_have_count(0)
        expect(chat.page.get_by_role("button", name="Look again")).to_be_visible()


def test_who_is_turned_away_after_all_is_told_why_and_keeps_their_words(browser: Browser, tmp_path: Path) -> None:
    full = 'waiting_max = 1\n[queues.overflow.queue_full]\nmessage = "Write to us."'
    with serving(browser, tmp_path, full) as server:
        first, second = Chat.open(browser, server), Chat.open(browser, server)
        second.page.locator("[name=text]").wait_for()
        first.begins("I am first")
        second.begins("I am second")

        expect(second.page.locator(".over")).to_have_text("Too many people are waiting right now.")
        second.sees("Write to us.")
        second.reload()
        expect(second.page.locator(".over")).to_have_text("Too many people are waiting right now.")
        second.page.get_by_role("button", name="Start a new conversation").click()
        second.sees("Too many people are waiting right now.")
        first.menu("End the conversation")
        first.page.get_by_role("button", name="End it").click()
        first.sees("You ended the conversation.")
        second.page.get_by_role("button", name="Look again").click()
        second.page.locator("[name=text]").wait_for()


def test_without_a_public_queue_there_is_no_chat(browser: Browser, server: SampleServer) -> None:
    chat = Chat.open(browser, server, "widget?queue=que_sales")

    chat.sees("There is no chat here at the moment.")


def test_who_is_passed_on_is_told_where_and_to_whom(browser: Browser, tmp_path: Path) -> None:
    with serving(browser, tmp_path, 'lost_grace = "1s"') as server:
        ana, chat = Desk.open(browser, server, "agt_Ana"), Chat.open(browser, server)
        ana.ready()
        chat.begins("Where is my parcel?")
        ana.accept()
        chat.sees("Ana has joined.")
        bruno = Desk.open(browser, server, "agt_Bruno")
        bruno.ready()
        ana.context.close()
        bruno.accept()

        chat.sees("Ana lost the connection. You keep your place.")
        chat.sees("Help: you are first in line for the next agent.")
        chat.sees("Bruno has joined.")
        expect(chat.page.get_by_role("heading", level=1)).to_have_text("Bruno")
        chat.reads("Where is my parcel?")
