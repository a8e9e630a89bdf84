"""What is said: messages that people send, and segments that sources push. A final is immutable and counted once.

Every word goes through `said`: it knows which part of the transcript it belongs to (bot, queue, agent n), takes parked
work up again when the consumer replies, and opens closed asynchronous work again.

    segment of the consumer --- closed, asynchronous, within 30 days ---> reopened, then said
                            --- parked until a reply -------------------> unparked, then said
    final that is known ------------------------------------------------> nothing
    final of a call that ended a moment ago ----------------------------> said: no word is lost
    words of a call whose queue has live transcription off -------------> refused: nothing is stored
"""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import MarkTranscription, PushSegment, SendMessage
from ringline_protocol.limits import TEXT_CHARS_MAX
from ringline_protocol.values import CALL_CHANNELS, EndedBy, LegKind, LegState, PrincipalKind, Role, SegmentPhase

from ringline_server.domain import authority, ending, legs, waiting
from ringline_server.domain.events import DraftSaved, Event, LegOpened, SegmentAdded, TranscriptionChanged, Unparked
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction, Leg
from ringline_server.domain.story import Story

REOPEN_MS_MAX: Final = 30 * 24 * 3_600_000
"""A reply to closed asynchronous work opens it again within this; later it is a new interaction."""
LATE_SEGMENT_MS_MAX: Final = 60_000
"""Words that a transcriber finishes after the end of a call are still taken."""


def send_message(state: Interaction, command: SendMessage, context: Context) -> Decision:
    """Said, by consumer, agent or the service that made it. What a consulted agent writes stays among agents."""
    if context.by.is_agent:
        authority.require_participant(state, context)
        check_text(command.text, "params.text")
        events = _by_agent(state, command, context)
    else:
        authority.require_reader(state, context)
        if command.aside:
            raise Refused(ErrorCode.BAD_REQUEST, "only agents speak aside", {"path": "params.aside"})
        check_text(command.text, "params.text")
        role = Role.CONSUMER if context.by.kind is PrincipalKind.CONSUMER else Role.SERVICE
        events = said(state, message(state, None, role, command.text, context), context)
    segment = next(event.segment for event in events if isinstance(event, SegmentAdded))
    return Decision(events, {"segment": segment, "message": command.message})


def push_segment(state: Interaction, command: PushSegment, context: Context) -> Decision:
    """A source's final, once: whatever comes again under its id, also with another text, changes nothing."""
    require_transcriber(state, context.by, context.account)
    require_transcribed(state, context.account)
    new = command.segment
    check_text(new.text, "params.segment.text")
    if new.segment in [known.segment for known in state.segments]:
        return Decision(result={"segment": new.segment, "is_new": False})
    at_ms = context.now_ms if new.at_ms is None else new.at_ms
    leg = state.primary or _last_primary(state)
    phase = _phase(state, new.role, at_ms)
    segment = SegmentAdded(
        segment=new.segment,
        role=new.role,
        participant=new.participant,
        text=new.text,
        phase=phase,
        said_at_ms=at_ms,
        leg=leg.id if leg is not None and phase is SegmentPhase.AGENT else None,
        number=leg.number if leg is not None and phase is SegmentPhase.AGENT else 0,
        start_ms=new.start_ms,
        end_ms=new.end_ms,
        language=new.language,
        by=authority.maker(context.by),
    )
    return Decision(said(state, segment, context, is_late=True), {"segment": new.segment, "is_new": True})


def mark_transcription(state: Interaction, command: MarkTranscription, context: Context) -> Decision:
    """The transcription stream started, resumed, stopped or failed."""
    require_transcriber(state, context.by, context.account)
    if not waiting.policy_of(state, context.account).live_transcription:
        raise transcription_disabled()
    if state.transcription == command.state:
        return Decision(result={"state": command.state})
    return Decision((TranscriptionChanged(command.state, command.reason),), {"state": command.state})


