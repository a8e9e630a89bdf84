"""Asynchronous work that is done."""

from typing import Any

import pytest
from kit.story import CONSUMER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import ParkInteraction, ResolveInteraction, SaveDispositions, StartTransfer
from ringline_protocol.values import Channel, ClosedReason, EndedBy, Phase, Target, WrapUpOutcome
from ringline_server.domain.events import Closed, Ended, LegEnded, Unparked, WrapUpCompleted
from ringline_server.domain.policy import Disposition, WrapUpPolicy


def talking(channel: Channel = Channel.EMAIL, **policy: Any) -> Tale:
    wrap_up = WrapUpPolicy(dispositions="tree", **policy)
    tree = (Disposition("done", "Done"), Disposition("spam", "Spam"))
    return Tale(account(queue(channel=channel, wrap_up=wrap_up), dispositions={"tree": tree})).arrives().talks()


def resolve(tale: Tale, *labels: str) -> None:
    tale.does(ResolveInteraction("int_1", labels), agent("ana"))


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.WORK_ITEM])
def test_it_ends_is_labelled_and_closes_in_one_step(channel: Channel) -> None:
    tale = talking(channel, mandatory=True)

    resolve(tale, "done")

    assert [type(event) for event in tale.last] == [LegEnded, WrapUpCompleted, Ended, Closed]
    (done,) = tale.of(WrapUpCompleted)
    assert (done.outcome, done.dispositions) == (WrapUpOutcome.AGENT, ("done",))
    assert tale.of(Ended) == [Ended(EndedBy.AGENT, ClosedReason.RESOLVED, "ana")]
    assert tale.state.phase is Phase.CLOSED
    tale.ends_well()


def test_absent_labels_are_those_of_the_draft() -> None:
    tale = talking(mandatory=True)
    tale.does(SaveDispositions("int_1", ("spam",)), agent("ana"))

    resolve(tale)

    assert tale.of(WrapUpCompleted)[0].dispositions == ("spam",)


def test_labels_are_required_and_checked() -> None:
    tale = talking(mandatory=True)

    tale.refuses(ResolveInteraction("int_1"), agent("ana"), ErrorCode.DISPOSITION_REQUIRED)
    tale.refuses(ResolveInteraction("int_1", ("nope",)), agent("ana"), ErrorCode.DISPOSITION_INVALID)

    assert tale.state.phase is Phase.ACTIVE


def test_without_a_mandatory_label_it_says_that_the_agent_left_it_unset() -> None:
    tale = talking()

    resolve(tale)

    assert tale.of(WrapUpCompleted)[0].unset_reason == "agent"


def test_parked_work_may_be_resolved_as_it_lies() -> None:
    tale = talking()
    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    resolve(tale)

    assert [type(event) for event in tale.last] == [Unparked, LegEnded, WrapUpCompleted, Ended, Closed]


def test_live_conversations_are_ended_not_resolved() -> None:
    tale = talking(Channel.MESSAGING)

    details = tale.refuses(ResolveInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "active", "allowed": ["interaction.end"]}


def test_not_in_the_middle_of_a_transfer_and_not_twice() -> None:
    tale = talking()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))
    details = tale.refuses(ResolveInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)
    assert details["allowed"] == ["transfer.cancel"]
    tale.is_busy("ben")
    resolve(tale)

    tale.refuses(ResolveInteraction("int_1"), agent("ana"), ErrorCode.INVALID_STATE)


def test_only_its_agent_resolves() -> None:
    for who in (agent("ben"), CONSUMER, SUPERVISOR):
        talking().refuses(ResolveInteraction("int_1"), who, ErrorCode.FORBIDDEN)
