"""Search that goes on: hits so far in the reply, and each new one as people talk.

The search reads the interaction's stream with a sink of its own, beside the client's subscription, and folds what
comes with the same rules as the store.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs
import orjson
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SearchTranscripts
from ringline_protocol.events import SearchHit, Span

from ringline_server.actors.feed import Attached, WireEvent
from ringline_server.actors.messages import Done, Subscribe, Unsubscribe
from ringline_server.domain.principal import Principal
from ringline_server.edges import addressing, queries
from ringline_server.store.folding import Needle

if TYPE_CHECKING:
    from ringline_server.edges.connection import Live

SEARCHES_PER_CONNECTION_MAX: Final = 10
HELD_HITS_MAX: Final = 100
"""Hits between the attachment and the reply. The store is asked after it, so a dropped final is in the reply."""


@attrs.define(eq=False)
class SearchSink:
    """See actors.feed.Sink. Tells hits only."""

    id: str
    stream: str
    needle: Needle
    live: "Live"
    is_told: bool = False
    """The client knows the search by its id; until then hits are held, the latest of each segment."""
    _held: dict[str, bytes] = attrs.field(factory=dict)

    @property
    def session(self) -> str:
        """Its own partials would interest it too: it says nothing itself."""
        return ""

    @property
    def by(self) -> Principal:
        """Whose search it is."""
        return self.live.session.principal

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        """What is there already was answered from the store."""

    def event(self, event: WireEvent) -> None:
        """A new final may be a hit."""
        if event.name == "segment.final":
            self._look_at(event.frame, event.seq)

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        """So may a partial."""
        if name == "segment.partial":
            self._look_at(frame, 0)

    def refused(self) -> None:
        """Nothing to search."""
        self.live.searches.pop(self.id, None)

    def detached(self, reason: str) -> None:
        """The right to read is gone, and the search with it."""
        self.live.searches.pop(self.id, None)

    def _look_at(self, frame: bytes, seq: int) -> None:
        said = orjson.loads(frame)["data"]
        spans = self.needle.spans(said["text"])
        if spans:
            hit = SearchHit(self.id, said["segment"], seq, tuple(Span(start, end) for start, end in spans))
            key = f"{self.id}/{said['segment']}"
            self._tell(key, codec.encode_ephemeral(self.stream, "search.hit", key, hit))

    def _tell(self, key: str, frame: bytes) -> None:
        if self.is_told:
            self.live.outbox.put_ephemeral(frame, self.stream, "search.hit", key, self.live.now_ms())
        elif key in self._held or len(self._held) < HELD_HITS_MAX:
            self._held[key] = frame

    def begin(self) -> None:
        """What was held goes out, behind the reply that names the search: replies are more urgent."""
        self.is_told = True
        for key, frame in self._held.items():
            self._tell(key, frame)
        self._held.clear()


async def start(live: "Live", interaction: str, text: str) -> Done:
    """Begin a search. Answers its id and the hits so far. Raises: Refused."""
    if len(live.searches) >= SEARCHES_PER_CONNECTION_MAX:
        raise Refused(ErrorCode.SUB_LIMIT, details={"limit": SEARCHES_PER_CONNECTION_MAX})
    server, by = live.server, live.session.principal
    if not Needle.of(text).phrases:
        raise Refused(ErrorCode.BAD_REQUEST, "nothing to search for", {"path": "params.text"})
    target = await addressing.find(server, interaction)
    # The sink is attached before the store is asked: a segment in between is told twice rather than not at all.
    sink = SearchSink(server.ids.new("sea"), f"interaction/{interaction}", Needle.of(text), live)
    live.searches[sink.id] = sink
    try:
        await target.send(Subscribe(sink, by))
        found = await queries.answer(server, SearchTranscripts(text, interaction), by)
    except BaseException:
        _end(live, sink)
        raise
    sink.begin()
    return Done({"search": sink.id, **found.result})


def stop(live: "Live", search: str) -> Done:
    """End a search. Raises: Refused for one that does not run."""
    sink = live.searches.get(search)
    if sink is None:
        raise Refused(ErrorCode.NOT_FOUND)
    _end(live, sink)
    return Done()


def _end(live: "Live", sink: SearchSink) -> None:
    live.searches.pop(sink.id, None)
    live.server.registry.interaction(sink.stream.removeprefix("interaction/")).tell(Unsubscribe(sink))
