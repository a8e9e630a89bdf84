"""What holds on every connection, whatever the case is about: it is checked with every frame that comes.

G1  on each stream seq goes up by one, from the snapshot or from where the welcome says
G3  the events that a reply's `pos` names came before it
G5  one reply for each command
"""

import json
from collections import Counter
from contextlib import suppress
from typing import Any

import attrs

from ringline_client.conformance.broken import check

Frame = dict[str, Any]


@attrs.define(eq=False)
class Promises:
    """Of one connection. Give it every frame that comes, in order."""

    heads: dict[str, int] = attrs.field(factory=dict)
    """Stream -> seq of the last event (or of the snapshot)."""
    epochs: dict[str, str] = attrs.field(factory=dict)
    owed: Counter[str] = attrs.field(factory=Counter)
    """Command id -> replies that are still to come."""

    def sent(self, text: str) -> None:
        """A message of ours. Whatever is no command in JSON is owed no reply."""
        with suppress(ValueError, RecursionError):
            plain = json.loads(text)
            for frame in plain if isinstance(plain, list) else [plain]:
                if isinstance(frame, dict) and frame.get("type") == "command":
                    self.owed[str(frame.get("id"))] += 1

    def see(self, frame: Frame) -> None:
        """Raises: Broken that names the promise."""
        match frame.get("type"):
            case "welcome":
                for stream, verdict in frame["streams"].items():
                    self._begins(stream, verdict)
            case "snapshot":
                self.heads[frame["stream"]], self.epochs[frame["stream"]] = frame["seq"], frame["epoch"]
            case "event":
                self._event(frame["stream"], frame["seq"], frame)
            case "reply":
                self._reply(frame)

    @property
    def pos(self) -> dict[str, list[Any]]:
        """Where a resume goes on."""
        return {stream: [self.epochs[stream], head] for stream, head in self.heads.items()}

    def _begins(self, stream: str, verdict: Frame) -> None:
        if verdict.get("recovered"):
            self.heads[stream], self.epochs[stream] = verdict["from_seq"], verdict["epoch"]

    def _event(self, stream: str, seq: int, frame: Frame) -> None:
        head = self.heads.get(stream)
        check(head is not None, f"G4: {stream} has an event before its snapshot: {frame}")
        assert head is not None
        check(seq == head + 1, f"G1: {stream} goes on with seq {seq} after {head}")
        check(frame["event"] != "hidden" or not frame.get("data"), f"a hidden event shows something: {frame}")
        self.heads[stream] = seq

    def _reply(self, frame: Frame) -> None:
        self.owed[frame["id"]] -= 1
        check(self.owed[frame["id"]] >= 0, f"G5: more replies than commands for {frame['id']}")
        result = frame.get("result") or {}
        if "state" in result and "stream" in result:
            self._begins(result["stream"], result["state"])
        for stream, seq in (frame.get("pos") or {}).items():
            head = self.heads.get(stream, seq)
            check(head >= seq, f"G3: the reply to {frame['id']} came before event {seq} of {stream}")
