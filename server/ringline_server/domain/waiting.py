"""Its place in line: how it gets one, keeps it, and who may be asked meanwhile.

order in a queue      at_front, then enqueued_at_ms          kept, front or back on a return
wait that is told     waiting_since_ms                       from when it last began to wait, whatever moves it
stages, max wait      entered_at_ms                          from its entry into this very queue
A new policy holds for stages at once, for the longest wait from the next entry on, or when somebody says so.
"""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.commands import Reevaluate
from ringline_protocol.values import Channel, PrincipalKind, QueuedReason, SkillStage

from ringline_server.domain import authority
from ringline_server.domain.events import ChannelChanged, ConsumerAway, Event, Queued
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account, Queue, RequeuePosition
from ringline_server.domain.state import Interaction, Waiting


def queue_of(account: Account, queue_id: str, channel: Channel) -> Queue:
    """The queue's policy; defaults for a queue that a reload took away, so that what is in flight can go on."""
    return account.queues.get(queue_id) or Queue(queue_id, queue_id, channel)


def policy_of(state: Interaction, account: Account) -> Queue:
    """The policy of the queue that it is in or came from last."""
    return queue_of(account, state.queue, state.channel)


def requeue(
    state: Interaction,
    context: Context,
    reason: QueuedReason,
    position: RequeuePosition,
    queue: str | None = None,
    overflowed_from: Waiting | None = None,
) -> tuple[Event, ...]:
    """It stands in a queue (None: the one that it is in or came from). The queue may turn it away after that.

    A call that grew out of a chat is a chat again in the line of chats.
    """
    now_ms, before = context.now_ms, overflowed_from or state.waiting
    policy = queue_of(context.account, queue or state.queue, state.channel)
    same = state.waiting if state.waiting is not None and state.waiting.queue == policy.id else None
    hops = overflowed_from.hops + 1 if overflowed_from else 0
    max_wait_at_ms = None if policy.max_wait_ms is None else now_ms + policy.max_wait_ms
    is_first = not state.enqueued_at_ms
    keeps_front = position is RequeuePosition.KEEP and same is not None and same.at_front
    queued = Queued(
        queue=policy.id,
        queue_name=policy.name,
        reason=reason,
        enqueued_at_ms=now_ms if is_first or position is RequeuePosition.BACK else state.enqueued_at_ms,
        waiting_since_ms=before.waiting_since_ms if before else now_ms,
        entered_at_ms=same.entered_at_ms if same else now_ms,
        max_wait_at_ms=same.max_wait_at_ms if same else max_wait_at_ms,
        hops=same.hops if same else hops,
        at_front=position is RequeuePosition.FRONT or keeps_front,
    )
    changed = () if policy.channel is state.channel else (ChannelChanged(policy.channel),)
    return (queued, *changed) if before else (queued, *changed, *_away_again(state, policy, now_ms))


def reevaluate(state: Interaction, command: Reevaluate, context: Context) -> Decision:
    """Its longest wait is what its queue says now; one that is over already ends at once.

    Raises: Refused (`forbidden`; `invalid_state` when it does not wait).
    """
    if context.by.kind is not PrincipalKind.SUPERVISOR:
        authority.require_maker(state, context)
    place = state.waiting
    if place is None:
        raise authority.invalid(str(state.phase))
    policy = queue_of(context.account, place.queue, state.channel)
    max_wait_at_ms = None if policy.max_wait_ms is None else place.entered_at_ms + policy.max_wait_ms
    result = {"queue": place.queue, "max_wait_at_ms": max_wait_at_ms}
    if max_wait_at_ms == place.max_wait_at_ms:
        return Decision(result=result)
    again = Queued(queue_name=state.queue_name, **attrs.asdict(attrs.evolve(place, max_wait_at_ms=max_wait_at_ms)))
    return Decision((again,), result)


def away_until_ms(state: Interaction, policy: Queue, now_ms: int, *, is_waiting: bool) -> int | None:
    """Until when a consumer without connection is waited for. None: for ever."""
    counts = state.channel.is_live and (is_waiting or state.channel is not Channel.MESSAGING)
    return now_ms + policy.consumer_away_ms if counts and policy.consumer_away_ms is not None else None


def is_excluded(state: Interaction, agent: str, now_ms: int) -> bool:
    """Declined, missed or gave back this interaction a moment ago: others come first."""
    return state.excluded.get(agent, 0) > now_ms


def stage_at(state: Interaction, queue: Queue, now_ms: int) -> SkillStage:
    """The needs that hold now. After the last timed stage anyone in the queue will do."""
    stage, _ = _stage(state, queue, now_ms)
    return stage


def next_stage_at_ms(state: Interaction, queue: Queue, now_ms: int) -> int | None:
    """When the needs change next. None: they hold for ever, or it does not wait."""
    _, until_ms = _stage(state, queue, now_ms)
    return until_ms


def _stage(state: Interaction, queue: Queue, now_ms: int) -> tuple[SkillStage, int | None]:
    if state.waiting is None:
        return SkillStage(), None
    until_ms = state.waiting.entered_at_ms
    for stage in state.skills or queue.skill_stages:
        if stage.for_ms is None:
            return stage, None
        until_ms += stage.for_ms
        if now_ms < until_ms:
            return stage, until_ms
    return SkillStage(), None


def _away_again(state: Interaction, policy: Queue, now_ms: int) -> tuple[Event, ...]:
    """A consumer who was away while an agent was there is waited for from now on."""
    if not state.consumer_away:
        return ()
    until_ms = away_until_ms(state, policy, now_ms, is_waiting=True)
    return () if until_ms is None else (ConsumerAway(until_ms),)


RULES: Final[Mapping[type, Rule]] = {Reevaluate: reevaluate}
