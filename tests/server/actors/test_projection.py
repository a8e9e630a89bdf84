"""Rows that ride in an event's transaction."""

import orjson
from kit.house import principal
from kit.story import CONSUMER, START_MS, Tale, account, queue
from ringline_protocol.commands import SendMessage, Whisper
from ringline_protocol.values import PrincipalKind
from ringline_server.actors import projection
from ringline_server.actors.messages import Done, Key
from ringline_server.domain import machine
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction
from ringline_server.edges.calls import EdgeCall
from ringline_server.store.records import AnsweredRow, AuditRow, CountRow, ParticipantRow, Row, SegmentRow

POLICIES = account(queue())


def rows_of(before: Interaction, events: tuple[Event, ...]) -> list[Row]:
    """What the events of one decision mean, each seen from the state before it."""
    rows: list[Row] = []
    for event in events:
        rows += projection.of_event(before, event, START_MS, POLICIES)
        before = machine.apply(before, event, START_MS)
    return rows


def talking() -> Tale:
    """Ana talks with María."""
    tale = Tale(POLICIES).arrives()
    tale.talks("ana")
    return tale


def test_a_list_sees_the_phase_the_holders_and_the_last_word() -> None:
    tale = talking()
    tale.does(SendMessage("int_1", "¿Hola?"), CONSUMER)

    row = projection.of_state(tale.state)

    assert (row.id, row.phase, row.agents, row.preview) == ("int_1", "active", ("ana",), "¿Hola?")
    assert row.waiting_since_ms is None
    assert row.closed_at_ms is None


def test_a_list_sees_since_when_it_waits_and_how_it_closed() -> None:
    tale = Tale(POLICIES).arrives()
    waiting = projection.of_state(tale.state)
    tale.leaves()
    closed = projection.of_state(tale.state)

    assert waiting.waiting_since_ms == START_MS
    assert (closed.phase, closed.closed_reason) == ("closed", "short_abandoned")


def test_a_preview_is_cut_and_never_shows_a_whisper() -> None:
    tale = talking()
    tale.does(SendMessage("int_1", "x" * 500), CONSUMER)
    tale.does(Whisper("int_1", "offer a refund"), principal("sue", PrincipalKind.SUPERVISOR))

    assert projection.of_state(tale.state).preview == "x" * projection.PREVIEW_CHARS_MAX


def test_a_message_is_indexed_under_the_seq_of_its_event() -> None:
    tale = talking()
    before = tale.state
    events = tale.does(SendMessage("int_1", "mi pedido"), CONSUMER)

    (row,) = [one for one in rows_of(before, events) if isinstance(one, SegmentRow)]

    assert (row.interaction, row.text, row.role, row.hidden) == ("int_1", "mi pedido", "consumer", False)
    assert row.seq == tale.state.segments[-1].seq


def test_a_whisper_is_indexed_hidden() -> None:
    tale = talking()
    before = tale.state
    events = tale.does(Whisper("int_1", "psst"), principal("sue", PrincipalKind.SUPERVISOR))

    assert [row.hidden for row in rows_of(before, events) if isinstance(row, SegmentRow)] == [True]


def test_who_made_it_and_who_took_it_may_see_it_later_and_who_only_heard_it_ring_may_not() -> None:
    tale = Tale(POLICIES)
    before = tale.state
    tale.arrives()
    made = rows_of(before, tale.last)
    before = tale.state
    tale.rings("ana")
    offered = rows_of(before, tale.last)
    before = tale.state
    tale.accepts("ana")
    taken = rows_of(before, tale.last)

    assert ParticipantRow("int_1", "service:bot") in made
    assert offered == []
    assert ParticipantRow("int_1", "ana") in taken


def test_an_answer_counts_for_its_queue() -> None:
    tale = Tale(POLICIES).arrives()
    tale.rings("ana")
    before = tale.state
    tale.accepts("ana")

    rows = rows_of(before, tale.last)

    assert {row.counter for row in rows if isinstance(row, CountRow)} == {"offered", "answered_in"}


def test_the_answer_to_a_command_is_kept_under_its_key() -> None:
    call = EdgeCall(principal("agt_ana"), lambda _: None, key=Key("agent:agt_ana", "k1", b"h"))

    done = Done({"segment": "seg_1"}, {"interaction/int_1": 7})

    (row,) = projection.of_call(call, SendMessage("int_1", "x"), done, 5)

    assert isinstance(row, AnsweredRow)
    assert (row.principal, row.key, row.params_hash, row.at_ms) == ("agent:agt_ana", "k1", b"h", 5)
    assert orjson.loads(row.reply) == {"result": {"segment": "seg_1"}, "pos": {"interaction/int_1": 7}}


def test_a_supervisors_act_is_in_the_audit_log_without_its_words() -> None:
    call = EdgeCall(principal("sue", PrincipalKind.SUPERVISOR), lambda _: None)

    (row,) = projection.of_call(call, Whisper("int_1", "offer a refund"), Done(), 5)

    assert row == AuditRow(5, "supervisor:sue", "supervisor.whisper", "int_1")
