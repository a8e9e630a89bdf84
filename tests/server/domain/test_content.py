"""What is said: messages and segments, their part of the transcript, and what a reply sets going."""

from typing import Any

import pytest
from kit.story import CONSUMER, SERVICE, STRANGER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    Barge,
    CompleteWrapUp,
    EndInteraction,
    MarkTranscription,
    ParkInteraction,
    PushSegment,
    ReleaseInteraction,
    ResolveInteraction,
    SaveDraft,
    SendMessage,
    StartTransfer,
)
from ringline_protocol.limits import TEXT_CHARS_MAX
from ringline_protocol.values import (
    Channel,
    NewSegment,
    OfferPurpose,
    Phase,
    PrincipalKind,
    Role,
    SegmentPhase,
    Target,
    TransferMode,
)
from ringline_server.domain.content import LATE_SEGMENT_MS_MAX, REOPEN_MS_MAX
from ringline_server.domain.events import (
    AgentWanted,
    DraftSaved,
    LegOpened,
    Reopened,
    SegmentAdded,
    TranscriptionChanged,
    Unparked,
)
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import RECENT_SEGMENTS_MAX


def talking(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    return Tale(account(queue(channel=channel, **policy))).arrives().talks()


def says(tale: Tale, text: str = "hello", by: Principal = CONSUMER) -> SegmentAdded:
    tale.does(SendMessage("int_1", text), by)
    return tale.of(SegmentAdded)[0]


def pushes(tale: Tale, segment: str = "s1", text: str = "hola", role: Role = Role.CONSUMER, **more: Any) -> Tale:
    tale.does(PushSegment("int_1", NewSegment(segment, role, text, **more)), SERVICE)
    return tale


# --- messages


def test_everybody_speaks_in_their_own_role() -> None:
    tale = talking()

    said = [says(tale, "a", by) for by in (CONSUMER, agent("ana"), SERVICE)]

    assert [(s.role, s.participant, s.by) for s in said] == [
        (Role.CONSUMER, "", "consumer:con_1"),
        (Role.AGENT, "Ana", "agent:ana"),
        (Role.SERVICE, "", "service:bot"),
    ]
    assert {(s.phase, s.leg, s.number) for s in said} == {(SegmentPhase.AGENT, tale.leg("ana").id, 1)}


def test_the_reply_names_the_segment_and_repeats_the_clients_own_id() -> None:
    tale = talking()
    tale.does(SendMessage("int_1", "hello", "m-1"), CONSUMER)

    assert tale.result == {"segment": tale.of(SegmentAdded)[0].segment, "message": "m-1"}


def test_what_is_said_while_waiting_belongs_to_the_queue() -> None:
    tale = Tale().arrives()

    said = says(tale)

    assert (said.phase, said.leg, said.number) == (SegmentPhase.QUEUE, None, 0)


def test_each_agents_part_has_its_number() -> None:
    tale = talking()
    first = says(tale)
    tale.does(ReleaseInteraction("int_1"), agent("ana"))
    between = says(tale)
    tale.talks("ben")
    second = says(tale, by=agent("ben"))

    assert [(s.phase, s.number) for s in (first, between, second)] == [
        (SegmentPhase.AGENT, 1),
        (SegmentPhase.QUEUE, 0),
        (SegmentPhase.AGENT, 2),
    ]


def test_an_agent_who_answers_has_read_and_used_up_their_draft() -> None:
    tale = talking(Channel.EMAIL)
    says(tale)
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))

    says(tale, "Dear Sir", agent("ana"))

    assert [type(event) for event in tale.last] == [LegOpened, SegmentAdded, DraftSaved]
    assert (tale.leg("ana").unread, tale.state.draft) == (0, None)
    says(tale, "and", agent("ana"))
    assert [type(event) for event in tale.last] == [SegmentAdded]


def test_a_colleagues_draft_is_not_used_up() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))
    tale.does(Barge("int_1"), SUPERVISOR)

    said = says(tale, "let me", SUPERVISOR)

    assert said.role is Role.SUPERVISOR
    assert tale.state.draft is not None


def test_what_a_consulted_agent_writes_stays_among_agents() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    tale.accepts("ben")

    said = says(tale, "give her a refund", agent("ben"))

    assert said.hidden
    assert tale.state.segments == ()
    assert [whisper.text for whisper in tale.state.whispers] == ["give her a refund"]


def test_an_aside_is_for_the_colleagues_alone_and_leaves_the_draft() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))
    aside = SendMessage("int_1", "what would you do?", aside=True)
    assert tale.refuses(aside, agent("ana"), ErrorCode.INVALID_STATE)["state"] == "alone"
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    tale.accepts("ben")

    tale.does(aside, agent("ana"))

    assert tale.of(SegmentAdded)[0].hidden
    assert tale.state.segments == ()
    assert tale.state.draft is not None


