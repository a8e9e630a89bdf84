"""A corpus of tokens that must not be taken: what has fooled other verifiers, and what nobody has thought of yet.

Those of `unsigned` and `of_another_key` could be made by anybody; the others need our key and a careless issuer.
"""

import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from joserfc.util import urlsafe_b64encode
from ringline_server.edges.auth import EARLY_MS_MAX, LIFETIME_MS_MAX, Fault

SECRET: Final = b"a secret of at least 32 bytes, for tests"
KID: Final = "k1"
NOW_S: Final = 1_795_334_400
CLAIMS: Final[dict[str, Any]] = {
    "iss": "us",
    "aud": "ringline",
    "sub": "agt_ana",
    "kind": "agent",
    "nbf": NOW_S,
    "exp": NOW_S + 600,
}
HEADER: Final = {"alg": "HS256", "kid": KID}
HOUR_S: Final = LIFETIME_MS_MAX // 1000
DIGESTS: Final = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}


def part(value: object) -> str:
    """A part of a token. Text and bytes are taken as they are, anything else is written as JSON."""
    raw = (
        value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else json.dumps(value).encode()
    )
    return urlsafe_b64encode(raw).decode()


def token(header: object = HEADER, claims: object = CLAIMS, secret: bytes = SECRET, digest: str = "sha256") -> str:
    """Signed over whatever is in it."""
    said = f"{part(header)}.{part(claims)}"
    return f"{said}.{part(hmac.digest(secret, said.encode(), digest))}"


def with_claims(**changes: object) -> str:
    """Signed with our key. None leaves a claim out."""
    return token(claims={name: value for name, value in {**CLAIMS, **changes}.items() if value is not None})


def with_header(**changes: object) -> str:
    """The same of the header."""
    return token({name: value for name, value in {**HEADER, **changes}.items() if value is not None})


def twice(name: str, first: object, second: object) -> str:
    """JSON with a member that is there two times: one reader takes the first, another the last."""
    rest = json.dumps({key: value for key, value in CLAIMS.items() if key != name})[1:]
    return f'{{"{name}": {json.dumps(first)}, "{name}": {json.dumps(second)}, {rest}'


def unsigned() -> Iterator[tuple[str, str]]:
    """Without a signature, or with one that is not over this."""
    for algorithm in ("none", "None", "nOnE", "NONE", ""):
        said = f"{part({'alg': algorithm, 'kid': KID})}.{part(CLAIMS)}"
        yield f"alg {algorithm!r}, no signature", f"{said}."
        yield f"alg {algorithm!r}, a signature", f"{said}.{part(hmac.digest(SECRET, said.encode(), 'sha256'))}"
    head, claims, signature = token().split(".")
    yield "our algorithm, no signature", f"{head}.{claims}."
    yield "two parts", f"{head}.{claims}"
    yield "four parts", f"{head}.{claims}.{signature}.{signature}"
    yield (
        "five parts, as if encrypted",
        ".".join([part({"alg": "dir", "enc": "A128GCM", "kid": KID}), "", "", claims, ""]),
    )
    yield "half a signature", f"{head}.{claims}.{signature[:20]}"
    yield "a signature and more", f"{head}.{claims}.{signature}AAAA"
    yield "other claims under it", f"{head}.{part({**CLAIMS, 'sub': 'agt_sofia'})}.{signature}"
    yield "another header over it", f"{part({**HEADER, 'typ': 'JWT'})}.{claims}.{signature}"
    yield "standard base64", f"{head}.{claims}.{signature}".replace("-", "+").replace("_", "/") + "="
    yield "a blank before", f" {head}.{claims}.{signature}"
    yield "a line after", f"{head}.{claims}.{signature}\n"
    yield "as JSON", json.dumps({"payload": claims, "signatures": [{"protected": head, "signature": signature}]})


