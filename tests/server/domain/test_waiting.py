"""Places in line."""

import attrs
import pytest
from kit.story import CONSUMER, SERVICE, START_MS, STRANGER, SUPERVISOR, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import Reevaluate
from ringline_protocol.values import (
    Channel,
    ClosedReason,
    OfferDetail,
    Presence,
    QueuedReason,
    SkillNeed,
    SkillStage,
)
from ringline_server.domain import waiting
from ringline_server.domain.events import ConsumerAway, Queued
from ringline_server.domain.orders import Context
from ringline_server.domain.policy import RequeuePosition
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction, Waiting

EXPERT = SkillStage((SkillNeed("billing", 8),), 10_000)
ABLE = SkillStage((SkillNeed("billing", 3),), 20_000)


def place_of(tale: Tale) -> Waiting:
    assert tale.state.waiting is not None
    return tale.state.waiting


@pytest.mark.parametrize(
    ("position", "enqueued_at_ms", "at_front"),
    [
        (RequeuePosition.KEEP, START_MS, False),
        (RequeuePosition.FRONT, START_MS, True),
        (RequeuePosition.BACK, START_MS + 7_000, False),
    ],
)
def test_after_a_decline_it_stands_where_the_queue_says(
    position: RequeuePosition, enqueued_at_ms: int, at_front: bool
) -> None:
    tale = Tale(account(queue(requeue_position=position, max_wait_ms=60_000))).arrives().passes(7_000)
    tale.rings("ana")

    tale.declines("ana")

    place = place_of(tale)
    assert (place.enqueued_at_ms, place.at_front) == (enqueued_at_ms, at_front)
    assert place.waiting_since_ms == START_MS, "the wait that is told goes on"
    assert place.entered_at_ms == START_MS, "skill stages go on"
    assert place.max_wait_at_ms == START_MS + 60_000


def test_who_was_at_the_front_stays_there_after_a_decline() -> None:
    tale = Tale().arrives().talks().present("ana", Presence.GONE)
    assert place_of(tale).at_front

    tale.rings("ben")
    tale.declines("ben")

    assert place_of(tale).at_front


def test_a_new_wait_is_told_from_its_own_beginning() -> None:
    tale = Tale().arrives().passes(9_000).talks().passes(60_000)

    tale.present("ana", Presence.GONE)

    place = place_of(tale)
    assert (place.reason, place.waiting_since_ms) == (QueuedReason.AGENT_LOST, START_MS + 69_000)
    assert place.enqueued_at_ms == START_MS, "but its place is the old one"


def test_a_queue_that_a_reload_took_away_still_has_a_policy() -> None:
    policy = waiting.queue_of(account(), "que_gone", Channel.VOICE)

    assert (policy.id, policy.channel) == ("que_gone", Channel.VOICE)


def test_a_consumer_who_was_away_is_waited_for_again_when_the_agent_is_lost() -> None:
    tale = Tale().arrives().talks().consumer_present(False)
    assert tale.of(ConsumerAway) == [ConsumerAway(None)]

    tale.present("ana", Presence.GONE)

    assert tale.of(ConsumerAway) == [ConsumerAway(tale.now_ms + 60_000)]


def test_passing_over_ends_by_itself() -> None:
    tale = Tale(account(queue(decline_cooldown_ms=30_000))).arrives()
    tale.rings("ana")
    tale.declines("ana")

    assert waiting.is_excluded(tale.state, "ana", tale.now_ms + 29_999)
    assert not waiting.is_excluded(tale.state, "ana", tale.now_ms + 30_000)
    assert not waiting.is_excluded(tale.state, "ben", tale.now_ms)


@pytest.mark.parametrize(
    ("after_ms", "stage", "next_ms"),
    [
        (0, EXPERT, 10_000),
        (9_999, EXPERT, 10_000),
        (10_000, ABLE, 30_000),
        (30_000, SkillStage(), None),
        (90_000, SkillStage(), None),
    ],
)
def test_skill_stages_relax_over_time_to_anyone_in_the_queue(
    after_ms: int, stage: SkillStage, next_ms: int | None
) -> None:
    tale = Tale(account(queue(skill_stages=(EXPERT, ABLE)))).arrives()
    policy, now_ms = tale.account.queues["que_1"], START_MS + after_ms

    assert waiting.stage_at(tale.state, policy, now_ms) == stage
    expected = None if next_ms is None else START_MS + next_ms
    assert waiting.next_stage_at_ms(tale.state, policy, now_ms) == expected


