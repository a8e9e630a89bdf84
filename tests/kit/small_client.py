"""A small client, which can be made to sin in one way: so that whoever judges clients has something to find."""

import itertools
import json
import random
from collections.abc import AsyncIterator, Callable
from enum import StrEnum
from typing import Any

import attrs
import trio
from ringline_client.certification.peer import OWN
from ringline_client.connection import Dial
from trio_websocket import ConnectionClosed, WebSocketConnection, wrap_client_stream

Frame = dict[str, Any]


class Sin(StrEnum):
    """What it does wrong."""

    NONE = "none"
    COMES_BACK_AFTER_A_STOP = "comes back after a stop"
    STOPS_WHEN_LATE = "stops for good when its hello came too late"
    HAMMERS = "comes back ten times a second"
    DOES_NOT_WAIT = "does not wait as a draining server says"
    KEEPS_ITS_FIRST_TOKEN = "resumes with its first token"
    FORGETS_ITS_PLACE = "resumes without positions"
    ALWAYS_ANEW = "always begins a new session"
    OLD_CREDENTIALS = "comes back with the expired token"
    NEW_KEYS = "repeats under a new key"
    NEVER_REPEATS = "forgets commands without a reply"
    INSISTS = "repeats what was refused for good"
    NEVER_ACKNOWLEDGES = "never acknowledges"
    NEVER_PONGS = "never answers pings"
    FALLS_OVER = "falls over what it does not know"
    FOLDS_OVER_GAPS = "folds over gaps"
    FOLDS_TWICE = "folds what it had"
    MIXES = "keeps what it knew beside a new snapshot"
    SENDS_WHAT_IT_LIKES = "sends unknown fields"
    SAME_IDS = "uses an id twice"