def of_another_key() -> Iterator[tuple[str, str]]:
    """Signed, but not by us, not with our algorithm, or with a key that the token brings along."""
    yield "another secret", token(secret=b"another secret of at least 32 bytes!")
    yield "an empty secret", token(secret=b"")
    yield "the kid as the secret", token(secret=KID.encode())
    for algorithm in ("HS384", "HS512"):
        yield f"our secret, {algorithm}", token({**HEADER, "alg": algorithm}, digest=DIGESTS[algorithm])
    algs: tuple[object, ...] = (
        "RS256",
        "ES256",
        "PS256",
        "EdDSA",
        "Ed25519",
        "hs256",
        "HS256 ",
        ["HS256"],
        None,
        1,
        {},
    )
    for alg in algs:
        yield f"our secret, said to be {alg}", token({"alg": alg, "kid": KID})
    theirs = b"a secret that the token itself brings along"
    brought = {"kty": "oct", "k": part(theirs), "alg": "HS256", "kid": KID}
    yield "a key in the header", token({**HEADER, "jwk": brought}, secret=theirs)
    yield "a key in the header, no kid", token({"alg": "HS256", "jwk": brought}, secret=theirs)
    for kid in ("", "k2", "K1", "k1 ", "k1\0", "../k1", "../../dev/null", "' OR '1'='1", "k1,k2", "ｋ1", "x" * 5000):
        yield f"kid {kid[:20]!r}", token({**HEADER, "kid": kid})
        yield f"kid {kid[:20]!r}, nothing as the secret", token({**HEADER, "kid": kid}, secret=b"")
    for odd in (None, 0, True, ["k1"], {"k1": "k1"}):
        yield f"kid {odd}", token({**HEADER, "kid": odd})
    yield "no kid", with_header(kid=None)
    yield "no alg", with_header(alg=None)
    yield "critical, and unknown here", with_header(crit=["exp"], exp=1)
    yield "critical, and nobody's", with_header(crit=["x"])
    yield "an unencoded payload", with_header(b64=False, crit=["b64"])


def misshapen() -> Iterator[tuple[str, str]]:
    """Signed with our key, but no JSON objects, or ones that readers read differently."""
    for name, claims in {
        "no JSON": "{",
        "nothing": "",
        "a list": [CLAIMS],
        "a text": '"agt_ana"',
        "null": "null",
        "a number": "7",
        "no UTF-8": b'{"sub": "\xff\xfe"}',
        "deep": "[" * 5_000 + "]" * 5_000,
        "a number of 5000 digits": json.dumps(CLAIMS)[:-1] + f', "x": {"9" * 5_000}}}',
    }.items():
        yield f"claims: {name}", token(claims=claims)
    for name, header in {
        "a list": [HEADER],
        "a text": '"HS256"',
        "null": "null",
        "no UTF-8": b"\xff",
        "{": "{",
    }.items():
        yield f"header: {name}", token(header)
    yield "header: deep", token('{"alg": "HS256", "kid": "k1", "x": ' + "[" * 3_000 + "]" * 3_000 + "}")
    yield "huge", with_claims(x="x" * 100_000)
    yield "a token in a token", token({**HEADER, "cty": "JWT"}, token())


def signed() -> Iterator[tuple[str, str, Fault]]:
    """Ours by its signature: the claims are wrong."""
    for name in ("iss", "aud", "sub", "kind", "nbf", "exp"):
        yield f"no {name}", with_claims(**{name: None}), Fault.CLAIMS
        yield f"{name} is null", token(claims={**CLAIMS, name: None}), Fault.CLAIMS
        yield f"{name} is an object", with_claims(**{name: {"a": 1}}), Fault.CLAIMS
    for name in ("nbf", "exp"):
        for value in ("1795334400", 1795334400.5, 1e9, True, -1, 2**63, 10**40, [NOW_S], float("inf"), float("nan")):
            yield f"{name} is {value!r}", with_claims(**{name: value}), Fault.CLAIMS
    for kind in ("root", "Agent", "AGENT", "agent ", "", "agent\0", "аgent", ["agent"], 1):
        yield f"kind {kind!r}", with_claims(kind=kind), Fault.CLAIMS
    yield "a long sub", with_claims(sub="x" * 65), Fault.CLAIMS
    yield "no sub in it", with_claims(sub=""), Fault.CLAIMS
    yield "a sub of a list", with_claims(sub=["agt_ana"]), Fault.CLAIMS
    yield "an agent with an interaction", with_claims(interaction="int_1"), Fault.CLAIMS
    yield "a consumer without", with_claims(kind="consumer"), Fault.CLAIMS
    yield "a consumer of several", with_claims(kind="consumer", interaction=["int_1", "int_2"]), Fault.CLAIMS
    for issuer in ("them", "US", "us ", "us\0", ""):
        yield f"iss {issuer!r}", with_claims(iss=issuer), Fault.ISSUER
    for audience in ("another", "Ringline", "ringline ", "", "ringlines", [], ["another"], [["ringline"]], [None]):
        yield f"aud {audience!r}", with_claims(aud=audience), Fault.AUDIENCE
    yield "dead this second", with_claims(nbf=NOW_S - 10, exp=NOW_S), Fault.EXPIRED
    yield "dead for long", with_claims(nbf=1, exp=2), Fault.EXPIRED
    yield "dead before it lived", with_claims(nbf=NOW_S, exp=NOW_S - 1), Fault.EXPIRED
    yield "not before a later second", with_claims(nbf=NOW_S + EARLY_MS_MAX // 1000 + 1), Fault.NOT_YET
    yield "an hour and a second", with_claims(exp=NOW_S + HOUR_S + 1), Fault.LIFETIME
    yield "from the beginning of time", with_claims(nbf=0), Fault.LIFETIME
