"""The ring and the line in open interactions."""

from kit.story import CONSUMER, SERVICE, Tale, account, agent, queue
from ringline_protocol.commands import ParkInteraction, SaveDraft, SaveNote, SendMessage, SetVariable, StartTransfer
from ringline_protocol.events import CardNote, CardParked, OfferCard
from ringline_protocol.json_text import dump
from ringline_protocol.values import (
    Acceptance,
    Channel,
    Consumer,
    LegState,
    OfferPurpose,
    Presence,
    Summary,
    SummaryBy,
    Target,
    TransferMode,
    Variable,
)
from ringline_server.domain.masking import MASK
from ringline_server.domain.policy import MediaReports, WrapUpPolicy
from ringline_server.wire import leg_card, leg_started, offer_card, offer_created
from ringline_server.wire.cards import HAND_OVER_NOTES_MAX, HAND_OVER_SEGMENTS_MAX, HAND_OVER_TEXT_CHARS_MAX


def card_of(tale: Tale, name: str, purpose: OfferPurpose = OfferPurpose.HANDLE) -> OfferCard:
    """What the agent's ring shows."""
    offer = tale.rings(name, purpose)
    return offer_card(tale.state, offer)


def test_a_hand_over_from_a_bot_rings_with_consumer_wait_summary_and_flagged_variables() -> None:
    tale = Tale().arrives(
        consumer=Consumer("M. R.", phone="+34 600 000 000"),
        subject="Change a booking",
        flow="booking-bot",
        summary=Summary("Wants another date.", SummaryBy.FLOW),
        variables=(
            Variable("pnr", "AB12CD", label="Reserva"),
            Variable("card", "4929123412341234", masked=True),
            Variable("segment_score", 7, in_ring=False),
        ),
    )
    tale.passes(41_200)

    card = card_of(tale, "ana")

    assert card.consumer.name == "M. R."
    assert card.queue_name == "Queue que_1"
    assert card.waited_ms == 41_200
    assert (card.subject, card.flow) == ("Change a booking", "booking-bot")
    assert card.summary == Summary("Wants another date.", SummaryBy.FLOW)
    assert [(each.label, each.value) for each in card.variables] == [("Reserva", "AB12CD"), ("card", MASK + "34")]
    assert card.hand_over is None


def test_a_voice_ring_without_any_context_is_a_card_all_the_same() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()

    card = card_of(tale, "ana")

    assert dump(card) == (
        b'{"consumer":{"name":""},"queue_name":"Queue que_1","waited_ms":0,"subject":"","flow":"","variables":[],'
        b'"top_priority":false,"excluded_agents":0}'
    )


def test_the_ring_says_what_the_protocol_promises() -> None:
    tale = Tale().arrives()
    offer = tale.rings("ana")

    ring = offer_created(tale.state, offer, tale.now_ms)

    assert (ring.offer, ring.interaction, ring.queue, ring.attempt) == (offer.id, tale.state.id, "que_1", 1)
    assert (ring.ring_ms, ring.expires_at_ms, ring.server_at_ms) == (30_000, tale.now_ms + 30_000, tale.now_ms)
    assert ring.card == offer_card(tale.state, offer)
    assert (ring.agent, ring.agent_name) == (None, None)


def test_who_was_passed_over_is_counted() -> None:
    tale = Tale().arrives()
    tale.rings("ana")
    tale.declines("ana")

    assert card_of(tale, "ben").excluded_agents == 1


def test_a_transfer_rings_with_note_last_words_and_notes_of_the_sender() -> None:
    tale = Tale().arrives().talks()
    for number in range(HAND_OVER_SEGMENTS_MAX + 1):
        tale.does(SendMessage(tale.state.id, f"{number} " + "x" * 1_000), agent("ana"))
        tale.does(SaveNote(tale.state.id, f"note {number}"), agent("ana"))
    tale.does(
        StartTransfer(tale.state.id, Target(agent="ben"), TransferMode.COLD_ASSURED, "knows French"), agent("ana")
    )
    assert tale.state.wanted is not None

    packet = card_of(tale, "ben", tale.state.wanted.purpose).hand_over

    assert packet is not None
    assert (packet.reason, packet.agent_name, packet.note) == ("transfer", "Ana", "knows French")
    assert [line.text[0] for line in packet.segments] == ["1", "2", "3", "4", "5"]
    assert {len(line.text) for line in packet.segments} == {HAND_OVER_TEXT_CHARS_MAX}
    assert len(packet.notes) == HAND_OVER_NOTES_MAX


