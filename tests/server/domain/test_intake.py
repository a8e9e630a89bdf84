"""How an interaction begins."""

import pytest
from kit.story import CONSUMER, SERVICE, START_MS, SUPERVISOR, Tale, account, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import CreateInteraction
from ringline_protocol.values import (
    Channel,
    Consumer,
    Contact,
    NewSegment,
    Phase,
    QueuedReason,
    Role,
    SegmentPhase,
    SkillStage,
    Summary,
    SummaryBy,
    Variable,
)
from ringline_server.domain.events import Created, Queued, SegmentAdded, SummaryMade


def test_a_hand_over_from_a_bot_brings_variables_transcript_and_summary_into_the_queue() -> None:
    tale = Tale().arrives(
        flow="bookings",
        variables=(Variable("pnr", "AB12CD", "Reserva"),),
        transcript=(NewSegment("s1", Role.BOT, "Hello"), NewSegment("s2", Role.CONSUMER, "I lost my booking")),
        summary=Summary("Lost booking", SummaryBy.FLOW, 2),
    )

    assert [type(event) for event in tale.last] == [Created, SegmentAdded, SegmentAdded, SummaryMade, Queued]
    assert tale.result == {"interaction": "int_1"}
    assert tale.state.phase is Phase.QUEUED
    assert tale.state.variables["pnr"].value == "AB12CD"
    assert [segment.phase for segment in tale.state.segments] == [SegmentPhase.BOT] * 2
    assert tale.state.created_by == "service:bot"
    tale.ends_well()


def test_a_voice_call_may_have_no_context_at_all() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()

    assert [type(event) for event in tale.last] == [Created, Queued]
    assert tale.state.consumer == Consumer()
    assert tale.state.summary is None


def test_it_stands_in_its_queue_from_now_on() -> None:
    tale = Tale(account(queue(max_wait_ms=60_000))).arrives()

    place = tale.state.waiting
    assert place is not None
    assert (place.enqueued_at_ms, place.waiting_since_ms, place.entered_at_ms) == (START_MS,) * 3
    assert place.max_wait_at_ms == START_MS + 60_000
    assert place.reason is QueuedReason.INTAKE


def test_a_segment_that_the_flow_sends_twice_is_one() -> None:
    tale = Tale().arrives(transcript=(NewSegment("s1", Role.BOT, "one"), NewSegment("s1", Role.BOT, "two")))

    assert [segment.text for segment in tale.state.segments] == ["one"]


def test_the_address_book_names_who_did_not_say_a_name() -> None:
    tale = Tale().arrives(Contact("con_7", "Maria Ruiz"), consumer=Consumer(phone="+34600000000"))

    assert tale.state.consumer == Consumer("Maria Ruiz", "+34600000000", contact="con_7")


def test_the_name_that_intake_said_stays() -> None:
    tale = Tale().arrives(Contact("con_7", "Maria Ruiz"), consumer=Consumer("Mari"))

    assert tale.state.consumer.name == "Mari"


def test_an_unknown_queue_is_not_found() -> None:
    details = Tale().refuses(CreateInteraction("que_9"), SERVICE, ErrorCode.NOT_FOUND)

    assert details == {"path": "params.queue"}


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"channel": Channel.VOICE}, "params.channel"),
        ({"ttl_ms": 0}, "params.ttl_ms"),
        ({"bonus": 10_001}, "params.bonus"),
        ({"skills": (SkillStage(),) * 7}, "params.skills"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(fields: dict[str, object], path: str) -> None:
    command = CreateInteraction("que_1", **fields)  # type: ignore[arg-type]

    assert Tale().refuses(command, SERVICE, ErrorCode.BAD_REQUEST) == {"path": path}


def test_only_services_create() -> None:
    for by in (CONSUMER, SUPERVISOR):
        Tale().refuses(CreateInteraction("que_1"), by, ErrorCode.FORBIDDEN)


def test_what_exists_is_not_created_again() -> None:
    details = Tale().arrives().refuses(CreateInteraction("que_1"), SERVICE, ErrorCode.INVALID_STATE)

    assert details["state"] == "queued"
