"""A walk past every screen of the pages, in any language, theme and size: to be measured, or photographed.

def look(screen: str, page: Page) -> None: ...
Tour(browser, server, look, language="es", color_scheme="dark").desk()
"""

from collections.abc import Callable
from typing import Any

import attrs
from playwright.sync_api import Browser, Locator, Page

from kit.browser import Desk, SampleServer
from kit.chat import Chat
from kit.elsewhere import sign_in_elsewhere
from kit.tour_calls import CallTour
from kit.words import words

Look = Callable[[str, Page], None]
LOCALES = {"en": "en-GB", "es": "es-ES"}
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 2


@attrs.define(eq=False)
class Tour:
    """Each part begins with a server where nothing has happened yet."""

    browser: Browser
    server: SampleServer
    look: Look
    language: str = "en"
    options: dict[str, Any] = attrs.field(factory=dict)
    """Of the browser's context: `color_scheme`, `viewport`."""

    @property
    def say(self) -> dict[str, str]:
        """The desk's words."""
        return words(self.language)

    def open(self, name: str) -> Desk:
        """Signed in."""
        return Desk.open(self.browser, self.server, name, locale=LOCALES[self.language], **self.options)

    def button(self, desk: Desk, word: str) -> Locator:
        """By its word."""
        return desk.page.get_by_role("button", name=self.say[word], exact=True)

    def desk(self) -> None:
        """From signing in to the first ring, and what can go wrong with that."""
        desk = Desk.at(self.browser, self.server, locale=LOCALES[self.language], **self.options)
        page = desk.page
        self.look("sign-in", page)
        page.locator("#token").fill("no token at all")
        page.locator("button[type=submit]").click()
        page.get_by_role("alert").wait_for()
        self.look("sign-in-refused", page)
        desk.sign_in(self.server.token("agt_ana"))
        self.look("nothing-open", page)
        self.button(desk, "lists.all").click()
        page.locator(".filters .more summary").click()
        self.look("all-interactions-none", page)
        page.locator(".list .tabs button").first.click()
        page.locator(".status summary").click()
        self.look("status", page)
        page.keyboard.press("Escape")
        page.get_by_label(self.say["menu.settings"]).click()
        self.look("settings", page)
        page.keyboard.press("Escape")
        desk.ready()
        desk.context.set_offline(True)
        page.locator(".link[data-bad=true]").wait_for()
        self.look("offline", page)
        desk.context.set_offline(False)
        desk.live()
        self._elsewhere(desk)

    def _elsewhere(self, desk: Desk) -> None:
        """The same session in a copied tab."""
        kept = desk.page.evaluate("JSON.stringify({...sessionStorage})")
        other = desk.context.new_page()
        other.goto(f"{self.server.url}icon.svg")
        other.evaluate("kept => Object.assign(sessionStorage, JSON.parse(kept))", kept)
        other.goto(self.server.url)
        desk.page.get_by_role("alert").wait_for()
        self.look("session-elsewhere", desk.page)

    def rings(self) -> None:
        """With all that a flow can leave, with nothing, and what became of one that nobody took."""
        desk = self.open("agt_ana")
        desk.ready()
        interaction = self.server.hands_over()
        desk.page.locator(".ring").wait_for()
        self.look("ring", desk.page)
        self.server.post(f"interactions/{interaction}/end", {})
        desk.page.locator(".toast").wait_for()
        self.look("ring-gone", desk.page)
        self.server.hands_over(queue="que_phone", consumer={}, subject="", variables=[], transcript=[], summary=None)
        desk.page.locator(".ring[data-channel=voice]").wait_for()
        self.look("ring-voice-unknown", desk.page)

    def conversation(self) -> None:
        """From the accepted ring to the completed wrap-up."""
        desk = self.open("agt_ana")
        page = desk.page
        desk.ready()
        interaction = self.server.hands_over()
        desk.accept()
        self.server.says(interaction, "¿Puede ser el miércoles por la mañana?")
        page.locator(".said > .bubble").wait_for()
        desk.writes("Claro que sí. Hay un vuelo a las 9:40 y otro a las 11:15: ¿cuál le viene mejor?")
        self.look("conversation", page)
        desk.about("profile")
        self.look("profile", page)
        desk.about("engagement")
        page.locator("#note").fill("Prefers the morning.")
        page.locator("[role=tabpanel]").get_by_text(self.say["notes.saved"].partition(" {")[0]).wait_for()
        self.look("engagement", page)
        desk.about("transcript")
        page.get_by_role("searchbox").fill("miercoles")
        page.locator("mark").first.wait_for()
        self.look("transcript", page)
        desk.thread()
        self.button(desk, "thread.end").click()
        self.look("end", page)
        page.get_by_role("group", name=self.say["thread.end_sure"]).get_by_role("button").first.click()
        page.locator(".wrapup .leaf").first.wait_for()
        self.look("wrap-up", page)
        page.locator(".wrapup .leaf").first.click()
        page.locator(".wrapup .primary").click()
        page.locator(".toast").first.wait_for()
        self.look("back-in-the-queue", page)
        page.goto(f"{self.server.url}#/interaction/{interaction}")
        page.get_by_role("note").wait_for()
        self.look("closed", page)
        page.goto(f"{self.server.url}#/interaction/int_nowhere")
        page.get_by_role("alert").wait_for()
        self.look("not-yours", page)
        sign_in_elsewhere(page, self.server, "agt_ana")
        self.button(desk, "over.here").wait_for()
        self.look("signed-out-elsewhere", page)

    def mail(self) -> None:
        """Asynchronous work; and names and words that are too long."""
        desk = self.open("agt_ana")
        desk.ready()
        for subject in ("Invoice 2231", "Where is my parcel? " * 8):
            self.server.hands_over(queue="que_mail", consumer={"name": LONG_NAME}, subject=subject)
        lines = desk.page.locator(".list .line")
        lines.nth(1).wait_for()
        self.look("open-list", desk.page)
        self.button(desk, "lists.all").click()
        desk.page.locator(".list .phase-now").nth(1).wait_for()
        self.look("all-interactions", desk.page)
        lines.first.click()
        desk.page.locator(".thread .head").wait_for()
        self.look("mail", desk.page)

    def too_long(self) -> None:
        """A ring and a conversation with what does not fit."""
        desk = self.open("agt_ana")
        desk.ready()
        variables = [{"name": "reason", "label": "Reason " * 9, "value": "longword" * 30}]
        interaction = self.server.hands_over(consumer={"name": LONG_NAME}, subject="Change " * 30, variables=variables)
        desk.page.locator(".ring").wait_for()
        self.look("ring-too-long", desk.page)
        desk.accept()
        self.server.says(interaction, "palabralarguísima" * 30)
        desk.page.locator(".said > .bubble").wait_for()
        self.look("conversation-too-long", desk.page)
        desk.about("profile")
        self.look("profile-too-long", desk.page)

    def dialogs(self) -> None:
        """What opens above a conversation: commands, keys, canned answers, and handing it on."""
        desk = self.open("agt_ana")
        page = desk.page
        desk.ready()
        self.server.hands_over()
        desk.accept()
        box = page.locator(".composer textarea")
        box.fill("/")
        page.locator(".canned li").first.wait_for()
        self.look("canned", page)
        box.fill("")
        page.keyboard.press("Control+k")
        page.locator(".palette").wait_for()
        self.look("palette", page)
        page.keyboard.press("Escape")
        page.get_by_label(self.say["menu.settings"]).click()
        self.button(desk, "menu.keys").click()
        self._dialog("keys", page)
        self.button(desk, "deed.transfer").click()
        page.locator(".dialog [type=radio]").first.wait_for()
        self._dialog("transfer", page)
        for deed in ("consult", "invite", "release"):
            page.locator(".head .menu summary").click()
            self.button(desk, f"deed.{deed}").click()
            page.locator(".dialog [type=radio]").first.wait_for()
            self._dialog(deed, page)

    def patience(self) -> None:
        """What mail asks for, and why something is still waiting."""
        sofia, ana = self.open("agt_sofia"), self.open("agt_ana")
        self.server.hands_over()
        self.button(sofia, "lists.all").click()
        sofia.page.locator(".list .line").first.click()
        sofia.page.locator("[data-deed='waiting.why']").click()
        sofia.page.locator(".why td").first.wait_for()
        self._dialog("why-waiting", sofia.page)
        self.server.hands_over(queue="que_mail", subject="Invoice 2231")
        ana.ready()
        ana.opens("Invoice 2231")
        for deed in ("deed.park", "thread.resolve"):
            self.button(ana, deed).click()
            self._dialog(deed.replace(".", "-"), ana.page)

    def contacts(self) -> None:
        """The address book: its list, an entry, an entry being changed."""
        desk = self.open("agt_ana")
        page = desk.page
        page.locator(".to-contacts").click()
        page.locator(".person").first.wait_for()
        self.look("contacts", page)
        page.get_by_role("searchbox").last.fill("nadie así")
        page.locator(".seeking > p:not(:empty)").wait_for()
        self.look("contacts-none", page)
        page.get_by_role("searchbox").last.fill("maria")
        page.locator(".person").first.click()
        page.locator(".entry h2").wait_for()
        self.look("contact", page)
        page.locator("[data-deed='contact.edit']").click()
        page.locator(".contact-form").wait_for()
        self.look("contact-edit", page)

    def _dialog(self, screen: str, page: Page) -> None:
        """Looked at, and closed."""
        page.locator(".dialog").wait_for()
        self.look(screen, page)
        page.keyboard.press("Escape")
        page.locator(".dialog").wait_for(state="detached")

    def calls(self) -> None:
        """Voice and video, both sides: see there."""
        CallTour(self.browser, self.server, self.look, self.language, self.options).whole()

    def widget(self) -> None:
        """A consumer's side, from the form to the end."""
        chat = Chat.open(self.browser, self.server, locale=LOCALES[self.language], **self.options)
        page = chat.page
        page.locator("[name=text]").wait_for()
        self.look("widget-form", page)
        chat.begins("¿Dónde está mi paquete? Lo pedí el lunes.", name="Lucía Ñúñez")
        page.locator(".waiting").wait_for()
        self.look("widget-waiting", page)
        page.locator(".menu summary").click()
        self.look("widget-menu", page)
        page.keyboard.press("Escape")
        desk = self.open("agt_ana")
        desk.ready()
        desk.accept()
        page.locator(".line").wait_for()
        desk.writes("Un momento, por favor: lo miro.")
        page.locator(".bubble[data-role=agent]").wait_for()
        self.look("widget-talking", page)
        chat.says("palabralarguísima" * 30)
        self.look("widget-too-long", page)
        self.button(desk, "thread.hold").click()
        page.locator(".standing").wait_for()
        self.look("widget-on-hold", page)
        page.locator(".menu summary").click()
        page.locator(".menu .bad").click()
        page.locator(".sure .bad").click()
        page.locator(".over").wait_for()
        self.look("widget-over", page)


PARTS = ("desk", "rings", "conversation", "mail", "too_long", "dialogs", "patience", "contacts", "widget")
"""Methods of a tour. `calls` is one more, at a server with `call_settings`."""
