"""The server's end of one connection of the client that is judged. Whatever the client sends is read strictly.

peer = await stage.accept()
hello = await peer.welcomes()                      # read the hello; welcome, own stream, caught up
await peer.says(event(2, "offer.created", …))
"""

import json
from collections.abc import Callable
from typing import Any, Final

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import FrameError
from trio_websocket import ConnectionClosed, WebSocketConnection

from ringline_client.conformance.broken import Broken, check

Frame = dict[str, Any]

OWN: Final = "agent/agt_ana"
NOW_MS: Final = 1_800_000_000_000
PATIENCE_S: Final = 8
CLOSE_S: Final = 2
STATE: Final = {"agent": "agt_ana", "name": "Ana", "presence": "connected", "devices": [], "offers": [], "legs": []}
EPOCH: Final = "e1"


@attrs.frozen
class Heard:
    """A frame of the client's."""

    at_s: float
    frame: Frame


@attrs.define(eq=False)
class Peer:
    """`record` hears every message, for the report of a failure."""

    websocket: WebSocketConnection
    stream: trio.abc.Stream
    record: Callable[[str, str], None]
    came_at_s: float = attrs.field(factory=trio.current_time)
    heard: list[Heard] = attrs.field(factory=list)
    taken: set[int] = attrs.field(factory=set)
    fault: str = ""
    """What the client sent that no client may send."""
    code: int | None = None
    """How the client closed; None: it did not."""
    is_gone: bool = False
    answers_pings: bool = True
    _news: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)

    async def listen(self) -> None:
        """Until the connection ends."""
        try:
            while True:
                text = str(await self.websocket.get_message())
                self.record("<", text)
                await self._hear(text)
        except ConnectionClosed as closed:
            self.code = None if closed.reason is None else int(closed.reason.code)
            self.record("<", f"close {self.code}")
        finally:
            self.is_gone = True
            self._news.unpark_all()

    async def _hear(self, text: str) -> None:
        is_first = not self.heard
        try:
            if is_first:
                codec.decode_hello(text)
            elif bad := [one for one in codec.decode_from_client(text) if isinstance(one, codec.BadCommand)]:
                raise bad[0].fault
        except FrameError as fault:
            self.fault = self.fault or f"the client sent {text[:200]}: {fault}"
        plain = json.loads(text)
        for frame in plain if isinstance(plain, list) else [plain]:
            self.heard.append(Heard(trio.current_time(), frame))
            if frame.get("type") == "ping" and self.answers_pings:
                pong = {"type": "pong"} | ({"id": frame["id"]} if "id" in frame else {})
                await self.says(pong)
        self._news.unpark_all()

    async def hears(self, kind: str, within_s: float = PATIENCE_S, **fields: Any) -> Heard:
        """The next frame of that type, with these fields, that nobody asked for yet. Raises: Broken."""
        with trio.move_on_after(within_s):
            while True:
                for place, one in enumerate(self.heard):
                    fits = one.frame.get("type") == kind and all(one.frame.get(k) == v for k, v in fields.items())
                    if place not in self.taken and fits:
                        self.taken.add(place)
                        return one
                check(not self.is_gone, f"the client left, and no {kind} came")
                await self._news.park()
        raise Broken(f"no {kind} {fields or ''} within {within_s:g} s")

    async def ends(self, within_s: float) -> None:
        """The client gives the connection up. Raises: Broken."""
        with trio.move_on_after(within_s):
            while not self.is_gone:
                await self._news.park()
            return
        raise Broken(f"the client is still there after {within_s:g} s")

    def of(self, kind: str) -> list[Frame]:
        """All frames of that type so far."""
        return [one.frame for one in self.heard if one.frame.get("type") == kind]

    async def says(self, *frames: Frame | str) -> None:
        """One message: a frame, a batch, or any text."""
        text = frames[0] if len(frames) == 1 and isinstance(frames[0], str) else json.dumps(_one_or_all(frames))
        self.record(">", str(text))
        try:
            await self.websocket.send_message(str(text))
        except ConnectionClosed:
            raise Broken("the client has closed the connection") from None

    async def welcomes(self, token: str = "rt_1", *, head: int = 1, is_back: bool = False, **more: Any) -> Frame:
        """Reads the hello; a new session with a snapshot, or (`is_back`) the old one with all there is."""
        hello = (await self.hears("hello")).frame
        state = {"epoch": EPOCH, "head": head, "recovered": is_back}
        state |= {"from_seq": head} if is_back else {"reason": "new"}
        welcome = welcome_frame(hello["id"], token, resumed=is_back, streams={OWN: state}, **more)
        caught_up = {"type": "caught_up", "id": hello["id"], "pos": {OWN: head}}
        await self.says(welcome, *([] if is_back else [snapshot(head)]), caught_up)
        return hello

    async def sees_hello(self) -> Frame:
        """The hello, which stays for whoever reads it."""
        await self.hears("hello")
        self.taken.clear()
        return self.heard[0].frame

    async def says_welcome(
        self, hello: Frame, token: str = "rt_1", *, head: int, from_seq: int | None = None, epoch: str = EPOCH
    ) -> None:
        """The old session from there, or a new stream whose snapshot follows."""
        state = {"epoch": epoch, "head": head, "recovered": from_seq is not None}
        state |= {"reason": "new"} if from_seq is None else {"from_seq": from_seq}
        await self.says(welcome_frame(hello["id"], token, resumed=from_seq is not None, streams={OWN: state}))

    async def replies(self, command: Frame, **result: Any) -> None:
        """It worked."""
        await self.says({"type": "reply", "id": command["id"], "result": result, "pos": {}, "replayed": False})

    async def refuses(self, command: Frame, code: str, retry: str, **more: Any) -> None:
        """It did not."""
        error = {"code": code, "message": "said by the kit", "retry": retry, **more}
        await self.says({"type": "reply", "id": command["id"], "error": error, "pos": {}, "replayed": False})

    async def closes(self, code: int) -> None:
        """With a code, and whatever the client makes of it, the connection is gone."""
        self.record(">", f"close {code}")
        with trio.move_on_after(CLOSE_S):
            await self.websocket.aclose(code, "kit")
        await trio.aclose_forcefully(self.stream)

    async def cuts(self) -> None:
        """As networks do."""
        self.record(">", "cut")
        await trio.aclose_forcefully(self.stream)


