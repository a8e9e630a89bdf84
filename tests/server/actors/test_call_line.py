"""What parties of a call tell each other: who hears it, which of their pages, and in which order."""

import json
from collections.abc import Sequence
from typing import Any

import attrs
from kit.story import CONSUMER, STRANGER, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SendTones, SignalCall
from ringline_protocol.values import Channel
from ringline_server import wire
from ringline_server.actors.call_line import LEFT_MAX, CallLine
from ringline_server.actors.feed import Attached, Feed, WireEvent
from ringline_server.actors.messages import Done, Outcome
from ringline_server.domain import calls
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall


@attrs.define(eq=False)
class Page:
    """A sink that writes down what it is told."""

    by: Principal
    session: str
    stream: str = "interaction/int_1"
    heard: list[dict[str, Any]] = attrs.field(factory=list)

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None: ...
    def event(self, event: WireEvent) -> None: ...
    def refused(self) -> None: ...
    def detached(self, reason: str) -> None: ...

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        self.heard.append({"event": name, **json.loads(frame)["data"]})


@attrs.define
class Wires:
    """A connected call, and pages that read it."""

    tale: Tale
    line: CallLine
    leg: str

    @classmethod
    def make(cls) -> "Wires":
        tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
        tale.rings("ana")
        tale.accepts("ana").reports_media(agent("ana")).reports_media(CONSUMER)
        feed = Feed.make("interaction/int_1", "e1", wire.interaction_event)
        return cls(tale, CallLine(feed), calls.parties(tale.state)[1].id)

    def page(self, by: Principal, session: str) -> Page:
        page, reader = Page(by, session), wire.reader_of(by.kind)
        self.line.feed.attach(page, reader, None, lambda: None)
        return page

    def says(self, page: Page, kind: Any, to: str, data: str = "", target: str = "", source: str = "") -> Outcome:
        command = SignalCall("int_1", to, kind, source or f"pag_{page.session}", target, data)
        return self.line.relay(self.tale.state, command, EdgeCall(page.by, lambda _: None, page.session))


def test_a_signal_reaches_its_party_in_order_and_nobody_else() -> None:
    at = Wires.make()
    ana, consumer = at.page(agent("ana"), "s1"), at.page(CONSUMER, "s2")

    outcomes = [at.says(consumer, "candidates", at.leg, str(n)) for n in range(100)]

    assert outcomes == [Done({"delivered": True})] * 100
    assert [said["data"] for said in ana.heard] == [str(n) for n in range(100)]
    assert {said["sender"] for said in ana.heard} == {"consumer"}
    assert consumer.heard == []


def test_the_page_that_joined_last_speaks_and_hears_for_its_party() -> None:
    at = Wires.make()
    old, new, consumer = at.page(agent("ana"), "s1"), at.page(agent("ana"), "s2"), at.page(CONSUMER, "s3")
    at.says(old, "join", "consumer")
    at.says(new, "join", "consumer")

    late = at.says(old, "description", "consumer", "old")
    at.says(consumer, "description", at.leg, "new")

    assert isinstance(late, Refused)
    assert (late.code, late.details["state"]) == (ErrorCode.INVALID_STATE, "elsewhere")
    assert [(said["kind"], said["sender"]) for said in old.heard] == [("bye", at.leg)]
    assert [said["data"] for said in new.heard] == ["new"]
    assert [said["kind"] for said in consumer.heard] == ["join", "join"]


def test_a_join_that_answers_another_takes_the_call_from_no_page() -> None:
    at = Wires.make()
    old, new, consumer = at.page(agent("ana"), "s1"), at.page(agent("ana"), "s2"), at.page(CONSUMER, "s3")
    at.says(consumer, "join", at.leg)
    at.says(new, "join", "consumer")

    late = at.says(old, "join", "consumer", target="pag_s3")
    answer = at.says(new, "join", "consumer", target="pag_s3")

    assert isinstance(late, Refused)
    assert late.details["state"] == "elsewhere"
    assert answer == Done({"delivered": True})
    assert [said["kind"] for said in new.heard] == ["join"]
    assert [(said["source"], said["target"]) for said in consumer.heard] == [("pag_s2", ""), ("pag_s2", "pag_s3")]


