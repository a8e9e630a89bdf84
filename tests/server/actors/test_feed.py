"""Numbering, windows and readers of a stream."""

import json
from collections.abc import Sequence

import attrs
import pytest
from ringline_protocol.handshake import NotRecoveredReason
from ringline_protocol.limits import WINDOW_EVENTS_MAX, WINDOW_MS
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.feed import Attached, Feed, WireEvent
from ringline_server.domain.principal import Principal

ANA = Principal(PrincipalKind.AGENT, "agt_ana", 10**12)


@attrs.define
class Keeping:
    """A sink that keeps what it gets."""

    session: str = "ses_1"
    stream: str = "test/1"
    by: Principal = ANA
    verdict: Attached | None = None
    view: object = None
    got: list[WireEvent] = attrs.field(factory=list)
    passing: list[str] = attrs.field(factory=list)
    gone: str = ""

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        self.verdict, self.view, self.got = verdict, view, list(missed)

    def event(self, event: WireEvent) -> None:
        self.got.append(event)

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        self.passing.append(key)

    def refused(self) -> None:
        self.gone = "refused"

    def detached(self, reason: str) -> None:
        self.gone = reason

    @property
    def seqs(self) -> list[int]:
        return [event.seq for event in self.got]


shown_count = 0


def show(event: str, reader: str) -> tuple[str, object] | None:
    """Events that begin with `secret` are hidden from outsiders."""
    global shown_count
    shown_count += 1
    if event.startswith("secret") and reader == "outside":
        return None
    return "said", {"text": event}


def make(count: int = 0) -> Feed[str, str]:
    feed: Feed[str, str] = Feed.make("test/1", "e1", show, final_of=lambda event: event)
    for number in range(count):
        feed.publish(number, f"event {number + 1}")
    return feed


def test_a_new_reader_gets_the_view_at_the_head_and_then_the_next_event() -> None:
    feed, sink = make(3), Keeping()

    feed.attach(sink, "inside", None, lambda: "the view")
    feed.publish(9, "event 4")

    assert sink.verdict == Attached("e1", 3, recovered=False, reason=NotRecoveredReason.NEW)
    assert sink.view == "the view"
    assert sink.seqs == [4]


def test_a_reader_that_was_away_gets_exactly_what_it_missed() -> None:
    feed, sink = make(5), Keeping()

    feed.attach(sink, "inside", ("e1", 2), lambda: "the view")

    assert sink.verdict == Attached("e1", 5, recovered=True)
    assert sink.view is None
    assert sink.seqs == [3, 4, 5]


def test_positions_that_cannot_be_recovered_get_the_view_and_the_reason() -> None:
    feed = make(WINDOW_EVENTS_MAX + 10)
    reasons = {}
    for pos in (("e0", 5), ("e1", WINDOW_EVENTS_MAX + 11), ("e1", 9)):
        sink = Keeping()
        feed.attach(sink, "inside", pos, lambda: "the view")
        assert sink.verdict is not None
        reasons[pos] = sink.verdict.reason
        assert sink.view == "the view"

    assert list(reasons.values()) == [
        NotRecoveredReason.EPOCH_CHANGED,
        NotRecoveredReason.AHEAD,
        NotRecoveredReason.TOO_OLD,
    ]


def test_a_hidden_event_keeps_its_number_and_tells_nothing() -> None:
    feed, inside, outside = make(), Keeping(), Keeping()
    feed.attach(inside, "inside", None, lambda: "")
    feed.attach(outside, "outside", None, lambda: "")

    feed.publish(7, "secret plan")

    assert json.loads(inside.got[0].frame)["data"] == {"text": "secret plan"}
    assert json.loads(outside.got[0].frame) == {
        "type": "event",
        "stream": "test/1",
        "seq": 1,
        "at_ms": 7,
        "event": "hidden",
    }


def test_an_event_is_encoded_once_for_all_readers_of_a_kind() -> None:
    global shown_count
    feed = make()
    for number in range(100):
        feed.attach(Keeping(session=f"ses_{number}"), "inside", None, lambda: "")
    shown_count = 0

    feed.publish(1, "one")

    assert shown_count == 1


def test_after_detaching_nothing_comes() -> None:
    feed, sink = make(), Keeping()
    feed.attach(sink, "inside", None, lambda: "")
    feed.detach(sink)
    feed.detach(sink)

    feed.publish(1, "one")

    assert sink.got == []
    assert not feed.is_read


def test_who_loses_the_right_to_read_is_let_go_with_the_reason() -> None:
    feed, sink = make(), Keeping()
    feed.attach(sink, "inside", None, lambda: "")

    feed.recheck(lambda _: None)
    feed.publish(1, "one")

    assert (sink.gone, sink.got) == ("forbidden", [])


def test_who_becomes_another_kind_of_reader_sees_accordingly() -> None:
    feed, sink = make(), Keeping()
    feed.attach(sink, "inside", None, lambda: "")

    feed.recheck(lambda _: "outside")
    feed.publish(1, "secret")

    assert sink.got[0].name == "hidden"
    assert feed.has_reader("outside")


def test_an_ephemeral_goes_to_all_that_may_hear_it_but_not_back_to_who_said_it() -> None:
    feed = make()
    speaker, inside, outside = Keeping("ses_speaker"), Keeping("ses_in"), Keeping("ses_out")
    feed.attach(speaker, "inside", None, lambda: "")
    feed.attach(inside, "inside", None, lambda: "")
    feed.attach(outside, "outside", None, lambda: "")

    feed.say("typing", "k", None, ("inside",), "ses_speaker")

    assert [sink.passing for sink in (speaker, inside, outside)] == [[], ["k"], []]


@pytest.mark.parametrize(("age_ms", "is_there"), [(WINDOW_MS, True), (WINDOW_MS + 1, False)])
def test_an_event_is_kept_for_as_long_as_a_session_may_have_missed_it(age_ms: int, *, is_there: bool) -> None:
    feed, first, second = make(), Keeping(), Keeping()
    feed.publish(1_000, "event 1")
    feed.publish(1_001, "event 2")
    feed.publish(1_000 + age_ms, "event 3")

    feed.attach(first, "inside", ("e1", 0), lambda: "the view")
    feed.attach(second, "inside", ("e1", 1), lambda: "the view")

    assert first.verdict == Attached("e1", 3, is_there, None if is_there else NotRecoveredReason.TOO_OLD)
    assert first.seqs == ([1, 2, 3] if is_there else [])
    assert second.seqs == [2, 3]
    assert [event.final_of for event in second.got] == ["event 2", "event 3"]


def journaled(head: int) -> Feed[str, str]:
    return Feed.journaled("test/1", "e1", head, show, lambda event: event)


def test_what_a_journal_has_is_kept_from_the_first_reader_on() -> None:
    feed, first, again, before = journaled(7), Keeping(), Keeping(), Keeping()
    assert feed.publish(1, "event 8") == 8
    feed.attach(first, "inside", None, lambda: "the view at 8")
    feed.publish(2, "event 9")
    feed.detach(first)
    feed.publish(3, "event 10")

    feed.attach(again, "inside", ("e1", 8), lambda: "")
    feed.attach(before, "inside", ("e1", 7), lambda: "the view at 10")

    assert (first.view, first.seqs) == ("the view at 8", [9])
    assert again.seqs == [9, 10]
    assert before.verdict == Attached("e1", 10, recovered=False, reason=NotRecoveredReason.TOO_OLD)
