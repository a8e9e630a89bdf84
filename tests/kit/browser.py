"""A desk in a real browser against a real server process.

server = SampleServer.start(tmp_path)
desk = Desk.open(browser, server, "agt_ana")
desk.ready()
server.hands_over()
desk.page.get_by_role("button", name="Accept").click()
"""

import json
import os
import signal
import time
from pathlib import Path
from typing import Any, TextIO

import attrs
import httpx
from playwright.sync_api import Browser, BrowserContext, Page

from kit.drawing import drawn
from kit.handed import HAND_OVER
from kit.hatching import Hatched, hatch
from kit.ports import Port
from kit.watching import watched

PATIENCE_MS = 40_000
"""Longer than a desk waits before it dials again at the most."""
IN_THE_QUEUE = ".status:is([data-state=ready], [data-state=occupied], [data-state=wrap_up])"
LISTENS = "Ctrl-C stops it"
"""The last line of the greeting."""
TOO_MANY = 429
TRIES_MAX = 20
"""Of one request that comes too early."""
STOP_S = 40
"""In order, on a machine that has much else to do."""


@attrs.define(eq=False)
class SampleServer:
    """`python -m ringline_server serve --sample` in a process of its own, or with settings of its own."""

    data: Path
    settings: Path | None = None
    _port: Port = attrs.field(factory=Port.take)
    _process: Hatched | None = None
    _said: TextIO | None = None
    _keys: int = 0
    _http: httpx.Client = attrs.field(factory=lambda: httpx.Client(timeout=20))

    @classmethod
    def start(cls, data: Path, settings: Path | None = None) -> "SampleServer":
        """It listens. `settings`: a file; the sample account if there is none."""
        server = cls(data, settings)
        server.restart()
        return server

    def restart(self) -> None:
        """It listens: the same address and the same data."""
        account = ["--sample"] if self.settings is None else ["--config", str(self.settings)]
        self._process, self._said = self._begins("serve", *account, "--port", str(self.port), "--data", str(self.data))
        said = []
        for line in self._said:
            said.append(line)
            if LISTENS in line:
                return
        self.kill()
        raise AssertionError("".join(said) + self.log.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """As if the power had failed."""
        self._ends(signal.SIGKILL)

    def stop(self) -> None:
        """In order."""
        self._ends(signal.SIGTERM)

    def hangs_up(self) -> None:
        """It is to read its settings again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def close(self) -> None:
        """It will not be needed again."""
        self._http.close()
        self.kill()
        self._port.close()

    def _ends(self, number: signal.Signals) -> None:
        if self._process is not None and self._said is not None:
            self._process.send_signal(number)
            self._process.waited(STOP_S)
            self._said.close()
            self._process = self._said = None

    def _begins(self, *words: str) -> tuple[Hatched, TextIO]:
        """A command, and what it says; what it logs is in a file."""
        reading, writing = os.pipe()
        with self.log.open("ab") as errors, open(writing, "wb") as output:
            process = hatch(words, os.environ, stdout=output.fileno(), stderr=errors.fileno())
        return process, open(reading, encoding="utf-8")

    @property
    def log(self) -> Path:
        return self.data.parent / "server.log"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port.number

    @property
    def url(self) -> str:
        """Of the desk."""
        return f"http://127.0.0.1:{self.port}/"

    def token(self, name: str) -> str:
        """A bearer token of the account."""
        if self.settings is not None:
            process, said = self._begins("token", name, "--config", str(self.settings), "--data", str(self.data))
            with said:
                token = said.read()
            assert process.waited(STOP_S) == 0, self.log.read_text(encoding="utf-8")
            return token.strip()
        tokens = json.loads((self.data / "tokens.json").read_text())
        return str({**tokens["agents"], **tokens["supervisors"], **tokens["services"]}[name])

    def post(self, path: str, body: Any) -> Any:
        """As the sample's service, no faster than it may."""
        self._keys += 1
        headers = {
            "authorization": f"Bearer {self.token('svc_sample')}",
            "idempotency-key": f"browser-key-{self._keys}",
        }
        for _ in range(TRIES_MAX):
            answer = self._http.post(f"{self.url}v1/{path}", json=body, headers=headers)
            if answer.status_code != TOO_MANY:
                break
            time.sleep(answer.json()["error"]["retry_after_ms"] / 1000)  # as the server asks
        assert answer.is_success, answer.text
        return answer.json()

    def hands_over(self, **changed: Any) -> str:
        """A bot hands a consumer over; the interaction's id."""
        return str(self.post("interactions", {**HAND_OVER, **changed})["interaction"])

    def says(self, interaction: str, text: str, segment: str = "con_1") -> None:
        """The consumer's words."""
        said = {"segment": segment, "role": "consumer", "text": text}
        self.post(f"interactions/{interaction}/segments", {"segments": [said]})

    def transcript(self, interaction: str) -> list[str]:
        """All that was said."""
        headers = {"authorization": f"Bearer {self.token('svc_sample')}"}
        answer = self._http.get(f"{self.url}v1/interactions/{interaction}/transcript", headers=headers)
        return [segment["text"] for segment in answer.json()["segments"]]


@attrs.define(eq=False)
class Desk:
    """One agent's page in a context of its own."""

    page: Page
    context: BrowserContext
    faults: list[str] = attrs.field(factory=list)
    """See `watched`."""

    @classmethod
    def open(cls, browser: Browser, server: SampleServer, name: str, **options: Any) -> "Desk":
        """Signed in."""
        desk = cls.at(browser, server, **options)
        desk.sign_in(server.token(name))
        return desk

    @classmethod
    def at(cls, browser: Browser, server: SampleServer, **options: Any) -> "Desk":
        """Before signing in."""
        return cls.on(browser, server.url, **options)

    @classmethod
    def on(cls, browser: Browser, url: str, **options: Any) -> "Desk":
        """A page of any server."""
        settings = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        faults = watched(context)
        desk = cls(context.new_page(), context, faults)
        desk.page.goto(url)
        return desk

    def sign_in(self, token: str) -> None:
        """The desk is there."""
        self.page.locator("#token").fill(token)
        self.page.locator("button[type=submit]").click()
        self.page.locator(".desk").wait_for()

    def signs_out(self) -> None:
        """For good."""
        self.page.get_by_label("Settings").click()
        self.page.get_by_role("button", name="Sign out").click()
        self.sees("You are signed out.")

    def ready(self) -> None:
        """In the queue."""
        self.page.locator(".status summary").click()
        self.page.locator(".option[data-status=ready]").click()
        self.page.locator(IN_THE_QUEUE).wait_for()
        self.page.keyboard.press("Escape")

    def accept(self) -> None:
        """What rings; the conversation is there."""
        self.page.locator(".ring .good").click()
        self.page.locator(".thread .head").wait_for()

    def opens(self, name: str) -> None:
        """What is assigned to this agent."""
        self.page.get_by_role("navigation").get_by_role("button", name=name).click()
        self.page.locator(".thread .head").wait_for()

    def tab(self, name: str) -> None:
        """Beside the conversation."""
        self.page.get_by_role("tab", name=name).click()

    def live(self) -> None:
        """Connected, and nothing else to say about it."""
        self.page.locator(".link:empty").wait_for(state="attached")

    def writes(self, text: str) -> None:
        """And it has arrived."""
        self.page.locator(".composer textarea").fill(text)
        self.page.locator(".composer [type=submit]").click()
        self.page.locator(".bubble:not(.waiting)[data-role=agent]", has_text=text).wait_for()

    def notes(self, text: str) -> None:
        """In the engagement; it is saved."""
        self.tab("Engagement")
        self.page.get_by_label("Your note").fill(text)
        drawn(self.page)
        self.page.get_by_role("tabpanel").get_by_text("Saved").wait_for()

    def hands_on(self, deed: str, target: str, note: str = "") -> None:
        """To a colleague or a queue: the dialog, filled in and confirmed."""
        if deed == "Transfer":
            self.page.locator(".head").get_by_role("button", name=deed).click()
        else:
            self.page.locator(".head .menu summary").click()
            self.page.locator(".head .menu").get_by_role("button", name=deed).click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("searchbox").fill(target[:4].lower())
        dialog.get_by_role("radio", name=target).check()
        if note:
            dialog.get_by_label("What they should know").fill(note)
        dialog.locator("[type=submit]").click()
        dialog.wait_for(state="detached")

    def ends(self) -> None:
        """The conversation; what remains is the wrap-up."""
        self.page.get_by_role("button", name="End", exact=True).click()
        self.page.get_by_role("group", name="End the conversation?").get_by_role("button", name="End").click()
        self.page.get_by_role("region", name="Wrap-up").wait_for()

    def completes(self, outcome: str = "En el primer contacto") -> None:
        """The wrap-up, with this disposition."""
        wrap_up = self.page.get_by_role("region", name="Wrap-up")
        wrap_up.get_by_label(outcome).check()
        wrap_up.get_by_role("button", name="Complete").click()
        self.sees("You are back in the queue.")

    def about(self, tab: str) -> None:
        """A tab of what is known, wherever it is on a screen of this size."""
        to_about, label = self.page.locator("button.to-about"), self.page.locator(f"#tab-{tab}")
        to_about.or_(label).filter(visible=True).first.wait_for()
        if to_about.is_visible():
            to_about.click()
        label.click()

    def thread(self) -> None:
        """The conversation, on a screen where one pane is shown at a time."""
        back = self.page.locator(".pane-bar.to-about button")
        if back.is_visible():
            back.click()

    def sees(self, text: str) -> None:
        """Somewhere on the page, soon."""
        self.page.get_by_text(text).first.wait_for()

    def reload(self) -> None:
        """As F5 does."""
        self.page.reload()
        self.page.locator(".desk").wait_for()