@pytest.mark.parametrize("who", [CONSUMER, SERVICE])
def test_only_agents_speak_aside(who: Principal) -> None:
    tale = talking()

    assert tale.refuses(SendMessage("int_1", "x", aside=True), who, ErrorCode.BAD_REQUEST) == {"path": "params.aside"}


def test_who_does_not_talk_here_does_not_speak() -> None:
    tale = talking()
    for who in (STRANGER, agent("ben"), SUPERVISOR):
        tale.refuses(SendMessage("int_1", "x"), who, ErrorCode.FORBIDDEN)
    tale.ends()

    assert tale.refuses(SendMessage("int_1", "x"), agent("ana"), ErrorCode.INVALID_STATE)["state"] == "wrapping"
    tale.refuses(SendMessage("int_1", "x"), CONSUMER, ErrorCode.INVALID_STATE)


def test_texts_have_limits_in_characters_inclusive() -> None:
    tale = talking()
    says(tale, "ñ" * TEXT_CHARS_MAX)

    tale.refuses(SendMessage("int_1", "x" * (TEXT_CHARS_MAX + 1)), CONSUMER, ErrorCode.TOO_LARGE)
    tale.refuses(SendMessage("int_1", ""), CONSUMER, ErrorCode.BAD_REQUEST)
    tale.refuses(PushSegment("int_1", NewSegment("s", Role.BOT, "")), SERVICE, ErrorCode.BAD_REQUEST)


def test_a_word_restarts_the_idle_clock() -> None:
    tale = talking().passes(299_999)
    says(tale)

    assert tale.state.last_word_at_ms == tale.now_ms
    assert tale.passes(299_999).last == ()


# --- segments


def test_a_final_keeps_what_its_source_says() -> None:
    tale = talking()

    pushes(tale, "s1", "hola", start_ms=10, end_ms=20, at_ms=tale.now_ms - 500, language="es", participant="M. R.")

    (said,) = tale.of(SegmentAdded)
    assert (said.segment, said.start_ms, said.end_ms, said.language, said.participant) == ("s1", 10, 20, "es", "M. R.")
    assert said.said_at_ms == tale.now_ms - 500
    assert tale.result == {"segment": "s1", "is_new": True}


def test_a_final_sent_twice_by_the_source_is_one_event_and_immutable() -> None:
    tale = pushes(talking(), "s1", "hola")

    pushes(tale, "s1", "something else")

    assert (tale.last, tale.result) == ((), {"segment": "s1", "is_new": False})
    assert [segment.text for segment in tale.state.segments] == ["hola"]


def test_order_is_by_arrival_although_times_overlap() -> None:
    tale = pushes(pushes(talking(), "s1", "b", start_ms=500), "s2", "a", start_ms=100)

    assert [segment.segment for segment in tale.state.segments] == ["s1", "s2"]
    assert tale.state.segments[0].seq < tale.state.segments[1].seq


def test_the_bots_part_is_its_own_phase_until_an_agent_was_there() -> None:
    tale = Tale().arrives()
    pushes(tale, "s1", role=Role.BOT)
    pushes(tale, "s2", role=Role.CONSUMER, at_ms=tale.now_ms - 1)
    pushes(tale, "s3", role=Role.CONSUMER)
    tale.talks()
    pushes(tale, "s4", role=Role.BOT)

    assert [segment.phase for segment in tale.state.segments] == [
        SegmentPhase.BOT,
        SegmentPhase.BOT,
        SegmentPhase.QUEUE,
        SegmentPhase.AGENT,
    ]


@pytest.mark.parametrize("by", [STRANGER, CONSUMER, agent("ana"), SUPERVISOR])
def test_only_its_maker_pushes_segments_and_marks_transcription(by: Principal) -> None:
    tale = talking()

    tale.refuses(PushSegment("int_1", NewSegment("s", Role.BOT, "x")), by, ErrorCode.FORBIDDEN)
    tale.refuses(MarkTranscription("int_1", "started"), by, ErrorCode.FORBIDDEN)


def test_the_last_words_of_a_call_are_taken_for_a_minute_after_its_end() -> None:
    tale = talking(Channel.VOICE).ends()
    tale.does(CompleteWrapUp("int_1"), agent("ana"))
    assert tale.state.phase is Phase.CLOSED

    tale.jumps(LATE_SEGMENT_MS_MAX)
    pushes(tale)
    (said,) = tale.of(SegmentAdded)
    assert (said.phase, said.number) == (SegmentPhase.AGENT, 1)
    assert tale.state.phase is Phase.CLOSED

    tale.jumps(1)
    tale.refuses(PushSegment("int_1", NewSegment("s2", Role.AGENT, "x")), SERVICE, ErrorCode.INVALID_STATE)


def test_memory_keeps_the_last_segments_and_counts_all() -> None:
    tale = talking()
    for n in range(RECENT_SEGMENTS_MAX + 5):
        pushes(tale, f"s{n}")

    assert len(tale.state.segments) == RECENT_SEGMENTS_MAX
    assert tale.state.segment_count == RECENT_SEGMENTS_MAX + 5


