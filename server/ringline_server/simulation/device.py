"""A client of the protocol: connects, resumes, asks, and writes down everything that it says and hears.

It keeps to the contract and no more: it acknowledges its own stream, answers pings, goes by the bands of close codes,
and sends a command whose outcome it does not know again, with the same key.
"""

from collections.abc import Callable
from typing import Any, Final

import attrs
import trio
from ringline_protocol.codes import CloseCode, Verdict, verdict
from ringline_protocol.values import PrincipalKind

from ringline_server.simulation.chance import Chance
from ringline_server.simulation.connection import Connection, Frame
from ringline_server.simulation.world import World

PATIENCE_S: Final = 8
"""For one reply on one connection."""
TRIES_MAX: Final = 4
GONE: Final = 1006
AGAIN: Final = frozenset({"now", "backoff"})
AGAIN_ALL_THE_SAME: Final = frozenset({CloseCode.SUPERSEDED, CloseCode.HELLO_TIMEOUT})
"""That was this device itself; or its hello came too late over a slow link, and was not read."""


@attrs.define(eq=False)
class Device:
    """One device of one principal. `live` is its task; `ask` is for whoever plays it."""

    world: World
    name: str
    kind: PrincipalKind
    chance: Chance
    device: str = "d0"
    interaction: str | None = None
    session: Frame = attrs.field(factory=dict)
    pos: dict[str, list[Any]] = attrs.field(factory=dict)
    """Stream -> [epoch, seq]."""
    on_frame: Callable[[Frame], None] = lambda frame: None
    connection: Connection | None = None
    """The one that was welcomed last."""
    is_caught_up: bool = False
    """Connected, and told all that it had missed."""
    open: list[Connection] = attrs.field(factory=list)
    """All that are not over: there may be several for a while."""
    is_asleep: bool = False
    """A closed lid: nothing is heard, nothing said, nothing tried."""
    is_done: bool = False
    is_forgetful: bool = False
    """Begins a new session without its positions the next time: a page that was opened anew."""
    _count: int = 0
    _connections: int = 0
    _failures: int = 0
    _welcome: trio.Event = attrs.field(factory=trio.Event)
    _awake: trio.Event = attrs.field(factory=trio.Event)

    @property
    def who(self) -> str:
        """In the history."""
        return f"{self.name}/{self.device}"

    @property
    def principal(self) -> str:
        """As the journal names it."""
        kind = PrincipalKind.AGENT if self.kind is PrincipalKind.SUPERVISOR else self.kind
        return f"{kind.value}:{self.name}"

    @property
    def own(self) -> str:
        """The stream that comes by itself."""
        return f"interaction/{self.interaction}" if self.interaction is not None else f"agent/{self.name}"

    # --- the connection

    async def live(self) -> None:
        """Connected whenever possible, until it is done."""
        self.world.devices.append(self)
        code = GONE
        while not self.is_done:
            while self.is_asleep:
                await self._awake.wait()
            if self.connection is None and not self.is_done:  # who left asleep does not come back to leave
                code = await self._connected()
            if self.is_done:
                return
            await trio.sleep(self._wait_s(code))

    async def once_more(self) -> None:
        """A second connection with the same session; whatever becomes of it, `live` looks after the device."""
        if not self.is_done and self.session:
            await self._connected()

    def _wait_s(self, code: int) -> float:
        match verdict(code):
            case _ if self.connection is not None:
                pass  # another one carries the session
            case Verdict.STOP if code not in AGAIN_ALL_THE_SAME:
                self.is_done = True
                return 0
            case Verdict.NEW_SESSION:
                self.session = {}
        self._failures += 1
        return self.chance.seconds(0.01, min(5.0, 0.5 * 2**self._failures))

    async def _connected(self) -> int:
        self._connections += 1
        link = f"{self.who}#{self._connections}"
        connection = Connection(self.world.history, self.world.network, link, self._heard)
        self.open.append(connection)
        code = await connection.run(self.world.conditions(self.chance, link), self._hello())
        self.open.remove(connection)
        if self.connection is connection:
            self.connection, self.is_caught_up = None, False
        connection.end()
        return code

    def _hello(self) -> Frame:
        if self.is_forgetful:
            self.session, self.pos, self.is_forgetful = {}, {}, False
        token = self.world.host.token(self.name, self.kind, self.interaction)
        hello: Frame = {
            "type": "hello",
            "id": "h1",
            "auth": {"scheme": "bearer", "token": token},
            "client": {"name": "sim", "version": "1", "device": f"dev_{self.who}"},
        }
        if self.session:
            hello["session"] = {"mode": "resume", "id": self.session["id"], "token": self.session["token"]}
        if self.pos:
            hello["pos"] = {stream: list(place) for stream, place in self.pos.items()}
        return hello

    def sleep(self) -> None:
        """The lid is closed: the link stays open for the server, and nobody answers."""
        self.is_asleep = True
        for connection in self.open:
            connection.vanish()

    def wake(self) -> None:
        """And opened."""
        self.is_asleep = False
        self._awake.set()
        self._awake = trio.Event()

    def cut(self) -> None:
        """The link breaks."""
        if self.connection is not None:
            self.connection.link_change(is_cut=True)

    async def leave(self, how: str = "bye") -> None:
        """Signs out, or just goes."""
        self.is_done = True
        self.wake()
        for connection in list(self.open):
            await connection.goodbye(how)

    # --- frames

    def _heard(self, connection: Connection, frame: Frame) -> None:
        match frame["type"]:
            case "welcome":
                self.session, self.connection, self._failures = frame["session"], connection, 0
                self.is_caught_up = False
                for stream, state in frame["streams"].items():
                    self._stands(stream, state)
                self._welcome.set()
                self._welcome = trio.Event()
            case "caught_up" if connection is self.connection:
                self.is_caught_up = True
            case "snapshot":
                self.pos[frame["stream"]] = [frame["epoch"], frame["seq"]]
            case "event":
                if frame["stream"] in self.pos:
                    self.pos[frame["stream"]][1] = frame["seq"]
                if frame["stream"] == self.own and self.kind in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR):
                    connection.put({"type": "ack", "pos": {self.own: frame["seq"]}})
            case "reply" if "state" in frame.get("result", {}) and "stream" in frame["result"]:
                self._stands(frame["result"]["stream"], frame["result"]["state"])
            case "notice" if frame["notice"] == "unsubscribed":
                self.pos.pop(frame["stream"], None)
        self.on_frame(frame)

    def _stands(self, stream: str, state: Frame) -> None:
        if state["recovered"]:
            self.pos[stream] = [state["epoch"], state["from_seq"]]
        elif state.get("reason") == "forbidden":
            self.pos.pop(stream, None)

    # --- commands

    @property
    def next_key(self) -> str:
        """Of what is asked next: who keeps it can ask for the same thing again."""
        return f"{self.who}-{self._count + 1}"

    async def ask(
        self, method: str, params: Frame, *, key: str | None = "", tries: int = TRIES_MAX, **more: Any
    ) -> Frame:
        """The reply; empty when nobody knows the outcome. `key`: one of its own, or None for a question."""
        key = self.next_key if key == "" else key
        self._count += 1
        asked = {"id": f"{self.who}:{self._count}", "key": key}
        self.world.history.note(self.who, "invoke", method, data=params, principal=self.principal, **asked)
        for attempt in range(tries):
            reply = await self._try(method, params, key, f"c{self._count}.{attempt}", more)
            error = reply.get("error")
            if reply and (error is None or error["retry"] not in AGAIN):
                self.world.history.note(self.who, "ok" if error is None else "fail", method, data=reply, **asked)
                return reply
            if self.is_done:
                break
            await trio.sleep((error or {}).get("retry_after_ms", 300) / 1000)
        self.world.history.note(self.who, "info", method, **asked)
        return {}

    async def _try(self, method: str, params: Frame, key: str | None, command: str, more: Frame) -> Frame:
        with trio.move_on_after(PATIENCE_S * 2):
            while self.connection is None:
                await self._welcome.wait()
        connection = self.connection
        if connection is None:
            return {}
        frame = {"type": "command", "id": command, "method": method, "params": params, **more}
        if key is not None:
            frame["key"] = key
        with trio.move_on_after(PATIENCE_S):
            return await connection.ask(frame)
        return {}

    async def look_again(self, stream: str) -> None:
        """A snapshot, whatever is known already."""
        await self.ask("stream.subscribe", {"stream": stream}, key=None, tries=1)

    async def subscribe(self, *streams: str) -> None:
        """To those that are not read yet."""
        for stream in streams:
            if stream not in self.pos:
                await self.look_again(stream)
