"""Calls in real browsers with devices that are not real: what goes through, as the browsers themselves measure it.

maria, ana = Caller.widget(browser, server), Caller.desk(browser, server, "agt_ana")
maria.calls("video")
ana.accepts()
assert maria.gets("energy")
"""

from pathlib import Path
from typing import Any

import attrs
from playwright.sync_api import Browser, BrowserContext, Page

from kit.browser import PATIENCE_MS, Desk, SampleServer
from kit.chat import Chat
from kit.source import ROOT

DEVICES = ["microphone", "camera"]
MEASURE = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.connections.push(this); }
};
window.notes = 0;
const begin = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) { window.notes += 1; return begin.apply(this, given); };
const stats = RTCPeerConnection.prototype.getStats;
const open = () => window.connections.filter((one) => one.connectionState === "connected");
const heard = async (one) => {
  const sum = { frames: 0, energy: 0, packets: 0 };
  (await stats.call(one)).forEach((stat) => {
    if (stat.type !== "inbound-rtp") return;
    sum.packets += stat.packetsReceived;
    sum.frames += stat.framesDecoded ?? 0;
    sum.energy += stat.totalAudioEnergy ?? 0;
  });
  return sum;
};
const apart = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const grew = (name, before, now) => now[name] - before[name] > (name === "energy" ? 1e-4 : 2);
window.until = async (count, grows, name) => {
  for (const patient = Date.now() + 60000; Date.now() < patient; ) {
    const some = open();
    const before = await Promise.all(some.map(heard));
    await apart(1200);
    if (some.length !== open().length || (count ? some.length !== count : some.length === 0)) continue;
    const now = await Promise.all(some.map(heard));
    if (now.every((sums, index) => grew(name, before[index], sums) === grows)) return true;
  }
  return false;
};
window.split = async (talking, silent, still) => {
  for (const patient = Date.now() + 60000; Date.now() < patient; ) {
    const some = open();
    const before = await Promise.all(some.map(heard));
    await apart(1200);
    if (some.length !== open().length || some.length !== talking + silent + still) continue;
    const now = await Promise.all(some.map(heard));
    const loud = now.filter((sums, index) => grew("energy", before[index], sums));
    if (loud.length === talking && now.filter(({ packets }) => packets === 0).length === silent) return true;
  }
  return false;
};
window.sent = async () => {
  let packets = 0;
  for (const one of window.connections)
    (await stats.call(one)).forEach((stat) => { if (stat.type === "outbound-rtp") packets += stat.packetsSent; });
  return packets;
};
window.alone = async () => {
  for (const patient = Date.now() + 60000; Date.now() < patient; await apart(100))
    if (window.connections.every((one) => one.connectionState === "closed")) return true;
  return false;
};
window.chimes = async () => {
  const before = window.notes;
  for (const patient = Date.now() + 60000; Date.now() < patient; await apart(100))
    if (window.notes > before) return true;
  return false;
};
window.paths = () => open().map((one) => /ice-ufrag:(.+)/.exec(one.remoteDescription.sdp)[1]);
window.kinds = () => Promise.all(open().map(async (one) => {
  const all = [...(await stats.call(one)).values()];
  const transport = all.find((stat) => stat.type === "transport");
  const pair = all.find((stat) => stat.id === transport.selectedCandidatePairId);
  return all.find((stat) => stat.id === pair.localCandidateId).candidateType;
}));
window.renewed = async (before) => {
  for (const patient = Date.now() + 60000; Date.now() < patient; await apart(100)) {
    const now = window.paths();
    if (now.length > 0 && now.every((path) => !before.includes(path))) return true;
  }
  return false;
};
undefined;
"""
"""In every page before its own scripts. `until(count, grows, what)`: on each of so many connections (0: on all there
are, and there are some) more of it comes in within 1.2 s, or none does; soon."""


SAMPLE = ROOT / "server" / "ringline_server" / "sample.toml"
LINES = {"que_phone": 'channel = "voice"\n', "que_video": 'channel = "video"\n'}
"""The sample's queues of calls, and the line of each that others are put behind."""
HURRIED = 'ring = "20s"\n'
RINGS = 'ring = "60s"'
"""A test's agents answer when the machine lets them."""
CALM = 'accepting = "60s"'
"""Nobody is hurried: a setting for `call_settings`."""
DEAF = '# rescind_unacked = "3s"'
HEARING = 'rescind_unacked = "30s"'
"""A page that starts to draw a call on a busy machine answers late to the server, too; it is there all the same."""


ONLY_RELAYED = """
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(given) { super({ ...given, iceTransportPolicy: "relay" }); }
};
undefined;
"""
"""For a page that is open: as in a network that lets nothing through but what a server relays."""


