"""A token that is not exactly right is refused, always in the same way; nothing in it makes the server ask around."""

import hmac
from functools import partial
from typing import Any

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.util import json_b64encode, urlsafe_b64encode
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges import auth
from ringline_server.edges.auth import (
    EARLY_MS_MAX,
    LIFETIME_MS_MAX,
    Algorithm,
    BadToken,
    Fault,
    Revocations,
    TokenKey,
    Tokens,
)

pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")

NOW_MS = 1_795_334_400_500
NOW_S = NOW_MS // 1000
SECRET = b"a secret of at least 32 bytes, for tests"
ANA = Principal(PrincipalKind.AGENT, "agt_ana", (NOW_S + 600) * 1000, "Ana")
CLAIMS = {"iss": "us", "aud": "ringline", "sub": "agt_ana", "kind": "agent", "nbf": NOW_S, "exp": NOW_S + 600}


def tokens(**changes: Any) -> Tokens:
    return Tokens(
        **({"keys": [TokenKey("k1", Algorithm.HS256, SECRET)], "issuer": "us", "audience": "ringline"} | changes)
    )


def signed(claims: dict[str, Any], kid: str = "k1", algorithm: str = "HS256", secret: bytes = SECRET) -> str:
    return jwt.encode({"alg": algorithm, "kid": kid}, dict(claims), OctKey.import_key(secret), [algorithm])


def fault(text: str, by: Tokens | None = None, now_ms: int = NOW_MS) -> Fault:
    with pytest.raises(BadToken) as caught:
        (by or tokens()).verify(text, now_ms)
    return caught.value.fault


@pytest.mark.parametrize(
    "principal",
    [
        ANA,
        Principal(PrincipalKind.SUPERVISOR, "agt_sue", ANA.expires_at_ms),
        Principal(PrincipalKind.CONSUMER, "con_1", ANA.expires_at_ms, "M. R.", "int_9"),
        Principal(PrincipalKind.SERVICE, "svc_bot", ANA.expires_at_ms),
    ],
)
def test_what_is_issued_is_verified(principal: Principal) -> None:
    assert tokens().verify(tokens().issue(principal, NOW_MS), NOW_MS) == principal


KEYS: list[tuple[Algorithm, OKPKey | ECKey | RSAKey]] = [
    (Algorithm.ED25519, OKPKey.generate_key("Ed25519")),
    (Algorithm.EDDSA, OKPKey.generate_key("Ed25519")),
    (Algorithm.ES256, ECKey.generate_key("P-256")),
    (Algorithm.RS256, RSAKey.generate_key(2048)),
]


@pytest.mark.parametrize(
    ("algorithm", "private", "public"),
    [(algorithm, key.as_pem(private=True), key.as_pem(private=False)) for algorithm, key in KEYS],
    ids=[algorithm for algorithm, _ in KEYS],
)
def test_a_public_key_is_enough_to_verify(algorithm: Algorithm, private: bytes, public: bytes) -> None:
    text = tokens(keys=[TokenKey("k1", algorithm, private)]).issue(ANA, NOW_MS)
    verifier = tokens(keys=[TokenKey("k0", Algorithm.HS256, SECRET), TokenKey("k1", algorithm, public)])

    assert verifier.verify(text, NOW_MS) == ANA
    assert fault(text[:-8] + "AAAAAAAA", verifier) is Fault.UNREADABLE


def test_a_public_key_is_no_secret() -> None:
    """Algorithm confusion: signed with HS256 and the text of the public key."""
    public = RSAKey.generate_key(2048).as_pem(private=False)
    verifier = tokens(keys=[TokenKey("k1", Algorithm.RS256, public), TokenKey("k2", Algorithm.HS256, SECRET)])
    signing_input = b".".join(json_b64encode(part) for part in ({"alg": "HS256", "kid": "k1"}, CLAIMS))
    signature = urlsafe_b64encode(hmac.digest(public, signing_input, "sha256"))

    assert fault(b".".join((signing_input, signature)).decode(), verifier) is Fault.UNREADABLE


