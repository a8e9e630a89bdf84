"""How many may be asked for one entry, and who is ruled out for it alone."""

from typing import Any

import attrs
import pytest
from kit.floor import QUEUE, START_MS, ended, ringing, waiting
from ringline_protocol.values import Acceptance, Channel, LegKind, OfferPurpose, OfferState
from ringline_server.domain.eligibility import at_once, is_claimed, rules_out, wants
from ringline_server.domain.line import Entry, key_of, look_at
from ringline_server.domain.policy import Queue, Selection
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.state import Interaction, Leg

ONE = Queue(QUEUE, "Support", Channel.VOICE)
MANY = attrs.evolve(ONE, selection=Selection.SIMULTANEOUS, ring_many=3)


def entry(state: Interaction | None = None, **more: Any) -> Entry:
    state = state or waiting("int_1", channel=Channel.VOICE)
    assert state.waiting is not None
    made = Entry(state, state.waiting, key_of(state, state.waiting, ONE), **more)
    look_at(made, ONE, START_MS)
    return made


def calling() -> Interaction:
    return waiting("int_1", channel=Channel.VOICE)


def test_one_agent_at_a_time_is_asked() -> None:
    assert wants(entry(), ONE) == 1
    assert wants(entry(asked={"ana"}), ONE) == 0
    assert wants(entry(placing={"ana"}), ONE) == 0
    assert wants(entry(ringing(calling(), "ana")), ONE) == 0
    assert wants(entry(ended(ringing(calling(), "ana"), "ana", OfferState.DECLINED)), ONE) == 1


def test_simultaneous_asks_so_many_that_k_ring_together() -> None:
    assert wants(entry(), MANY) == 3
    assert wants(entry(ringing(calling(), "ana"), asked={"ben"}), MANY) == 1
    assert wants(entry(ringing(ringing(calling(), "ana"), "ben"), placing={"cai"}), MANY) == 0


def test_nobody_is_asked_once_somebody_accepts() -> None:
    assert wants(entry(ringing(calling(), "ana", OfferState.ACCEPTING)), MANY) == 0


def test_nobody_is_asked_for_what_is_turned_away_or_pauses() -> None:
    assert wants(entry(is_turned_away=True), MANY) == 0
    assert wants(entry(resumes_at_ms=START_MS + 1), MANY) == 0


@pytest.mark.parametrize(
    ("policy", "channel"),
    [
        (attrs.evolve(MANY, acceptance=Acceptance.AUTOMATIC), Channel.VOICE),
        (MANY, Channel.EMAIL),
    ],
)
def test_what_begins_by_itself_is_given_to_one(policy: Queue, channel: Channel) -> None:
    assert at_once(entry(waiting("int_1", channel=channel)), policy) == 1


def test_a_consult_that_rings_does_not_stand_for_the_work() -> None:
    state = ringing(calling(), "ana")
    consult = attrs.evolve(state.offers[0], purpose=OfferPurpose.CONSULT)
    assert wants(entry(attrs.evolve(state, offers=(consult,))), ONE) == 1


def test_who_is_asked_or_rings_or_talks_is_ruled_out() -> None:
    leg = Leg("leg_1", "eva", "Eva", LegKind.PRIMARY, QUEUE, "Support", 1, START_MS)
    state = ringing(attrs.evolve(calling(), legs={"leg_1": leg}), "cai")
    made = entry(state, asked={"ana"}, placing={"ben"})
    ruled = [rules_out(made, agent, START_MS) for agent in ("ana", "ben", "cai", "eva", "dan")]
    assert ruled == [RuledOut.ALREADY_OFFERED] * 4 + [None]


def test_an_exclusion_holds_until_its_moment() -> None:
    made = entry(waiting("int_1", excluded={"ana": START_MS + 30_000}))
    assert rules_out(made, "ana", START_MS + 29_999) is RuledOut.EXCLUDED_DECLINED
    assert rules_out(made, "ana", START_MS + 30_000) is None


def test_what_is_asked_for_or_rings_is_claimed() -> None:
    assert not is_claimed(entry())
    assert is_claimed(entry(asked={"ana"}))
    assert is_claimed(entry(placing={"ana"}))
    assert is_claimed(entry(ringing(calling(), "ana")))