def said(state: Interaction, segment: SegmentAdded, context: Context, *, is_late: bool = False) -> tuple[Event, ...]:
    """The segment, behind what it sets going. Raises: Refused (`invalid_state`) when the conversation is over."""
    story = Story(state, context.now_ms)
    is_reply = segment.role is Role.CONSUMER
    if state.ended is not None:
        over_ms = context.now_ms - state.ended.at_ms
        if is_reply and not state.channel.is_live and over_ms <= REOPEN_MS_MAX:
            story.add(*ending.reopen(state, context))
        elif not is_late or over_ms > LATE_SEGMENT_MS_MAX:
            raise authority.invalid(str(state.phase))
    elif is_reply and state.parked is not None and state.parked.until_reply:
        story.add(Unparked(state.parked.leg, "reply"))
    story.add(segment)
    return story.events


def require_transcriber(state: Interaction, by: Principal, account: Account) -> None:
    """The service that made it, or one that its queue names. Raises: Refused (`forbidden`)."""
    is_named = by.kind is PrincipalKind.SERVICE and by.id in waiting.policy_of(state, account).transcribers
    if not state.id or not (is_named or state.created_by == authority.maker(by)):
        raise authority.forbidden()


def require_transcribed(state: Interaction, account: Account) -> None:
    """What is spoken in calls is taken down only if the queue wants it; a bot's chat is no transcription.

    Raises: Refused (`invalid_state`).
    """
    if state.channel in CALL_CHANNELS and not waiting.policy_of(state, account).live_transcription:
        raise transcription_disabled()


def transcription_disabled() -> Refused:
    """The queue has live transcription off."""
    return authority.invalid("transcription_disabled")


def check_text(text: str, path: str) -> None:
    """Something, and not too much. Raises: Refused (`bad_request`, `too_large`)."""
    if not text:
        raise Refused(ErrorCode.BAD_REQUEST, "an empty text", {"path": path})
    if len(text) > TEXT_CHARS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": path, "chars_max": TEXT_CHARS_MAX})


def message(state: Interaction, leg: Leg | None, role: Role, text: str, context: Context) -> SegmentAdded:
    """A message that is being sent now, in the part of the transcript that it belongs to."""
    is_agents = leg is not None or bool(state.talking)
    leg = leg or state.primary
    return SegmentAdded(
        segment=context.new_id("seg"),
        role=role,
        participant=context.by.name or (state.consumer.name if role is Role.CONSUMER else ""),
        text=text,
        phase=SegmentPhase.AGENT if is_agents else SegmentPhase.QUEUE,
        said_at_ms=context.now_ms,
        leg=leg.id if leg is not None else None,
        number=leg.number if leg is not None else 0,
        by=authority.maker(context.by),
    )


def _by_agent(state: Interaction, command: SendMessage, context: Context) -> tuple[Event, ...]:
    """Said on the agent's own leg: they have read what is there, and the draft is used up, unless it was an aside."""
    leg = authority.require_talking(state, context)
    if leg.state is LegState.PARKED:
        raise legs.stuck(leg)
    role = Role.SUPERVISOR if leg.by is EndedBy.SUPERVISOR and leg.kind is not LegKind.PRIMARY else Role.AGENT
    if command.aside and not any(other.id != leg.id for other in state.talking):
        raise authority.invalid("alone", "note.save")
    segment = message(state, leg, role, command.text, context)
    story = Story(state, context.now_ms)
    if leg.unread or not leg.opened:
        story.add(LegOpened(leg.id))
    if command.aside or leg.kind is LegKind.CONSULT:
        story.add(attrs.evolve(segment, hidden=True))
        return story.events
    story.add(segment)
    if state.draft is not None and state.draft.agent == leg.agent:
        story.add(DraftSaved(leg.agent, "", state.draft_rev + 1))
    return story.events


def _phase(state: Interaction, role: Role, at_ms: int) -> SegmentPhase:
    if not state.legs and (role is Role.BOT or at_ms < state.created_at_ms):
        return SegmentPhase.BOT
    if state.talking or (state.ended is not None and state.legs):
        return SegmentPhase.AGENT
    return SegmentPhase.QUEUE


def _last_primary(state: Interaction) -> Leg | None:
    return next((leg for leg in reversed(tuple(state.legs.values())) if leg.kind is LegKind.PRIMARY), None)


RULES: Final[Mapping[type, Rule]] = {
    SendMessage: send_message,
    PushSegment: push_segment,
    MarkTranscription: mark_transcription,
}
