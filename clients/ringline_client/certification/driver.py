"""Our own client as a subject: its orders come from stdin, or (in memory) from a test.

python -m ringline_client.certification.driver
"""

import json
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from typing import Any, Final

import attrs
import trio
from ringline_protocol.codes import Refused
from ringline_protocol.commands import COMMANDS
from ringline_protocol.shape import read_tolerant

from ringline_client.client import Client
from ringline_client.connection import Dial
from ringline_client.errors import ClientError, CommandFailed

Frame = dict[str, Any]

READ_BYTES: Final = 65_536


@attrs.define(eq=False)
class Tokens:
    """The next one each time; the last one stays."""

    left: list[str]

    async def __call__(self) -> str:
        """For `token_source`."""
        await trio.lowlevel.checkpoint()
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


async def drive(orders: AsyncIterator[Frame], answer: Callable[[Frame], None], dial: Dial | None = None) -> None:
    """Until there are no more orders; then signed out. A session that is over answers nothing any more."""
    connect = await anext(orders)
    tokens = Tokens(connect["tokens"])
    with suppress(ClientError):
        async with (
            Client.connect(connect["url"], token_source=tokens, dial=dial) as client,
            trio.open_nursery() as nursery,
        ):
            async for order in orders:
                nursery.start_soon(_carry_out, client, order, answer)
            nursery.cancel_scope.cancel()


async def _carry_out(client: Client, order: Frame, answer: Callable[[Frame], None]) -> None:
    match order:
        case {"do": "show", "n": number}:
            agent = client.view.agent
            status = None if agent is None or agent.status is None else agent.status.status
            answer({"n": number, "status": status, "offers": [one.offer for one in agent.offers] if agent else []})
        case {"do": "subscribe", "stream": stream}:
            with suppress(ClientError):
                await client.subscribe(stream)
        case {"do": "command", "n": number, "method": method, "params": params}:
            try:
                answer({"n": number, "result": await client.ask(read_tolerant(COMMANDS[method].cls, params)[0])})
            except CommandFailed as failed:
                answer({"n": number, "error": failed.code})
            except (ClientError, Refused) as failed:
                answer({"n": number, "error": type(failed).__name__})


async def _lines() -> AsyncGenerator[Frame, None]:
    rest = b""
    async with trio.lowlevel.FdStream(sys.stdin.fileno()) as stdin:
        async for chunk in stdin:
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield json.loads(line)


def _say(answer: Frame) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def main() -> None:
    """On stdin and stdout."""
    async with aclosing(_lines()) as orders:
        await drive(orders, _say)


if __name__ == "__main__":
    trio.run(main)
