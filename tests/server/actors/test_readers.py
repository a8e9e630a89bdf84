"""Who reads an interaction, and what passes by without being written down."""

import json
from collections.abc import Sequence

import attrs
from kit.house import principal
from kit.story import CONSUMER, SERVICE, STRANGER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import PushSegment, ReadInteraction
from ringline_protocol.events import SegmentPartial, Typing
from ringline_protocol.values import NewSegment, PrincipalKind, Role
from ringline_protocol.view import ConsumerView, InteractionView
from ringline_server import wire
from ringline_server.actors.feed import Attached, Feed, WireEvent
from ringline_server.actors.messages import Done, PlaceIs, SayEphemeral
from ringline_server.actors.readers import PARTIALS_MAX, Readers, reader_of
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall
from ringline_server.wire import Reader


@attrs.define
class Listening:
    """A sink that writes down what it hears."""

    by: Principal
    session: str = "ses_1"
    stream: str = "interaction/int_1"
    view: object = None
    events: list[WireEvent] = attrs.field(factory=list)
    heard: list[dict[str, object]] = attrs.field(factory=list)
    fate: str = ""

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        self.view = view

    def event(self, event: WireEvent) -> None:
        self.events.append(event)

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        self.heard.append(json.loads(frame))

    def refused(self) -> None:
        self.fate = "refused"

    def detached(self, reason: str) -> None:
        self.fate = reason


def talking() -> tuple[Tale, Readers]:
    """Ana talks; nobody reads yet."""
    tale = Tale(account(queue())).arrives()
    tale.talks("ana")
    return tale, Readers(Feed.make("interaction/int_1", "e1", wire.interaction_event))


def listen(tale: Tale, readers: Readers, by: Principal, session: str = "ses_1") -> Listening:
    sink = Listening(by, session)
    readers.attach(tale.state, sink, by, None)
    return sink


def partial(text: str, revision: int = 1, segment: str = "seg_1", by: Principal = SERVICE) -> SayEphemeral:
    data = SegmentPartial(segment, Role.CONSUMER, text, revision)
    return SayEphemeral("segment.partial", data, segment, EdgeCall(by, lambda _: None, "ses_stt"), revision)


def test_each_kind_reads_its_own_view_and_strangers_none() -> None:
    tale, readers = talking()

    views = [type(listen(tale, readers, by).view) for by in (agent("ana"), SUPERVISOR, SERVICE, CONSUMER)]

    assert views == [InteractionView, InteractionView, InteractionView, ConsumerView]
    strangers = (agent("bea"), STRANGER, principal("con_2", PrincipalKind.CONSUMER, "int_2"))
    assert [listen(tale, readers, by).fate for by in strangers] == ["refused"] * 3
    assert [reader_of(tale.state, by) for by in strangers] == [None] * 3


def test_who_comes_while_nothing_changes_is_given_the_very_same_view() -> None:
    tale, readers = talking()
    first = listen(tale, readers, SUPERVISOR)

    assert listen(tale, readers, SUPERVISOR).view is first.view
    assert listen(tale, readers, CONSUMER).view is not first.view
    assert listen(tale, readers, SUPERVISOR).view == first.view
    tale.state = attrs.evolve(tale.state, subject="another")
    assert listen(tale, readers, SUPERVISOR).view != first.view


def test_a_partial_is_heard_inside_and_not_by_the_consumer_nor_by_who_said_it() -> None:
    tale, readers = talking()
    ana, consumer = listen(tale, readers, agent("ana")), listen(tale, readers, CONSUMER)
    source = listen(tale, readers, SERVICE, "ses_stt")

    assert readers.say(tale.state, partial("para el mar")) == Done()

    assert [said["data"]["text"] for said in ana.heard] == ["para el mar"]  # type: ignore[index]
    assert (consumer.heard, source.heard) == ([], [])


def test_an_older_revision_is_dropped() -> None:
    tale, readers = talking()
    ana = listen(tale, readers, agent("ana"))
    for text, revision in (("one", 1), ("three", 3), ("two", 2)):
        readers.say(tale.state, partial(text, revision))

    assert [said["data"]["text"] for said in ana.heard] == ["one", "three"]  # type: ignore[index]


def test_i128_a_partial_after_its_final_is_not_told() -> None:
    tale, readers = talking()
    ana = listen(tale, readers, agent("ana"))
    readers.say(tale.state, partial("para", 1, "seg_2"))
    for segment in ("seg_1", "seg_2"):  # one of which nothing was said before, and one of which something was
        tale.does(PushSegment("int_1", NewSegment(segment, Role.CONSUMER, "para el martes")), SERVICE)
        readers.publish(tale.state, tale.last, tale.now_ms)
    ana.heard.clear()

    readers.say(tale.state, partial("para el mar"))
    readers.say(tale.state, partial("para el mar", 2, "seg_2"))

    assert ana.heard == []
    assert [event.name for event in ana.events] == ["segment.final"] * 2


def test_who_comes_in_the_middle_hears_what_is_being_said() -> None:
    tale, readers = talking()
    readers.say(tale.state, partial("para el martes que"))

    assert len(listen(tale, readers, agent("ana")).heard) == 1
    assert listen(tale, readers, CONSUMER).heard == []


def test_unfinished_segments_are_bounded() -> None:
    tale, readers = talking()
    for number in range(PARTIALS_MAX + 10):
        readers.say(tale.state, partial("x", segment=f"seg_{number}"))

    assert len(readers.partials) == PARTIALS_MAX
    assert "seg_0" not in readers.partials


def test_typing_is_for_everybody_else() -> None:
    tale, readers = talking()
    ana, consumer = listen(tale, readers, agent("ana"), "ses_ana"), listen(tale, readers, CONSUMER, "ses_con")
    typing = Typing(Role.AGENT, "Ana", typing=True)
    readers.say(
        tale.state, SayEphemeral("typing", typing, "agent:ana", EdgeCall(agent("ana"), lambda _: None, "ses_ana"))
    )

    assert (len(ana.heard), len(consumer.heard)) == (0, 1)


def test_a_strangers_ephemeral_is_forbidden() -> None:
    tale, readers = talking()

    outcome = readers.say(tale.state, partial("x", by=STRANGER))

    assert isinstance(outcome, Refused)
    assert outcome.code is ErrorCode.FORBIDDEN
    assert readers.partials == {}


def test_the_place_in_line_is_told_to_the_consumer_only() -> None:
    tale = Tale(account(queue())).arrives()
    readers = Readers(Feed.make("interaction/int_1", "e1", wire.interaction_event))
    consumer, supervisor = listen(tale, readers, CONSUMER), listen(tale, readers, SUPERVISOR)
    readers.place_is(PlaceIs(2, 5, 3, 40_000))
    late = listen(tale, readers, CONSUMER)

    place = {"position": 2, "waiting": 5, "agents_ready": 3, "wait_ms": 40_000}
    assert consumer.heard[0]["data"] == late.heard[0]["data"] == place
    assert supervisor.heard == []
    assert readers.has_consumer
    assert readers.feed.has_reader(Reader.SUPERVISOR)


def test_looking_needs_the_same_right_as_reading() -> None:
    tale, readers = talking()

    seen = readers.look(tale.state, agent("ana"), ReadInteraction("int_1"))
    refused = readers.look(tale.state, agent("bea"), ReadInteraction("int_1"))

    assert isinstance(seen, Done)
    assert isinstance(seen.result["interaction"], InteractionView)
    assert isinstance(refused, Refused)
