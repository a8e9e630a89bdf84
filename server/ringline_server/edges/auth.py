"""Who is it: a signed token becomes a Principal, or one error that says nothing.

The keys are a fixed set, each with its one algorithm; no claim and no header chooses a key from elsewhere or builds an
address. A token that fails before its signature is looked at still costs one verification, so that all failures belong
to one timing class. A token that was good is known by its hash: who comes back with it costs no second verification,
and what time may change is asked again.

Revocation is by principal: everything issued up to that moment is refused, and the sessions are told; it is forgotten
when no such token can be alive any more.
"""

import hashlib
import warnings
from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final

import attrs
from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey
from joserfc.util import json_b64decode, json_b64encode, urlsafe_b64decode, urlsafe_b64encode
from ringline_protocol.limits import ID_CHARS_MAX, TOKEN_CHARS_MAX
from ringline_protocol.values import PrincipalKind

from ringline_server.domain.principal import Principal

LIFETIME_MS_MAX = 3_600_000
"""From `nbf` to `exp`. Longer: refused."""
EARLY_MS_MAX = 10_000
"""A token may come so long before its `nbf`: clocks of issuer and server differ. Its end is exact all the same."""
PERSON_NAME_CHARS_MAX = 128
SECRET_BYTES_MIN = 32
"""Of an HS256 key."""
SECONDS_MAX = 2**40
TOKENS_KNOWN_MAX = 10_000
"""Good tokens that are known again."""
KINDS: Final = {kind.value for kind in PrincipalKind}
UNREADABLE: Final = (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)
"""What the library raises on text that a stranger may send."""

# The name is deprecated, not the algorithm (RFC 9864).
warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)


class Algorithm(StrEnum):
    HS256 = "HS256"
    ED25519 = "Ed25519"
    EDDSA = "EdDSA"
    """The older name of the same; identity providers still write it."""
    ES256 = "ES256"
    RS256 = "RS256"


KEY_TYPES: Final[dict[Algorithm, type[OctKey | OKPKey | ECKey | RSAKey]]] = {
    Algorithm.HS256: OctKey,
    Algorithm.ED25519: OKPKey,
    Algorithm.EDDSA: OKPKey,
    Algorithm.ES256: ECKey,
    Algorithm.RS256: RSAKey,
}
SIGNATURE_BYTES: Final = {
    Algorithm.HS256: 32,
    Algorithm.ED25519: 64,
    Algorithm.EDDSA: 64,
    Algorithm.ES256: 64,
    Algorithm.RS256: 256,
}


class Fault(StrEnum):
    """Why, for the log. Never told to the peer."""

    UNREADABLE = "unreadable"
    """Not a token, an unknown key, another algorithm, or a bad signature."""
    CLAIMS = "claims"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    LIFETIME = "lifetime"
    REVOKED = "revoked"
    TICKET = "ticket"
    """A ticket that is unknown, used or too old."""


@attrs.define(eq=False)
class BadToken(Exception):
    """The credentials are not accepted: close 4300, whatever the fault."""

    fault: Fault


@attrs.frozen
class TokenKey:
    """One key of the fixed set. `material`: the secret for HS256, else PEM, private where tokens are issued."""

    kid: str
    algorithm: Algorithm
    material: bytes = attrs.field(repr=False)


@attrs.define(eq=False)
class Revocations:
    """Principals thrown out. `on_revoked` lets the sessions of one be closed with 4201 at once."""

    on_revoked: Callable[[str], None] = lambda _: None
    _moments: dict[str, int] = attrs.field(factory=dict)
    """Principal -> when. The store has it too: see `revoking`."""

    def revoke(self, principal: str, now_ms: int) -> None:
        self._moments = self.entries(now_ms) | {principal: now_ms}
        self.on_revoked(principal)

    def remember(self, principal: str, at_ms: int) -> None:
        """It was so before the restart: there are no sessions to end yet."""
        self._moments[principal] = at_ms

    def covers(self, principal: str, issued_at_ms: int) -> bool:
        """Tokens tell whole seconds: one issued in the second of the revocation is covered."""
        moment = self._moments.get(principal)
        return moment is not None and issued_at_ms <= moment

    def entries(self, now_ms: int) -> dict[str, int]:
        """Those that still matter."""
        return {who: at_ms for who, at_ms in self._moments.items() if now_ms - at_ms <= LIFETIME_MS_MAX}


