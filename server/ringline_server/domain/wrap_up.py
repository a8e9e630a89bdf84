"""Work after the conversation, one per leg: every leg that ends gets exactly one WrapUpCompleted.

    leg ended --+--> skipped (none wanted, or all is said)
                +--> wrapping --complete (agent)-----------------------> agent
                        |  ^   `--complete (supervisor)----------------> supervisor
                        |  +- extend: a limited number of times
                        +- deadline: label not mandatory or saved -----> timeout | defaulted
                        +- deadline, mandatory label missing: release -> released, on the to-do list
                                                              default -> defaulted
                                                              hold ----> overdue, said every 30 s until it is set
Drafts (labels, notes, reply) are never touched by the clock.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import CompleteWrapUp, ExtendWrapUp, ForceWrapUp
from ringline_protocol.values import LegEndReason, LegKind, LegState, WrapUpOutcome

from ringline_server.domain import authority, closing, dispositions, waiting
from ringline_server.domain.events import (
    Event,
    WrapUpCompleted,
    WrapUpExtended,
    WrapUpOverdue,
    WrapUpStarted,
)
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account, ExpiryPolicy, Queue, on_expiry, wrap_up_ms
from ringline_server.domain.state import Interaction, Leg, WrapUp
from ringline_server.domain.story import Story

WRAP_UP_MS_MAX: Final = 900_000
"""Of a wrap-up before extensions, and of one extension."""
OVERDUE_EVERY_MS: Final = 30_000

KINDS_THAT_WRAP_UP: Final = frozenset({LegKind.PRIMARY, LegKind.CONFERENCE})
"""Who was only asked or only listened has nothing to wrap up."""


def start(state: Interaction, leg: Leg, reason: LegEndReason, context: Context) -> Event:
    """What follows the end of a leg's conversation: its wrap-up, or the skip of it with the reason."""
    queue = waiting.queue_of(context.account, leg.queue, state.channel)
    skipped_because = _why_not(leg, reason, queue)
    if skipped_because is None:
        until_at_ms = context.now_ms + min(wrap_up_ms(queue), WRAP_UP_MS_MAX)
        return WrapUpStarted(leg.id, leg.agent, until_at_ms, _must_label(leg, context.account))
    return _completed(leg, WrapUpOutcome.SKIPPED, leg.dispositions, unset_reason=skipped_because)


def extend(state: Interaction, command: ExtendWrapUp, context: Context) -> Decision:
    """More time, counted from the deadline or, when that is past, from now."""
    leg, wrap_up = _mine(state, context, command.leg)
    policy = _queue(state, leg, context.account).wrap_up
    if wrap_up.extensions >= policy.extensions_max:
        raise authority.invalid("no_more_extensions", "wrap_up.complete")
    base_at_ms = max(wrap_up.until_at_ms or 0, context.now_ms)
    until_at_ms = base_at_ms + min(policy.extension_ms, WRAP_UP_MS_MAX)
    event = WrapUpExtended(leg.id, until_at_ms, wrap_up.extensions + 1)
    return Decision((event,), {"leg": leg.id, "until_at_ms": until_at_ms, "extensions": event.extensions})


def complete(state: Interaction, command: CompleteWrapUp, context: Context) -> Decision:
    """The agent is done. Raises: Refused (`disposition_required`, `disposition_invalid`, `invalid_state`)."""
    leg, wrap_up = _mine(state, context, command.leg)
    chosen = leg.dispositions if command.dispositions is None else command.dispositions
    labels = dispositions.checked(chosen, leg.queue, context.account)
    if wrap_up.mandatory and not labels:
        raise Refused(ErrorCode.DISPOSITION_REQUIRED, details={"leg": leg.id})
    if not _queue(state, leg, context.account).wrap_up.early_exit and context.now_ms < (wrap_up.until_at_ms or 0):
        raise authority.invalid(str(leg.state), "disposition.save", "wrap_up.extend")
    return _finish(state, done_by_agent(leg, labels), context)


def done_by_agent(leg: Leg, labels: tuple[str, ...]) -> WrapUpCompleted:
    """The agent said how it went, or that there is nothing to say."""
    return _completed(leg, WrapUpOutcome.AGENT, labels, "agent")


