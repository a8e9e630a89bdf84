"""How the desk feels when much is said and much is open. `python tests/benchmarks/bench_desk.py [--json]`

Under an open transcript a conversation grows to 5,000 segments: what the page computes for each, in a burst and one by
one at its end, the longest time it does not listen to its reader, and a search in all of it.
Then 10,000 mails are assigned to one agent, whose desk is opened: how soon the open list is painted and can be used.
"""

import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import IN_FLIGHT, Figures, Frame, Light, agents_toml, each, light, queue_toml, wants_json  # noqa: E402
from kit.browser import Desk  # noqa: E402
from kit.chromium import chromium  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from playwright.sync_api import CDPSession, Page, sync_playwright  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

SEGMENTS = 5_000
SINGLES = 100
OPEN = 10_000
MINE = 1_000
"""As many as one agent may have: the configuration's limit."""
PAINTS = 5
ASSIGNED_AT_ONCE = 4
"""All to the same agent, one after the other."""
ANSWER_MS = 600_000
MAIL = queue_toml("que_mail").replace("messaging", "email")
CHAT = queue_toml("que_chat", 'acceptance = "automatic"')
CAPACITY = (
    f"capacity = {{ units = 10000, cost = {{ email = 1 }}, channel_max = {{ messaging = 1, email = {MINE} }} }}\n"
)
CONFIG = MAIL + CHAT + agents_toml(["agt_ana"], ["que_mail", "que_chat"]) + CAPACITY
LONGEST_TASK = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
"""
LAST_LINE_IS = "text => [...document.querySelectorAll('.chunk:last-child .spoken')].at(-1)?.innerText.includes(text)"
FIRST_LINE = """
const look = () => {
  const isThere = document.querySelector(".list .line");
  requestAnimationFrame(isThere ? () => setTimeout(() => (window.paintedMs = performance.now())) : look);
};
look();
"""


def main() -> None:
    """Both halves."""
    figures = Figures("The desk in a browser")
    for half in (_transcript, _open_list):
        trio.run(_on_a_server, half, figures)
    figures.show(wants_json())


Half = Callable[[ServerProcess, Light, Figures], Awaitable[None]]


async def _on_a_server(half: Half, figures: Figures) -> None:
    """With an agent who is ready and a service."""
    with tempfile.TemporaryDirectory() as folder:
        server = ServerProcess.make(Path(folder), CONFIG)
        try:
            await server.start()
            async with light(server, "agt_ana", PrincipalKind.AGENT) as ana:
                await ana.ask("agent.set_status", {"status": "ready"})
                async with light(server, "svc_flow", PrincipalKind.SERVICE) as service:
                    await half(server, service, figures)
        finally:
            await server.kill()


async def _browse(server: ServerProcess, look: Callable[[Desk], None]) -> None:
    """Look at the desk of the agent, in a thread: a browser blocks who drives it."""
    token = server.token("agt_ana", PrincipalKind.AGENT)

    def browse() -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            desk = Desk.on(browser, f"http://127.0.0.1:{server.port}/")
            desk.sign_in(token)
            look(desk)
            browser.close()

    await trio.to_thread.run_sync(browse)


# --- a long transcript


async def _transcript(server: ServerProcess, service: Light, figures: Figures) -> None:
    asked = {"queue": "que_chat", "consumer": {"name": "María Rodríguez"}}
    interaction = str((await service.ask("interaction.create", asked))["interaction"])

    async def push(numbers: range, at_once: int) -> None:
        await each([partial(service.ask, "segment.push", _segment(interaction, n)) for n in numbers], at_once)

    def look(desk: Desk) -> None:
        page = desk.page
        page.locator(".list .line").click()
        page.get_by_role("tab", name="Transcript").click()
        page.evaluate(f"() => {{ {LONGEST_TASK} }}")
        cdp = desk.context.new_cdp_session(page)
        cdp.send("Performance.enable")

        def say(numbers: range, at_once: int) -> None:
            trio.from_thread.run(push, numbers, at_once)
            page.wait_for_function(LAST_LINE_IS, arg=f"line {numbers[-1]}.", timeout=ANSWER_MS)

        _work(cdp, figures, "of a burst", SEGMENTS, lambda: say(range(SEGMENTS), IN_FLIGHT))
        after = range(SEGMENTS, SEGMENTS + SINGLES)
        _work(cdp, figures, f"after {SEGMENTS:,}", SINGLES, lambda: say(after, 1))
        figures.add("longest task meanwhile", page.evaluate("window.longest"), "ms")
        _work(cdp, figures, "of a search, all in all", 1, lambda: _search(page, figures))

    await _browse(server, look)


def _segment(interaction: str, number: int) -> Frame:
    text = f"Where is my parcel? It should be here, line {number}."
    return {"interaction": interaction, "segment": {"segment": f"seg_{number}", "role": "consumer", "text": text}}


def _search(page: Page, figures: Figures) -> None:
    started = time.perf_counter()
    page.get_by_role("searchbox").fill("parcel")
    page.wait_for_function("() => document.querySelectorAll('.transcript mark').length > 0")
    figures.add("search: typed to marked, 250 of it a pause", (time.perf_counter() - started) * 1000, "ms", aim=500)
    page.wait_for_function("() => document.querySelectorAll('.transcript mark').length > 999", timeout=ANSWER_MS)
    figures.add("search: typed to 1,000 hits counted", (time.perf_counter() - started) * 1000, "ms")


def _work(cdp: CDPSession, figures: Figures, name: str, count: int, deed: Callable[[], None]) -> None:
    """What the page computes meanwhile."""
    before = _metrics(cdp)
    deed()
    after = _metrics(cdp)
    for metric, word in (("ScriptDuration", "scripts"), ("LayoutDuration", "layout"), ("RecalcStyleDuration", "style")):
        figures.add(f"{word}, each {name}", (after[metric] - before[metric]) * 1000 / count, "ms")


def _metrics(cdp: CDPSession) -> dict[str, float]:
    return {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}


# --- a long list


async def _open_list(server: ServerProcess, service: Light, figures: Figures) -> None:
    mail = {"queue": "que_mail", "consumer": {"name": "María Rodríguez"}, "subject": "Where is my parcel?"}
    await each([partial(service.ask, "interaction.create", mail) for _ in range(OPEN)], ASSIGNED_AT_ONCE)

    def look(desk: Desk) -> None:
        page, painted = desk.page, []
        page.add_init_script(LONGEST_TASK + FIRST_LINE)
        for _ in range(PAINTS):
            page.reload()
            page.wait_for_function("() => window.paintedMs", timeout=ANSWER_MS)
            painted.append(page.evaluate("window.paintedMs / 1000"))
        figures.spread(f"reload to the open list of {page.locator('.list .count').inner_text()} painted", painted)
        figures.add("longest task meanwhile", page.evaluate("window.longest"), "ms")
        cdp = desk.context.new_cdp_session(page)
        cdp.send("Performance.enable")
        _work(cdp, figures, "second at rest", 3, lambda: page.wait_for_timeout(3_000))

    await _browse(server, look)


if __name__ == "__main__":
    main()
