"""The example of clients/README.md runs against a real server."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import attrs
import trio
from kit.accounts import OUTCOMES, account
from kit.server import running_server
from kit.source import ROOT
from ringline_client import ServiceClient
from ringline_protocol.values import Phase
from ringline_server.domain.policy import Disposition

README = ROOT / "clients" / "README.md"


def example() -> Callable[[str, str], Awaitable[None]]:
    code = README.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(compile(code, str(README), "exec"), names)
    answer: Callable[[str, str], Awaitable[None]] = names["answer_one"]
    return answer


async def test_the_readmes_example_answers_one(tmp_path: Path) -> None:
    outcomes = {"outcomes": (*OUTCOMES, Disposition("solved_first", "Solved"))}
    async with (
        running_server(tmp_path, attrs.evolve(account(), dispositions=outcomes)) as server,
        ServiceClient.connect(server.url, token=server.token("svc_bot")) as bot,
    ):
        made = await bot.create("que_chat")
        with trio.fail_after(10):
            await example()(server.url, server.token("agt_ana"))

        assert (await bot.read_interaction(made.interaction)).phase is Phase.CLOSED
