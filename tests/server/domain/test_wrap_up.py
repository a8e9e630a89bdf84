"""Work after the conversation: how long, how it ends, and that it ends exactly once."""

from typing import Any

import pytest
from kit.story import SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    CompleteWrapUp,
    ExtendWrapUp,
    ForceWrapUp,
    ReleaseInteraction,
    SaveDispositions,
    SaveDraft,
    SaveNote,
    TakeOver,
)
from ringline_protocol.values import Channel, LegState, Phase, WrapUpOutcome
from ringline_server.domain.events import (
    Closed,
    WrapUpCompleted,
    WrapUpExtended,
    WrapUpOverdue,
    WrapUpStarted,
)
from ringline_server.domain.policy import Disposition, ExpiryPolicy, MediaReports, WrapUpPolicy
from ringline_server.domain.wrap_up import OVERDUE_EVERY_MS, WRAP_UP_MS_MAX

TREE = (Disposition("done", "Done"), Disposition("spam", "Spam"))


def wrapping(channel: Channel = Channel.MESSAGING, *, drafts: tuple[str, ...] = (), **policy: Any) -> Tale:
    """Ana has just ended a conversation of a queue with labels `done` and `spam`."""
    wrap_up = WrapUpPolicy(dispositions="tree", **policy)
    line = queue(channel=channel, wrap_up=wrap_up, media=MediaReports.NONE)
    tale = Tale(account(line, dispositions={"tree": TREE})).arrives().talks()
    if drafts:
        tale.does(SaveDispositions("int_1", drafts), agent("ana"))
    return tale.ends()


def complete(tale: Tale, *labels: str) -> None:
    tale.does(CompleteWrapUp("int_1", labels), agent("ana"))


def outcome(tale: Tale) -> WrapUpCompleted:
    """The one and only."""
    (done,) = tale.ever(WrapUpCompleted)
    return done


@pytest.mark.parametrize(
    ("channel", "span_ms"),
    [(Channel.VOICE, 60_000), (Channel.VIDEO, 60_000), (Channel.MESSAGING, 30_000), (Channel.EMAIL, 60_000)],
)
def test_an_end_starts_wrap_up_for_the_channels_time(channel: Channel, span_ms: int) -> None:
    tale = wrapping(channel)

    (started,) = tale.of(WrapUpStarted)

    assert started.until_at_ms == tale.now_ms + span_ms
    assert tale.leg("ana").state is LegState.WRAPPING
    assert tale.state.phase is Phase.WRAPPING


@pytest.mark.parametrize(("given_ms", "span_ms"), [(0, 0), (45_000, 45_000), (3_600_000, WRAP_UP_MS_MAX)])
def test_the_queue_may_say_how_long_up_to_900_seconds(given_ms: int, span_ms: int) -> None:
    tale = wrapping(duration_ms=given_ms)

    assert tale.of(WrapUpStarted)[0].until_at_ms == tale.now_ms + span_ms


def test_a_queue_without_wrap_up_closes_at_once() -> None:
    tale = wrapping(enabled=False, mandatory=True)

    assert (outcome(tale).outcome, outcome(tale).unset_reason) == (WrapUpOutcome.SKIPPED, "disabled")
    assert tale.state.phase is Phase.CLOSED


def test_completing_closes_the_interaction() -> None:
    tale = wrapping()

    complete(tale, "done")

    assert [type(event) for event in tale.last] == [WrapUpCompleted, Closed]
    assert (outcome(tale).outcome, outcome(tale).dispositions) == (WrapUpOutcome.AGENT, ("done",))
    tale.ends_well()


def test_completing_without_labels_takes_those_of_the_draft() -> None:
    tale = wrapping(drafts=("spam",))

    tale.does(CompleteWrapUp("int_1"), agent("ana"))

    assert outcome(tale).dispositions == ("spam",)


def test_completing_without_any_label_says_that_the_agent_left_it_unset() -> None:
    tale = wrapping()

    tale.does(CompleteWrapUp("int_1"), agent("ana"))

    assert (outcome(tale).dispositions, outcome(tale).unset_reason) == ((), "agent")


