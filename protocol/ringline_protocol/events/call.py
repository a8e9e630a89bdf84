"""Live voice and video: how a call comes about, as its consumer is told, and what its parties tell each other."""

from typing import Literal

import attrs

from ringline_protocol.values import CallMedia, Channel, Role, UpgradeResult


@attrs.frozen
class CallConnecting:
    """Consumers: an agent answered. Media of both sides must flow before the deadline; then it is settled."""

    leg: str
    until_at_ms: int


@attrs.frozen
class CallSettled:
    """Consumers: media flows, and the leg starts; or the call did not come about, and their place in line is kept."""

    leg: str
    ok: bool
    reason: str = ""
    """Whose media was missing, or why it is over."""


@attrs.frozen
class CallMediaChanged:
    """Microphone and camera of one party. Without a leg: the consumer's."""

    media: CallMedia
    leg: str | None = None


@attrs.frozen
class UpgradeAsked:
    """One side asks for a richer channel; the other one agrees before the deadline, or not."""

    upgrade: str
    channel: Channel
    leg: str
    """Of the agent who handles it: their side."""
    by: Role
    """`consumer` or `agent`."""
    until_at_ms: int


@attrs.frozen
class UpgradeAccepted:
    """Agreed. It is a call as soon as media of both sides flows, at the latest then."""

    upgrade: str
    until_at_ms: int


@attrs.frozen
class UpgradeEnded:
    """The one end of an ask. Unless it is `completed`, the conversation goes on as it was."""

    upgrade: str
    result: UpgradeResult
    reason: str = ""
    """Whose media was missing (`agent`, `consumer`, `agent+consumer`, or what a page said), or what came between."""


@attrs.frozen
class CallSignal:
    """From another party of the call to this one alone. Never conflated or dropped: who is too slow is cut off.

    From one's own party, `bye`: the call goes on at another page of mine.
    """

    sender: str
    """A leg's id, or `consumer`."""
    kind: Literal["join", "description", "candidates", "restart", "bye"]
    source: str
    target: str = ""
    data: str = ""


@attrs.frozen
class CallTones:
    """Digits that another party dialled. Neither conflated nor dropped."""

    sender: str
    digits: str
