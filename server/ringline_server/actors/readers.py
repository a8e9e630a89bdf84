"""Who reads an interaction: its stream, its ephemerals, and the questions about it. In the actor's turn, no waiting."""

import weakref
from typing import Final

import attrs
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadInteraction
from ringline_protocol.events import SegmentPartial

from ringline_server import wire
from ringline_server.actors.call_line import CallLine
from ringline_server.actors.feed import Feed, Sink
from ringline_server.actors.messages import Done, Outcome, PlaceIs, SayEphemeral
from ringline_server.domain import authority
from ringline_server.domain.events import Event, SegmentAdded
from ringline_server.domain.principal import Principal
from ringline_server.domain.redaction import Redaction
from ringline_server.domain.state import Interaction
from ringline_server.wire import Reader
from ringline_server.wire.interaction_events import CONSUMER_SEES

PARTIALS_MAX = 50
"""Unfinished segments at once; the oldest makes room."""

DEFAULT = Redaction()
EVERYBODY: Final = tuple(Reader)
ALL_BUT_THE_CONSUMER: Final = tuple(reader for reader in Reader if reader is not Reader.CONSUMER)


def reader_of(state: Interaction, by: Principal) -> Reader | None:
    """Which view of this interaction somebody gets; None: none at all."""
    return wire.reader_of(by.kind) if authority.may_read(state, by) else None


@attrs.define(eq=False)
class Readers:
    """Owned by the interaction's actor."""

    feed: Feed[Event, Reader]
    partials: dict[str, SayEphemeral] = attrs.field(factory=dict)
    """Segments still being spoken, by id. Never on disk."""
    place: PlaceIs | None = None
    _line: CallLine | None = attrs.field(default=None, init=False)
    """Made when somebody in a call speaks to it."""
    _shown: "tuple[weakref.ref[Interaction], Reader, weakref.ref[object]] | None" = attrs.field(
        default=None, init=False
    )
    """The last view that was made: of which state, for whom."""

    @property
    def line(self) -> CallLine:
        """What the parties of a call tell each other."""
        if self._line is None:
            self._line = CallLine(self.feed)
        return self._line

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
            sink.refused()
            return
        self.feed.attach(sink, reader, pos, lambda: self._view(state, reader))
        for partial in self.partials.values():
            if _may_hear(partial.event, reader):
                frame = codec.encode_ephemeral(self.feed.stream, partial.event, partial.key, partial.data)
                sink.ephemeral(partial.event, partial.key, frame)
        if self.place is not None and reader is Reader.CONSUMER and state.waiting is not None:
            self._say_place(self.place)

    def _view(self, state: Interaction, reader: Reader) -> object:
        """The very same for all who come while nothing changes and one of them is still being sent it."""
        if self._shown is not None:
            of, known_reader, known = self._shown[0](), self._shown[1], self._shown[2]()
            if of is state and known_reader is reader and known is not None:
                return known
        view = wire.interaction_view(state, reader)
        self._shown = (weakref.ref(state), reader, weakref.ref(view))
        return view

    def detach(self, sink: Sink) -> None:
        """Nothing more to this sink."""
        self.feed.detach(sink)

    def say(self, state: Interaction, said: SayEphemeral, redaction: Redaction = DEFAULT) -> Outcome:
        """Pass on what somebody says who may write now."""
        reader = reader_of(state, said.call.by) if state.id else None
        if reader is None:
            return Refused(ErrorCode.FORBIDDEN)
        if not authority.may_speak(state, said.call.by):
            return authority.invalid(str(state.phase))
        return self.pass_on(state, said, redaction)

    def pass_on(self, state: Interaction, said: SayEphemeral, redaction: Redaction = DEFAULT) -> Outcome:
        """To whom it concerns, redacted; a partial behind its final, or behind a newer revision, is dropped."""
        if isinstance(said.data, SegmentPartial):
            text = redaction.partial(said.data.text)
            if text != said.data.text:
                said = attrs.evolve(said, data=attrs.evolve(said.data, text=text))
        if state.closed is None and (said.event != "segment.partial" or self._is_news(state, said)):
            hears = ALL_BUT_THE_CONSUMER if said.event == "segment.partial" else _hears(state, said.call.by)
            self.feed.say(said.event, said.key, said.data, hears, said.call.session)
        return Done()

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
                return Done({"interaction": view}, {self.feed.stream: state.seq})
            case None:
                return Done({"state": state, "partials": tuple(self.partials.values())})
        raise TypeError(type(wish).__name__)

    def _is_news(self, state: Interaction, said: SayEphemeral) -> bool:
        known = self.partials.get(said.key)
        if known is None:  # else its final has not come yet: that takes it away
            if any(segment.segment == said.key for segment in state.segments):
                return False
        elif known.revision > said.revision:
            return False
        self.partials[said.key] = said
        if len(self.partials) > PARTIALS_MAX:
            del self.partials[next(iter(self.partials))]
        return True

    def _say_place(self, place: PlaceIs) -> None:
        self.feed.say("place", "", place, (Reader.CONSUMER,))


def _hears(state: Interaction, by: Principal) -> tuple[Reader, ...]:
    """Who hears somebody: the consumer only those who talk with them."""
    talks = not by.is_agent or any(leg.agent == by.id and leg.kind in CONSUMER_SEES for leg in state.talking)
    return EVERYBODY if talks else ALL_BUT_THE_CONSUMER


def _may_hear(event: str, reader: Reader) -> bool:
    """Partials of a call's transcript are for those inside; typing is for everybody."""
    return event != "segment.partial" or reader is not Reader.CONSUMER