@attrs.define(eq=False)
class SmallClient:
    """`drive` is what `Memory` wants."""

    sin: Sin = Sin.NONE
    offers: list[str] = attrs.field(factory=list)
    status: str | None = None
    place: list[Any] = attrs.field(factory=list)
    session: Frame = attrs.field(factory=dict)
    first_token: str = ""
    left: list[str] = attrs.field(factory=list)
    waiting: dict[int, Frame] = attrs.field(factory=dict)
    told_s: float | None = None
    failures: int = 0
    is_live: bool = False
    ids: Any = attrs.field(factory=lambda: itertools.count(1))
    chance: random.Random = attrs.field(factory=lambda: random.Random(7))
    websocket: WebSocketConnection | None = None
    answer: Callable[[Frame], None] = lambda _: None

    def does(self, sin: Sin) -> bool:
        return self.sin is sin

    async def drive(self, orders: AsyncIterator[Frame], answer: Callable[[Frame], None], dial: Dial) -> None:
        self.answer = answer
        self.left = list((await anext(orders))["tokens"])
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self.live, dial)
            async for order in orders:
                await self.obey(order)
            nursery.cancel_scope.cancel()

    async def obey(self, order: Frame) -> None:
        if order["do"] == "show":
            self.answer({"n": order["n"], "status": self.status, "offers": self.offers})
        elif order["do"] == "command":
            self.waiting[order["n"]] = {"method": order["method"], "params": order["params"], "key": self.new_key()}
            if self.is_live:
                try:
                    await self.sends(order["n"])
                except ConnectionClosed:  # it was not sent: it goes when the next connection is live
                    del self.waiting[order["n"]]["id"]

    def new_key(self) -> str:
        return f"key-{next(self.ids)}-{self.chance.random()}"

    # --- connections

    async def live(self, dial: Dial) -> None:
        while True:
            wait_s = self.wait_s(await self.converse(await dial()))
            if wait_s is None:
                return
            await trio.sleep(wait_s)

    async def converse(self, stream: Any) -> int:
        try:
            async with trio.open_nursery() as nursery:
                self.websocket = await wrap_client_stream(nursery, stream, "h", "/ws", subprotocols=["ringline.v1"])
                await self.say(self.hello())
                while True:
                    plain = json.loads(await self.websocket.get_message())
                    for frame in plain if isinstance(plain, list) else [plain]:
                        await self.hear(frame)
        except* ConnectionClosed as group:
            closed: Any = group.exceptions[0]
            while isinstance(closed, BaseExceptionGroup):
                closed = closed.exceptions[0]
            code = int(closed.reason.code) if closed.reason else 1006
        await trio.aclose_forcefully(stream)
        self.failures = 0 if self.is_live else self.failures + 1
        self.is_live = False
        return code

    def wait_s(self, code: int) -> float | None:
        """By the band."""
        told_s, self.told_s = self.told_s, None
        if self.does(Sin.HAMMERS):
            return 0.1
        is_late = code == 4304 and self.failures > 0 and not self.does(Sin.STOPS_WHEN_LATE)
        if code == 1000 or (4300 <= code < 4400 and not is_late):
            return 0.5 if self.does(Sin.COMES_BACK_AFTER_A_STOP) else None
        if 4100 <= code < 4200:
            self.session = {}
        if told_s is not None and not self.does(Sin.DOES_NOT_WAIT):
            return told_s
        return self.chance.uniform(0, 1 if self.failures == 0 else min(30, 0.5 * 2**self.failures))

    def hello(self) -> Frame:
        is_back = bool(self.session) and not self.does(Sin.ALWAYS_ANEW)
        token = self.first_token if self.does(Sin.KEEPS_ITS_FIRST_TOKEN) else self.session.get("token")
        session = {"mode": "resume", "id": self.session["id"], "token": token} if is_back else {"mode": "new"}
        pos = {OWN: self.place} if self.place and not self.does(Sin.FORGETS_ITS_PLACE) else {}
        bearer = self.left[0] if self.does(Sin.OLD_CREDENTIALS) or len(self.left) == 1 else self.left.pop(0)
        client = {"name": "small", "version": "1", "device": "dev_small"}
        frame = {"type": "hello", "id": "h", "auth": {"scheme": "bearer", "token": bearer}, "client": client}
        return {**frame, "session": session, "pos": pos}

    async def say(self, frame: Frame) -> None:
        assert self.websocket is not None
        await self.websocket.send_message(json.dumps(frame))

    # --- frames

    async def hear(self, frame: Frame) -> None:
        match frame:
            case {"type": "welcome"}:
                self.session = frame["session"]
                self.first_token = self.first_token or self.session["token"]
            case {"type": "snapshot", "stream": stream} if stream == OWN:
                self.snapshot(frame)
            case {"type": "caught_up"}:
                self.is_live = True
                for number in list(self.waiting):
                    await self.sends(number)
            case {"type": "event", "stream": stream} if stream == OWN:
                await self.event(frame)
            case {"type": "reply"}:
                await self.reply(frame)
            case {"type": "ping"} if not self.does(Sin.NEVER_PONGS):
                await self.say({"type": "pong"} | ({"id": frame["id"]} if "id" in frame else {}))
            case {"type": "notice", "notice": "draining"}:
                self.told_s = frame["reconnect_in_ms"] / 1000
            case {"type": "levitate"} if self.does(Sin.FALLS_OVER):
                assert self.websocket is not None
                await self.websocket.aclose(1000)

    def snapshot(self, frame: Frame) -> None:
        part, state = frame.get("part", 1), frame["state"]
        kept = self.offers if part > 1 or self.does(Sin.MIXES) else []
        self.offers = [*kept, *(one["offer"] for one in state.get("offers", []))]
        if part == 1:
            self.status = None
        self.place = [frame["epoch"], frame["seq"]]

    async def event(self, frame: Frame) -> None:
        expected = self.place[1] + 1
        if frame["seq"] > expected and not self.does(Sin.FOLDS_OVER_GAPS):
            params = {"stream": OWN, "pos": self.place}
            await self.say(
                {"type": "command", "id": f"s{next(self.ids)}", "method": "stream.subscribe", "params": params}
            )
            return
        if frame["seq"] < expected and not self.does(Sin.FOLDS_TWICE):
            return
        self.place[1] = frame["seq"]
        data = frame.get("data", {})
        match frame["event"]:
            case "offer.created":
                self.offers.append(data["offer"])
            case "offer.ended":
                self.offers = [one for one in self.offers if one != data["offer"]]
            case "agent.status_changed":
                self.status = data["status"]
        if not self.does(Sin.NEVER_ACKNOWLEDGES):
            await self.say({"type": "ack", "pos": {OWN: self.place[1]}})

    # --- commands

    async def sends(self, number: int) -> None:
        command = self.waiting[number]
        if "id" in command and self.does(Sin.NEVER_REPEATS):
            return
        if "id" in command and self.does(Sin.NEW_KEYS):
            command["key"] = self.new_key()
        command["id"] = "c" if self.does(Sin.SAME_IDS) else f"c{next(self.ids)}"
        extra = {"mood": "good"} if self.does(Sin.SENDS_WHAT_IT_LIKES) else {}
        await self.say({"type": "command", **command, **extra})

    async def reply(self, frame: Frame) -> None:
        found = [number for number, command in self.waiting.items() if command.get("id") == frame["id"]]
        if not found:
            return
        error = frame.get("error")
        if error is not None and (error["retry"] in ("now", "backoff") or self.does(Sin.INSISTS)):
            await trio.sleep(error.get("retry_after_ms", 0) / 1000)
            await self.sends(found[0])
            return
        del self.waiting[found[0]]
        told = {"result": frame["result"]} if error is None else {"error": error["code"]}
        self.answer({"n": found[0], **told})