def test_a_mandatory_label_is_required() -> None:
    tale = wrapping(mandatory=True)

    tale.refuses(CompleteWrapUp("int_1"), agent("ana"), ErrorCode.DISPOSITION_REQUIRED)
    tale.refuses(CompleteWrapUp("int_1", ("what",)), agent("ana"), ErrorCode.DISPOSITION_INVALID)

    complete(tale, "done")

    assert tale.state.phase is Phase.CLOSED


def test_mandatory_without_a_tree_to_choose_from_is_not_mandatory() -> None:
    line = queue(wrap_up=WrapUpPolicy(mandatory=True))
    tale = Tale(account(line)).arrives().talks().ends()

    tale.does(CompleteWrapUp("int_1"), agent("ana"))

    assert tale.state.phase is Phase.CLOSED


def test_wrap_up_expires_with_nothing_set_keeps_the_drafts_and_says_timeout() -> None:
    tale = wrapping()
    tale.does(SaveNote("int_1", "half a sent"), agent("ana"))
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))

    tale.passes(29_999)
    assert tale.state.wrapping
    tale.passes(1)

    assert (outcome(tale).outcome, outcome(tale).unset_reason) == (WrapUpOutcome.TIMEOUT, "timeout")
    assert outcome(tale).needs_disposition is False
    assert tale.state.phase is Phase.CLOSED
    assert [note.text for note in tale.state.notes.values()] == ["half a sent"]
    assert tale.state.draft is not None


def test_wrap_up_expires_with_an_optional_label_missing_takes_the_queues_default() -> None:
    tale = wrapping(default_disposition="done").passes(30_000)

    done = outcome(tale)

    assert (done.outcome, done.dispositions, done.automatic) == (WrapUpOutcome.DEFAULTED, ("done",), True)


@pytest.mark.parametrize("on_expiry", list(ExpiryPolicy))
def test_wrap_up_expires_with_a_draft_label_and_keeps_it(on_expiry: ExpiryPolicy) -> None:
    tale = wrapping(mandatory=True, drafts=("spam",), on_expiry=on_expiry, default_disposition="done").passes(30_000)

    done = outcome(tale)

    assert (done.outcome, done.dispositions, done.automatic) == (WrapUpOutcome.TIMEOUT, ("spam",), False)


def test_wrap_up_expires_mandatory_release_frees_the_agent_and_keeps_a_to_do() -> None:
    tale = wrapping(mandatory=True).passes(30_000)

    done = outcome(tale)

    assert (done.outcome, done.unset_reason, done.needs_disposition) == (WrapUpOutcome.RELEASED, "timeout", True)
    assert tale.leg("ana").state is LegState.ENDED
    assert tale.state.phase is Phase.CLOSED


def test_wrap_up_expires_mandatory_default_sets_it_and_flags_it() -> None:
    tale = wrapping(mandatory=True, on_expiry=ExpiryPolicy.DEFAULT, default_disposition="done").passes(30_000)

    assert (outcome(tale).dispositions, outcome(tale).automatic) == (("done",), True)


def test_wrap_up_expires_mandatory_default_without_one_is_released() -> None:
    tale = wrapping(mandatory=True, on_expiry=ExpiryPolicy.DEFAULT).passes(30_000)

    assert outcome(tale).outcome is WrapUpOutcome.RELEASED


def test_wrap_up_expires_mandatory_hold_is_overdue_every_thirty_seconds_until_set() -> None:
    tale = wrapping(Channel.VOICE, mandatory=True).passes(60_000)
    assert len(tale.ever(WrapUpOverdue)) == 1

    tale.passes(3 * OVERDUE_EVERY_MS)

    assert [event.next_at_ms - tale.now_ms for event in tale.ever(WrapUpOverdue)] == [
        -60_000,
        -30_000,
        0,
        OVERDUE_EVERY_MS,
    ]
    assert tale.ever(WrapUpCompleted) == []
    complete(tale, "done")
    assert tale.state.phase is Phase.CLOSED


