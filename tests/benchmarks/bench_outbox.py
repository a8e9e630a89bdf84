"""Mails that leave: from `mail.send` until the relay has them. A real process, SQLite with FULL sync, a relay here.

python tests/benchmarks/bench_outbox.py [--json]
"""

import sys
import tempfile
import time
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import trio

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from kit.bench import Figures, Light, agents_toml, each, light, queue_toml, wants_json  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from kit.smtp_sink import SmtpSink, open_sink  # noqa: E402
from ringline_client.bench.running import cpu_s  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

AGENTS = 30
MAILS = 300
"""What the agents may send at once before their rate holds them back."""
NAMES = [f"agt_{number}" for number in range(AGENTS)]
CONFIG = (
    queue_toml("que_mail").replace('channel = "messaging"', 'channel = "email"')
    + agents_toml(NAMES, ["que_mail"])
    + '[[mailboxes]]\nid = "mbx_help"\naddress = "help@example.com"\nqueue = "que_mail"\n'
    + '[mail.out]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\nmails_per_minute = 100000\n'
)
TEXT = "It left today, and will be with you tomorrow.\n" * 20


async def main(folder: Path) -> Figures:
    """One run."""
    figures = Figures(f"bench_outbox: {MAILS} mails of {AGENTS} agents at once, 4 connections to the relay")
    async with open_sink() as relay, AsyncExitStack() as stack:
        server = ServerProcess.make(folder, CONFIG % relay.port)
        await server.start()
        stack.push_async_callback(server.kill)
        agents = [await stack.enter_async_context(light(server, name, PrincipalKind.AGENT)) for name in NAMES]
        service = await stack.enter_async_context(light(server, "svc_bench", PrincipalKind.SERVICE))
        threads = [await _given(service, agent) for agent in agents]
        await _measured(server, relay, list(zip(agents, threads, strict=True)), figures)
    return figures


async def _given(service: Light, agent: Light) -> str:
    """An email for this agent, the only one who is ready and has none. Its id."""
    await agent.ask("agent.set_status", {"status": "ready"})
    made = await service.ask("interaction.create", {"queue": "que_mail"})
    await agent.ask("agent.set_status", {"status": "not_ready", "reason": "break"})
    return str(made["interaction"])


async def _measured(server: ServerProcess, relay: SmtpSink, pairs: list[tuple[Light, str]], figures: Figures) -> None:
    took = list[float]()
    works = [partial(_send, *pairs[number % AGENTS], number, took) for number in range(MAILS)]
    computed, began = cpu_s(server.pid), time.monotonic()
    await each(works, AGENTS)
    acknowledged = time.monotonic() - began
    await relay.mails(MAILS)
    figures.spread("mail.send to its reply, durable", took)
    figures.add("mails acknowledged", MAILS / acknowledged, "/s")
    figures.add("mails taken by the relay", MAILS / (time.monotonic() - began), "/s")
    figures.add("computed for a mail, composed, kept and sent", (cpu_s(server.pid) - computed) / MAILS * 1000, "ms")
    figures.add("connections made", relay.connections, "")


async def _send(agent: Light, interaction: str, number: int, took: list[float]) -> None:
    to = [{"address": f"mar{number}@example.org"}]
    began = time.monotonic()
    await agent.ask("mail.send", {"interaction": interaction, "to": to, "subject": f"Re: {number}", "text": TEXT})
    took.append(time.monotonic() - began)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        trio.run(main, Path(place)).show(wants_json())
