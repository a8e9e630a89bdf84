"""The tokens that the kit signs are taken by the server, and are wrong where they are told to be."""

import pytest
from ringline_client.conformance.signer import ISSUER, KEY_ID, Signer
from ringline_protocol.values import PrincipalKind
from ringline_server.edges.auth import EARLY_MS_MAX, Algorithm, BadToken, Fault, TokenKey, Tokens

SECRET = b"a secret of thirty-two bytes or more"
NOW_S = 1_800_000_000


@pytest.fixture
def tokens() -> Tokens:
    return Tokens([TokenKey(KEY_ID, Algorithm.HS256, SECRET)], ISSUER, ISSUER)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("agt_ana", PrincipalKind.AGENT),
        ("agt_sofia", PrincipalKind.SUPERVISOR),
        ("svc_sample", PrincipalKind.SERVICE),
    ],
)
def test_everybody_is_who_they_are(tokens: Tokens, name: str, kind: PrincipalKind) -> None:
    principal = tokens.verify(Signer(SECRET, lambda: NOW_S).token(name, 60), NOW_S * 1000)
    assert (principal.id, principal.kind, principal.expires_at_ms) == (name, kind, (NOW_S + 60) * 1000)


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ({"aud": "another"}, Fault.AUDIENCE),
        ({"iss": "another"}, Fault.ISSUER),
        ({"nbf": NOW_S + EARLY_MS_MAX // 1000 + 1}, Fault.NOT_YET),
        ({"exp": NOW_S}, Fault.EXPIRED),
    ],
)
def test_a_claim_is_what_it_is_told_to_be(tokens: Tokens, claims: dict[str, object], fault: Fault) -> None:
    with pytest.raises(BadToken) as caught:
        tokens.verify(Signer(SECRET, lambda: NOW_S).token("agt_ana", 60, **claims), NOW_S * 1000)
    assert caught.value.fault is fault


def test_another_secret_is_another_signature(tokens: Tokens) -> None:
    with pytest.raises(BadToken):
        tokens.verify(Signer(SECRET[::-1], lambda: NOW_S).token("agt_ana", 60), NOW_S * 1000)
