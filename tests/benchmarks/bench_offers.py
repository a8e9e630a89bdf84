"""How fast it rings and answers with 200 agents on line. `python tests/benchmarks/bench_offers.py [--json]`

Open loop: interactions arrive at a steady rate whatever the server does, and each moment counts from when it was due.
Agents accept at once, end, and complete their wrap-up. Server and clients share the machine.
"""

import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import attrs  # noqa: E402 - the path comes first
import trio  # noqa: E402
from kit.bench import CONNECTING_MAX, Figures, Frame, Light, agents_toml, each, light, queue_toml, wants_json  # noqa: E402  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from ringline_client.bench.running import cpu_s  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

AGENTS = 200
PER_S = 20
SECONDS = 20
WARM_UP = 40
"""Interactions that are not counted."""
CONFIG = queue_toml("que_0") + agents_toml([f"agt_{number}" for number in range(AGENTS)], ["que_0"])


@attrs.define
class Measured:
    """Seconds, from arrival to offer and from accept to reply; and when each interaction was due."""

    due: dict[int, float] = attrs.field(factory=dict)
    offers: list[float] = attrs.field(factory=list)
    accepts: list[float] = attrs.field(factory=list)
    cycles: int = 0


async def main() -> None:
    """One run."""
    figures, measured = Figures(f"{AGENTS} agents on line, {PER_S} arrivals per second"), Measured()
    with tempfile.TemporaryDirectory() as folder:
        server = ServerProcess.make(Path(folder), CONFIG)
        await server.start()
        try:
            async with trio.open_nursery() as nursery:
                agents = [partial(nursery.start, partial(_desk, server, f"agt_{n}", measured)) for n in range(AGENTS)]
                await each(agents, CONNECTING_MAX)
                before = cpu_s(server.pid)
                await _arrive(server, measured)
                await trio.sleep(2)
                computed = cpu_s(server.pid) - before
                nursery.cancel_scope.cancel()
        finally:
            await server.kill()
    figures.spread("arrival to offer", measured.offers[WARM_UP:], aim_p99_ms=10)
    figures.spread("accept to reply, durable", measured.accepts[WARM_UP:], aim_p99_ms=20)
    figures.add("whole cycles", measured.cycles, "")
    figures.add("computed by the server for each cycle", computed / max(1, measured.cycles) * 1000, "ms")
    figures.show(wants_json())


async def _arrive(server: ServerProcess, measured: Measured) -> None:
    async with light(server, "svc_flow", PrincipalKind.SERVICE) as service, trio.open_nursery() as nursery:
        begun = trio.current_time()
        started = time.perf_counter()
        for number in range(PER_S * SECONDS):
            await trio.sleep_until(begun + number / PER_S)
            measured.due[number] = started + number / PER_S
            params = {"queue": "que_0", "subject": str(number)}
            nursery.start_soon(service.ask, "interaction.create", params)


async def _desk(server: ServerProcess, name: str, measured: Measured, *, task_status: trio.TaskStatus[None]) -> None:
    """Accepts whatever rings, as soon as it rings."""
    into, rings = trio.open_memory_channel[Frame](100)
    async with light(server, name, PrincipalKind.AGENT) as agent:

        def told(frame: Frame) -> None:
            if frame.get("event") == "offer.created":
                into.send_nowait({**frame, "at": time.perf_counter()})

        agent.on_frame = told
        await agent.ask("agent.set_status", {"status": "ready"})
        task_status.started()
        async for ring in rings:
            await _work(agent, ring, measured)


async def _work(agent: Light, ring: Frame, measured: Measured) -> None:
    data = ring["data"]
    measured.offers.append(ring["at"] - measured.due[int(data["card"]["subject"])])
    accepted = time.perf_counter()
    await agent.acknowledge(ring["stream"], ring["seq"])
    await agent.ask("offer.accept", {"offer": data["offer"]})
    measured.accepts.append(time.perf_counter() - accepted)
    await agent.ask("interaction.end", {"interaction": data["interaction"]})
    await agent.ask("wrap_up.complete", {"interaction": data["interaction"]})
    measured.cycles += 1


if __name__ == "__main__":
    trio.run(main)
