"""Live voice and video: how a call comes about, as its consumer is told, and what its parties tell each other."""

from typing import Literal

import attrs

from ringline_protocol.values import CallMedia


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
