"""STUN and TURN servers for the browsers of a call, with credentials that a TURN server checks by itself.

    username     moment of expiry (epoch seconds) `:` interaction
    credential   base64 of HMAC-SHA1(shared secret, username)        the scheme that coturn knows as `use-auth-secret`

This server never speaks to them, and no media passes through it.
"""

import base64
import hashlib
import hmac
from typing import Any

import attrs


@attrs.frozen
class IceServers:
    """Of the configuration. None at all: browsers find each other on one machine and on one network."""

    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    secret: bytes = attrs.field(default=b"", repr=False)
    lifetime_ms: int = 3_600_000

    def told(self, interaction: str, now_ms: int) -> list[dict[str, Any]]:
        """As `RTCPeerConnection` takes them; credentials hold for `lifetime_ms`."""
        servers: list[dict[str, Any]] = []
        if self.stun:
            servers.append({"urls": list(self.stun)})
        if self.turn:
            username = f"{(now_ms + self.lifetime_ms) // 1000}:{interaction}"
            digest = hmac.digest(self.secret, username.encode(), hashlib.sha1)
            credential = base64.b64encode(digest).decode()
            servers.append({"urls": list(self.turn), "username": username, "credential": credential})
        return servers
