"""One command, one answer."""

from kit.house import principal
from ringline_protocol.codes import ErrorCode, Refused
from ringline_server.actors.messages import Done, Outcome
from ringline_server.edges.calls import EdgeCall


def test_the_first_answer_counts_and_later_ones_are_dropped() -> None:
    answers: list[Outcome] = []
    call = EdgeCall(principal("agt_ana"), answers.append)

    call.finish(Done({"n": 1}))
    call.finish(Refused(ErrorCode.INTERNAL))

    assert answers == [Done({"n": 1})]
