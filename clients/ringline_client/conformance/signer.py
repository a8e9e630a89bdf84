"""Tokens that the kit signs itself, for a server that it started: good ones, and every kind of bad one.

signer = Signer(secret, now_s)
signer.token("agt_ana", 60, aud="somebody else")
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any, Final

import attrs

from ringline_client.conformance.account import SOFIA

KEY_ID: Final = "conformance"
ISSUER: Final = "ringline"
LIFE_S: Final = 1_800


@attrs.frozen
class Signer:
    """HS256. Its key is the one that the kit's account names."""

    secret: bytes = attrs.field(repr=False)
    now_s: Callable[[], float]

    def token(self, name: str, life_s: float = LIFE_S, **claims: Any) -> str:
        """Good for so long, from this second; `claims` replace what it says."""
        begins_s = int(self.now_s())
        kind = "service" if name.startswith("svc_") else "supervisor" if name == SOFIA else "agent"
        usual = {"iss": ISSUER, "aud": ISSUER, "sub": name, "nbf": begins_s, "exp": begins_s + int(life_s)}
        said = usual | {"kind": kind, "name": name} | claims
        head = _part({"alg": "HS256", "kid": KEY_ID}) + "." + _part(said)
        return f"{head}.{_text(hmac.new(self.secret, head.encode(), hashlib.sha256).digest())}"


def _part(plain: dict[str, Any]) -> str:
    return _text(json.dumps(plain).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