@attrs.define(eq=False)
class Tokens:
    """Verifies with any of the keys, issues with the first. Raises: ValueError on a bad or missing key."""

    keys: Sequence[TokenKey]
    issuer: str
    audience: str
    revocations: Revocations = attrs.field(factory=Revocations)
    _set: KeySet = attrs.field(init=False, repr=False)
    _algorithms: dict[str, str] = attrs.field(init=False)
    """kid -> its one algorithm."""
    _known: OrderedDict[bytes, dict[str, Any]] = attrs.field(factory=OrderedDict, init=False, repr=False)
    """Hash of a token that was good -> what it says; the oldest goes first."""

    def __attrs_post_init__(self) -> None:
        self._algorithms = {key.kid: key.algorithm.value for key in self.keys}
        if not self.keys or len(self._algorithms) < len(self.keys):
            raise ValueError("tokens need at least one key, and every key a kid of its own")
        self._set = KeySet([_imported(key) for key in self.keys])

    def verify(self, text: str, now_ms: int) -> Principal:
        """Raises: BadToken."""
        name = hashlib.sha256(text.encode(errors="surrogatepass")).digest()
        claims = self._known.get(name)
        if claims is None or self._fault(claims, now_ms):
            claims = self._signed_claims(text)
            if fault := self._fault(claims, now_ms):
                raise BadToken(fault)
            self._remember(name, claims)
        return _principal(claims)

    def _fault(self, claims: dict[str, Any], now_ms: int) -> Fault | None:
        if claims["iss"] != self.issuer:
            return Fault.ISSUER
        if self.audience not in ([claims["aud"]] if isinstance(claims["aud"], str) else claims["aud"]):
            return Fault.AUDIENCE
        not_before_ms, expires_at_ms = claims["nbf"] * 1000, claims["exp"] * 1000
        if expires_at_ms - not_before_ms > LIFETIME_MS_MAX:
            return Fault.LIFETIME
        if now_ms < not_before_ms - EARLY_MS_MAX:
            return Fault.NOT_YET
        if now_ms >= expires_at_ms:
            return Fault.EXPIRED
        return Fault.REVOKED if self.revocations.covers(claims["sub"], not_before_ms) else None

    def _remember(self, name: bytes, claims: dict[str, Any]) -> None:
        self._known[name] = claims
        if len(self._known) > TOKENS_KNOWN_MAX:
            self._known.popitem(last=False)

    def issue(self, principal: Principal, now_ms: int) -> str:
        """A token that `verify` takes from this second until the principal expires, an hour from now at most."""
        begin_s = now_ms // 1000
        end_s = min(principal.expires_at_ms // 1000, begin_s + LIFETIME_MS_MAX // 1000)
        claims = {"iss": self.issuer, "aud": self.audience, "sub": principal.id, "nbf": begin_s, "exp": end_s}
        claims |= {"kind": principal.kind.value, "name": principal.name}
        if principal.interaction is not None:
            claims["interaction"] = principal.interaction
        key = self.keys[0]
        header = {"alg": key.algorithm.value, "kid": key.kid}
        return jwt.encode(header, claims, self._set, [key.algorithm.value])

    def _signed_claims(self, text: str) -> dict[str, Any]:
        """Signed by one of our keys with its own algorithm, and of the right shape. Exactly one verification."""
        try:
            if not self._looks_known(text):
                self._verify(self._decoy())
            claims = self._verify(text)
        except UNREADABLE:
            raise BadToken(Fault.UNREADABLE) from None
        if not _has_shape(claims):
            raise BadToken(Fault.CLAIMS)
        return claims

    def _verify(self, text: str) -> dict[str, Any]:
        return jwt.decode(text, self._set, list(self._algorithms.values())).claims

    def _looks_known(self, text: str) -> bool:
        """Three readable parts, one of our keys, the algorithm of that key: then `_verify` gets to the signature."""
        try:
            header, payload, signature = text.split(".")
            said = json_b64decode(header.encode())
            urlsafe_b64decode(payload.encode()), urlsafe_b64decode(signature.encode())
            return len(text) <= TOKEN_CHARS_MAX and self._algorithms.get(said["kid"]) == said["alg"] and text.isascii()
        except UNREADABLE:
            return False

    def _decoy(self) -> str:
        """A token of the first key with a signature that is wrong."""
        key = self.keys[0]
        header = json_b64encode({"alg": key.algorithm.value, "kid": key.kid}).decode()
        signature = urlsafe_b64encode(b"\1" * SIGNATURE_BYTES[key.algorithm]).decode()
        return f"{header}.e30.{signature}"


def _imported(key: TokenKey) -> OctKey | RSAKey | ECKey | OKPKey:
    if key.algorithm is Algorithm.HS256 and len(key.material) < SECRET_BYTES_MIN:
        raise ValueError(f"token key {key.kid}: the secret has fewer than {SECRET_BYTES_MIN} bytes")
    try:
        return KEY_TYPES[key.algorithm].import_key(key.material, {"kid": key.kid, "use": "sig"})
    except UNREADABLE as error:
        raise ValueError(f"token key {key.kid}: no {key.algorithm} key in it") from error


def _has_shape(claims: dict[str, Any]) -> bool:
    """Types and lengths. Times are whole seconds."""
    audience = claims.get("aud")
    interaction = claims.get("interaction")
    is_consumer = claims.get("kind") == PrincipalKind.CONSUMER
    return (
        all(_is_text(claims.get(name), ID_CHARS_MAX) for name in ("sub", "kind"))
        and all(type(claims.get(name)) is int and 0 <= claims[name] <= SECONDS_MAX for name in ("exp", "nbf"))
        and isinstance(claims.get("iss"), str)
        and (isinstance(audience, str | list))
        and claims["kind"] in KINDS
        and (_is_text(interaction, ID_CHARS_MAX) if is_consumer else interaction is None)
        and _is_text(claims.get("name", "-") or "-", PERSON_NAME_CHARS_MAX)
    )


def _is_text(value: object, chars_max: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= chars_max


def _principal(claims: dict[str, Any]) -> Principal:
    return Principal(
        kind=PrincipalKind(claims["kind"]),
        id=claims["sub"],
        expires_at_ms=claims["exp"] * 1000,
        name=claims.get("name", ""),
        interaction=claims.get("interaction"),
    )
