"""Follows a golden conversation line by line and holds both sides to the protocol.

Lines: {"about"} first; {"client"} and {"server"}: a frame or a batch; {"bad_client"}, {"bad_client_text"}: what gets
an error; {"close"}: code and by whom. After a close the next hello begins a new connection of the same client.
"""

import json
from collections import Counter
from typing import Any

import attrs
from jsonschema import Draft202012Validator
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, FrameError, Verdict, verdict
from ringline_protocol.frames import (
    WIRE_NAMES,
    CaughtUp,
    Command,
    Ephemeral,
    ErrorFrame,
    Event,
    Hello,
    Reply,
    Snapshot,
    StreamState,
    Welcome,
)
from ringline_protocol.parts import join_state
from ringline_protocol.resume import Arrival, Cursor
from ringline_protocol.session import Side, Stage, after_fault, after_frame
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import DeskView

from kit.vectors import PROTOCOL

SCHEMAS = {
    side: Draft202012Validator(json.loads((PROTOCOL / "schema" / f"{side}.json").read_bytes()))
    for side in ("client", "server")
}


@attrs.define
class Conversation:
    """What an attentive third party knows after each line."""

    view: DeskView = attrs.field(factory=lambda: DeskView("agent/agt_ana"))
    cursors: dict[str, Cursor] = attrs.field(factory=dict)
    stages: dict[Side, Stage] = attrs.field(factory=dict)
    open_commands: set[str] = attrs.field(factory=set)
    to_catch_up: set[str] = attrs.field(factory=set)
    subscribing: dict[str, str] = attrs.field(factory=dict)
    parts: dict[str, list[dict[str, Any]]] = attrs.field(factory=dict)
    faults: list[FrameError] = attrs.field(factory=list)
    closed: list[int] = attrs.field(factory=list)

    def follow_all(self, lines: list[dict[str, Any]]) -> None:
        """Line after line. Only a close that lets the client come back may stand before the end."""
        for line in lines:
            assert not self.closed or self.may_go_on()
            self.follow(line)

    def follow(self, line: dict[str, Any]) -> None:
        """One line. Asserts what the protocol promises."""
        [(who, what)] = line.items()
        match who:
            case "about":
                assert what
            case "client" | "server":
                self._message(who, what)
            case "bad_client" | "bad_client_text":
                self._bad(what if who == "bad_client_text" else json.dumps(what))
            case "close":
                self._close(**what)
            case _:
                raise AssertionError(who)

    def _message(self, who: str, what: Any) -> None:
        SCHEMAS[who].validate(what)
        text = json.dumps(what)
        ignored = Counter[str]()
        if who == "server":
            frames: list[Any] = list(codec.decode_from_server(text, ignored))
        else:
            frames = list(codec.decode_from_client(text))
        assert not ignored
        if any(isinstance(frame, Hello) for frame in frames):
            self._connect(text)
        for frame in frames:
            self._step(who, frame)

    def _connect(self, text: str) -> None:
        assert isinstance(codec.decode_hello(text), Hello)
        assert not self.stages or Stage.CLOSED in self.stages.values()
        self.stages = {Side.SERVER: Stage.AWAITING_HELLO, Side.CLIENT: Stage.AWAITING_WELCOME}

    def _step(self, who: str, frame: Any) -> None:
        reader = Side.SERVER if who == "client" else Side.CLIENT
        following = after_frame(reader, self.stages[reader], WIRE_NAMES[type(frame)])
        assert isinstance(following, Stage), (frame, following)
        self.stages[reader] = following
        self._learn(frame)

    def _learn(self, frame: Any) -> None:
        match frame:
            case Hello(id=sent):
                assert {stream: cursor.position for stream, cursor in self.cursors.items()} == frame.pos
                self.to_catch_up.add(sent)
            case Welcome():
                for stream, state in frame.streams.items():
                    self._announced(stream, state)
            case Command(id=sent):
                assert sent not in self.open_commands
                self.open_commands.add(sent)
                if frame.method == "stream.subscribe":
                    self.subscribing[sent] = frame.params.stream
            case Reply():
                self._replied(frame)
            case Snapshot():
                self._snapshot(frame)
            case Event():
                assert self.cursors[frame.stream].take(frame.seq) is Arrival.APPLY
                self.view = self.view.with_event(frame)
            case Ephemeral():
                self.view = self.view.with_ephemeral(frame)
            case CaughtUp(id=sent, pos=pos):
                self.to_catch_up.remove(sent)
                assert all(self.cursors[stream].seq == seq for stream, seq in pos.items())
            case ErrorFrame(fatal=fatal):
                assert fatal == (after_fault(self.faults[-1], len(self.faults)) is not None)

    def _announced(self, stream: str, state: StreamState) -> None:
        cursor = self.cursors.setdefault(stream, Cursor())
        if state.recovered:
            assert cursor.position == (state.epoch, state.from_seq)
            assert state.reason is None
        else:
            assert state.reason is not None
            self.cursors[stream] = Cursor()

    def _replied(self, reply: Reply) -> None:
        self.open_commands.remove(reply.id)
        assert all(self.cursors[stream].seq >= seq for stream, seq in reply.pos.items()), "effects come first"
        stream = self.subscribing.pop(reply.id, None)
        if stream is not None and reply.result is not None:
            self._announced(stream, read_tolerant(StreamState, reply.result["state"])[0])
            self.to_catch_up.add(reply.id)

    def _snapshot(self, frame: Snapshot) -> None:
        parts = self.parts.setdefault(frame.stream, [])
        parts.append(frame.state)
        assert len(parts) == frame.part
        if frame.part == frame.parts:
            self.view = self.view.with_snapshot(frame.stream, join_state(self.parts.pop(frame.stream)))
            self.cursors[frame.stream].reset(frame.epoch, frame.seq)

    def _bad(self, text: str) -> None:
        try:
            [frame] = codec.decode_from_client(text)
        except FrameError as fault:
            self.faults.append(fault)
        else:
            assert isinstance(frame, codec.BadCommand)
            self.open_commands.add(frame.id)

    def _close(self, by: str, code: int) -> None:
        assert by in ("client", "server", "nobody")
        assert by == "nobody" or code in set(CloseCode)
        assert not self.to_catch_up
        assert by != "server" or not self.open_commands, "each has its reply before a clean close"
        self.open_commands.clear()
        self.stages = dict.fromkeys(Side, Stage.CLOSED)
        self.closed.append(code)

    def may_go_on(self) -> bool:
        """After the last close: is another connection of this client to be expected?"""
        return verdict(self.closed[-1]) in (Verdict.RESUME, Verdict.REAUTHENTICATE)
