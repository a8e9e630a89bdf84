"""Promises, each broken in one way. What makes one is called for each connection; what it makes changes the frames."""

from collections.abc import Callable
from typing import Any

from kit.lying_proxy import Frame, Lie

Told = Callable[[list[Frame]], list[Frame]]


def drops_an_event() -> Told:
    """The third final segment of each connection."""
    count = 0

    def told(frames: list[Frame]) -> list[Frame]:
        nonlocal count
        kept = []
        for frame in frames:
            count += frame.get("event") == "segment.final"
            if frame.get("event") != "segment.final" or count != 3:
                kept.append(frame)
        return kept

    return told


def replies_before_effects() -> Told:
    """In each message."""
    return lambda frames: sorted(frames, key=lambda frame: frame["type"] != "reply")


def replies_twice() -> Told:
    """To notes."""
    return lambda frames: [one for frame in frames for one in [frame] * (1 + ("note" in (frame.get("result") or {})))]


def shows_what_is_hidden() -> Told:
    """A hidden event says what it is."""

    def shown(frame: Frame) -> Frame:
        return {**frame, "data": {"text": "a secret"}} if frame.get("event") == "hidden" else frame

    return lambda frames: [shown(frame) for frame in frames]


def forgets_that_it_replays() -> Told:
    """A repetition looks like the first time."""
    return lambda frames: [{**frame, "replayed": False} if "replayed" in frame else frame for frame in frames]


def snapshots_one_short() -> Told:
    """A snapshot claims the seq before its own."""
    return lambda frames: [
        {**frame, "seq": frame["seq"] - 1} if frame["type"] == "snapshot" else frame for frame in frames
    ]


def recovers_nothing() -> Told:
    """Whoever comes back is told that they have all, and gets nothing of it."""
    is_back = False

    def told(frames: list[Frame]) -> list[Frame]:
        nonlocal is_back
        is_back = is_back or any(frame["type"] == "welcome" and frame["session"]["resumed"] for frame in frames)
        return [frame for frame in frames if not (is_back and frame["type"] == "event")]

    return told


def says_why_it_is_forbidden() -> Told:
    """What is not there is told apart from what one may not see."""

    def said(frame: Frame) -> Frame:
        error: dict[str, Any] = frame.get("error") or {}
        is_first = error.get("code") == "forbidden" and frame.get("id", "").endswith("1")
        return {**frame, "error": {**error, "message": "it is there"}} if is_first else frame

    return lambda frames: [said(frame) for frame in frames]


LIES: dict[str, tuple[Lie, set[str]]] = {
    "drops an event": (Lie(drops_an_event), {"F86", "F87", "G95"}),
    "replies before effects": (Lie(replies_before_effects), {"D60"}),
    "replies twice": (Lie(replies_twice), {"D54"}),
    "shows what is hidden": (Lie(shows_what_is_hidden), {"F94"}),
    "forgets that it replays": (Lie(forgets_that_it_replays), {"D54"}),
    "snapshots one short": (Lie(snapshots_one_short), {"F86", "F87"}),
    "recovers nothing": (Lie(recovers_nothing), {"G95"}),
    "says why it is forbidden": (Lie(says_why_it_is_forbidden), {"F90"}),
    "closes with another code": (Lie(closes={4303: 4000}), {"B19"}),
}
"""Which cases each lie breaks, at least."""
