"""A ticket works once, for a minute, and not for somebody who was thrown out meanwhile."""

import pytest
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges import tickets as module
from ringline_server.edges.auth import BadToken, Fault, Revocations
from ringline_server.edges.tickets import TICKET_MS, TICKETS_MAX, TICKETS_PER_PRINCIPAL_MAX, Tickets, TooManyTickets
from ringline_server.ids import Ids

NOW_MS = 1_795_334_400_000


def agent(name: str = "ana", expires_at_ms: int = NOW_MS + 600_000) -> Principal:
    return Principal(PrincipalKind.AGENT, f"agt_{name}", expires_at_ms)


def tickets() -> Tickets:
    return Tickets(Ids.seeded(1), Revocations())


def fault(box: Tickets, text: str, now_ms: int = NOW_MS) -> Fault:
    with pytest.raises(BadToken) as caught:
        box.redeem(text, now_ms)
    return caught.value.fault


def test_a_ticket_is_good_once() -> None:
    box = tickets()
    text = box.issue(agent(), NOW_MS)

    assert box.redeem(text, NOW_MS) == agent()
    assert fault(box, text) is Fault.TICKET


def test_a_ticket_is_good_for_a_minute() -> None:
    box = tickets()
    first, second = box.issue(agent(), NOW_MS), box.issue(agent(), NOW_MS)

    assert box.redeem(first, NOW_MS + TICKET_MS - 1) == agent()
    assert fault(box, second, NOW_MS + TICKET_MS) is Fault.TICKET
    assert len(box) == 0


@pytest.mark.parametrize("text", ["", "x", "\ud800", "é" * 1000])
def test_an_unknown_ticket_is_refused(text: str) -> None:
    assert fault(tickets(), text) is Fault.TICKET


def test_a_ticket_does_not_outlive_its_owner() -> None:
    box = tickets()
    revoked, short = box.issue(agent("bob"), NOW_MS), box.issue(agent(expires_at_ms=NOW_MS + 5), NOW_MS)
    box.revocations.revoke("agt_bob", NOW_MS)

    assert fault(box, revoked) is Fault.REVOKED
    assert fault(box, short, NOW_MS + 5) is Fault.EXPIRED


def test_only_the_hash_is_kept() -> None:
    box = tickets()
    text = box.issue(agent(), NOW_MS)

    assert len(text) >= 26  # 128 bits in base32
    assert text not in repr(box)


def test_one_principal_pushes_out_only_its_own() -> None:
    box = tickets()
    bobs = box.issue(agent("bob"), NOW_MS)
    first, *others = [box.issue(agent(), NOW_MS) for _ in range(TICKETS_PER_PRINCIPAL_MAX + 1)]

    assert fault(box, first) is Fault.TICKET
    assert box.redeem(bobs, NOW_MS) == agent("bob")
    assert all(box.redeem(text, NOW_MS) == agent() for text in others)


def test_only_so_many_tickets_are_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICKETS_MAX", 3)
    assert TICKETS_MAX == 10_000
    box = tickets()
    for name in "abc":
        box.issue(agent(name), NOW_MS)

    with pytest.raises(TooManyTickets):
        box.issue(agent("d"), NOW_MS)
    assert box.issue(agent("d"), NOW_MS + TICKET_MS)