def test_an_unsigned_token_is_refused() -> None:
    for algorithm in ("none", "None", "NONE"):
        header, payload = (json_b64encode(part).decode() for part in ({"alg": algorithm, "kid": "k1"}, CLAIMS))
        assert fault(f"{header}.{payload}.") is Fault.UNREADABLE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"aud": "another"}, Fault.AUDIENCE),
        ({"aud": ["another"]}, Fault.AUDIENCE),
        ({"iss": "another"}, Fault.ISSUER),
        ({"exp": NOW_S}, Fault.EXPIRED),
        ({"nbf": NOW_S + EARLY_MS_MAX // 1000 + 1}, Fault.NOT_YET),
        ({"exp": NOW_S + LIFETIME_MS_MAX // 1000 + 1}, Fault.LIFETIME),
        *[({name: None}, Fault.CLAIMS) for name in ("iss", "aud", "sub", "exp", "nbf", "kind")],
        ({"exp": NOW_S + 0.5}, Fault.CLAIMS),
        ({"exp": True}, Fault.CLAIMS),
        ({"exp": 10**30}, Fault.CLAIMS),
        ({"exp": str(NOW_S + 600)}, Fault.CLAIMS),
        ({"kind": "root"}, Fault.CLAIMS),
        ({"kind": "consumer"}, Fault.CLAIMS),
        ({"interaction": "int_9"}, Fault.CLAIMS),
        ({"sub": ""}, Fault.CLAIMS),
        ({"sub": "x" * 65}, Fault.CLAIMS),
        ({"name": "x" * 129}, Fault.CLAIMS),
        ({"name": 7}, Fault.CLAIMS),
    ],
)
def test_a_signed_token_with_a_wrong_claim_is_refused(changes: dict[str, Any], expected: Fault) -> None:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}

    assert fault(signed(claims)) is expected


def test_an_audience_may_be_one_of_several() -> None:
    assert tokens().verify(signed({**CLAIMS, "aud": ["other", "ringline"]}), NOW_MS).id == "agt_ana"


def test_a_wrong_or_unknown_key_is_refused() -> None:
    assert fault(signed(CLAIMS, secret=b"another secret of at least 32 bytes!")) is Fault.UNREADABLE
    assert fault(signed(CLAIMS, kid="k2")) is Fault.UNREADABLE
    assert fault(jwt.encode({"alg": "HS256"}, dict(CLAIMS), OctKey.import_key(SECRET))) is Fault.UNREADABLE


def test_a_token_of_an_issuer_whose_clock_is_ahead_is_good() -> None:
    early = signed({**CLAIMS, "nbf": NOW_S + EARLY_MS_MAX // 1000})
    assert tokens().verify(early, NOW_MS).id == "agt_ana"


def test_a_token_is_dead_from_the_very_millisecond_of_its_expiry() -> None:
    text = tokens().issue(ANA, NOW_MS)

    assert tokens().verify(text, ANA.expires_at_ms - 1) == ANA
    assert fault(text, now_ms=ANA.expires_at_ms) is Fault.EXPIRED


def test_nothing_longer_than_an_hour_is_issued() -> None:
    for_ever = Principal(PrincipalKind.AGENT, "agt_ana", NOW_MS + 10 * LIFETIME_MS_MAX)

    assert tokens().verify(tokens().issue(for_ever, NOW_MS), NOW_MS).expires_at_ms == NOW_S * 1000 + LIFETIME_MS_MAX


def test_revocation_is_at_once_and_tells() -> None:
    told: list[str] = []
    ours = tokens(revocations=Revocations(told.append))
    text = ours.issue(ANA, NOW_MS)
    ours.revocations.revoke("agt_ana", NOW_MS)

    assert fault(text, ours) is Fault.REVOKED
    assert told == ["agt_ana"]
    assert ours.verify(ours.issue(agent("agt_bob"), NOW_MS), NOW_MS).id == "agt_bob"


def test_a_token_issued_after_the_revocation_is_good_and_the_list_forgets() -> None:
    ours = tokens()
    ours.revocations.revoke("agt_ana", NOW_MS)

    assert ours.verify(ours.issue(ANA, NOW_MS + 1000), NOW_MS + 1000) == ANA
    assert ours.revocations.entries(NOW_MS + LIFETIME_MS_MAX) == {"agt_ana": NOW_MS}
    assert ours.revocations.entries(NOW_MS + LIFETIME_MS_MAX + 1) == {}


def agent(principal: str) -> Principal:
    return Principal(PrincipalKind.AGENT, principal, ANA.expires_at_ms)


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", "a.b.c", "é.é.é", "\ud800.x.y", "a" * 10_000, f"{'W' * 8000}.e30.e30", f"{'W1tb' * 2000}.e30.x"],
)
def test_text_that_is_no_token_is_refused(text: str) -> None:
    assert fault(text) is Fault.UNREADABLE


@given(st.text() | st.lists(st.binary().map(lambda raw: raw.hex()), min_size=3, max_size=3).map(".".join))
def test_no_text_makes_verify_fail_otherwise(text: str) -> None:
    assert fault(text) is Fault.UNREADABLE


@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "x"]), st.none() | st.text() | st.integers()
    )
)
def test_no_header_makes_verify_fail_otherwise(header: dict[str, Any]) -> None:
    head, payload = (json_b64encode(part).decode() for part in ({"alg": "HS256", "kid": "k1", **header}, CLAIMS))

    assert fault(f"{head}.{payload}.e30") is Fault.UNREADABLE