def call_settings(folder: Path, calls: str = "", **queues: str) -> Path:
    """The sample account in a file. `queues`: settings of que_phone, que_video or both; `calls`: of all calls."""
    text = SAMPLE.read_text(encoding="utf-8")
    head, rest = text.split("\n[calls]", 1)
    text = f"{head}\n[calls]\n{calls}\n{rest.partition(chr(10))[2]}"
    assert text.count(HURRIED) == text.count(DEAF) == 1
    text = text.replace(HURRIED, "").replace(DEAF, HEARING)
    for queue, line in LINES.items():
        assert text.count(line) == 1
        text = text.replace(line, f"{line}{RINGS}\n{queues.get(queue, queues.get('both', ''))}\n")
    path = folder / "calls.toml"
    path.write_text(text, encoding="utf-8")
    return path


@attrs.define(eq=False)
class Caller:
    """One side of a call."""

    page: Page
    context: BrowserContext

    @classmethod
    def widget(
        cls, browser: Browser, server: SampleServer, permissions: list[str] | None = None, **options: Any
    ) -> "Caller":
        """A consumer's page. `permissions`: what the browser gives; both devices unless said otherwise."""
        chat = Chat.open(browser, server, permissions=DEVICES if permissions is None else permissions, **options)
        return cls._measured(chat.page, chat.context)

    @classmethod
    def desk(
        cls, browser: Browser, server: SampleServer, name: str, permissions: list[str] | None = None, **options: Any
    ) -> "Caller":
        """An agent's page, signed in and ready."""
        given = DEVICES if permissions is None else permissions
        desk = Desk.open(browser, server, name, permissions=given, **options)
        caller = cls._measured(desk.page, desk.context)
        desk.live()
        desk.page.locator(".status summary").click()
        desk.page.locator(".option[data-status=ready]").click()
        desk.page.locator(".status:not([data-state=not_ready], [data-state=offline])").wait_for()
        desk.page.keyboard.press("Escape")
        return caller

    @classmethod
    def reader(cls, browser: Browser, server: SampleServer, name: str, interaction: str) -> "Caller":
        """Somebody's page without any device, at an interaction in which they have no part."""
        desk = Desk.open(browser, server, name)
        caller = cls._measured(desk.page, desk.context)
        desk.live()
        desk.page.evaluate("id => { location.hash = `#/interaction/${id}`; }", interaction)
        return caller

    @classmethod
    def _measured(cls, page: Page, context: BrowserContext) -> "Caller":
        context.add_init_script(MEASURE)
        page.evaluate(MEASURE)
        return cls(page, context)

    def calls(self, channel: str, name: str = "") -> None:
        """The consumer presses the button."""
        if name:
            self.page.locator("[name=name]").fill(name)
        self.page.locator(f".calls [data-channel={channel}]").click()
        self.page.locator(".call").wait_for()

    def accepts(self) -> None:
        """The agent takes what rings."""
        self.page.locator(".ring .good").click()
        self.page.locator(".call").wait_for()

    def gets(self, what: str, grows: bool = True, count: int = 0) -> bool:
        """Soon more `frames`, `energy` (of sound) or `packets` come from each of `count` others; or none any more."""
        return bool(self.page.evaluate(f"until({count}, {str(grows).lower()}, '{what}')"))

    def hears(self, talking: int, silent: int, still: int = 0) -> bool:
        """Soon sound comes from so many, from so many not one packet has ever come, and from the rest no more."""
        return bool(self.page.evaluate(f"split({talking}, {silent}, {still})"))

    def packets_sent(self) -> int:
        """By this page, to anybody."""
        return int(self.page.evaluate("sent()"))

    def is_alone(self) -> bool:
        """Soon no connection of this page is left."""
        return bool(self.page.evaluate("alone()"))

    def hears_the_tone(self) -> bool:
        """Of who waits."""
        return bool(self.page.evaluate("chimes()"))

    def paths(self) -> list[str]:
        """What names them anew with each restart of ICE."""
        found: list[str] = self.page.evaluate("paths()")
        return found

    def kinds_of_path(self) -> list[str]:
        """How this page is reached on each: host, relay …"""
        found: list[str] = self.page.evaluate("kinds()")
        return found

    def is_renewed(self, before: list[str]) -> bool:
        """Soon all paths are others than before."""
        return bool(self.page.evaluate("before => renewed(before)", before))

    def does(self, deed: str) -> None:
        """Presses the button of this name."""
        self.page.locator(f"[data-deed='{deed}']").click()

    @property
    def interaction(self) -> str:
        """On a consumer's page."""
        return str(self.page.evaluate("JSON.parse(localStorage['ringline.widget.conversation']).interaction"))

    @property
    def desk_page(self) -> Desk:
        """On an agent's page."""
        return Desk(self.page, self.context)

    def sees(self, text: str) -> None:
        """In the panel of the call, soon."""
        self.page.locator(".call", has_text=text).wait_for(timeout=PATIENCE_MS)


def connected(browser: Browser, server: SampleServer, channel: str) -> tuple[Caller, Caller]:
    """María calls, Ana takes it, and both hear each other."""
    ana = Caller.desk(browser, server, "agt_ana")
    maria = Caller.widget(browser, server)
    maria.calls(channel, "María")
    ana.accepts()
    assert maria.gets("energy")
    assert ana.gets("energy")
    return maria, ana
