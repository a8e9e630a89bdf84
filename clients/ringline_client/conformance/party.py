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
        await self.ask("segment.push", params)

    async def request(self, method: str, params: Frame | None = None, **more: Any) -> Frame:
        """A command, again whenever the rate forbids it, after the wait that it was told. Returns any other reply."""
        while True:
            reply = await super().request(method, params, **more)
            if "result" in reply or reply["error"]["code"] != "rate_limited":
                return reply
            await trio.sleep(reply["error"]["retry_after_ms"] / 1000)

    async def reads(self, stream: str, **more: Any) -> Frame:
        """Subscribe, and read to caught_up. Returns the reply's result."""
        reply = await self.request("stream.subscribe", {"stream": stream, **more}, key=None)
        check("result" in reply, f"{stream} may not be read: {reply}")
        await self.frame(lambda frame: frame["type"] == "caught_up" and frame["id"] == reply["id"])
        result: Frame = reply["result"]
        return result

    def snapshots(self, stream: str) -> list[Frame]:
        """All parts of snapshots of a stream that came."""
        return [frame for frame in self.seen if frame["type"] == "snapshot" and frame["stream"] == stream]
