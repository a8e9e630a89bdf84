"""How an interaction begins: a service hands over a consumer, with what the flow collected."""

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import CreateInteraction
from ringline_protocol.values import Consumer, NewSegment, PrincipalKind, QueuedReason, SegmentPhase

from ringline_server.domain import authority, waiting
from ringline_server.domain.events import Created, SegmentAdded, SummaryMade
from ringline_server.domain.orders import Context, Decision
from ringline_server.domain.policy import SKILL_STAGES_MAX, Queue, RequeuePosition
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story

BONUS_MAX = 10_000
"""Points; a point is worth 60 s of waiting."""


def create(state: Interaction | None, command: CreateInteraction, context: Context) -> Decision:
    """Created, the bot's part of the transcript, the summary, and its place in the queue.

    Raises: Refused (`forbidden`, `not_found` for the queue, `bad_request`, `invalid_state` when it exists).
    """
    if context.by.kind is not PrincipalKind.SERVICE:
        raise authority.forbidden()
    if state is not None and state.id:
        raise authority.invalid(str(state.phase))
    queue = _queue(command, context)
    story = Story(Interaction(), context.now_ms)
    story.add(_created(command, queue, context))
    for segment in _distinct(command.transcript):
        story.add(_said(segment, context))
    if command.summary is not None:
        covers = command.summary.revision or (story.state.seq if command.transcript else 0)
        story.add(SummaryMade(attrs.evolve(command.summary, revision=covers)))
    story.add(*waiting.requeue(story.state, context, QueuedReason.INTAKE, RequeuePosition.BACK, queue.id))
    return Decision(story.events, {"interaction": story.state.id})


def _queue(command: CreateInteraction, context: Context) -> Queue:
    queue = context.account.queues.get(command.queue)
    if queue is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"path": "params.queue"})
    if command.channel not in (None, queue.channel):
        raise _bad("params.channel", "not the queue's channel")
    if command.ttl_ms is not None and command.ttl_ms <= 0:
        raise _bad("params.ttl_ms", "must be positive")
    if abs(command.bonus) > BONUS_MAX:
        raise _bad("params.bonus", f"at most {BONUS_MAX}")
    if len(command.skills) > SKILL_STAGES_MAX:
        raise _bad("params.skills", f"at most {SKILL_STAGES_MAX} stages")
    return queue


def _created(command: CreateInteraction, queue: Queue, context: Context) -> Created:
    return Created(
        interaction=context.new_id("int"),
        channel=queue.channel,
        queue=queue.id,
        consumer=_known(command.consumer, context),
        created_by=authority.maker(context.by),
        subject=command.subject,
        flow=command.flow,
        variables=tuple({variable.name: variable for variable in command.variables}.values()),
        top_priority=command.top_priority,
        bonus=command.bonus,
        skills=command.skills,
        ttl_at_ms=None if command.ttl_ms is None else context.now_ms + command.ttl_ms,
    )


def _known(consumer: Consumer, context: Context) -> Consumer:
    """What the address book adds; what intake said itself stays."""
    contact = context.contact
    if contact is None:
        return consumer
    return attrs.evolve(consumer, contact=contact.id, name=consumer.name or contact.name)


def _distinct(transcript: tuple[NewSegment, ...]) -> tuple[NewSegment, ...]:
    """A segment that a source sent twice is one segment: the first."""
    kept: dict[str, NewSegment] = {}
    for segment in transcript:
        kept.setdefault(segment.segment, segment)
    return tuple(kept.values())


def _said(segment: NewSegment, context: Context) -> SegmentAdded:
    return SegmentAdded(
        segment=segment.segment,
        role=segment.role,
        participant=segment.participant,
        text=segment.text,
        phase=SegmentPhase.BOT,
        said_at_ms=context.now_ms if segment.at_ms is None else segment.at_ms,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        language=segment.language,
        by=authority.maker(context.by),
    )


def _bad(path: str, message: str) -> Refused:
    return Refused(ErrorCode.BAD_REQUEST, message, {"path": path})
