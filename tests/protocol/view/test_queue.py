"""What supervisors and members know of a queue."""

from typing import Any

from ringline_protocol import events as e
from ringline_protocol.values import AgentState, Channel, QueuedReason, Status
from ringline_protocol.view import QueueView, apply


def entry(interaction: str = "int_1", at_front: bool = False) -> e.QueueEntry:
    return e.QueueEntry(interaction, Channel.VOICE, "M. R.", QueuedReason.INTAKE, 1, 1, 1, at_front=at_front)


def after(*events: Any) -> QueueView:
    view = QueueView("que_1", "Sales")
    for at_ms, event in enumerate(events, 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


def test_those_who_wait_come_and_go() -> None:
    both = after(e.QueueEntered(1, entry()), e.QueueEntered(2, entry("int_2")))

    assert (both.waiting, [row.interaction for row in both.rows]) == (2, ["int_1", "int_2"])
    left = after(e.QueueEntered(1, entry()), e.QueueEntered(2, entry("int_2")), e.QueueLeft(1, "int_1", "answered"))
    assert (left.waiting, [row.interaction for row in left.rows]) == (1, ["int_2"])


def test_one_who_stands_differently_keeps_where_it_rings() -> None:
    view = after(
        e.QueueEntered(1, entry()), e.QueueOffered("int_1", ("agt_ana",)), e.QueueEntered(1, entry("int_1", True))
    )

    assert view.rows[0].entry.at_front
    assert view.rows[0].ringing == ("agt_ana",)


def test_a_new_ring_ends_that_nobody_takes_it() -> None:
    alone = after(e.QueueEntered(1, entry()), e.QueueNoTakers("int_1"))
    rings = after(e.QueueEntered(1, entry()), e.QueueNoTakers("int_1"), e.QueueOffered("int_1", ("agt_ana",)))
    ended = after(e.QueueEntered(1, entry()), e.QueueNoTakers("int_1"), e.QueueOffered("int_1", ()))

    assert (alone.rows[0].no_takers, rings.rows[0].no_takers, ended.rows[0].no_takers) == (True, False, True)
    assert ended.rows[0].ringing == ()


def test_members_change_one_by_one() -> None:
    ana = e.QueueMember("agt_ana", "Ana", Status.READY, AgentState.READY, True)
    ben = e.QueueMember("agt_ben", "Ben", Status.NOT_READY, AgentState.NOT_READY, False)

    assert after(e.QueueMembersChanged((ana, ben))).members == (ana, ben)
    assert after(e.QueueMembersChanged((ana, ben)), e.QueueMembersChanged(left=("agt_ana",))).members == (ben,)


def test_a_member_counts() -> None:
    view = after(e.QueueEntered(4), e.QueueLeft(3), e.QueueFigures(5))

    assert (view.waiting, view.rows) == (5, ())
