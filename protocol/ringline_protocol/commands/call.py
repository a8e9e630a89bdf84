"""Live voice and video: what the parties of a call tell each other through the server, and what they ask it."""

from typing import Literal

import attrs

from ringline_protocol.values import CallMedia, Channel


@attrs.frozen
class SignalCall:
    """To another party of my call; relayed in order, never stored. `delivered`: a connection of theirs was told.

    join          I am here now, on this page: whoever talks with me begins anew with me. With a `target`: so am I
    description   an SDP offer or answer, as JSON
    candidates    ICE candidates, as a JSON array
    restart       my connection was away, or there is no path: whoever is impolite makes a new offer with an ICE restart
    bye           I am gone
    """

    interaction: str
    to: str
    """A leg's id, or `consumer`."""
    kind: Literal["join", "description", "candidates", "restart", "bye"]
    source: str
    """My page: new with each load."""
    target: str = ""
    """The page that is meant, when it is known; another one ignores it."""
    data: str = ""


@attrs.frozen
class SendTones:
    """Digits of the dial pad, to all parties whom I talk with: `0-9`, `A-D`, `*` and `#`. Relayed, never stored."""

    interaction: str
    digits: str


@attrs.frozen
class SetCallMedia:
    """My microphone and my camera are like this now, and all see it."""

    interaction: str
    media: CallMedia


@attrs.frozen
class AskUpgrade:
    """A chat to a call, or a call with pictures: the other side is asked. If they have asked for the same: agreed.

    `at_capacity`: the agent has no room for it now.
    """

    interaction: str
    channel: Channel
    """`voice` or `video`: richer than it is, and among the `upgrades` of its queue."""


@attrs.frozen
class AcceptUpgrade:
    """Agreed. From a chat, both sides report media before `until_at_ms`; from voice to video it is so at once."""

    interaction: str
    upgrade: str


@attrs.frozen
class RefuseUpgrade:
    """All stays as it is."""

    interaction: str
    upgrade: str


@attrs.frozen
class WithdrawUpgrade:
    """Who asked, asks no longer; and either side may, while media is waited for."""

    interaction: str
    upgrade: str


@attrs.frozen
class ReadCallServers:
    """STUN and TURN servers for my call, with credentials for a while. On one machine or LAN none are needed."""

    interaction: str
