"""Positions and view agree, whatever arrives in which order."""

from ringline_client.streams import Streams, has_arrived
from ringline_protocol.events import AgentPresenceChanged
from ringline_protocol.frames import Event, Snapshot
from ringline_protocol.handshake import NotRecoveredReason, StreamState
from ringline_protocol.resume import Arrival
from ringline_protocol.values import Presence
from ringline_protocol.view import DeskView

OWN = "agent/agt_ana"


def streams() -> Streams[DeskView]:
    made = Streams(DeskView(OWN), wanted={OWN})
    made.snapshot(Snapshot(OWN, "e1", 4, {"agent": "agt_ana"}))
    return made


def event(seq: int, stream: str = OWN) -> Event:
    return Event(stream, seq, 0, "agent.presence_changed", AgentPresenceChanged(Presence.CONNECTED))


def test_the_next_event_is_applied_and_to_be_acknowledged() -> None:
    known = streams()
    known.take_acks()

    assert known.event(event(5)) is Arrival.APPLY
    assert known.view.agent.presence is Presence.CONNECTED
    assert known.take_acks() == {OWN: 5}
    assert known.take_acks() == {}


def test_a_gap_changes_nothing() -> None:
    known = streams()

    assert known.event(event(6)) is Arrival.GAP
    assert known.positions == {OWN: ("e1", 4)}
    assert known.view.agent.presence is Presence.GONE


def test_what_nobody_wants_is_dropped_also_when_it_comes_late() -> None:
    known = streams()
    known.forget(OWN)

    assert known.event(event(5)) is Arrival.DUPLICATE
    assert known.snapshot(Snapshot(OWN, "e1", 9, {"agent": "agt_ana"})) is None
    assert (known.positions, known.view.views) == ({}, {})


def test_half_a_snapshot_does_not_outlive_its_connection() -> None:
    known = streams()
    assert known.snapshot(Snapshot(OWN, "e2", 9, {"name": "A"}, 1, 2)) is None
    known.disconnected()

    assert known.snapshot(Snapshot(OWN, "e2", 9, {"name": "B"}, 2, 2)) is None
    assert known.position(OWN) == ("e1", 4)


def test_a_newer_snapshot_replaces_parts_of_an_older_one() -> None:
    known = streams()
    known.snapshot(Snapshot(OWN, "e2", 9, {"name": "A"}, 1, 2))
    whole = known.snapshot(Snapshot(OWN, "e2", 10, {"agent": "agt_ana", "name": "B"}))

    assert whole is not None
    assert (known.view.agent.name, known.position(OWN)) == ("B", ("e2", 10))


def test_a_subscribe_has_arrived_when_what_it_promised_is_here() -> None:
    snapshot = StreamState("e2", 9, False, None, NotRecoveredReason.NEW)
    missed = StreamState("e1", 9, True, 4)
    wall = StreamState("e1", 0, True)

    assert [has_arrived(position, None, snapshot) for position in (None, ("e2", 8), ("e2", 9))] == [False, False, True]
    assert not has_arrived(("e1", 4), ("e1", 4), snapshot)
    assert has_arrived(("e3", 1), ("e1", 4), snapshot)
    assert [has_arrived(position, ("e1", 4), missed) for position in (("e1", 4), ("e1", 9))] == [False, True]
    assert has_arrived(None, None, wall)