def test_a_label_saved_while_overdue_ends_it_at_the_next_call() -> None:
    tale = wrapping(Channel.VOICE, mandatory=True).passes(60_000)
    tale.does(SaveDispositions("int_1", ("done",)), agent("ana"))

    tale.passes(OVERDUE_EVERY_MS)

    assert (outcome(tale).outcome, outcome(tale).dispositions) == (WrapUpOutcome.TIMEOUT, ("done",))


def test_a_deadline_that_passed_while_the_server_was_down_fires_at_once() -> None:
    tale = wrapping().jumps(3_600_000).passes(0)

    assert outcome(tale).outcome is WrapUpOutcome.TIMEOUT


def test_complete_and_deadline_in_the_same_moment_give_one_outcome() -> None:
    first = wrapping().jumps(30_000)
    complete(first, "done")
    first.passes(0)
    assert outcome(first).outcome is WrapUpOutcome.AGENT

    late = wrapping().passes(30_000)
    details = late.refuses(CompleteWrapUp("int_1", ("done",)), agent("ana"), ErrorCode.INVALID_STATE)
    assert outcome(late).outcome is WrapUpOutcome.TIMEOUT
    assert details["state"] == "ended"


def test_disposition_set_before_the_end_skips_wrap_up_where_the_queue_allows_it() -> None:
    skipped = wrapping(drafts=("done",), skip_when_complete=True)
    assert (outcome(skipped).outcome, outcome(skipped).dispositions) == (WrapUpOutcome.SKIPPED, ("done",))
    assert skipped.state.phase is Phase.CLOSED

    assert wrapping(drafts=("done",)).state.phase is Phase.WRAPPING
    assert wrapping(skip_when_complete=True).state.phase is Phase.WRAPPING


def test_agent_asks_for_more_time_a_limited_number_of_times() -> None:
    tale = wrapping(extension_ms=10_000, extensions_max=2)
    until_ms = tale.now_ms + 30_000

    for n in (1, 2):
        tale.does(ExtendWrapUp("int_1"), agent("ana"))
        assert tale.of(WrapUpExtended)[0].until_at_ms == until_ms + n * 10_000

    details = tale.refuses(ExtendWrapUp("int_1"), agent("ana"), ErrorCode.INVALID_STATE)
    assert details == {"state": "no_more_extensions", "allowed": ["wrap_up.complete"]}
    assert tale.passes(49_999).state.phase is Phase.WRAPPING
    assert tale.passes(1).state.phase is Phase.CLOSED


def test_more_time_while_overdue_counts_from_now_and_silences_the_calls() -> None:
    tale = wrapping(Channel.VOICE, mandatory=True, extension_ms=45_000).passes(70_000)

    tale.does(ExtendWrapUp("int_1"), agent("ana"))

    assert tale.result["until_at_ms"] == tale.now_ms + 45_000
    assert tale.passes(44_999).of(WrapUpOverdue) == []
    assert len(tale.passes(1).of(WrapUpOverdue)) == 1


def test_leave_wrap_up_early_only_where_the_queue_allows_it() -> None:
    tale = wrapping(early_exit=False)

    details = tale.refuses(CompleteWrapUp("int_1", ("done",)), agent("ana"), ErrorCode.INVALID_STATE)
    assert details == {"state": "wrapping", "allowed": ["disposition.save", "wrap_up.extend"]}

    tale.jumps(30_000)
    complete(tale, "done")
    assert outcome(tale).outcome is WrapUpOutcome.AGENT


def test_only_who_wraps_up_may_complete_or_extend() -> None:
    tale = wrapping()

    for command in (CompleteWrapUp("int_1"), ExtendWrapUp("int_1")):
        tale.refuses(command, agent("ben"), ErrorCode.FORBIDDEN)
    talking = Tale().arrives().talks()
    details = talking.refuses(CompleteWrapUp("int_1"), agent("ana"), ErrorCode.INVALID_STATE)
    assert details["state"] == "active"


