"""What an idle agent and a waiting interaction cost in memory. `python tests/benchmarks/bench_footprint.py [--json]`

The server is a process of its own; this one holds the agents' connections and reads the size of the other.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "tests")]

import trio  # noqa: E402 - the path comes first
from kit.bench import CONNECTING_MAX, IN_FLIGHT, Figures, agents_toml, each, light, queue_toml, resident_kb, wants_json  # noqa: E402  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

AGENTS = 1_000
WAITING = 10_000
QUEUES = ("que_0", "que_1", "que_2")
SETTLED_S = 20
"""Longer than a heartbeat: every agent has been pinged."""
CONFIG = "".join(map(queue_toml, QUEUES))


async def main() -> None:
    """Both figures, each in a server of its own."""
    figures = Figures("Memory of the server")
    with tempfile.TemporaryDirectory() as folder:
        await _agents(Path(folder) / "agents", figures)
        await _waiting(Path(folder) / "waiting", figures)
    figures.show(wants_json())


async def _agents(folder: Path, figures: Figures) -> None:
    alone = await _empty(folder / "alone", agents_toml(["agt_0"], QUEUES))
    names = [f"agt_{number}" for number in range(AGENTS)]
    server = ServerProcess.make(folder / "many", CONFIG + agents_toml(names, QUEUES))
    await server.start()
    try:
        await trio.sleep(1)
        before = resident_kb(server.pid)
        async with trio.open_nursery() as nursery:
            await each([partial(nursery.start, partial(_idle, server, name)) for name in names], CONNECTING_MAX)
            await trio.sleep(SETTLED_S)
            after = resident_kb(server.pid)
            nursery.cancel_scope.cancel()
    finally:
        await server.kill()
    figures.add("a server with one agent, nobody connected", alone / 1024, "MiB")
    figures.add(f"each agent of {AGENTS} in the account, away", (before - alone) / AGENTS, "kB")
    figures.add(f"each agent of {AGENTS} more, when connected and ready", (after - before) / AGENTS, "kB")
    figures.add("connected idle agent, in all", (after - alone) / AGENTS, "kB", aim=60)


async def _empty(folder: Path, agents: str) -> int:
    server = ServerProcess.make(folder, CONFIG + agents)
    await server.start()
    await trio.sleep(1)
    size = resident_kb(server.pid)
    await server.kill()
    return size


async def _idle(server: ServerProcess, name: str, *, task_status: trio.TaskStatus[None]) -> None:
    """Ready, and nothing else."""
    async with light(server, name, PrincipalKind.AGENT) as agent:
        await agent.ask("agent.set_status", {"status": "ready"})
        task_status.started()
        await trio.sleep_forever()


async def _waiting(folder: Path, figures: Figures) -> None:
    server = ServerProcess.make(folder, CONFIG + agents_toml(["agt_0"], QUEUES))
    await server.start()
    try:
        await trio.sleep(1)
        before = resident_kb(server.pid)
        async with light(server, "svc_flow", PrincipalKind.SERVICE) as service:
            ask = [
                partial(service.ask, "interaction.create", {"queue": QUEUES[number % len(QUEUES)]})
                for number in range(WAITING)
            ]
            await each(ask, IN_FLIGHT)
            await trio.sleep(2)
            after = resident_kb(server.pid)
        await server.kill()
        await server.start()
        await trio.sleep(2)
        again = resident_kb(server.pid)
    finally:
        await server.kill()
    figures.add(f"waiting interaction, of {WAITING}, as they came", (after - before) / WAITING, "kB", aim=8)
    figures.add(f"waiting interaction, of {WAITING}, after a restart", (again - before) / WAITING, "kB", aim=8)


if __name__ == "__main__":
    trio.run(main)
