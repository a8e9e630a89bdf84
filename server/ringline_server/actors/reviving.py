"""An interaction's actor from what is on disk; and its events straight from there, for readers who were away."""

from collections.abc import Sequence

from ringline_server import wire
from ringline_server.actors.feed import Feed, WireEvent
from ringline_server.actors.interaction import InteractionActor
from ringline_server.actors.messages import Ref
from ringline_server.actors.readers import Readers
from ringline_server.actors.registry import Registry
from ringline_server.actors.telling import Telling
from ringline_server.domain import machine
from ringline_server.domain.events import Event, SegmentAdded
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.store import facts
from ringline_server.store.records import Record, Snapshot
from ringline_server.wire import Reader


async def revive(registry: Registry, interaction: str, ref: Ref) -> InteractionActor:
    """Build the actor from snapshot and journal; of an id that nobody knows, an empty one that can only be created."""
    stream = f"interaction/{interaction}"
    state = from_snapshot((await registry.disk.snapshots([stream])).get(stream))
    records = await registry.disk.read_many({stream: state.seq})
    return from_records(registry, interaction, ref, state, records.get(stream, []))


def begin(registry: Registry, interaction: str) -> None:
    """Run the actor of an id that was made just now: there is nothing to read."""
    ref = registry.interaction(interaction)
    registry.start_interaction(interaction, from_records(registry, interaction, ref, Interaction(), ()))


def from_snapshot(snapshot: Snapshot | None) -> Interaction:
    """The state that a cache entry holds; the beginning, when there is none or it cannot be read."""
    state = None if snapshot is None else facts.from_snapshot(snapshot.body)
    return Interaction() if state is None else state


def from_records(
    registry: Registry, interaction: str, ref: Ref, state: Interaction, records: Sequence[Record]
) -> InteractionActor:
    """Fold the records behind `state`. Readers who resume get them from the journal."""
    state = machine.fold(state, [(record.at_ms, facts.event(record)) for record in records])
    stream, epoch = f"interaction/{interaction}", registry.disk.identity.epoch
    feed: Feed[Event, Reader] = Feed.journaled(stream, epoch, state.seq, wire.interaction_event, _final_of)
    registry.begins_anew(interaction, feed)
    actor = InteractionActor(state, registry, Readers(feed), Telling(registry, ref))
    actor.quiet_since_ms = registry.clock.now_ms()
    actor.snapshot_seq = state.seq
    return actor


def _final_of(event: Event) -> str:
    return event.segment if isinstance(event, SegmentAdded) else ""


def kind_of(by: Principal) -> Reader:
    """Which kind of reader a principal is, where it may read at all."""
    return wire.reader_of(by.kind)


def replayed(stream: str, record: Record, reader: Reader) -> WireEvent:
    """An event straight from the journal, as this kind of reader gets it: edges replay without the actor."""
    feed: Feed[Event, Reader] = Feed.make(stream, "", wire.interaction_event, _final_of)
    return feed.encode(record.seq, record.at_ms, facts.event(record), reader)