def _one_or_all(frames: tuple[Frame | str, ...]) -> object:
    return frames[0] if len(frames) == 1 else list(frames)


def welcome_frame(hello: str, token: str, *, resumed: bool, streams: Frame, **more: Any) -> Frame:
    """`more`: other limits, another heartbeat, or fields that nobody knows."""
    limits = {"message_bytes": 65_536, "batch_frames": 64, "batch_commands": 16, "in_flight": 16}
    return {
        "type": "welcome",
        "id": hello,
        "session": {"id": "ses_1", "token": token, "resumed": resumed, "window_ms": 120_000},
        "principal": {"kind": "agent", "id": "agt_ana", "name": "Ana"},
        "server": {"at_ms": NOW_MS, "version": "kit"},
        "limits": limits | more.pop("limits", {}),
        "heartbeat": {"interval_ms": 15_000, "timeout_ms": 10_000},
        "streams": streams,
        **more,
    }


def snapshot(seq: int, *offers: str, stream: str = OWN, epoch: str = EPOCH) -> Frame:
    """The agent's stream, with these rings."""
    state = {**STATE, "offers": [offer_data(offer) | {"state": "pending"} for offer in offers]}
    return {"type": "snapshot", "stream": stream, "epoch": epoch, "seq": seq, "state": state}


def event(seq: int, name: str, data: Frame | None = None, stream: str = OWN) -> Frame:
    """Numbered."""
    frame = {"type": "event", "stream": stream, "seq": seq, "at_ms": NOW_MS + seq, "event": name}
    return frame if data is None else {**frame, "data": data}


def rings(seq: int, offer: str, **more: Any) -> Frame:
    """`offer.created`."""
    return event(seq, "offer.created", offer_data(offer) | more)


def ring_ends(seq: int, offer: str) -> Frame:
    """`offer.ended`."""
    return event(seq, "offer.ended", {"offer": offer, "state": "expired", "interaction": f"int_{offer}"})


def status(seq: int, word: str) -> Frame:
    """`agent.status_changed`."""
    return event(seq, "agent.status_changed", {"status": word, "since_at_ms": NOW_MS, "by": "agent:agt_ana"})


def offer_data(offer: str) -> Frame:
    """Of a chat."""
    return {
        "offer": offer,
        "interaction": f"int_{offer}",
        "queue": "que_1",
        "channel": "messaging",
        "purpose": "handle",
        "acceptance": "manual",
        "attempt": 1,
        "ring_ms": 3_600_000,
        "expires_at_ms": NOW_MS + 3_600_000,
        "server_at_ms": NOW_MS,
        "card": {"consumer": {"name": "María"}, "queue_name": "Support", "waited_ms": 0},
    }
