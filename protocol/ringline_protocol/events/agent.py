"""An agent's own stream: presence, status, state, devices. Offers and legs on it: `offers`, `legs`."""

from ringline_protocol.frozen import frozen
from ringline_protocol.values import AgentState, Channel, ChannelState, Presence, Status


@frozen
class NextStatus:
    """What applies when the current work is done."""

    status: Status
    reason: str | None = None


@frozen
class AgentStatusChanged:
    """What the agent chose. Without `next_status` nothing waits to be applied."""

    status: Status
    since_at_ms: int
    by: str
    """`kind:id` of who chose."""
    reason: str | None = None
    next_status: NextStatus | None = None


@frozen
class ChannelLoad:
    """One channel of an agent. `used` counts reservations, `max` is how many at once."""

    state: ChannelState
    used: int
    max: int


@frozen
class AgentStateChanged:
    """What the system works out. `channels` is keyed by channel."""

    state: AgentState
    units_used: int
    units: int
    channels: dict[str, ChannelLoad]
    occupied: bool = False
    missed_hold: bool = False
    """A missed ring stands between the agent and the next one."""
    since_at_ms: int | None = None
    """Since when `state` is what it is; at the earliest since the server began."""


@frozen
class AgentPresenceChanged:
    """Connection layer: on line, inside the grace, or past it."""

    presence: Presence


@frozen
class AgentOptOutsChanged:
    """Channels and queues that do not route to the agent although ready."""

    channels: tuple[Channel, ...]
    queues: tuple[str, ...]


@frozen
class DeviceJoined:
    """A device of the agent is connected. The primary one rings audibly."""

    session: str
    device: str
    client: str = ""
    """What program it says it is."""
    primary: bool = False


@frozen
class DeviceLeft:
    """A device is gone; if it was primary, `device.primary` names the next."""

    session: str
    device: str


@frozen
class DevicePrimary:
    """The audible ring is here now."""

    session: str
    device: str
