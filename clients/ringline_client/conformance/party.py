"""A connection of a case: a raw client with a name, whose every frame is looked at."""

from typing import Any

import attrs
import trio

from ringline_client.conformance.broken import check
from ringline_client.conformance.promises import Promises
from ringline_client.conformance.raw_client import Frame, RawClient


@attrs.define(eq=False)
class Party(RawClient):
    """A connection of a case. `name`: the principal's id; `own`: an agent's own stream."""

    name: str = ""
    promises: Promises = attrs.field(factory=Promises)

    @property
    def own(self) -> str:
        """An agent's own stream."""
        return f"agent/{self.name}"

    async def cut(self) -> None:
        """Gone from one moment to the next: no close frame, no goodbye."""
        await trio.aclose_forcefully(self.websocket._stream)

    async def pushes(self, interaction: str, segment: str, text: str) -> None:
        """What a bot said, as soon as the rate allows it."""
        params = {"interaction": interaction, "segment": {"segment": segment, "role": "bot", "text": text}}
        await self.insists("segment.push", params)

    async def insists(self, method: str, params: Frame) -> Frame:
        """A command that works, as soon as the rate allows it. Returns its result."""
        while True:
            reply = await self.request(method, params)
            if "result" in reply:
                result: Frame = reply["result"]
                return result
            check(reply["error"]["code"] == "rate_limited", f"{method} was refused: {reply}")
            await trio.sleep(reply["error"]["retry_after_ms"] / 1000)

    async def reads(self, stream: str, **more: Any) -> Frame:
        """Subscribe, and read to caught_up. Returns the reply's result."""
        asked = await self.tell("stream.subscribe", {"stream": stream, **more}, key=None)
        reply = await self.reply(asked)
        check("result" in reply, f"{stream} may not be read: {reply}")
        await self.frame(lambda frame: frame["type"] == "caught_up" and frame["id"] == asked)
        result: Frame = reply["result"]
        return result

    def snapshots(self, stream: str) -> list[Frame]:
        """All parts of snapshots of a stream that came."""
        return [frame for frame in self.seen if frame["type"] == "snapshot" and frame["stream"] == stream]