def test_a_supervisor_completes_a_wrap_up_and_a_missing_label_becomes_a_to_do() -> None:
    tale = wrapping(mandatory=True)
    tale.refuses(ForceWrapUp("int_1", "ana"), agent("ben"), ErrorCode.FORBIDDEN)

    tale.does(ForceWrapUp("int_1", "ana"), SUPERVISOR)

    done = outcome(tale)
    assert (done.outcome, done.unset_reason, done.needs_disposition) == (WrapUpOutcome.SUPERVISOR, "supervisor", True)
    tale.refuses(ForceWrapUp("int_1", "ana"), SUPERVISOR, ErrorCode.INVALID_STATE)


@pytest.mark.parametrize(("given", "kept"), [((), ("spam",)), (("done",), ("done",))])
def test_a_supervisor_keeps_the_agents_draft_unless_they_know_better(
    given: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    tale = wrapping(mandatory=True, drafts=("spam",))

    tale.does(ForceWrapUp("int_1", "ana", given), SUPERVISOR)

    assert (outcome(tale).dispositions, outcome(tale).needs_disposition) == (kept, False)


def test_each_leg_wraps_up_by_itself_and_the_last_one_closes() -> None:
    tale = Tale().arrives().talks()
    tale.does(TakeOver("int_1"), SUPERVISOR)
    tale.ends("sue")
    assert {leg.agent for leg in tale.state.wrapping} == {"ana", "sue"}

    tale.does(CompleteWrapUp("int_1"), agent("ana"))
    assert [leg.agent for leg in tale.state.wrapping] == ["sue"]
    tale.does(CompleteWrapUp("int_1"), SUPERVISOR)

    assert tale.state.phase is Phase.CLOSED
    tale.ends_well()


def test_timers_that_fall_together_are_one_tick() -> None:
    tale = Tale().arrives().talks()
    tale.does(TakeOver("int_1"), SUPERVISOR)
    tale.ends("sue").passes(30_000)

    assert [type(event) for event in tale.last] == [WrapUpCompleted, WrapUpCompleted, Closed]


def to_and_fro() -> tuple[Tale, str, str]:
    """Ana gave it back, took it again and ended it: two of her legs are in wrap-up."""
    line = queue(wrap_up=WrapUpPolicy(dispositions="tree"), media=MediaReports.NONE)
    tale = Tale(account(line, dispositions={"tree": TREE})).arrives().talks()
    tale.does(ReleaseInteraction("int_1"), agent("ana"))
    tale.talks().ends()
    first, second = (leg.id for leg in tale.state.wrapping)
    return tale, first, second


@pytest.mark.parametrize("which", [0, 1])
def test_who_has_two_legs_in_wrap_up_completes_the_one_that_they_name(which: int) -> None:
    tale, *legs = to_and_fro()
    tale.does(CompleteWrapUp("int_1", ("done",), legs[which]), agent("ana"))

    assert [leg.id for leg in tale.state.wrapping] == [legs[1 - which]]
    assert outcome(tale).leg == legs[which]


def test_who_names_no_leg_means_the_oldest() -> None:
    tale, first, second = to_and_fro()
    tale.does(CompleteWrapUp("int_1", ("done",)), agent("ana"))

    assert outcome(tale).leg == first
    assert [leg.id for leg in tale.state.wrapping] == [second]


def test_more_time_labels_and_force_go_to_the_leg_that_is_named() -> None:
    tale, first, second = to_and_fro()
    tale.does(SaveDispositions("int_1", ("spam",), second), agent("ana"))
    tale.does(ExtendWrapUp("int_1", second), agent("ana"))
    extended = tale.ever(WrapUpExtended)
    tale.does(ForceWrapUp("int_1", "ana", leg=second), SUPERVISOR)

    assert [event.leg for event in extended] == [second]
    assert (tale.state.legs[first].dispositions, outcome(tale).leg) == ((), second)
    assert outcome(tale).dispositions == ("spam",)


def test_a_leg_that_has_been_wrapped_up_or_is_anothers_cannot_be_completed() -> None:
    tale, first, _ = to_and_fro()
    tale.does(CompleteWrapUp("int_1", ("done",), first), agent("ana"))

    for leg in (first, "leg_of_somebody_else"):
        tale.refuses(CompleteWrapUp("int_1", ("done",), leg), agent("ana"), ErrorCode.INVALID_STATE)
