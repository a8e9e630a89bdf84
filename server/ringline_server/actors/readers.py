"""Who reads an interaction: its stream, its ephemerals, and the questions about it. In the actor's turn, no waiting."""

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadInteraction
from ringline_protocol.values import PrincipalKind

from ringline_server import wire
from ringline_server.actors.feed import Feed, Sink
from ringline_server.actors.messages import Done, Outcome, PlaceIs, SayEphemeral
from ringline_server.domain import authority
from ringline_server.domain.events import Event, SegmentAdded
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.wire import Reader

PARTIALS_MAX = 50
"""Unfinished segments at once; the oldest makes room."""

_KINDS = {
    PrincipalKind.AGENT: Reader.AGENT,
    PrincipalKind.SUPERVISOR: Reader.SUPERVISOR,
    PrincipalKind.CONSUMER: Reader.CONSUMER,
    PrincipalKind.SERVICE: Reader.SERVICE,
}


def reader_of(state: Interaction, by: Principal) -> Reader | None:
    """Which view of this interaction somebody gets; None: none at all."""
    return _KINDS[by.kind] if authority.may_read(state, by) else None


@attrs.define(eq=False)
class Readers:
    """Owned by the interaction's actor."""

    feed: Feed[Event, Reader]
    partials: dict[str, SayEphemeral] = attrs.field(factory=dict)
    """Segments still being spoken, by id. Never on disk."""
    finals: set[str] = attrs.field(factory=set)
    place: PlaceIs | None = None

    @property
    def has_consumer(self) -> bool:
        """A consumer looks at it."""
        return self.feed.has_reader(Reader.CONSUMER)

    def publish(self, state: Interaction, events: tuple[Event, ...], now_ms: int) -> None:
        """Tell all readers what is now durable; who lost the right to read is let go."""
        for event in events:
            if isinstance(event, SegmentAdded):
                self.partials.pop(event.segment, None)
            self.feed.publish(now_ms, event)
        self.feed.recheck(lambda sink: reader_of(state, sink.by))

    def attach(self, state: Interaction, sink: Sink, by: Principal, pos: tuple[str, int] | None) -> None:
        """Subscribe a sink, or refuse: what one may not see and what is not there look the same."""
        reader = reader_of(state, by) if state.id else None
        if reader is None:
            sink.refused(ErrorCode.FORBIDDEN)
            return
        self.feed.attach(sink, reader, pos, lambda: wire.view_to_json(wire.interaction_view(state, reader)))
        for partial in self.partials.values():
            if wire.may_hear(partial.event, reader):
                sink.ephemeral(partial.event, partial.key, wire.ephemeral_json(partial.event, partial.data, reader))
        if self.place is not None and reader is Reader.CONSUMER and state.waiting is not None:
            self._say_place(self.place)

    def detach(self, sink: Sink) -> None:
        """Nothing more to this sink."""
        self.feed.detach(sink)

    def say(self, state: Interaction, said: SayEphemeral) -> None:
        """Pass typing or a partial on; a partial behind its final is dropped."""
        if not authority.may_speak(state, said.by) or state.closed is not None:
            return
        if said.event == "segment.partial":
            if any(segment.segment == said.key for segment in state.segments):
                return
            known = self.partials.get(said.key)
            if known is not None and known.data["revision"] > said.data["revision"]:
                return
            self.partials[said.key] = said
            if len(self.partials) > PARTIALS_MAX:
                del self.partials[next(iter(self.partials))]
        self.feed.say(said.event, said.key, said.data, lambda reader: wire.may_hear(said.event, reader), said.session)

    def place_is(self, place: PlaceIs) -> None:
        """The queue says where the consumer stands."""
        self.place = place
        self._say_place(place)

    def look(self, state: Interaction, by: Principal, wish: object) -> Outcome:
        """Answer a question about the state."""
        reader = reader_of(state, by) if state.id else None
        if reader is None:
            return Refused(ErrorCode.FORBIDDEN)
        match wish:
            case ReadInteraction():
                view = wire.interaction_view(state, reader)
                return Done({"interaction": wire.view_to_dict(view)}, {self.feed.stream: state.seq})
            case None:
                return Done({"state": state, "partials": tuple(self.partials.values())})
        raise TypeError(type(wish).__name__)

    def _say_place(self, place: PlaceIs) -> None:
        self.feed.say("place", "place", attrs.asdict(place), lambda reader: reader is not Reader.AGENT)