def test_transcription_starts_fails_and_resumes() -> None:
    tale = talking()
    for mark in (
        MarkTranscription("int_1", "started"),
        MarkTranscription("int_1", "failed", "no audio"),
        MarkTranscription("int_1", "resumed"),
        MarkTranscription("int_1", "stopped"),
    ):
        tale.does(mark, SERVICE)
        assert tale.last == (TranscriptionChanged(mark.state, mark.reason),)
    tale.does(MarkTranscription("int_1", "stopped"), SERVICE)
    assert tale.last == ()

    off = talking(live_transcription=False)
    off.refuses(MarkTranscription("int_1", "started"), SERVICE, ErrorCode.INVALID_STATE)


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.VIDEO])
def test_nothing_of_a_call_is_taken_down_when_its_queue_does_not_want_it(channel: Channel) -> None:
    off = talking(channel, live_transcription=False)
    spoken = PushSegment("int_1", NewSegment("s1", Role.CONSUMER, "hola"))
    assert off.refuses(spoken, SERVICE, ErrorCode.INVALID_STATE)["state"] == "transcription_disabled"


def test_a_transcriber_that_the_queue_names_may_push_what_it_did_not_make() -> None:
    named = talking(Channel.VOICE, transcribers=("svc_ears",))
    ears = Principal(PrincipalKind.SERVICE, "svc_ears", 0)
    spoken = PushSegment("int_1", NewSegment("s1", Role.CONSUMER, "hola"))
    named.does(MarkTranscription("int_1", "started"), ears)
    named.does(spoken, ears)
    named.refuses(PushSegment("int_1", NewSegment("s2", Role.CONSUMER, "hola")), STRANGER, ErrorCode.FORBIDDEN)
    named.refuses(SendMessage("int_1", "I am no bot"), ears, ErrorCode.FORBIDDEN)
    talking(Channel.VOICE).refuses(spoken, ears, ErrorCode.FORBIDDEN)


def test_a_bots_chat_is_no_transcription() -> None:
    pushes(talking(Channel.MESSAGING, live_transcription=False))


# --- replies


@pytest.mark.parametrize("source", ["message", "segment"])
def test_a_reply_takes_parked_work_up_again(source: str) -> None:
    tale = talking(Channel.EMAIL)
    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    if source == "message":
        says(tale)
    else:
        pushes(tale)

    assert [type(event) for event in tale.last] == [Unparked, SegmentAdded]
    assert tale.of(Unparked)[0].reason == "reply"
    assert (tale.state.phase, tale.leg("ana").unread) == (Phase.ACTIVE, 1)


def test_a_reply_leaves_work_parked_that_waits_for_a_time_only() -> None:
    tale = talking(Channel.EMAIL)
    tale.does(ParkInteraction("int_1", tale.now_ms + 60_000), agent("ana"))

    says(tale)

    assert (tale.state.phase, tale.leg("ana").unread) == (Phase.PARKED, 1)


def test_nobody_writes_on_parked_work_without_taking_it_up() -> None:
    tale = talking(Channel.EMAIL)
    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    details = tale.refuses(SendMessage("int_1", "x"), agent("ana"), ErrorCode.INVALID_STATE)

    assert "interaction.unpark" in details["allowed"]


def resolved(channel: Channel = Channel.EMAIL) -> Tale:
    tale = talking(channel)
    tale.does(ResolveInteraction("int_1"), agent("ana"))
    return tale


def test_a_reply_opens_closed_email_again_and_asks_its_last_agent() -> None:
    tale = resolved().jumps(REOPEN_MS_MAX)

    says(tale, "one more thing")

    assert [type(event) for event in tale.last] == [Reopened, AgentWanted, SegmentAdded]
    assert tale.of(AgentWanted)[0].agent == "ana"
    tale.rings("ana")
    assert tale.state.primary == tale.leg("ana")
    tale.ends_well()


def test_a_reply_after_thirty_days_is_a_new_interaction() -> None:
    tale = resolved().jumps(REOPEN_MS_MAX + 1)

    details = tale.refuses(SendMessage("int_1", "hello again"), CONSUMER, ErrorCode.INVALID_STATE)

    assert details["state"] == "closed"


def test_a_reply_in_the_middle_of_wrap_up_is_not_lost() -> None:
    tale = talking(Channel.EMAIL)
    tale.does(EndInteraction("int_1"), agent("ana"))
    assert tale.state.wrapping

    says(tale, "wait")

    assert tale.state.ended is None
    assert [segment.text for segment in tale.state.segments] == ["wait"]
    tale.rings("ana")
    tale.does(CompleteWrapUp("int_1"), agent("ana"))
    assert tale.state.phase is Phase.ACTIVE
    tale.ends_well()


def test_a_closed_chat_stays_closed() -> None:
    tale = talking().ends().passes(30_000)

    tale.refuses(SendMessage("int_1", "hello?"), CONSUMER, ErrorCode.INVALID_STATE)
