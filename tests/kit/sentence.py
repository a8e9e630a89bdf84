"""The asynchronous sentence of the source document, played over real SMTP in and out: assigned without a pop-up, found
among the open interactions, corresponded about, transferred, released, and worked on until it is resolved.

Sentence(ana, bruno, world, words("en")).play(look)
"""

from collections.abc import Callable

import attrs
from playwright.sync_api import Locator, Page, expect

from kit.browser import Desk
from kit.drawing import drawn
from kit.letters import World, text_of

NAME = "María Rodríguez"
SUBJECT = "Invoice 2231"
NOTE = "She wants it by post, too."
Look = Callable[[str, Page], None]


@attrs.define(eq=False)
class Sentence:
    """Ana and Bruno are ready, or will be; nobody else is. Their desks speak the language of `say`."""

    ana: Desk
    bruno: Desk
    world: World
    say: dict[str, str]

    def play(self, look: Look) -> None:
        """Every step is seen at the desk and, where it leaves the house, in the letter that arrived."""
        self._is_assigned(look)
        self._corresponds(look)
        self._is_transferred(look)
        self._is_released(look)
        self._is_resolved(look)

    def _is_assigned(self, look: Look) -> None:
        self.ana.ready()
        stood = self.ana.page.locator(".status").get_attribute("data-state")
        self.world.writes(SUBJECT, "Good morning,\n\nis this invoice right?")
        expect(self._line(self.ana)).to_have_attribute("data-unread", "true")
        expect(self.ana.page.locator(".ring, .dialog")).to_have_count(0)
        expect(self.ana.page.locator(".status")).to_have_attribute("data-state", stood or "")
        look("sentence-assigned", self.ana.page)

    def _corresponds(self, look: Look) -> None:
        page, sent = self.ana.page, self.world.sent
        self._line(self.ana).click()
        expect(page.locator(".mail .text")).to_have_text("Good morning,\n\nis this invoice right?")
        self._writes(self.ana, "It is. Shall I send it again?")
        look("sentence-replying", page)
        page.keyboard.press("Control+Enter")
        letter = self.world.letter(sent + 1)
        assert text_of(letter).startswith("It is. Shall I send it again?")
        expect(page.locator(".mail[data-direction=out] .standing")).to_have_attribute("data-state", "sent")
        self.world.writes(f"Re: {SUBJECT}", "Yes, please.", answers=letter)
        expect(page.locator(".mail[data-open=true] .text").last).to_have_text("Yes, please.")
        look("sentence-answered", page)

    def _is_transferred(self, look: Look) -> None:
        page = self.bruno.page
        self._writes(self.ana, "You will have it")
        self.bruno.ready()
        self._hands_on("deed.transfer")
        expect(self._line(self.bruno)).to_have_attribute("data-unread", "true")
        expect(page.locator(".ring, .dialog")).to_have_count(0)
        self._wraps_up(self.ana)
        self._line(self.bruno).click()
        expect(page.locator(".panel .packet")).to_contain_text(NOTE)
        expect(page.locator(".rich-box")).to_have_text("You will have it")
        look("sentence-transferred", page)

    def _is_released(self, look: Look) -> None:
        """Bruno goes home; in the queue only Ana is left."""
        page = self.bruno.page
        page.locator(".rich-box").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" by post")
        self._is_saved(page)
        page.locator(".status summary").click()
        page.locator(".option[data-status=not_ready]").first.click()
        page.locator(".status[data-state=not_ready]").wait_for()
        self._opens_dialog(page, "deed.release")
        page.locator(".dialog [type=submit]").click()
        self._wraps_up(self.bruno)
        self._line(self.ana).click()
        expect(self.ana.page.locator(".rich-box")).to_have_text("You will have it by post")
        look("sentence-released", self.ana.page)

    def _is_resolved(self, look: Look) -> None:
        page, sent = self.ana.page, self.world.sent
        page.locator("[data-deed='mail.send_resolve']").click()
        dialog = page.locator(".dialog")
        dialog.get_by_label("Entrega").check()
        look("sentence-resolving", page)
        dialog.locator("[type=submit]").click()
        assert text_of(self.world.letter(sent + 1)).startswith("You will have it by post")
        expect(self._line(self.ana)).to_have_count(0)
        expect(page.locator(".thread.nothing")).to_be_visible()
        look("sentence-resolved", page)

    def _wraps_up(self, desk: Desk) -> None:
        """Whoever hands it on says what came of their part."""
        remains = desk.page.locator(".wrapup")
        remains.get_by_label("Entrega").check()
        remains.locator("[data-deed='wrapup.complete']").click()
        expect(self._line(desk)).to_have_count(0)

    def _line(self, desk: Desk) -> Locator:
        return desk.page.locator(".list .line", has_text=SUBJECT)

    def _writes(self, desk: Desk, text: str) -> None:
        desk.page.locator(".begins[data-kind=main] button").first.click()
        expect(desk.page.locator(".rich-box")).to_be_focused()
        desk.page.keyboard.type(text)
        self._is_saved(desk.page)

    def _is_saved(self, page: Page) -> None:
        drawn(page)
        expect(page.locator(".mailer .saved")).to_contain_text(self.say["notes.saved"].partition(" {")[0])

    def _opens_dialog(self, page: Page, deed: str) -> None:
        page.locator(".head .menu summary").click()
        page.locator(f".head [data-deed='{deed}']").click()
        page.locator(".dialog").wait_for()

    def _hands_on(self, deed: str) -> None:
        page = self.ana.page
        self._opens_dialog(page, deed)
        dialog = page.locator(".dialog")
        dialog.get_by_role("searchbox").fill("brun")
        dialog.get_by_role("radio", name="Bruno Silva").check()
        dialog.locator("textarea").fill(NOTE)
        dialog.locator("[type=submit]").click()
        expect(dialog).to_have_count(0)