async def test_an_address_in_a_token_is_never_visited() -> None:
    visits = 0

    async def visited(stream: trio.SocketStream) -> None:
        nonlocal visits
        visits += 1

    async with trio.open_nursery() as nursery:
        listeners = await nursery.start(partial(trio.serve_tcp, visited, 0, host="127.0.0.1"))
        url = f"http://127.0.0.1:{listeners[0].socket.getsockname()[1]}/keys"
        header = {"alg": "HS256", "kid": "k1", "jku": url, "x5u": url}
        text = jwt.encode(header, {**CLAIMS, "iss": url}, OctKey.import_key(SECRET))

        with pytest.raises(BadToken):
            await trio.to_thread.run_sync(tokens().verify, text, NOW_MS)
        await trio.testing.wait_all_tasks_blocked()
        nursery.cancel_scope.cancel()

    assert visits == 0


class CountingTokens(Tokens):
    verifications = 0

    def _verify(self, text: str) -> dict[str, Any]:
        self.verifications += 1
        return super()._verify(text)


def test_every_failure_costs_one_verification() -> None:
    """One timing class: what fails before its signature is looked at pays for a decoy."""
    good = tokens().issue(ANA, NOW_MS)
    header, payload, signature = good.split(".")
    other = json_b64encode({"alg": "HS256", "kid": "k2"}).decode()
    for text in (f"{header}.{payload}.{'A' * 43}", f"{other}.{payload}.{signature}", "x", f"{header}.{payload}.!", ""):
        ours = CountingTokens([TokenKey("k1", Algorithm.HS256, SECRET)], "us", "ringline")
        assert fault(text, ours) is Fault.UNREADABLE
        assert ours.verifications == 1


def test_a_token_that_was_good_is_known_and_asked_again_only_what_time_changes() -> None:
    ours = CountingTokens([TokenKey("k1", Algorithm.HS256, SECRET)], "us", "ringline")
    good = ours.issue(ANA, NOW_MS)
    assert [ours.verify(good, NOW_MS + after) for after in (0, 1_000, 599_000)] == [ANA] * 3
    assert ours.verifications == 1

    assert fault(good, ours, ANA.expires_at_ms) is Fault.EXPIRED
    ours.revocations.revoke(ANA.id, NOW_MS)
    assert fault(good, ours) is Fault.REVOKED
    assert ours.verifications == 3, "whoever is refused cannot measure why"


def test_a_bad_token_is_never_known_and_the_oldest_good_one_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "TOKENS_KNOWN_MAX", 2)
    ours = CountingTokens([TokenKey("k1", Algorithm.HS256, SECRET)], "us", "ringline")
    for _ in range(2):
        fault(signed({**CLAIMS, "iss": "them"}), ours)
        fault(signed(CLAIMS, secret=b"another secret, as long as it has to be"), ours)
    assert ours.verifications == 4

    first, *others = [signed({**CLAIMS, "sub": f"agt_{number}"}) for number in range(3)]
    for text in (first, *others, *others, first):
        ours.verify(text, NOW_MS)
    assert ours.verifications == 4 + 3 + 1


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [TokenKey("k1", Algorithm.HS256, b"short")],
        [TokenKey("k1", Algorithm.HS256, SECRET)] * 2,
        [TokenKey("k1", Algorithm.RS256, b"no key")],
        [TokenKey("k1", Algorithm.RS256, OKPKey.generate_key("Ed25519").as_pem(private=True))],
    ],
)
def test_bad_keys_are_a_fault_of_the_configuration(keys: list[TokenKey]) -> None:
    with pytest.raises(ValueError, match="key"):
        tokens(keys=keys)


def test_a_key_does_not_show_its_material() -> None:
    assert "secret" not in repr(TokenKey("k1", Algorithm.HS256, SECRET))
    assert "secret" not in repr(tokens())
