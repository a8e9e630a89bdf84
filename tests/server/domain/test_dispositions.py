"""Outcome labels: leaves of the queue's tree, one or several, and the late label of who was freed without one."""

from typing import Any

import pytest
from kit.story import Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import CompleteWrapUp, SaveDispositions
from ringline_protocol.values import Channel, WrapUpOutcome
from ringline_server.domain.dispositions import leaves
from ringline_server.domain.events import DispositionsSaved, WrapUpCompleted
from ringline_server.domain.policy import Disposition, ExpiryPolicy, WrapUpPolicy

TREE = (
    Disposition(
        "sale",
        "Sale",
        (
            Disposition("sale.new", "New", (Disposition("sale.new.web", "Web", (Disposition("deep", "Deep"),)),)),
            Disposition("sale.old", "Old"),
        ),
    ),
    Disposition("spam", "Spam"),
)


def labelled(channel: Channel = Channel.MESSAGING, **policy: Any) -> Tale:
    """Ana talks; her queue has the tree."""
    wrap_up = WrapUpPolicy(dispositions="tree", **policy)
    return Tale(account(queue(channel=channel, wrap_up=wrap_up), dispositions={"tree": TREE})).arrives().talks()


def save(tale: Tale, *labels: str) -> None:
    tale.does(SaveDispositions("int_1", labels), agent("ana"))


def test_only_leaves_of_a_tree_may_be_chosen() -> None:
    assert list(leaves(TREE)) == ["deep", "sale.old", "spam"]
    assert leaves(TREE)["spam"] == Disposition("spam", "Spam")


@pytest.mark.parametrize("label", ["spam", "sale.old", "deep"])
def test_a_leaf_of_any_of_four_levels_may_be_chosen(label: str) -> None:
    tale = labelled()

    save(tale, label)

    assert tale.leg("ana").dispositions == (label,)
    assert tale.of(DispositionsSaved)[0].dispositions == (label,)


@pytest.mark.parametrize("label", ["sale", "sale.new", "sale.new.web", "nonsense", ""])
def test_a_branch_or_an_unknown_label_is_invalid_and_named(label: str) -> None:
    tale = labelled()

    details = tale.refuses(SaveDispositions("int_1", ("spam", label)), agent("ana"), ErrorCode.DISPOSITION_INVALID)

    assert details == {"dispositions": [label]}


def test_a_queue_without_a_tree_takes_no_label() -> None:
    tale = Tale().arrives().talks()

    tale.refuses(SaveDispositions("int_1", ("spam",)), agent("ana"), ErrorCode.DISPOSITION_INVALID)


def test_a_single_queue_takes_one_label_even_if_it_is_said_twice() -> None:
    tale = labelled()

    save(tale, "spam", "spam")

    assert tale.leg("ana").dispositions == ("spam",)
    tale.refuses(SaveDispositions("int_1", ("spam", "deep")), agent("ana"), ErrorCode.DISPOSITION_INVALID)


def test_a_multiple_queue_takes_several_in_the_order_chosen() -> None:
    tale = labelled(multiple=True)

    save(tale, "spam", "deep", "spam")

    assert tale.leg("ana").dispositions == ("spam", "deep")


def test_saving_the_same_draft_again_changes_nothing() -> None:
    tale = labelled()
    save(tale, "spam")

    save(tale, "spam")

    assert tale.last == ()


def test_a_draft_can_be_taken_back_before_the_end() -> None:
    tale = labelled()
    save(tale, "spam")

    save(tale)

    assert tale.leg("ana").dispositions == ()


def test_strangers_may_not_label() -> None:
    tale = labelled()

    tale.refuses(SaveDispositions("int_1", ("spam",)), agent("ben"), ErrorCode.FORBIDDEN)


def test_a_leg_freed_without_its_label_takes_it_later_and_leaves_the_to_do_list() -> None:
    tale = labelled(mandatory=True, on_expiry=ExpiryPolicy.RELEASE).ends().passes(30_000)
    outcome = tale.leg("ana").outcome
    assert outcome is not None
    assert (outcome.outcome, outcome.needs_disposition) == (WrapUpOutcome.RELEASED, True)
    tale.refuses(SaveDispositions("int_1", ()), agent("ana"), ErrorCode.DISPOSITION_REQUIRED)

    save(tale, "spam")

    late = tale.leg("ana").outcome
    assert late is not None
    assert (late.dispositions, late.needs_disposition, late.unset_reason) == (("spam",), False, None)
    assert len(tale.ever(WrapUpCompleted)) == 1
    tale.refuses(SaveDispositions("int_1", ("deep",)), agent("ana"), ErrorCode.INVALID_STATE)
    tale.ends_well()


def test_a_labelled_end_is_final() -> None:
    tale = labelled().ends()
    tale.does(CompleteWrapUp("int_1", ("spam",)), agent("ana"))

    details = tale.refuses(SaveDispositions("int_1", ("deep",)), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "ended", "allowed": []}
