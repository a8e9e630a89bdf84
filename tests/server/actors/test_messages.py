"""The way of an answer."""

from kit.house import principal
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.messages import Deliver, Done, Outcome, answer
from ringline_server.edges.calls import EdgeCall


def test_an_answer_goes_straight_to_the_edge_that_asked() -> None:
    outcomes: list[Outcome] = []

    answer(EdgeCall(principal("svc_1"), outcomes.append), Done())

    assert outcomes == [Done()]


async def test_an_answer_to_an_agent_stands_behind_what_their_actor_was_told_before() -> None:
    outcomes: list[Outcome] = []
    own = Mailbox("agent:agt_ana")
    call = EdgeCall(principal("agt_ana"), outcomes.append, via=own)
    own.tell("an effect")

    answer(call, Done())

    assert own.take() == "an effect"
    assert own.take() == Deliver(call, Done())
    assert outcomes == []
