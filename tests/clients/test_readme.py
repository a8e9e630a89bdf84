"""The examples of clients/README.md run against a real server."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
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


def example(number: int, name: str) -> Callable[..., Awaitable[None]]:
    """A function of the README's n-th block."""
    code = README.read_text(encoding="utf-8").split("```python\n")[1 + number].split("```")[0]
    names: dict[str, Any] = {}
    exec(compile(code, str(README), "exec"), names)
    found: Callable[..., Awaitable[None]] = names[name]
    return found


async def test_the_readmes_example_answers_one(tmp_path: Path) -> None:
    outcomes = {"outcomes": (*OUTCOMES, Disposition("solved_first", "Solved"))}
    async with (
        running_server(tmp_path, attrs.evolve(account(), dispositions=outcomes)) as server,
        ServiceClient.connect(server.url, token=server.token("svc_bot")) as bot,
    ):
        made = await bot.create("que_chat")
        with trio.fail_after(10):
            await example(0, "answer_one")(server.url, server.token("agt_ana"))

        assert (await bot.read_interaction(made.interaction)).phase is Phase.CLOSED


async def test_the_readmes_transcriber_feeds_what_its_engine_hears(tmp_path: Path) -> None:
    async def engine() -> AsyncGenerator[dict[str, Any]]:
        for text, is_final in (("ho", False), ("Hola", True)):
            await trio.lowlevel.checkpoint()
            heard = {"alternatives": [{"transcript": text}]}
            yield {"type": "Results", "start": 0.0, "duration": 1.0, "is_final": is_final, "channel": heard}

    async with (
        running_server(tmp_path, account()) as server,
        ServiceClient.connect(server.url, token=server.token("svc_bot")) as bot,
        aclosing(engine()) as messages,
    ):
        made = await bot.create("que_chat")
        with trio.fail_after(10):
            await example(1, "transcribe")(server.url, server.token("svc_bot"), made.interaction, messages)

        assert [one.text for one in await bot.transcript(made.interaction)] == ["Hola"]