def test_a_page_that_comes_back_takes_the_call_from_no_later_one() -> None:
    at = Wires.make()
    old, new, consumer = at.page(agent("ana"), "s1"), at.page(agent("ana"), "s2"), at.page(CONSUMER, "s3")
    at.says(old, "join", "consumer")
    at.says(new, "join", "consumer")
    again = at.page(agent("ana"), "s4")

    refusals = [at.says(page, "join", "consumer", source="pag_s1") for page in (old, again)]
    taken = at.says(again, "join", "consumer", source="pag_loaded_anew")

    assert [one.details["state"] for one in refusals if isinstance(one, Refused)] == ["elsewhere"] * 2
    assert taken == Done({"delivered": True})
    assert [said["kind"] for said in new.heard] == ["bye"]
    assert [said["source"] for said in consumer.heard] == ["pag_s1", "pag_s2", "pag_loaded_anew"]


def test_a_page_that_comes_back_in_another_session_has_its_call_still() -> None:
    at = Wires.make()
    page, consumer = at.page(agent("ana"), "s1"), at.page(CONSUMER, "s3")
    at.says(page, "join", "consumer")
    again = at.page(agent("ana"), "s2")

    assert at.says(again, "join", "consumer", source="pag_s1") == Done({"delivered": True})
    assert at.says(again, "join", "consumer", source="pag_s1") == Done({"delivered": True})
    at.says(consumer, "description", at.leg, "yes")

    assert [said["data"] for said in again.heard] == ["yes"]


def test_of_pages_that_lost_the_call_so_many_are_known() -> None:
    at = Wires.make()
    page = at.page(agent("ana"), "s1")
    at.page(CONSUMER, "s3")
    for number in range(LEFT_MAX + 2):
        at.says(page, "join", "consumer", source=f"pag_{number}")

    assert isinstance(at.says(page, "join", "consumer", source="pag_1"), Refused)
    assert at.says(page, "join", "consumer", source="pag_0") == Done({"delivered": True})


def test_before_a_page_has_joined_all_of_that_party_hear() -> None:
    at = Wires.make()
    pages, consumer = [at.page(agent("ana"), "s1"), at.page(agent("ana"), "s2")], at.page(CONSUMER, "s3")

    at.says(consumer, "join", at.leg)

    assert [len(page.heard) for page in pages] == [1, 1]


def test_after_a_crash_the_page_that_speaks_first_has_the_call_again() -> None:
    at = Wires.make()
    idle, ana, consumer = at.page(agent("ana"), "s1"), at.page(agent("ana"), "s2"), at.page(CONSUMER, "s3")
    at.says(ana, "join", "consumer")
    at.line = CallLine(at.line.feed)
    at.says(ana, "description", "consumer", "again")

    late = at.says(idle, "restart", "consumer")
    at.says(consumer, "description", at.leg, "yes")

    assert isinstance(late, Refused)
    assert ([said["data"] for said in ana.heard], idle.heard) == (["yes"], [])


def test_who_tells_somebody_who_is_not_there_is_told_so() -> None:
    at = Wires.make()

    assert at.says(at.page(CONSUMER, "s3"), "join", at.leg) == Done({"delivered": False})


def test_strangers_neither_tell_nor_find_anything_out() -> None:
    at = Wires.make()
    ana = at.page(agent("ana"), "s1")

    outcome = at.says(Page(STRANGER, "s9"), "join", at.leg)

    assert isinstance(outcome, Refused)
    assert (outcome.code, ana.heard) == (ErrorCode.FORBIDDEN, [])


def test_a_place_is_free_again_when_its_leg_is_over() -> None:
    at = Wires.make()
    ana, consumer = at.page(agent("ana"), "s1"), at.page(CONSUMER, "s3")
    at.says(ana, "join", "consumer")
    at.tale.ends("ana")

    assert isinstance(at.says(consumer, "join", at.leg), Refused)
    at.tale = Wires.make().tale
    at.says(consumer, "join", calls.parties(at.tale.state)[1].id)

    assert set(at.line.seats) <= {"consumer", calls.parties(at.tale.state)[1].id}


def test_digits_reach_those_with_whom_one_talks() -> None:
    at = Wires.make()
    ana, consumer = at.page(agent("ana"), "s1"), at.page(CONSUMER, "s3")

    call = EdgeCall(ana.by, lambda _: None, "s1")
    done = at.line.relay(at.tale.state, SendTones("int_1", "12#"), call)
    bad = at.line.relay(at.tale.state, SendTones("int_1", "twelve"), call)

    assert done == Done({"delivered": True})
    assert consumer.heard == [{"event": "call.tones", "sender": at.leg, "digits": "12#"}]
    assert isinstance(bad, Refused)
    assert bad.code is ErrorCode.BAD_REQUEST
