"""The summary at the desk: who wrote it, how much is not in it, and a new one when the agent asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from kit.browser import Desk, SampleServer
from kit.letters import SAMPLE
from kit.visited import visited
from playwright.sync_api import Browser, Locator, expect

NO_MODEL = '# url = "https://api.example.com/v1"'
MODEL = '# model = "some-model"'


@contextmanager
def ill_model() -> Iterator[tuple[str, list[str]]]:
    """A chat endpoint that answers everything with 500. Its base, and the paths that it was asked."""
    asked: list[str] = []

    class Ill(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            asked.append(self.path)
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Ill) as host:
        thread = Thread(target=host.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{host.server_port}/v1", asked
        finally:
            host.shutdown()
            thread.join()


def asks_anew(desk: Desk, server: SampleServer) -> Locator:
    """What is newer than the summary of the flow is to be in it, too. The panel."""
    desk.ready()
    server.hands_over()
    desk.accept()
    panel = desk.page.get_by_role("tabpanel")
    expect(panel.locator(".summary")).to_contain_text("written by an AI")
    expect(panel.get_by_role("button", name="Summarise")).to_have_count(0)

    desk.page.locator("textarea.composer, .composer textarea").first.fill(
        "Your new flight IB3166 leaves on Wednesday at nine"
    )
    desk.page.keyboard.press("Control+Enter")
    expect(panel.locator(".summary-age")).to_contain_text("Not in it: 1 newer")
    panel.get_by_role("button", name="Summarise").click()
    return panel


def is_extract(panel: Locator) -> None:
    expect(panel.locator(".summary")).to_contain_text("IB3166")
    expect(panel.locator(".summary")).to_contain_text("sentences taken from the conversation")
    expect(panel.locator(".summary")).not_to_contain_text("written by an AI")


def test_an_agent_asks_for_a_new_summary_of_what_was_said_since(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    panel = asks_anew(desk, server)

    is_extract(panel)
    expect(panel.locator(".summary-age")).to_have_count(0)
    assert desk.faults == []


def test_when_the_model_fails_sentences_of_the_conversation_stand_in_and_the_desk_says_so(
    browser: Browser, tmp_path: Path
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(NO_MODEL) == text.count(MODEL) == 1
    settings = tmp_path / "with_model.toml"
    with ill_model() as (url, asked):
        text = text.replace(NO_MODEL, f'url = "{url}"').replace(MODEL, 'model = "some-model"')
        settings.write_text(text, encoding="utf-8")
        with visited(browser, tmp_path / "data", settings) as server:
            desk = Desk.open(browser, server, "agt_ana")
            is_extract(asks_anew(desk, server))

            assert set(asked) == {"/v1/chat/completions"}
            assert desk.faults == []
