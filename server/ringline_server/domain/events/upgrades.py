"""A conversation that gets richer: asked, agreed, and how it ended."""

import attrs
from ringline_protocol.values import Channel, Role, UpgradeResult


@attrs.frozen
class UpgradeAsked:
    """One side asks for a richer channel. Ends with exactly one UpgradeEnded."""

    upgrade: str
    channel: Channel
    leg: str
    """The leg that handles it: the agent's side."""
    by: Role
    until_at_ms: int


@attrs.frozen
class UpgradeAccepted:
    """The other side agreed; media of both must flow before the deadline. Again, when the house was away."""

    upgrade: str
    until_at_ms: int


@attrs.frozen
class UpgradeEnded:
    """How it ended, and what was in the way."""

    upgrade: str
    result: UpgradeResult
    reason: str = ""


@attrs.frozen
class ChannelChanged:
    """It goes on over another channel: an upgrade is complete, or its queue has its own."""

    channel: Channel
