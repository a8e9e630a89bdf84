"""One light connection to a Ringline server: says hello, matches replies, keeps to the limits that clients have.

talk = Talk("agt_00001").open(bench)
bench.wires.until(lambda: talk.is_in, "hello")
talk.ask("agent.set_status", {"status": "ready"})
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import attrs
import orjson
from ringline_protocol.codes import ErrorCode
from ringline_protocol.limits import COMMANDS_BURST_MAX, COMMANDS_IN_FLIGHT_MAX, COMMANDS_PER_S_MAX, SUBPROTOCOL

from ringline_client.bench import account
from ringline_client.bench.loop import Bench
from ringline_client.bench.wires import Stalled, Wire
from ringline_client.chance import new_name

Frame = dict[str, Any]
HANDSHAKES_MAX: Final = 16
"""At once: below what one address may have without a hello."""
APART_S: Final = 1.05 / COMMANDS_PER_S_MAX
AHEAD_S: Final = (COMMANDS_BURST_MAX - 2) / COMMANDS_PER_S_MAX
"""A little below what people's connections may: the server's clock is another one."""


def ignore(_: Frame) -> None:
    """Nobody waits for this one."""


@attrs.define(eq=False)
class Talk:
    """`on_event` gets events, ephemerals and snapshots. An error raises, in the middle of the loop.

    Two do not: what was not answered in time is asked again, and an offer that has ended comes again.
    """

    name: str
    on_event: Callable[[Frame], None] = ignore
    on_pong: Callable[[], None] = lambda: None
    is_in: bool = False
    _wire: Wire | None = None
    _asked: int = 0
    _keys: str = attrs.field(factory=lambda: new_name("b"))
    """Nobody else's, before a restart neither."""
    _waiting: dict[str, tuple[bytes, Callable[[Frame], None]]] = attrs.field(factory=dict)
    _paid_until_s: float = 0.0
    _is_patient: bool = False
    _later: deque[tuple[str, bytes, Callable[[Frame], None]]] = attrs.field(factory=deque)

    def open(self, bench: Bench) -> "Talk":
        """It says hello as soon as it can."""
        self._wire = bench.wires.open(bench.running.address, "/ws", self._heard, SUBPROTOCOL)
        self._wire.on_open = self._hello
        return self

    def close(self) -> None:
        """Gone; its session stays."""
        assert self._wire is not None
        self._wire.close()

    def ask(self, method: str, params: Frame, then: Callable[[Frame], None] = ignore, *, keyed: bool = True) -> None:
        """`then` gets the result. More than may be in flight wait here."""
        self._asked += 1
        name = f"c{self._asked}"
        frame: Frame = {"type": "command", "id": name, "method": method, "params": params}
        if keyed:
            frame["key"] = f"{self._keys}-{self._asked}"
        self._later.append((name, orjson.dumps(frame), then))
        self._push()

    def acknowledge(self, event: Frame) -> None:
        """It arrived here."""
        self._send({"type": "ack", "pos": {event["stream"]: event["seq"]}})

    def ping(self) -> None:
        """Are you there?"""
        self._send({"type": "ping", "id": "p" * 60})

    def _push(self) -> None:
        assert self._wire is not None
        while self._later and len(self._waiting) < COMMANDS_IN_FLIGHT_MAX and self._may():
            name, text, then = self._later.popleft()
            self._waiting[name] = text, then
            self._wire.send(text)

    def _may(self) -> bool:
        """Whether the rate of a person's connection allows one more now. Services have a rate that nobody reaches."""
        if self.name.startswith("svc_"):
            return True
        now_s = time.perf_counter()
        wait_s = self._paid_until_s - now_s - AHEAD_S
        if wait_s <= 0:
            self._paid_until_s = max(self._paid_until_s, now_s) + APART_S
        elif self._wire is not None and not self._is_patient:
            self._is_patient = True
            self._wire.wires.at(now_s + wait_s, self._go_on)
        return wait_s <= 0

    def _go_on(self) -> None:
        self._is_patient = False
        self._push()

    def _send(self, frame: Frame) -> None:
        assert self._wire is not None
        self._wire.send(orjson.dumps(frame))

    def _hello(self) -> None:
        auth = {"scheme": "bearer", "token": account.token(self.name)}
        client = {"name": "bench", "version": "1", "device": "dev_1"}
        self._send({"type": "hello", "id": "h1", "auth": auth, "client": client})

    def _heard(self, text: bytes) -> None:
        heard = orjson.loads(text)
        for frame in heard if isinstance(heard, list) else [heard]:
            self._take(frame)

    def _take(self, frame: Frame) -> None:
        match frame["type"]:
            case "event" | "ephemeral" | "snapshot":
                self.on_event(frame)
            case "reply":
                self._answered(frame)
            case "pong":
                self.on_pong()
            case "ping":
                self._send({"type": "pong"})
            case "caught_up":
                self.is_in = True
            case "error":
                raise Stalled(f"{self.name}: {frame['error']['code']}: {frame['error']['message']}")

    def _answered(self, frame: Frame) -> None:
        text, then = self._waiting.pop(frame["id"])
        code = frame["error"]["code"] if "error" in frame else ""
        if code == ErrorCode.TIMEOUT:  # the outcome is unknown: the same again, with its key
            self._later.appendleft((frame["id"], text, then))
        self._push()
        if code and code not in (ErrorCode.TIMEOUT, ErrorCode.OFFER_NOT_PENDING):
            raise Stalled(f"{self.name} was answered {frame['error']['code']}: {frame['error']['message']}")
        if not code:
            then(frame["result"])


def enter(bench: Bench, names: list[str]) -> list[Talk]:
    """All of them have said hello and have their streams. Raises: Stalled."""
    talks: list[Talk] = []
    for number, name in enumerate(names, 1):
        talks.append(Talk(name).open(bench))
        if number % HANDSHAKES_MAX == 0 or number == len(names):
            bench.wires.until(lambda: all(talk.is_in for talk in talks[-HANDSHAKES_MAX:]), "hello and snapshot")
    return talks