def test_a_last_stage_without_an_end_holds_for_ever() -> None:
    last = SkillStage((SkillNeed("billing"),))
    tale = Tale(account(queue(skill_stages=(EXPERT, last)))).arrives()

    assert waiting.stage_at(tale.state, tale.account.queues["que_1"], START_MS + 10**9) == last
    assert waiting.next_stage_at_ms(tale.state, tale.account.queues["que_1"], START_MS + 10**9) is None


def test_the_stages_of_the_interaction_come_before_those_of_the_queue() -> None:
    tale = Tale(account(queue(skill_stages=(EXPERT,)))).arrives(skills=(ABLE,))

    assert waiting.stage_at(tale.state, tale.account.queues["que_1"], START_MS) == ABLE


def test_what_does_not_wait_needs_no_skill() -> None:
    assert waiting.stage_at(Interaction(), queue(skill_stages=(EXPERT,)), START_MS) == SkillStage()


def test_a_canceled_ring_keeps_the_place() -> None:
    tale = Tale().arrives().passes(1_000)
    tale.rings("ana")

    tale.cancels("ana", OfferDetail.SERVER_RESTART)

    assert tale.of(Queued)[0].reason is QueuedReason.OFFER_ENDED
    assert place_of(tale).enqueued_at_ms == START_MS


def test_another_queue_counts_its_own_time_but_the_place_is_kept() -> None:
    tale = Tale(account(queue(), queue("que_2", max_wait_ms=5_000))).arrives().passes(3_000)
    context = Context(tale.now_ms, tale.account, SYSTEM, str)

    (queued,) = waiting.requeue(tale.state, context, QueuedReason.TRANSFER, RequeuePosition.KEEP, "que_2")

    assert queued == Queued(
        queue="que_2",
        queue_name="Queue que_2",
        reason=QueuedReason.TRANSFER,
        enqueued_at_ms=START_MS,
        waiting_since_ms=START_MS,
        entered_at_ms=START_MS + 3_000,
        max_wait_at_ms=START_MS + 8_000,
    )


# --- a new policy for what waits


def with_max_wait(tale: Tale, max_wait_ms: int | None) -> Tale:
    tale.account = account(queue(max_wait_ms=max_wait_ms))
    return tale


@pytest.mark.parametrize("by", [SUPERVISOR, SERVICE])
@pytest.mark.parametrize("max_wait_ms", [None, 5_000])
def test_what_waits_is_looked_at_again_under_the_policy_of_now(by: Principal, max_wait_ms: int | None) -> None:
    tale = with_max_wait(Tale(account(queue(max_wait_ms=60_000))).arrives().passes(2_000), max_wait_ms)
    before = place_of(tale)
    until_at_ms = None if max_wait_ms is None else before.entered_at_ms + max_wait_ms

    tale.does(Reevaluate("int_1"), by)

    assert place_of(tale) == attrs.evolve(before, max_wait_at_ms=until_at_ms)
    assert tale.result == {"queue": before.queue, "max_wait_at_ms": until_at_ms}
    tale.does(Reevaluate("int_1"), by)
    assert tale.last == ()


def test_a_longest_wait_that_is_over_already_ends_at_once() -> None:
    tale = with_max_wait(Tale(account(queue(max_wait_ms=60_000))).arrives().passes(2_000), 1_000)

    tale.does(Reevaluate("int_1"), SUPERVISOR)
    tale.passes(0)

    assert tale.state.closed is not None
    assert tale.state.closed.reason is ClosedReason.OVERFLOWED


@pytest.mark.parametrize("by", [STRANGER, CONSUMER, agent("ana")])
def test_nobody_else_looks_at_it_again(by: Principal) -> None:
    Tale().arrives().refuses(Reevaluate("int_1"), by, ErrorCode.FORBIDDEN)


def test_what_does_not_wait_is_not_looked_at_again() -> None:
    tale = Tale().arrives().talks()

    assert tale.refuses(Reevaluate("int_1"), SUPERVISOR, ErrorCode.INVALID_STATE)["state"] == "active"
