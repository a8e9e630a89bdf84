"""The life of a connection as a table, for either side: which frame is legal when, and what a violation closes with.

    server     awaiting_hello --hello--> live --drain--> draining --bye, close--> closed
    client     awaiting_welcome --welcome--> replaying --caught_up--> live --notice draining--> draining --> closed

The table reads what the *peer* sends. After a close nothing counts any more.
"""

from enum import StrEnum
from typing import Final

from ringline_protocol.codes import CloseCode, FrameError
from ringline_protocol.limits import BAD_FRAMES_MAX


class Stage(StrEnum):
    """Where a connection is. Server: the first, live, draining, closed. Client: all but the first."""

    AWAITING_HELLO = "awaiting_hello"
    AWAITING_WELCOME = "awaiting_welcome"
    REPLAYING = "replaying"
    LIVE = "live"
    DRAINING = "draining"
    CLOSED = "closed"


class Side(StrEnum):
    """Who reads the table."""

    SERVER = "server"
    CLIENT = "client"


_STAY: Final = {
    Side.SERVER: ("command", "ack", "ping", "pong"),
    Side.CLIENT: ("reply", "event", "ephemeral", "snapshot", "caught_up", "ping", "pong", "notice", "error"),
}
"""Frames that do not change the stage, once the connection is established."""

TABLE: Final[dict[tuple[Side, Stage, str], Stage]] = {
    (Side.SERVER, Stage.AWAITING_HELLO, "hello"): Stage.LIVE,
    (Side.CLIENT, Stage.AWAITING_WELCOME, "welcome"): Stage.REPLAYING,
    (Side.CLIENT, Stage.AWAITING_WELCOME, "error"): Stage.AWAITING_WELCOME,
    **{
        (side, stage, frame): stage
        for side, frames in _STAY.items()
        for stage in (Stage.REPLAYING, Stage.LIVE, Stage.DRAINING)
        for frame in frames
        if not (side is Side.SERVER and stage is Stage.REPLAYING)
    },
    (Side.CLIENT, Stage.REPLAYING, "caught_up"): Stage.LIVE,
    (Side.SERVER, Stage.LIVE, "bye"): Stage.CLOSED,
    (Side.SERVER, Stage.DRAINING, "bye"): Stage.CLOSED,
}
"""(who reads, stage, frame type) -> next stage. What is not here is a violation."""


def after_frame(side: Side, stage: Stage, frame: str) -> Stage | CloseCode:
    """The next stage, or the code that this side closes with. In `closed` every frame is ignored."""
    if stage is Stage.CLOSED:
        return Stage.CLOSED
    following = TABLE.get((side, stage, frame))
    if following is not None:
        return following
    if side is Side.SERVER and (frame == "hello" or stage is Stage.AWAITING_HELLO):
        return CloseCode.HELLO_EXPECTED
    return CloseCode.MALFORMED


def after_fault(fault: FrameError, faults: int) -> CloseCode | None:
    """What the server closes with after its `faults`-th message that could not be tied to a command; None: go on."""
    if fault.close is not None:
        return fault.close
    return CloseCode.MALFORMED if faults >= BAD_FRAMES_MAX else None
