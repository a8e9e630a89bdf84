"""Calls in real browsers with devices that are not real: what goes through, as the browsers themselves measure it.

maria, ana = Caller.widget(browser, server), Caller.desk(browser, server, "agt_ana")
maria.calls("video")
ana.page.locator(".ring .good").click()
maria.hears() and maria.sees_pictures()
"""

from typing import Any

import attrs
from playwright.sync_api import Browser, BrowserContext, Page

from kit.browser import PATIENCE_MS, Desk, SampleServer
from kit.chat import Chat

DEVICES = ["microphone", "camera"]
MEASURE = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.connections.push(this); }
};
window.measured = async () => {
  const sum = { frames: 0, energy: 0, packets: 0, open: 0 };
  for (const one of window.connections.filter((one) => one.connectionState === "connected")) {
    sum.open += 1;
    (await one.getStats()).forEach((stat) => {
      if (stat.type !== "inbound-rtp") return;
      sum.packets += stat.packetsReceived;
      sum.frames += stat.framesDecoded ?? 0;
      sum.energy += stat.totalAudioEnergy ?? 0;
    });
  }
  return sum;
};
window.until = async (grows, name) => {
  const [patient, quietMs] = [Date.now() + 20000, 700];
  for (let before = await window.measured(); Date.now() < patient; ) {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const now = await window.measured();
    const grew = now[name] - before[name] > (name === "energy" ? 1e-4 : 2);
    if (now.open > 0 && grew === grows) return true;
    before = now;
  }
  return false;
};
undefined;
"""
"""In every page before its own scripts. `until(grows, what)`: soon more of it comes in within 700 ms, or none does."""


@attrs.define(eq=False)
class Caller:
    """One side of a call."""

    page: Page
    context: BrowserContext

    @classmethod
    def widget(cls, browser: Browser, server: SampleServer, permissions: list[str] | None = None) -> "Caller":
        """A consumer's page. `permissions`: what the browser gives; both devices unless said otherwise."""
        chat = Chat.open(browser, server, permissions=DEVICES if permissions is None else permissions)
        return cls._measured(chat.page, chat.context)

    @classmethod
    def desk(cls, browser: Browser, server: SampleServer, name: str, permissions: list[str] | None = None) -> "Caller":
        """An agent's page, signed in and ready."""
        desk = Desk.open(browser, server, name, permissions=DEVICES if permissions is None else permissions)
        caller = cls._measured(desk.page, desk.context)
        Desk(desk.page, desk.context).live()
        desk.ready()
        return caller

    @classmethod
    def _measured(cls, page: Page, context: BrowserContext) -> "Caller":
        context.add_init_script(MEASURE)
        page.evaluate(MEASURE)
        return cls(page, context)

    def calls(self, channel: str) -> None:
        """The consumer presses the button."""
        self.page.locator(f".calls [data-channel={channel}]").click()
        self.page.locator(".call").wait_for()

    def accepts(self) -> None:
        """The agent takes what rings."""
        self.page.locator(".ring .good").click()
        self.page.locator(".call").wait_for()

    def gets(self, what: str, grows: bool = True) -> bool:
        """Soon more `frames`, `energy` (of sound) or `packets` come in; or none any more."""
        return bool(self.page.evaluate(f"until({str(grows).lower()}, '{what}')"))

    def sees(self, text: str) -> None:
        """In the panel of the call, soon."""
        self.page.locator(".call", has_text=text).wait_for(timeout=PATIENCE_MS)

    def measured(self) -> Any:
        """Sums over all connections."""
        return self.page.evaluate("measured()")
