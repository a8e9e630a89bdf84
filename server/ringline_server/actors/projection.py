"""What an interaction's events mean for lists, search, figures and replies: rows that ride in the same transaction."""

from ringline_protocol import codec
from ringline_protocol.commands import BY_CLASS
from ringline_protocol.values import LegKind, PrincipalKind

from ringline_server.actors.messages import Call, Done
from ringline_server.domain import service_level
from ringline_server.domain.events import Created, Event, LegStarted, MailStateChanged, SegmentAdded
from ringline_server.domain.orders import MailWritten
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction
from ringline_server.store.mails import OutgoingRow
from ringline_server.store.records import (
    AnsweredRow,
    AuditRow,
    CountRow,
    InteractionRow,
    ParticipantRow,
    Row,
    SegmentRow,
    Standing,
    StandingRow,
)

PREVIEW_CHARS_MAX = 120
_ABOUT = ("interaction", "agent", "session")
"""The fields that say what a command is about, the first that it has."""


def of_state(state: Interaction) -> InteractionRow:
    """What lists and filters need."""
    last = next((segment for segment in reversed(state.segments) if not segment.hidden), None)
    return InteractionRow(
        state.id,
        state.channel.value,
        state.phase.value,
        state.queue,
        tuple(sorted({leg.agent for leg in (*state.talking, *state.wrapping)})),
        state.consumer.contact or state.consumer.external_id or state.consumer.phone or state.consumer.email,
        state.consumer.name,
        state.subject,
        state.created_at_ms,
        state.updated_at_ms,
        state.closed.at_ms if state.closed is not None else None,
        state.closed.reason.value if state.closed is not None else None,
        any(leg.outcome is not None and leg.outcome.needs_disposition for leg in state.legs.values()),
        state.waiting.waiting_since_ms if state.waiting is not None else None,
        "" if last is None else last.text[:PREVIEW_CHARS_MAX],
    )


def of_place(before: Interaction, after: Interaction) -> list[Row]:
    """Where it stands in line, if that is another place than before."""
    standing = _standing(after)
    return [] if standing == _standing(before) else [StandingRow(after.id, standing)]


def _standing(state: Interaction) -> Standing | None:
    place = state.waiting
    if place is None:
        return None
    return Standing(place.queue, state.top_priority, place.at_front, state.bonus, place.enqueued_at_ms)


def of_event(before: Interaction, event: Event, at_ms: int, account: Account) -> list[Row]:
    """Rows of one event, given the state before it."""
    rows: list[Row] = [
        CountRow(queue, bucket_ms, counter)
        for queue, bucket_ms, counter in service_level.counters(before, event, at_ms, account)
    ]
    match event:
        case SegmentAdded():
            rows.append(of_segment(before, event))
        case MailStateChanged():
            rows.append(
                OutgoingRow(event.mail, event.state, event.attempts, event.next_at_ms, event.reason, event.left)
            )
        case Created(created_by=by):
            rows.append(ParticipantRow(event.interaction, by))
        case LegStarted(kind=LegKind.MONITOR):
            pass  # to listen is no part in it
        case LegStarted(agent=agent):  # a ring or a wish gives a right too, but not for good: see authority.may_read
            rows.append(ParticipantRow(before.id, agent))
    return rows


def of_segment(before: Interaction, event: SegmentAdded) -> SegmentRow:
    """What search and transcripts read, given the state before it."""
    return SegmentRow(
        *(before.id, before.seq + 1, event.segment, event.role.value, event.said_at_ms, event.text, event.hidden)
    )


def of_call(call: Call, command: object, done: Done, now_ms: int) -> tuple[Row, ...]:
    """The stored reply to a command with a key, the audit line of a supervisor's act, and what the edge adds."""
    rows: list[Row] = list(call.rows)
    if isinstance(command, MailWritten):
        command = command.command
    if call.key is not None:
        reply = codec.encode_data({"result": done.result, "pos": done.pos})
        rows.append(AnsweredRow(call.key.principal, call.key.key, call.key.params_hash, reply, now_ms))
    if call.by.kind is PrincipalKind.SUPERVISOR:
        about = next((getattr(command, name) for name in _ABOUT if getattr(command, name, None)), "")
        rows.append(AuditRow(now_ms, f"supervisor:{call.by.id}", BY_CLASS[type(command)].method, about))
    return tuple(rows)
