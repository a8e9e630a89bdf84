"""What an agent reads: the same facts always in the same words."""

import attrs
from ringline_client.answers import Considered, Explained, Found, Hit, Label, Labels, PartialHit, Profile
from ringline_client.cli import agent_lines as lines
from ringline_client.told import Connected, Disconnected, Told
from ringline_protocol import events as e
from ringline_protocol.frames import Ephemeral, Event, Notice, NoticeKind
from ringline_protocol.handshake import PrincipalInfo
from ringline_protocol.values import (
    Acceptance,
    AgentState,
    Channel,
    Consumer,
    Contact,
    EndedBy,
    LegKind,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    PrincipalKind,
    Role,
    SegmentPhase,
    Status,
    Summary,
    SummaryBy,
)
from ringline_protocol.view import AgentOffer, AgentView, VariableView

NOW_MS = 1_000_000
CARD = e.OfferCard(Consumer(), "Phone", 61_000)
OFFER = AgentOffer(
    "off_1",
    "int_1",
    "que_1",
    Channel.VOICE,
    OfferPurpose.HANDLE,
    Acceptance.MANUAL,
    1,
    20_000,
    NOW_MS + 20_000,
    NOW_MS,
    CARD,
)
LEG = e.LegCard(
    "leg_1", "int_1", Channel.EMAIL, "que_1", "Mail", LegKind.PRIMARY, LegState.ACTIVE, "Łukasz", "Invoice", 0, 0, 2
)


def own(data: object) -> list[str]:
    return lines.shown(Event("agent/agt_ana", 1, 0, "x", data), "agt_ana", "int_1")


def here(data: object, stream: str = "interaction/int_1") -> list[str]:
    return lines.shown(Event(stream, 1, 0, "x", data), "agt_ana", "int_1")


def test_a_ring_without_any_context_looks_right() -> None:
    assert lines.ring(OFFER, NOW_MS + 500) == [
        "RING  unknown caller",
        "      Phone (voice), waited 1:01",
        "      0:19 left:  a to accept, d [reason] to decline",
    ]


def test_a_ring_shows_everything_that_is_known() -> None:
    packet = e.HandOver(
        "released", "Bruno", "see the note", (e.CardLine(Role.CONSUMER, "", "help", 0),), (e.CardNote("Bruno", "rude"),)
    )
    card = attrs.evolve(
        CARD,
        consumer=Consumer("María", "+34612345678", "maria@example.com"),
        subject="Booking",
        flow="bot",
        variables=(e.CardVariable("pnr", "", "AB12CD"),),
        summary=Summary("Wants Tuesday.", SummaryBy.EXTRACTIVE),
        hand_over=packet,
        top_priority=True,
    )
    assert lines.ring(attrs.evolve(OFFER, card=card, attempt=2), NOW_MS)[:-1] == [
        "RING  María (+34612345678, maria@example.com) !",
        "      Phone (voice), waited 1:01, attempt 2",
        "      subject: Booking",
        "      from the flow bot",
        "      pnr: AB12CD",
        '      summary (extractive): "Wants Tuesday."',
        "      from Bruno (released) see the note",
        "      note of Bruno: rude",
        "      consumer: help",
    ]


def test_what_begins_by_itself_does_not_ring() -> None:
    assert lines.ring(attrs.evolve(OFFER, acceptance=Acceptance.AUTOMATIC), NOW_MS) == []


def test_the_agents_own_events() -> None:
    assert own(e.OfferEnded("off_1", OfferState.EXPIRED)) == ["* the ring has ended: expired"]
    assert own(e.OfferEnded("off_1", OfferState.CANCELED, OfferDetail.CONSUMER_LEFT)) == [
        "* the ring has ended: consumer left"
    ]
    assert own(e.OfferEnded("off_1", OfferState.ACCEPTED)) == []
    assert own(e.OfferAccepting("off_1", NOW_MS)) == ["* accepted; say /media when your audio works"]
    assert own(e.LegEnded("leg_1", interaction="int_1")) == ["* wrapped up"]
    assert own(e.LegEnded("leg_2", interaction="int_2")) == ["* an interaction left your desk"]
    changed = e.AgentStatusChanged(Status.NOT_READY, 0, "agent:agt_ana", "lunch", e.NextStatus(Status.OFFLINE))
    assert own(changed) == ["* you are not ready (lunch), then offline"]


