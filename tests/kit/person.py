"""Somebody with a live connection: listens, answers pings and acknowledges by themselves, as every real client does.

What arrives is checked on the way: on each stream the seq goes up by one, whatever the connection has been through, and
a snapshot is what was folded from the events up to it.
"""

from typing import Any, Self

import attrs
import trio
from ringline_protocol.events import EVENTS
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import AgentView, ConsumerView, InteractionView, QueueView, apply, view_from_json

from kit.raw_client import Closed, Frame, RawClient

VIEWS: dict[str, Any] = {"agent": AgentView, "interaction": InteractionView, "queue": QueueView}
"""By what stands before the slash of a stream; a consumer has a view of their own."""


@attrs.define(eq=False)
class Person(RawClient):
    """Made by a scene. `name` is the principal's id; `own` the agent's own stream."""

    name: str = ""
    token: str = ""
    interaction: str | None = None
    """A consumer's own."""
    acks: bool = True
    pos: Frame = attrs.field(factory=dict)
    """Stream -> [epoch, seq] of what has arrived: where a resume goes on."""
    views: dict[str, Any] = attrs.field(factory=dict)
    """Stream -> what was folded from it."""
    _news: trio.Event = attrs.field(factory=trio.Event)
    _end: Closed | None = None
    _line: trio.CancelScope = attrs.field(factory=trio.CancelScope)
    _is_half_open: bool = False

    @property
    def own(self) -> str:
        """An agent's own stream."""
        return f"agent/{self.name}"

    # --- the connection

    async def listen(self, task_status: "trio.TaskStatus[Self]") -> None:
        """Until the server closes, or the line is cut."""
        with self._line:
            task_status.started(self)
            while self._end is None:
                await self._hear()
                self._news.set()
                self._news = trio.Event()
        if self._is_half_open:
            await trio.sleep_forever()

    @property
    def is_here(self) -> bool:
        """Neither cut off nor closed."""
        return self._end is None and not self._line.cancel_called

    async def agrees(self) -> None:
        """Asks for a snapshot of every stream that was folded: `_begins` compares."""
        for stream in list(self.views):
            reply = await self.request("stream.subscribe", {"stream": stream}, key=None)
            if "result" in reply:
                await self.snapshot(stream)

    def cut(self, *, half_open: bool = False) -> None:
        """The connection is gone from one moment to the next: no close frame, no goodbye. Half open: nobody tells the
        server; it hears nothing any more, and believes in it until its pings are not answered."""
        self._is_half_open = half_open
        self._line.cancel()

    async def _hear(self) -> None:
        before = len(self.seen)
        try:
            await RawClient._receive(self)
        except Closed as closed:
            self._end = closed
            return
        for frame in self.seen[before:]:
            self._follow(frame)
        if self.acks and any(frame.get("stream") == self.own for frame in self.seen[before:]) and self.own in self.pos:
            await self.send({"type": "ack", "pos": {self.own: self.pos[self.own][1]}})

    async def _receive(self) -> None:
        """Whoever waits for a frame waits for the listener."""
        if self._end is not None:
            raise self._end
        await self._news.wait()

    def _follow(self, frame: Frame) -> None:
        match frame["type"]:
            case "snapshot":
                self._begins(frame["stream"], frame)
            case "welcome":
                for stream, verdict in frame["streams"].items():
                    self._goes_on(stream, verdict)
            case "reply" if "state" in frame.get("result", {}) and "stream" in frame["result"]:
                self._goes_on(frame["result"]["stream"], frame["result"]["state"])
            case "notice" if frame["notice"] == "unsubscribed":
                self.views.pop(frame["stream"], None)
            case "event":
                self._advances(frame["stream"], frame)

    def _begins(self, stream: str, frame: Frame) -> None:
        assert frame["parts"] == 1, "a scene is small"
        cls = VIEWS[stream.partition("/")[0]] if self.interaction is None else ConsumerView
        view, place = view_from_json(cls, frame["state"]), [frame["epoch"], frame["seq"]]
        if stream in self.views and self.pos.get(stream) == place:
            assert self.views[stream] == view, f"{stream}: folded and told differ"
        self.views[stream], self.pos[stream] = view, place

    def _advances(self, stream: str, frame: Frame) -> None:
        place, name = self.pos[stream], frame["event"]
        assert frame["seq"] == place[1] + 1, f"{stream}: {frame['seq']} after {place[1]}"
        place[1] = frame["seq"]
        if stream in self.views:
            data = None if name == "hidden" else read_tolerant(EVENTS[name], frame["data"])[0]
            self.views[stream] = apply(self.views[stream], name, data, frame["at_ms"])

    def _goes_on(self, stream: str, verdict: Frame) -> None:
        if verdict["recovered"] and stream != "wall":  # what has no numbers has no place to go on from
            self.pos[stream] = [verdict["epoch"], verdict["from_seq"]]

    # --- looking

    def told(self, event: str, stream: str | None = None, **data: Any) -> list[Frame]:
        """All events (or passing facts) of that name that came so far, with these values in their data."""
        return [
            frame
            for frame in self.seen
            if frame["type"] in ("event", "ephemeral")
            and frame["event"] == event
            and stream in (None, frame["stream"])
            and all(frame["data"].get(key) == value for key, value in data.items())
        ]

    def last(self, event: str, stream: str | None = None) -> Frame:
        """Data of the last of them."""
        data: Frame = self.told(event, stream)[-1]["data"]
        return data

    async def reads(self, *interactions: str) -> Frame:
        """Subscribes to their streams. Returns the state in the snapshot of the last one."""
        return await self.subscribes(*(f"interaction/{interaction}" for interaction in interactions))

    async def subscribes(self, *streams: str) -> Frame:
        """The same by stream."""
        state: Frame = {}
        for stream in streams:
            await self.ask("stream.subscribe", {"stream": stream}, key=None)
            state = (await self.snapshot(stream))["state"]
        return state

    # --- an agent at work

    async def rings(self, interaction: str | None = None) -> Frame:
        """The next ring (for that interaction), as the agent's own stream tells it."""
        wanted = {} if interaction is None else {"interaction": interaction}
        return await self.event("offer.created", self.own, **wanted)

    async def accepts(self, ring: Frame) -> str:
        """Takes it. Returns the leg; empty while media is waited for."""
        leg: str = (await self.ask("offer.accept", {"offer": ring["data"]["offer"]})).get("leg", "")
        return leg

    async def declines(self, ring: Frame) -> None:
        """Lets it go on."""
        await self.ask("offer.decline", {"offer": ring["data"]["offer"]})

    async def hears_the_end(self, ring: Frame) -> Frame:
        """The terminal event of a ring, as the agent's own stream tells it."""
        return await self.event("offer.ended", self.own, offer=ring["data"]["offer"])

    async def gets(self, interaction: str) -> Frame:
        """The line of an interaction that is the agent's from now on: the card of its leg."""
        started = await self.frame(
            lambda frame: (
                frame["type"] == "event"
                and frame["event"] == "leg.started"
                and frame["stream"] == self.own
                and frame["data"]["card"]["interaction"] == interaction
            )
        )
        card: Frame = started["data"]["card"]
        return card

    async def says(self, interaction: str, text: str) -> None:
        """A message."""
        await self.ask("message.send", {"interaction": interaction, "text": text})

    async def ends(self, interaction: str) -> None:
        """The conversation; wrap-up follows."""
        await self.ask("interaction.end", {"interaction": interaction})

    async def wraps_up(self, interaction: str, *dispositions: str) -> None:
        """Done with it."""
        await self.ask("wrap_up.complete", {"interaction": interaction, "dispositions": list(dispositions)})

    async def chooses(self, status: str, reason: str | None = None, **more: Any) -> Frame:
        """A status. Returns the answer."""
        reason_given = {} if reason is None else {"reason": reason}
        return await self.ask("agent.set_status", {"status": status, **reason_given, **more})
