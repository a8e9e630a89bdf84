"""What a desk knows of its agent."""

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of
from ringline_protocol import events as e
from ringline_protocol.json_text import dump, parse
from ringline_protocol.shape import read_tolerant
from ringline_protocol.values import (
    Acceptance,
    Channel,
    Consumer,
    LegEndReason,
    LegKind,
    LegState,
    OfferPurpose,
    OfferState,
    Status,
    Summary,
    SummaryBy,
)
from ringline_protocol.view import AgentView, apply, view_from_json, view_to_json

STREAM = (
    e.AgentStatusChanged,
    e.AgentStateChanged,
    e.AgentPresenceChanged,
    e.AgentOptOutsChanged,
    e.DeviceJoined,
    e.DeviceLeft,
    e.DevicePrimary,
    e.OfferCreated,
    e.OfferAccepting,
    e.OfferEnded,
    e.SummaryMade,
    e.LegStarted,
    e.LegChanged,
    e.LegEnded,
)
CARD = e.LegCard(
    leg="leg_1",
    interaction="int_1",
    channel=Channel.EMAIL,
    queue="que_1",
    queue_name="Mail",
    kind=LegKind.PRIMARY,
    state=LegState.ACTIVE,
    consumer_name="M. R.",
    subject="Invoice",
    started_at_ms=1,
    last_word_at_ms=1,
    unread=1,
)
RING = e.OfferCreated(
    offer="off_5",
    queue="que_2",
    channel=Channel.MESSAGING,
    purpose=OfferPurpose.HANDLE,
    acceptance=Acceptance.MANUAL,
    attempt=2,
    ring_ms=30_000,
    expires_at_ms=31_000,
    interaction="int_9",
    card=e.OfferCard(Consumer("M. R."), "Sales", 41_200),
    server_at_ms=1_000,
)


def after(*events: Any) -> AgentView:
    view = AgentView("agt_ana", "Ana")
    for at_ms, event in enumerate(events, 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


@settings(max_examples=60, deadline=None)
@given(day=st.lists(st.one_of([any_of(cls) for cls in STREAM]), max_size=30))
def test_a_snapshot_in_the_middle_of_any_day_goes_on_like_the_one_who_was_there_all_along(day: list[Any]) -> None:
    there = AgentView("agt_ana", "Ana")
    for at_ms, event in enumerate(day):
        newcomer = view_from_json(AgentView, view_to_json(there))
        arrived = read_tolerant(type(event), parse(dump(event)))[0]
        there = apply(there, e.NAMES[type(event)], event, at_ms)

        assert apply(newcomer, e.NAMES[type(event)], arrived, at_ms) == there


def test_status_state_and_opt_outs_are_as_last_said() -> None:
    ready = e.AgentStatusChanged(Status.READY, 5, "agent:agt_ana")
    pause = e.AgentStatusChanged(Status.NOT_READY, 6, "agent:agt_ana", "lunch", e.NextStatus(Status.OFFLINE))
    none = e.AgentOptOutsChanged((Channel.VOICE,), ())

    assert (after(ready, pause, none).status, after(ready, pause, none).opt_outs) == (pause, none)


def test_a_ring_is_there_until_it_ends() -> None:
    ringing = after(RING).offers[0]
    accepting = after(RING, e.OfferAccepting("off_5", 11_000, by_session="ses_1")).offers[0]

    assert (ringing.state, ringing.expires_at_ms, ringing.interaction) == (OfferState.PENDING, 31_000, "int_9")
    assert (accepting.state, accepting.expires_at_ms, accepting.by_session) == (OfferState.ACCEPTING, 11_000, "ses_1")
    assert after(RING, e.OfferEnded("off_5", OfferState.EXPIRED, interaction="int_9")).offers == ()


def test_a_summary_that_is_made_while_it_rings_comes_onto_the_card() -> None:
    made = e.SummaryMade(Summary("Wants to fly on Tuesday.", SummaryBy.MODEL, 7), "off_5", "int_9")
    card = after(RING, made).offers[0].card

    assert RING.card is not None
    assert card == attrs.evolve(RING.card, summary=made.summary)
    assert after(RING, attrs.evolve(made, offer="off_6")) == after(RING)
    assert after(attrs.evolve(RING, card=None), made) == after(attrs.evolve(RING, card=None))


def test_open_interactions_come_change_and_go() -> None:
    started = e.LegStarted("leg_1", LegKind.PRIMARY, "Ana", 1, card=CARD)
    read = e.LegChanged("leg_1", attrs.evolve(CARD, unread=0, opened=True))

    assert after(started).legs == (CARD,)
    assert after(started, read).legs == (read.card,)
    assert after(started, read, e.LegEnded("leg_1", LegEndReason.RELEASED)).legs == ()


def test_one_device_is_primary() -> None:
    phone, desk = e.DeviceJoined("ses_1", "dev_1", "phone", True), e.DeviceJoined("ses_2", "dev_2", "desk")

    both = after(phone, desk)
    moved = after(phone, desk, e.DevicePrimary("ses_2", "dev_2"))

    assert [device.primary for device in both.devices] == [True, False]
    assert [device.primary for device in moved.devices] == [False, True]
    assert [device.session for device in after(phone, desk, e.DeviceLeft("ses_1", "dev_1")).devices] == ["ses_2"]