def test_a_conversation_and_where_it_is_when_not_in_front() -> None:
    said = e.SegmentFinal("seg_1", Role.CONSUMER, "", "hola", SegmentPhase.AGENT, 0)
    assert here(said) == ["consumer: hola"]
    assert here(said, "interaction/int_abcdef") == ["[abcdef] consumer: hola"]
    assert here(attrs.evolve(said, role=Role.SUPERVISOR, participant="Sofia", hidden=True)) == ["(whisper) Sofia: hola"]
    assert here(e.WrapUpStarted("leg_1", "agt_bruno", True)) == []
    assert here(e.WrapUpStarted("leg_1", "agt_ana", True))[0].startswith("* wrap-up: a disposition is needed")
    assert here(e.NoteSaved("not_1", "agt_bruno", "Bruno", "rude", 1)) == ["* note of Bruno: rude"]


def test_passing_facts_and_the_connection() -> None:
    partial = e.SegmentPartial("seg_1", Role.CONSUMER, "on Tue", 1)
    principal = PrincipalInfo(PrincipalKind.AGENT, "agt_ana")
    told: list[tuple[Told, list[str]]] = [
        (Ephemeral("interaction/int_1", "x", "", partial), ["  … consumer: on Tue"]),
        (Ephemeral("interaction/int_1", "x", "", e.Typing(Role.CONSUMER, "", True)), ["  … the consumer is writing"]),
        (Disconnected(1006, "", 3_000), ["* the connection is lost; trying again in 0:03, nothing is lost"]),
        (Connected(principal, True, "ses_1"), ["* connected again, where we were"]),
        (Notice(NoticeKind.DRAINING), []),
    ]
    for one, expected in told:
        assert lines.shown(one, "agt_ana", None) == expected


def test_the_end_of_a_conversation_says_who_ended_it() -> None:
    ended = e.InteractionEnded(EndedBy.CONSUMER, "consumer_left")  # type: ignore[arg-type]
    assert here(ended) == ["* the conversation is over, ended by consumer"]


def test_open_interactions_with_the_time_that_is_left() -> None:
    wrapping = attrs.evolve(
        LEG,
        leg="leg_2",
        interaction="int_2",
        subject="",
        state=LegState.WRAPPING,
        unread=0,
        wrap_up=e.CardWrapUp(NOW_MS + 25_000),
    )
    state = e.AgentStateChanged(AgentState.WRAP_UP, 10, 100, {})
    view = AgentView("agt_ana", "Ana", state=state, legs=(LEG, wrapping))
    assert lines.desk(view, NOW_MS, "int_2") == [
        "* Ana: wrap up",
        " 1 Invoice · Mail (email) · active, 2 unread",
        ">2 Łukasz · Mail (email) · wrap-up, 0:25 left",
    ]
    assert lines.desk(AgentView(name="Ana"), NOW_MS, None) == ["* Ana: unknown", "  nothing open"]


def test_hits_are_marked_where_they_match() -> None:
    hit = Hit("int_1", 4, "seg_1", Role.CONSUMER, 0, "on Tuesday, tuesday!", (e.Span(3, 10), e.Span(12, 19)))
    partial = PartialHit("seg_2", Role.BOT, "tues", (e.Span(0, 4),))
    assert lines.found(Found((hit,), (partial,))) == [
        "  consumer: on [Tuesday], [tuesday]!",
        "  bot (speaking): [tues]",
    ]
    assert lines.found(Found()) == ["  nothing"]


def test_profile_labels_and_reasons() -> None:
    known = Profile(
        Consumer("María", email="m@x"), Contact("c", "María", fields={"tier": "gold"}), (VariableView("a", 1),)
    )
    assert lines.profile(known) == ["  María  m@x", "  tier: gold", "  a: 1"]
    assert lines.labels(Labels((Label("sold", "Sold"),))) == ["  sold                 Sold"]
    assert lines.labels(Labels()) == ["  this queue has none"]
    answer = Explained(
        "int_1", True, "que_1", 1, 2, members=(Considered("a", "Ana", "not_ready"), Considered("b", "B"))
    )
    assert lines.explained(answer) == ["  number 1 of 2 in que_1", "  Ana: not ready", "  B: free"]
    assert lines.explained(Explained("int_1", False)) == ["  it is not waiting"]