def test_the_packet_has_the_answer_that_was_begun_and_since_when_nobody_has_it() -> None:
    tale = Tale().arrives().talks()
    tale.does(SaveDraft(tale.state.id, "Dear María,"), agent("ana"))
    tale.present("ana", Presence.GONE)
    tale.passes(30_000)

    packet = card_of(tale, "ben").hand_over

    assert packet is not None
    assert packet.draft == CardNote("Ana", "Dear María,")
    assert packet.ended_at_ms == tale.now_ms - 30_000


def test_work_of_a_lost_agent_rings_with_the_same_packet() -> None:
    tale = Tale().arrives().talks()
    tale.present("ana", Presence.GONE)
    tale.passes(30_000)

    packet = card_of(tale, "ben").hand_over

    assert packet is not None
    assert (packet.reason, packet.agent_name) == ("agent_lost", "Ana")


def test_an_automatic_offer_that_is_accepted_at_once_still_tells_the_wait() -> None:
    tale = Tale(account(queue(acceptance=Acceptance.AUTOMATIC))).arrives().passes(7_000)

    card = card_of(tale, "ana")

    assert card.waited_ms == 7_000
    assert card.hand_over is None


def test_a_line_in_open_interactions_counts_what_is_unread() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives(consumer=Consumer("M. R."), subject="Invoice")
    tale.rings("ana")
    tale.does(SendMessage(tale.state.id, "And another thing"), CONSUMER)

    card = leg_card(tale.state, tale.leg("ana"))

    assert (card.consumer_name, card.subject, card.queue_name) == ("M. R.", "Invoice", "Queue que_1")
    assert (card.unread, card.opened, card.state) == (1, False, LegState.ACTIVE)
    assert card.last_word_at_ms == tale.now_ms


def test_a_line_says_since_when_the_consumer_waits_for_an_answer() -> None:
    tale = Tale().arrives()
    arrived_ms = tale.now_ms
    tale.passes(5_000)
    tale.talks()
    at_first = leg_card(tale.state, tale.leg("ana")).unanswered_since_ms
    tale.does(SendMessage(tale.state.id, "Hello!"), agent("ana"))
    answered = leg_card(tale.state, tale.leg("ana")).unanswered_since_ms
    tale.passes(1_000)
    tale.does(SendMessage(tale.state.id, "Are you there?"), CONSUMER)
    asked_ms = tale.now_ms
    tale.passes(1_000)
    tale.does(SendMessage(tale.state.id, "Hello??"), CONSUMER)

    assert (at_first, answered) == (arrived_ms, None)
    assert leg_card(tale.state, tale.leg("ana")).unanswered_since_ms == asked_ms


def test_nobody_waits_for_a_written_answer_on_a_call() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE, media=MediaReports.NONE))).arrives().talks()

    assert leg_card(tale.state, tale.leg("ana")).unanswered_since_ms is None


def test_a_parked_line_says_until_when() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives()
    tale.rings("ana")
    tale.does(ParkInteraction(tale.state.id, until_at_ms=tale.now_ms + 60_000, until_reply=True), agent("ana"))

    card = leg_card(tale.state, tale.leg("ana"))

    assert card.state is LegState.PARKED
    assert card.parked == CardParked(tale.now_ms + 60_000, True)


def test_a_line_in_wrap_up_says_until_when_and_whether_a_label_is_due() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE, wrap_up=WrapUpPolicy()))).arrives().talks().ends()

    card = leg_card(tale.state, tale.leg("ana"))

    assert card.state is LegState.WRAPPING
    assert card.wrap_up is not None
    assert (card.wrap_up.until_at_ms, card.wrap_up.overdue) == (tale.now_ms + 60_000, False)


def test_a_new_line_begins_with_its_card() -> None:
    tale = Tale().arrives().talks()
    leg = tale.leg("ana")

    started = leg_started(tale.state, leg)

    assert (started.leg, started.kind, started.offer) == (leg.id, leg.kind, leg.offer)
    assert started.card == leg_card(tale.state, leg)


def test_a_masked_variable_stays_masked_on_the_card_when_it_is_set_later() -> None:
    tale = Tale().arrives()
    tale.does(SetVariable(tale.state.id, Variable("card", "4929123412341234", masked=True)), SERVICE)

    assert b"4929123412341234" not in dump(card_of(tale, "ana"))
