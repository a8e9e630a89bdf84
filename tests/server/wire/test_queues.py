"""Members learn how many wait, supervisors everything; both fold to what a newcomer would be told."""

from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of
from ringline_protocol.events import (
    EVENTS,
    QueueEntered,
    QueueFigures,
    QueueLeft,
    QueueMembersChanged,
    QueueNoTakers,
    QueueOffered,
)
from ringline_protocol.json_text import dump, parse
from ringline_protocol.shape import read_tolerant
from ringline_protocol.view import QueueView, apply, view_from_json, view_to_json
from ringline_server.wire import QueueEvent, Reader, queue_event, queue_view

FACTS: st.SearchStrategy[QueueEvent] = st.one_of(
    any_of(QueueEntered),
    any_of(QueueLeft),
    any_of(QueueOffered),
    any_of(QueueNoTakers),
    any_of(QueueMembersChanged),
    any_of(QueueFigures),
)


@settings(max_examples=60, deadline=None)
@given(day=st.lists(FACTS, max_size=30))
def test_what_each_reader_folds_is_what_a_newcomer_is_told(day: list[QueueEvent]) -> None:
    whole = QueueView("que_1", "Sales")
    seen = {reader: queue_view(whole, reader) for reader in (Reader.AGENT, Reader.SUPERVISOR)}

    for event in day:
        whole = apply(whole, *_named(event), 1)
        for reader, view in seen.items():
            seen[reader] = apply(view, *_arrives(event, reader), 1)
            assert seen[reader] == queue_view(whole, reader)
        assert view_from_json(QueueView, view_to_json(whole)) == whole


def _named(event: QueueEvent) -> tuple[str, object]:
    shown = queue_event(event, Reader.SUPERVISOR)
    assert shown is not None
    assert shown[1] is event
    return shown


def _arrives(event: QueueEvent, reader: Reader) -> tuple[str, object]:
    shown = queue_event(event, reader)
    if shown is None:
        return "hidden", None
    name, data = shown
    return name, read_tolerant(EVENTS[name], parse(dump(data)))[0]


@given(event=FACTS)
def test_a_member_reads_nothing_but_the_count(event: QueueEvent) -> None:
    shown = queue_event(event, Reader.AGENT)

    if isinstance(event, QueueEntered | QueueLeft | QueueFigures):
        assert shown is not None
        assert set(parse(dump(shown[1]))) == {"waiting"}
    else:
        assert shown is None
