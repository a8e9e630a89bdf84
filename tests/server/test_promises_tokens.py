"""Promise: a token that is not exactly right lets nobody in, and nobody learns why (reliability.md 6)."""

import pytest
from kit.accounts import account
from kit.bad_tokens import (
    CLAIMS,
    HEADER,
    HOUR_S,
    KID,
    NOW_S,
    SECRET,
    misshapen,
    of_another_key,
    signed,
    token,
    twice,
    unsigned,
    with_claims,
    with_header,
)
from kit.raw_client import Closed
from kit.virtual import virtual_server
from ringline_protocol.codes import CloseCode
from ringline_server.clock import Clock
from ringline_server.edges.auth import EARLY_MS_MAX, Algorithm, BadToken, Fault, TokenKey, Tokens
from trio.testing import MockClock

UNREADABLE = [*unsigned(), *of_another_key(), *misshapen()]
SIGNED = list(signed())
NOW_MS = NOW_S * 1000
OURS = Tokens([TokenKey(KID, Algorithm.HS256, SECRET)], "us", "ringline")


def fault(text: str) -> Fault:
    with pytest.raises(BadToken) as caught:
        OURS.verify(text, NOW_MS)
    return caught.value.fault


def test_the_corpus_differs_from_a_good_token_by_its_sins_alone() -> None:
    assert OURS.verify(token(), NOW_MS).id == "agt_ana"
    assert OURS.verify(with_claims(exp=NOW_S + HOUR_S), NOW_MS).id == "agt_ana"
    assert OURS.verify(with_header(typ="JWT"), NOW_MS).id == "agt_ana"
    names = [name for name, *_ in (*UNREADABLE, *SIGNED)]
    assert len(set(names)) == len(names) > 150


@pytest.mark.parametrize("text", [text for _, text in UNREADABLE], ids=[name for name, _ in UNREADABLE])
def test_what_is_no_token_of_ours_lets_nobody_in(text: str) -> None:
    assert fault(text) in (Fault.UNREADABLE, Fault.CLAIMS)


@pytest.mark.parametrize(("text", "why"), [sin[1:] for sin in SIGNED], ids=[sin[0] for sin in SIGNED])
def test_what_is_signed_with_wrong_claims_lets_nobody_in(text: str, why: Fault) -> None:
    assert fault(text) is why


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("sub", "agt_ana", ""),
        ("kind", "agent", "root"),
        ("exp", NOW_S + 600, NOW_S),
        ("nbf", NOW_S, NOW_S + EARLY_MS_MAX // 1000 + 1),
        ("aud", "ringline", "another"),
        ("iss", "us", "them"),
    ],
)
def test_of_a_claim_that_is_there_twice_the_last_counts(name: str, good: object, bad: object) -> None:
    """Only who has our key can write one: what matters is that one reading holds for all checks."""
    assert fault(token(claims=twice(name, good, bad)))
    assert OURS.verify(token(claims=twice(name, bad, good)), NOW_MS).id == "agt_ana"


@pytest.mark.parametrize(("member", "bad"), [("alg", "none"), ("alg", "RS256"), ("kid", "k2")])
def test_of_a_header_that_says_it_twice_the_last_counts(member: str, bad: str) -> None:
    good = f'{{"{member}": "{HEADER[member]}", "{member}": "{bad}"'
    rest = "".join(f', "{key}": "{value}"' for key, value in HEADER.items() if key != member) + "}"
    assert fault(token(good + rest)) is Fault.UNREADABLE


def test_letters_that_look_like_others_are_others() -> None:
    """A sub is compared as it is: no case folding, no normal form, nothing is cut off."""
    for sub in ("agt_ａna", "AGT_ANA", "agt_ana\0", "agt_ana ", "agt_\u202eana", "agt_äna", "agt_a\u0308na"):
        assert OURS.verify(with_claims(sub=sub), NOW_MS).id == sub != CLAIMS["sub"]


async def test_b20_whatever_is_wrong_the_answer_is_the_same(autojump_clock: MockClock) -> None:
    """Over the wire, each from an address that has not failed before."""
    told = set()
    texts = [text for _, text, *_ in (*UNREADABLE, *SIGNED) if 0 < len(text) < 4_000][::8]
    for text in texts:
        clock = Clock(epoch_ms=NOW_MS)
        async with virtual_server(account(), clock=clock) as server, server.connect() as stranger:
            server.server.tokens = OURS
            with pytest.raises(Closed) as closed:
                await stranger.hello(text)
            told.add((closed.value.code, closed.value.reason, str(stranger.seen)))

    assert len(texts) > 15
    assert {code for code, *_ in told} == {CloseCode.AUTH_FAILED}
    assert len(told) == 1
