"""The part of the tour that calls are: every state of both panels, video where there is room, else voice.

CallTour(browser, server, look, "es", options).whole()
"""

from typing import Any

import attrs
from playwright.sync_api import Browser, Page

from kit.browser import Desk, SampleServer
from kit.calling import Caller

POOR = """
RTCPeerConnection.prototype.getStats = async () => new Map([
  ["pair", { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.64 }],
  ["in", { type: "inbound-rtp", packetsLost: 12, packetsReceived: 88 }],
]);
undefined;
"""
"""A path that no machine under test has."""
SLOW = """
const grab = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  await new Promise((resolve) => { window.give = resolve; });
  return grab(wish);
};
undefined;
"""
"""A person who takes their time to answer the browser's question; `give()` is their yes."""
WIDE = 800


@attrs.define(eq=False)
class CallTour:
    """Begins where nothing has happened yet; `CALM`: with time enough to look."""

    browser: Browser
    server: SampleServer
    look: Any
    language: str
    options: dict[str, Any]
    maria: Caller = attrs.field(init=False)
    ana: Caller = attrs.field(init=False)

    @property
    def channel(self) -> str:
        """Pictures need room."""
        return "video" if self.options.get("viewport", {}).get("width", WIDE) >= WIDE else "voice"

    def whole(self) -> None:
        """From a browser that gives no microphone to the end of the call."""
        self._refused()
        self.maria, self.ana = self._widget(), self._desk("agt_ana")
        self.look("widget-call-form", self.maria.page)
        self.maria.calls(self.channel)
        self.maria.page.locator(".call .own, .call .deeds").first.wait_for()
        self.look("widget-call-waiting", self.maria.page)
        self._connecting()
        self._talking()
        self._consulting()
        self._over()

    def _widget(self, permissions: list[str] | None = None) -> Caller:
        options = {"locale": {"en": "en-GB", "es": "es-ES"}[self.language], **self.options}
        return Caller.widget(self.browser, self.server, permissions, **options)

    def _desk(self, name: str) -> Caller:
        options = {"locale": {"en": "en-GB", "es": "es-ES"}[self.language], **self.options}
        return Caller.desk(self.browser, self.server, name, **options)

    def _refused(self) -> None:
        shy = self._widget([])
        shy.page.locator(f".calls [data-channel={self.channel}]").click()
        shy.page.get_by_role("alert").wait_for()
        self.look("widget-call-refused", shy.page)
        shy.context.close()

    def _connecting(self) -> None:
        """While the agent is asked for the microphone."""
        self.ana.page.locator(".ring").wait_for()
        self.look("call-ring", self.ana.page)
        self.ana.page.evaluate(SLOW)
        self.ana.accepts()
        self._stand("connecting")
        self.look("call-connecting", self.ana.page)
        self.look("widget-call-connecting", self.maria.page)
        self.ana.page.evaluate("window.give()")
        self._stand("talking")

    def _stand(self, how: str) -> None:
        for side in (self.maria, self.ana):
            side.page.locator(f".call[data-stands={how}]").wait_for()

    def _talking(self) -> None:
        assert self.maria.gets("energy")
        for side, name in ((self.ana, "call"), (self.maria, "widget-call")):
            side.page.locator(".gauge").wait_for()
            self.look(name, side.page)
            self._pops(name, side.page)
        self.ana.page.locator("[data-deed='call.mute']").click()
        if self.channel == "video":
            self.ana.page.locator("[data-deed='call.camera']").click()
        self.maria.page.locator(".kept").first.wait_for()
        self.maria.page.evaluate(POOR)
        self.maria.page.locator(".gauge[data-level=poor]").wait_for()
        self.look("widget-call-muted-poor", self.maria.page)
        self.look("call-muted", self.ana.page)
        self.ana.page.locator("[data-deed='call.mute']").click()

    def _pops(self, name: str, page: Page) -> None:
        for index, what in enumerate(("pad", "devices")):
            page.locator(".call .pop summary").nth(index).click()
            page.locator(".call .pop[open]").locator("button, option").first.wait_for(state="attached")
            self.look(f"{name}-{what}", page)
            page.keyboard.press("Escape")

    def _consulting(self) -> None:
        """On hold first; then a colleague is asked, and joins."""
        self.ana.page.locator("[data-deed='thread.hold']").click()
        self._stand("held")
        self.look("call-held", self.ana.page)
        self.look("widget-call-held", self.maria.page)
        carla = self._desk({"video": "agt_carla", "voice": "agt_bruno"}[self.channel])
        ana = Desk(self.ana.page, self.ana.context)
        ana.page.locator(".head .menu summary").click()
        ana.page.locator("[data-deed='deed.consult']").click()
        ana.page.locator(".dialog [type=radio]").first.wait_for()
        ana.page.locator(".dialog [type=radio]").first.check()
        ana.page.locator(".dialog [type=submit]").click()
        carla.accepts()
        ana.page.locator("[data-deed='away.conference']").wait_for()
        assert carla.gets("energy")
        self.look("call-consulting", self.ana.page)
        self.look("call-consulted", carla.page)
        ana.page.locator("[data-deed='away.conference']").click()
        self.maria.page.locator(".faces[data-count='2']").wait_for()
        assert self.maria.gets("energy")
        self.look("call-conference", self.ana.page)
        self.look("widget-call-conference", self.maria.page)

    def _over(self) -> None:
        self.maria.page.locator("[data-deed='call.hang_up']").click()
        self.maria.page.locator(".over").wait_for()
        self.look("widget-call-over", self.maria.page)
        self.ana.page.locator(".wrapup").wait_for()
        self.look("call-wrap-up", self.ana.page)
