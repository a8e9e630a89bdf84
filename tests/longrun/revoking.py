"""From a revocation to the closed connection, on a real server. `python tests/longrun/revoking.py [--agents 50]`

All agents are connected; one after the other is thrown out over HTTP.
Exit status 1: somebody was still there after the 5 s that the protocol allows, or was closed with another code.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

import httpx  # noqa: E402 - the path comes first
import trio  # noqa: E402
from kit.bench import Figures, agents_toml, queue_toml  # noqa: E402
from kit.process import ServerProcess  # noqa: E402
from kit.raw_client import RawClient, raw_client  # noqa: E402
from ringline_protocol.codes import CloseCode  # noqa: E402
from ringline_protocol.limits import REVOKE_MS  # noqa: E402
from ringline_protocol.values import PrincipalKind  # noqa: E402

BOSS = '[[agents]]\nid = "agt_boss"\nname = "Boss"\nsupervisor = true\n'


async def measured(folder: Path, count: int) -> tuple[list[float], int]:
    """How long each took, and how many were closed with another code."""
    names = [f"agt_{number}" for number in range(count)]
    server = ServerProcess.make(folder, queue_toml("que_0") + agents_toml(names, ["que_0"]) + BOSS)
    took_s: list[float] = []
    wrong = 0
    await server.start()
    try:
        async with trio.open_nursery() as nursery:
            agents = [await nursery.start(connected, server, name) for name in names]
            token = server.token("agt_boss", PrincipalKind.SUPERVISOR)
            headers = {"authorization": f"Bearer {token}"}
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", headers=headers) as http:
                for number, (name, agent) in enumerate(zip(names, agents, strict=True), 1):
                    began = time.perf_counter()
                    answer = await http.post("/v1/revocations", json={"principal": name})
                    answer.raise_for_status()
                    code, _ = await agent.closed()
                    took_s.append(time.perf_counter() - began)
                    wrong += code != CloseCode.REVOKED
                    sys.stderr.write(f"\r{number} of {count}")
            nursery.cancel_scope.cancel()
    finally:
        await server.kill()
    return took_s, wrong


async def connected(
    server: ServerProcess, name: str, *, task_status: trio.TaskStatus[RawClient] = trio.TASK_STATUS_IGNORED
) -> None:
    """Until everybody has gone."""
    async with raw_client(server.url) as agent:
        await agent.hello(server.token(name, PrincipalKind.AGENT))
        task_status.started(agent)
        await trio.sleep_forever()


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=50, help="who are thrown out")
    parser.add_argument("--json", action="store_true", help="for machines")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took_s, wrong = trio.run(measured, Path(folder), wish.agents)
    figures = Figures(f"{wish.agents} revocations")
    figures.spread("from the request to the closed connection", took_s, aim_p99_ms=REVOKE_MS)
    figures.add("the longest", max(took_s) * 1000, "ms", aim=REVOKE_MS)
    figures.add("closed with another code", wrong, "", aim=0)
    figures.show(wish.json)
    return 1 if wrong or max(took_s) * 1000 > REVOKE_MS else 0


if __name__ == "__main__":
    sys.exit(main())
