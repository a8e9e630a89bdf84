"""The desk: many streams, one value."""

from ringline_protocol.events import AgentStatusChanged, InteractionIdleWarned, QueueEntered, SegmentPartial, Typing
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.values import Role, Status
from ringline_protocol.view import AgentView, DeskView, InteractionView, QueueView, view_to_json

ME, TALK, LINE = "agent/agt_ana", "interaction/int_9", "queue/que_1"
DESK = (
    DeskView(ME)
    .with_snapshot(ME, view_to_json(AgentView("agt_ana", "Ana")))
    .with_snapshot(TALK, view_to_json(InteractionView("int_9", 7)))
    .with_snapshot(LINE, view_to_json(QueueView("que_1", "Sales")))
)
READY = AgentStatusChanged(Status.READY, 5, "agent:agt_ana")


def test_snapshots_are_views_by_the_kind_of_their_stream() -> None:
    assert DESK.agent == AgentView("agt_ana", "Ana")
    assert DESK.interactions == {TALK: InteractionView("int_9", 7)}
    assert DESK.queues == {LINE: QueueView("que_1", "Sales")}


def test_an_event_changes_its_own_stream() -> None:
    ready = DESK.with_event(Event(ME, 1, 5, "agent.status_changed", READY))
    warned = ready.with_event(Event(TALK, 8, 6, "interaction.idle_warned", InteractionIdleWarned(9)))
    entered = warned.with_event(Event(LINE, 1, 7, "queue.entered", QueueEntered(3)))

    assert entered.agent.status == READY
    assert (entered.interactions[TALK].idle_closes_at_ms, entered.interactions[TALK].seq) == (9, 8)
    assert entered.queues[LINE].waiting == 3
    assert DESK.agent.status is None


def test_a_new_snapshot_begins_the_stream_anew() -> None:
    anew = DESK.with_snapshot(TALK, view_to_json(InteractionView("int_9", 99)))

    assert anew.interactions[TALK].seq == 99


def test_events_of_a_stream_that_has_not_begun_are_ignored() -> None:
    assert DeskView(ME).with_event(Event(ME, 1, 5, "agent.status_changed", READY)) == DeskView(ME)
    assert DeskView(ME).agent == AgentView()


def test_a_kind_of_stream_that_the_desk_does_not_know_is_ignored() -> None:
    assert DESK.with_snapshot("planet/mars", {}) == DESK


def test_partials_go_into_their_interaction_and_other_passing_facts_do_not() -> None:
    partial = SegmentPartial("seg_1", Role.CONSUMER, "para", 1)

    heard = DESK.with_ephemeral(Ephemeral(TALK, "segment.partial", "seg_1", partial))

    assert heard.interactions[TALK].partials == (partial,)
    assert DESK.with_ephemeral(Ephemeral(TALK, "typing", "", Typing(Role.AGENT, "Ana", True))) is DESK
    assert DESK.with_ephemeral(Ephemeral("interaction/int_1", "segment.partial", "seg_1", partial)) is DESK


def test_a_stream_that_is_no_longer_read_is_gone() -> None:
    assert DESK.without(TALK).interactions == {}
    assert DESK.without("interaction/unknown") == DESK
