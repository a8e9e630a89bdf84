"""The devices of one agent: which one rings audibly, and how long nobody has been there.

connected (n devices) --last one goes--> grace --offline_after--> gone
      ^-----------------------any joins----+-----------------------+
"""

from collections.abc import Iterator
from typing import Final

import attrs
from ringline_protocol.values import Presence

LEFT_MAX: Final = 16
"""Sessions remembered whose connection is gone and that may come back."""


@attrs.frozen
class Device:
    """One session of the agent that is connected."""

    session: str
    device: str
    client: str = ""


@attrs.define(eq=False)
class Devices:
    """Owned by one agent's actor. `since_ms`: when it began, without any."""

    since_ms: int = 0
    """When the last one went, while there is none."""
    _here: dict[str, Device] = attrs.field(factory=dict)
    _left: dict[str, None] = attrs.field(factory=dict)
    primary: str = ""
    """The session that rings audibly; empty while there is none."""

    @property
    def alone_since_ms(self) -> int | None:
        """Since when there is none; None: there is one."""
        return None if self._here else self.since_ms

    def __len__(self) -> int:
        return len(self._here)

    def __contains__(self, session: object) -> bool:
        return session in self._here

    def __iter__(self) -> Iterator[Device]:
        return iter(self._here.values())

    def join(self, device: Device) -> bool:
        """It is connected. Whether it is a new session, and not one that comes back."""
        is_new = device.session not in self._left and device.session not in self._here
        self._left.pop(device.session, None)
        self._here[device.session] = device
        self.primary = self.primary or device.session
        return is_new

    def leave(self, session: str, now_ms: int, *, ended: bool) -> Device | None:
        """Its connection is gone; `ended`: it does not come back. None: it was not here."""
        self._left.pop(session, None)
        gone = self._here.pop(session, None)
        if gone is None:
            return None
        if not ended:
            self._left[session] = None
            if len(self._left) > LEFT_MAX:
                del self._left[next(iter(self._left))]
        if not self._here:
            self.since_ms = now_ms
        if self.primary == session:
            self.primary = next(iter(self._here), "")
        return gone

    def make_primary(self, session: str) -> bool:
        """The audible ring moves there. Whether that changed anything."""
        if session not in self._here or session == self.primary:
            return False
        self.primary = session
        return True

    def get(self, session: str) -> Device | None:
        """One that is connected."""
        return self._here.get(session)

    def is_known(self, session: str) -> bool:
        """One that is connected, or whose connection is gone and that may come back."""
        return session in self._here or session in self._left

    def gone_at_ms(self, grace_ms: int) -> int | None:
        """When the grace ends; None while there is a device."""
        return None if self._here else self.since_ms + grace_ms

    def presence(self, now_ms: int, grace_ms: int) -> Presence:
        """The connection layer."""
        at_ms = self.gone_at_ms(grace_ms)
        if at_ms is None:
            return Presence.CONNECTED
        return Presence.GRACE if now_ms < at_ms else Presence.GONE