def force(state: Interaction, command: ForceWrapUp, context: Context) -> Decision:
    """A supervisor ends an agent's wrap-up; without a mandatory label it goes on the to-do list."""
    authority.require_supervisor(context)
    leg = _wrapping(state, command.agent, command.leg)
    if leg is None or leg.wrap_up is None:
        raise authority.invalid(str(state.phase))
    labels = dispositions.checked(command.dispositions or leg.dispositions, leg.queue, context.account)
    is_owing = leg.wrap_up.mandatory and not labels
    done = _completed(leg, WrapUpOutcome.SUPERVISOR, labels, "supervisor", needs_disposition=is_owing)
    return _finish(state, done, context)


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Every wrap-up whose time has come, in order of the legs."""
    story = Story(state, context.now_ms)
    for leg in state.wrapping:
        due_at_ms = _due_at_ms(leg)
        if due_at_ms is not None and due_at_ms <= context.now_ms:
            story.add(_expired(state, leg, context))
    if story.events:
        story.add(*closing.close_if_done(story.state))
    return story.events


def deadline(state: Interaction, account: Account) -> int | None:
    """When the next wrap-up is over, or is called overdue again."""
    return min((due for leg in state.wrapping if (due := _due_at_ms(leg)) is not None), default=None)


def _why_not(leg: Leg, reason: LegEndReason, queue: Queue) -> str | None:
    """Why a leg has no wrap-up; None: it has one."""
    if leg.kind not in KINDS_THAT_WRAP_UP:
        return str(leg.kind)
    if reason is LegEndReason.AGENT_LOST:
        return str(reason)
    if not queue.wrap_up.enabled:
        return "disabled"
    return "complete" if queue.wrap_up.skip_when_complete and leg.dispositions else None


def _expired(state: Interaction, leg: Leg, context: Context) -> Event:
    """The one thing that follows from the deadline."""
    assert leg.wrap_up is not None
    queue = _queue(state, leg, context.account)
    default = queue.wrap_up.default_disposition
    if leg.dispositions:
        return _completed(leg, WrapUpOutcome.TIMEOUT, leg.dispositions)
    if not leg.wrap_up.mandatory:
        return _defaulted(leg, default) if default else _completed(leg, WrapUpOutcome.TIMEOUT, (), "timeout")
    match on_expiry(queue):
        case ExpiryPolicy.HOLD:
            return WrapUpOverdue(leg.id, leg.agent, context.now_ms + OVERDUE_EVERY_MS)
        case ExpiryPolicy.DEFAULT if default:
            return _defaulted(leg, default)
        case _:
            return _completed(leg, WrapUpOutcome.RELEASED, (), "timeout", needs_disposition=True)


def _completed(
    leg: Leg,
    outcome: WrapUpOutcome,
    labels: tuple[str, ...],
    unset_reason: str | None = None,
    needs_disposition: bool = False,
) -> WrapUpCompleted:
    unset_reason = None if labels else unset_reason
    return WrapUpCompleted(
        leg.id, leg.agent, outcome, labels, unset_reason=unset_reason, needs_disposition=needs_disposition
    )


def _defaulted(leg: Leg, label: str) -> WrapUpCompleted:
    return WrapUpCompleted(leg.id, leg.agent, WrapUpOutcome.DEFAULTED, (label,), automatic=True)


def _finish(state: Interaction, done: WrapUpCompleted, context: Context) -> Decision:
    story = Story(state, context.now_ms)
    story.add(done)
    story.add(*closing.close_if_done(story.state))
    return Decision(story.events, {"leg": done.leg, "dispositions": list(done.dispositions)})


def _mine(state: Interaction, context: Context, leg_id: str | None) -> tuple[Leg, WrapUp]:
    """My leg in wrap-up. Raises: Refused, with the state that my leg is in."""
    agent = authority.require_participant(state, context)
    leg = _wrapping(state, agent, leg_id)
    if leg is not None and leg.wrap_up is not None:
        return leg, leg.wrap_up
    current = state.leg_of(agent) if leg_id is None else state.own_leg(agent, leg_id)
    raise authority.invalid(str(current.state if current else LegState.ENDED))


def _wrapping(state: Interaction, agent: str, leg_id: str | None) -> Leg | None:
    """The agent's leg in wrap-up, by its id or the oldest: after transfers to and fro they may have several."""
    mine = (leg for leg in state.wrapping if leg.agent == agent)
    return next((leg for leg in mine if leg_id in (None, leg.id)), None)


def _due_at_ms(leg: Leg) -> int | None:
    if leg.wrap_up is None:
        return None
    return leg.wrap_up.overdue_next_at_ms or leg.wrap_up.until_at_ms


def _must_label(leg: Leg, account: Account) -> bool:
    """Only who handled the interaction must say how it went; who was called in may."""
    return leg.kind is LegKind.PRIMARY and dispositions.mandatory(account, leg.queue)


def _queue(state: Interaction, leg: Leg, account: Account) -> Queue:
    return waiting.queue_of(account, leg.queue, state.channel)


RULES: Final[Mapping[type, Rule]] = {ExtendWrapUp: extend, CompleteWrapUp: complete, ForceWrapUp: force}
