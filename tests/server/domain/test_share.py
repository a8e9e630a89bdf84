"""What an interaction takes of an agent, and when its legs must be told how the agent's connection is."""

from typing import Any

import attrs
import pytest
from kit.story import CONSUMER, START_MS, Tale, account, agent, queue
from ringline_protocol.commands import HoldLeg, ParkInteraction, StartTransfer
from ringline_protocol.values import Channel, LegKind, OfferPurpose, Presence, Target, TransferMode
from ringline_server.domain.capacity import Use
from ringline_server.domain.policy import Queue, WrapUpPolicy
from ringline_server.domain.share import holding_of, is_reservation_void, needs_presence

ANA, BEN = agent("ana"), agent("ben")


def tale_of(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    return Tale(account(queue(channel=channel, **policy))).arrives()


def use(tale: Tale, name: str = "ana") -> Use | None:
    holding = holding_of(tale.state, name, tale.account)
    return None if holding is None else holding.use


def counts(tale: Tale, name: str = "ana") -> bool:
    holding = holding_of(tale.state, name, tale.account)
    assert holding is not None
    return holding.counts


def test_a_call_is_offered_accepted_held_lost_and_wrapped_up() -> None:
    tale = tale_of(Channel.VOICE)
    assert use(tale) is None
    tale.rings("ana")
    assert use(tale) is Use.OFFERED
    tale.accepts("ana")
    assert use(tale) is Use.ACCEPTING
    tale.reports_media(ANA).reports_media(CONSUMER)
    assert use(tale) is Use.ACTIVE
    tale.does(HoldLeg(tale.state.id), ANA)
    assert use(tale) is Use.HELD
    tale.present("ana", Presence.GRACE)
    assert use(tale) is Use.LOST
    tale.present("ana", Presence.CONNECTED).ends("ana")
    assert (use(tale), counts(tale)) == (Use.WRAPPING, True)
    assert use(tale, "ben") is None
    tale.passes(900_000)
    assert use(tale) is None


def test_the_sender_of_a_transfer_keeps_it_until_the_target_has_it() -> None:
    tale = tale_of().talks()
    tale.does(StartTransfer(tale.state.id, Target(agent="ben")), ANA)
    assert use(tale) is Use.TRANSFERRING
    tale.rings("ben", OfferPurpose.TRANSFER)
    assert (use(tale), use(tale, "ben")) == (Use.TRANSFERRING, Use.OFFERED)
    tale.accepts("ben")
    assert (use(tale), use(tale, "ben")) == (Use.WRAPPING, Use.ACTIVE)


def test_who_gets_it_back_while_wrapping_it_up_has_it_once() -> None:
    tale = tale_of().talks()
    tale.does(StartTransfer(tale.state.id, Target(queue="que_1"), TransferMode.COLD_UNASSURED), ANA)
    assert use(tale) is Use.WRAPPING
    tale.rings("ana")
    assert use(tale) is Use.OFFERED


@pytest.mark.parametrize("takes_room", [False, True])
def test_parked_work_takes_room_where_its_queue_says_so(takes_room: bool) -> None:
    tale = tale_of(Channel.EMAIL, parked_counts=takes_room).talks()
    tale.does(ParkInteraction(tale.state.id, until_reply=True), ANA)

    assert (use(tale), counts(tale)) == (Use.PARKED, takes_room)


@pytest.mark.parametrize(("setting", "takes_room"), [(None, True), (True, True), (False, False)])
def test_a_wrap_up_takes_room_unless_its_queue_says_otherwise(setting: bool | None, takes_room: bool) -> None:
    tale = tale_of(wrap_up=WrapUpPolicy(counts=setting)).talks().ends()

    assert (use(tale), counts(tale)) == (Use.WRAPPING, takes_room)


def test_who_only_listens_has_all_their_room() -> None:
    tale = tale_of().talks()
    (leg,) = tale.state.legs.values()
    listening = attrs.evolve(tale.state, legs={leg.id: attrs.evolve(leg, kind=LegKind.MONITOR)})

    assert holding_of(listening, "ana", tale.account) is None


def test_what_is_in_flight_outlives_its_queue() -> None:
    tale = tale_of(wrap_up=WrapUpPolicy(counts=False)).talks().ends()
    tale.account = attrs.evolve(tale.account, queues={"que_2": Queue("que_2", "Other", Channel.MESSAGING)})

    assert (use(tale), counts(tale)) == (Use.WRAPPING, True)


# --- presence


def needs(tale: Tale, name: str = "ana") -> set[Presence]:
    return {presence for presence in Presence if needs_presence(tale.state, name, presence)}


def test_a_live_leg_must_know_that_its_agent_is_not_there() -> None:
    tale = tale_of().talks()

    assert needs(tale) == {Presence.GRACE, Presence.GONE}
    tale.present("ana", Presence.GRACE)
    assert needs(tale) == {Presence.CONNECTED, Presence.GONE}
    tale.present("ana", Presence.GONE)
    assert needs(tale) == set()


def test_an_email_must_know_only_when_its_agent_is_gone() -> None:
    tale = tale_of(Channel.EMAIL).talks()

    assert needs(tale) == {Presence.GONE}
    tale.present("ana", Presence.GONE)
    assert needs(tale) == {Presence.CONNECTED}
    tale.present("ana", Presence.CONNECTED)
    assert needs(tale) == {Presence.GONE}


def test_what_is_parked_wrapping_or_only_offered_needs_to_know_nothing() -> None:
    parked = tale_of(Channel.EMAIL).talks()
    parked.does(ParkInteraction(parked.state.id, until_reply=True), ANA)
    assert needs(parked) == set()
    assert needs(tale_of().talks().ends()) == set()
    offered = tale_of()
    offered.rings("ana")
    assert needs(offered) == set()


# --- reservations


def is_void(tale: Tale, since_ms: int = START_MS, queue_id: str = "que_1") -> bool:
    return is_reservation_void(tale.state, "ana", queue_id, since_ms)


def test_room_is_kept_while_the_offer_may_still_come() -> None:
    tale = tale_of()
    assert not is_void(tale)
    assert not is_void(tale, queue_id="")
    tale.rings("ben")
    assert not is_void(tale)


def test_room_is_not_kept_for_an_offer_that_came_and_went() -> None:
    tale = tale_of()
    tale.rings("ana")
    tale.declines("ana")
    assert is_void(tale)
    assert not is_void(tale, since_ms=tale.now_ms + 1)


def test_room_is_not_kept_when_it_waits_elsewhere_or_not_at_all() -> None:
    tale = tale_of()
    assert is_void(tale, queue_id="que_2")
    tale.talks("ben")
    assert is_void(tale)
    assert is_void(tale_of().leaves())


def test_room_is_kept_for_the_agent_that_a_transfer_wants() -> None:
    tale = tale_of().talks("ben")
    tale.does(StartTransfer(tale.state.id, Target(agent="ana")), BEN)
    assert not is_void(tale, tale.now_ms, "")
    tale.is_busy("ana")
    assert is_void(tale, tale.now_ms, "")
