"""How it behaves when much is open and something is long. `python tests/benchmarks/bench_scale.py [--json]`

10,000 open interactions: a restart until the server answers and until the first ring, and the list in pages.
One closed interaction of 10,000 segments: its stream, its transcript in pages, a search in it.
"""

import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import IN_FLIGHT, Figures, Frame, Light, agents_toml, each, light, queue_toml, wants_json  # noqa: E402  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from ringline_client.bench.running import cpu_s  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

OPEN = 10_000
SEGMENTS = 10_000
PAGE = 200
QUEUES = ("que_0", "que_1", "que_2")
BOSS = '[[agents]]\nid = "agt_boss"\nname = "Boss"\nsupervisor = true\n'
CONFIG = "".join(map(queue_toml, QUEUES)) + agents_toml(["agt_0"], QUEUES) + BOSS
TRANSCRIPT = [{"segment": f"b{n}", "role": "bot", "text": "where is my parcel, it should be here"} for n in range(3)]
VARIABLES = [{"name": "order", "value": "AB12CD"}, {"name": "tries", "value": 3}]


async def main() -> None:
    """Fill, restart, read."""
    figures = Figures("Much that is open, and something long")
    with tempfile.TemporaryDirectory() as folder:
        server = ServerProcess.make(Path(folder), CONFIG)
        try:
            await server.start()
            long = await _fill(server, figures)
            await server.kill()
            await _restart(server, figures)
            async with light(server, "agt_boss", PrincipalKind.SUPERVISOR) as boss:
                await _listing(boss, figures)
                await _reading(boss, long, figures)
        finally:
            await server.kill()
    figures.show(wants_json())


async def _fill(server: ServerProcess, figures: Figures) -> str:
    """10,000 that wait, and a closed one of 10,000 segments; its id."""
    async with light(server, "svc_flow", PrincipalKind.SERVICE) as service:
        more = {"transcript": TRANSCRIPT, "variables": VARIABLES, "consumer": {"name": "María"}}
        create = [
            partial(service.ask, "interaction.create", {"queue": QUEUES[number % len(QUEUES)], **more})
            for number in range(OPEN)
        ]
        started = time.perf_counter()
        await each(create, IN_FLIGHT)
        figures.add("intakes, one service", OPEN / (time.perf_counter() - started), "/s")
        long = str((await service.ask("interaction.create", {"queue": QUEUES[0]}))["interaction"])
        say = [partial(service.ask, "segment.push", _segment(long, number)) for number in range(SEGMENTS)]
        started = time.perf_counter()
        await each(say, IN_FLIGHT)
        figures.add("final segments into one interaction", SEGMENTS / (time.perf_counter() - started), "/s")
        await service.ask("interaction.end", {"interaction": long})
    return long


def _segment(interaction: str, number: int) -> Frame:
    text = f"about the parcel of tuesday, number {number}" + (" rarely" if number % 1_000 == 7 else "")
    return {"interaction": interaction, "segment": {"segment": f"s{number}", "role": "consumer", "text": text}}


async def _restart(server: ServerProcess, figures: Figures) -> None:
    """Twice: the file's pages are warm the second time. It was killed before; and it stays up after the last."""
    await _until_it_rings(server, figures, f"restart with {OPEN} open")
    await server.kill()
    await _until_it_rings(server, figures, f"restart with {OPEN} open, once more")


async def _until_it_rings(server: ServerProcess, figures: Figures, name: str) -> None:
    """From the start of the process: python's own start and all imports count."""
    started = time.perf_counter()
    await server.start()
    figures.add(f"{name}: answers", time.perf_counter() - started, "s", aim=2)
    rang = trio.Event()
    async with light(server, "agt_0", PrincipalKind.AGENT) as agent:
        agent.on_frame = lambda frame: rang.set() if frame.get("event") == "offer.created" else None
        await agent.ask("agent.set_status", {"status": "ready"})
        await rang.wait()
    figures.add(f"{name}: rings", time.perf_counter() - started, "s", aim=2)
    figures.add(f"{name}: computed until then", cpu_s(server.pid), "s")


async def _listing(boss: Light, figures: Figures) -> None:
    started = time.perf_counter()
    await boss.ask("interaction.list", {"open_only": True}, keyed=False)
    figures.add(f"first page of {OPEN} open (50)", (time.perf_counter() - started) * 1000, "ms")
    count, cursor, pages = 0, None, 0
    took = 0.0
    while pages == 0 or cursor is not None:
        params = {"open_only": True, "limit": PAGE, **({"cursor": cursor} if cursor else {})}
        await trio.sleep(0.25)  # the rate that one connection may ask at: not measured
        started = time.perf_counter()
        page = await boss.ask("interaction.list", params, keyed=False)
        took += time.perf_counter() - started
        pages, count, cursor = pages + 1, count + len(page["interactions"]), page.get("cursor")
    figures.add(f"all {count} open in {pages} pages of {PAGE}", took * 1000, "ms")


async def _reading(boss: Light, long: str, figures: Figures) -> None:
    for turn in ("from disk", "in memory"):
        started = time.perf_counter()
        frames = await boss.until_caught_up(f"interaction/{long}")
        figures.add(f"subscribe to {SEGMENTS} segments, {turn} ({frames} frames)", _ms(started), "ms")
    params: Frame = {"interaction": long, "limit": PAGE}
    started = time.perf_counter()
    await boss.ask("transcript.read", {**params, "before_seq": 100_000_000}, keyed=False)
    figures.add(f"last page of the transcript ({PAGE})", _ms(started), "ms")
    count, more, took = 0, True, 0.0
    while more:
        await trio.sleep(0.11)  # as above
        started = time.perf_counter()
        page = await boss.ask("transcript.read", params, keyed=False)
        took += time.perf_counter() - started
        count, more = count + len(page["segments"]), page["more"]
        params["after_seq"] = page["segments"][-1]["seq"]
    figures.add(f"all {count} segments in pages of {PAGE}", took * 1000, "ms")
    for text in ("rarely", "parcel tuesday", "nothing"):
        await trio.sleep(1)
        started = time.perf_counter()
        found = await boss.ask("transcript.search", {"interaction": long, "text": text}, keyed=False)
        figures.add(f"search in it, first {len(found['hits'])} hits", _ms(started), "ms")


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    trio.run(main)
