"""An interaction as its consumer sees it: folded from the filtered stream, or as a snapshot.

    phase       queued (wait, with the wait that is told) -> active (agents by name) -> closed
    agents      those who talk with the consumer, with hold and lost connection; consulted colleagues are not here
    monitors    those who listen to a call, by name unless the account keeps it from the consumer

What the consumer may not see arrives as `hidden` and only counts.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import attrs

from ringline_protocol import events as e
from ringline_protocol.values import CallMedia, Channel, LegKind, OverflowTrigger, Phase, Upgrade
from ringline_protocol.view.content import VIEW_SEGMENTS_MAX, SegmentView
from ringline_protocol.view.interaction import EndingView
from ringline_protocol.view.interaction_content import segment_view
from ringline_protocol.view.reducer import Reducer, change, drop, put, reduce
from ringline_protocol.view.upgrading import UPGRADE_REDUCERS

Seated = TypeVar("Seated", "ConsumerAgent", "ConsumerMonitor")

SEEN_KINDS: Final = frozenset({LegKind.PRIMARY, LegKind.CONFERENCE})
"""Legs whose agents talk with the consumer."""


@attrs.frozen
class ConsumerAgent:
    """An agent in the conversation."""

    leg: str
    agent_name: str
    kind: LegKind
    held_since_ms: int | None = None
    """On hold since then."""
    is_lost: bool = False
    """The agent's connection is gone; the consumer keeps their place."""
    lost_until_ms: int | None = None
    """Without the agent's return by then, somebody else takes over."""
    media: CallMedia = attrs.field(factory=CallMedia)
    """In a call."""


@attrs.frozen
class ConsumerMonitor:
    """Somebody listens to the call: my page sends to theirs, and gets nothing from it."""

    leg: str
    agent_name: str = ""
    unseen: bool = False
    """It is not shown."""


@attrs.frozen
class ConnectingView:
    """An agent answered the call; media of both sides must flow by then."""

    leg: str
    until_at_ms: int


@attrs.frozen
class ConsumerView:
    """Everything that a consumer's stream tells. `seq` is the last event in it, hidden ones included."""

    interaction: str = ""
    seq: int = 0
    phase: Phase = Phase.QUEUED
    channel: Channel = Channel.MESSAGING
    name: str = ""
    """The consumer's own."""
    subject: str = ""
    created_at_ms: int = 0
    queue_name: str = ""
    """Of the last wait."""
    waiting_since_ms: int = 0
    """Of the last wait; it goes on while the phase is queued."""
    agents: tuple[ConsumerAgent, ...] = ()
    """In order of their leg's id."""
    monitors: tuple[ConsumerMonitor, ...] = ()
    """Who listens to the call, in order of their leg's id."""
    connecting: tuple[ConnectingView, ...] = ()
    """Agents who answered the call and with whom no media flows yet; when it does, they are in `agents`."""
    upgrade: Upgrade | None = None
    """One side asks for a richer channel, or media is waited for on it."""
    media: CallMedia = attrs.field(factory=CallMedia)
    """The consumer's own, in a call."""
    segments: tuple[SegmentView, ...] = ()
    segment_count: int = 0
    ended: EndingView | None = None
    closed: EndingView | None = None
    turned_away: OverflowTrigger | None = None
    """Why the last queue did not keep it: closed, full, nobody there, waited too long."""
    partials: tuple[e.SegmentPartial, ...] = attrs.field(default=(), eq=False)

    @property
    def on_hold(self) -> bool:
        """The agent who handles it has put the consumer on hold."""
        return any(agent.held_since_ms is not None for agent in self.agents if agent.kind is LegKind.PRIMARY)

    @property
    def agent_lost_until_ms(self) -> int | None:
        """Until when a lost agent's place is kept; None: nobody is lost, or there is no deadline."""
        return next((agent.lost_until_ms for agent in self.agents if agent.is_lost), None)


def apply_consumer(view: ConsumerView, event: str, data: Any, at_ms: int) -> ConsumerView:
    """The view after the next event of the filtered stream, hidden and unknown ones included."""
    counted = attrs.evolve(view, seq=view.seq + 1)
    after = reduce(_REDUCERS, counted, event, data, at_ms)
    return attrs.evolve(after, phase=phase_of(after))


def phase_of(view: ConsumerView) -> Phase:
    """For the consumer it is over when the conversation is."""
    if view.ended is not None or view.closed is not None:
        return Phase.CLOSED
    return Phase.ACTIVE if view.agents else Phase.QUEUED


def _created(view: ConsumerView, data: e.InteractionCreated, at_ms: int) -> ConsumerView:
    return attrs.evolve(
        view,
        interaction=data.interaction,
        channel=data.channel,
        name=data.consumer.name,
        subject=data.subject,
        created_at_ms=at_ms,
    )


def _queued(view: ConsumerView, data: e.InteractionQueued, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, queue_name=data.queue_name, waiting_since_ms=data.waiting_since_ms, turned_away=None)


def _overflowed(view: ConsumerView, data: e.InteractionOverflowed, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, turned_away=data.trigger)


def _leg_started(view: ConsumerView, data: e.LegStarted, at_ms: int) -> ConsumerView:
    if data.kind is LegKind.MONITOR:
        listener = ConsumerMonitor(data.leg, data.agent_name, data.unseen)
        return attrs.evolve(view, monitors=in_order(put(view.monitors, listener, "leg")))
    return _joined(view, ConsumerAgent(data.leg, data.agent_name, data.kind))


def _leg_promoted(view: ConsumerView, data: e.LegPromoted, at_ms: int) -> ConsumerView:
    known = next((agent for agent in view.agents if agent.leg == data.leg), None)
    news = ConsumerAgent(data.leg, data.agent_name, data.kind, None, data.is_lost, data.lost_until_ms)
    agent = known or news
    return _joined(view, attrs.evolve(agent, kind=data.kind))


def _joined(view: ConsumerView, agent: ConsumerAgent) -> ConsumerView:
    if agent.kind not in SEEN_KINDS:
        return view
    view = attrs.evolve(view, connecting=drop(view.connecting, "leg", agent.leg))
    return attrs.evolve(view, agents=in_order(put(view.agents, agent, "leg")))


def in_order(agents: tuple[Seated, ...]) -> tuple[Seated, ...]:
    """An order that does not depend on when the consumer first heard of whom."""
    return tuple(sorted(agents, key=lambda agent: agent.leg))


def _agent(view: ConsumerView, leg: str, **fields: Any) -> ConsumerView:
    return attrs.evolve(view, agents=change(view.agents, "leg", leg, **fields))


def _leg_held(view: ConsumerView, data: e.LegHeld, at_ms: int) -> ConsumerView:
    return _agent(view, data.leg, held_since_ms=at_ms)


def _leg_resumed(view: ConsumerView, data: e.LegResumed, at_ms: int) -> ConsumerView:
    return _agent(view, data.leg, held_since_ms=None)


def _leg_lost(view: ConsumerView, data: e.LegLost, at_ms: int) -> ConsumerView:
    return _agent(view, data.leg, is_lost=True, lost_until_ms=data.until_at_ms)


def _leg_recovered(view: ConsumerView, data: e.LegRecovered, at_ms: int) -> ConsumerView:
    return _agent(view, data.leg, is_lost=False, lost_until_ms=None)


def _leg_ended(view: ConsumerView, data: e.LegEnded, at_ms: int) -> ConsumerView:
    monitors = drop(view.monitors, "leg", data.leg)
    return attrs.evolve(view, agents=drop(view.agents, "leg", data.leg), monitors=monitors)


def _connecting(view: ConsumerView, data: e.CallConnecting, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, connecting=(*view.connecting, ConnectingView(data.leg, data.until_at_ms)))


def _settled(view: ConsumerView, data: e.CallSettled, at_ms: int) -> ConsumerView:
    """In order: the leg that was waited for starts with the next event, and nobody is missing in between."""
    return view if data.ok else attrs.evolve(view, connecting=drop(view.connecting, "leg", data.leg))


def _media(view: ConsumerView, data: e.CallMediaChanged, at_ms: int) -> ConsumerView:
    if data.leg is None:
        return attrs.evolve(view, media=data.media)
    return _agent(view, data.leg, media=data.media)


def _segment(view: ConsumerView, data: e.SegmentFinal, at_ms: int) -> ConsumerView:
    segments = (*view.segments, segment_view(view.seq, data))[-VIEW_SEGMENTS_MAX:]
    partials = drop(view.partials, "segment", data.segment)
    return attrs.evolve(view, segments=segments, segment_count=view.segment_count + 1, partials=partials)


def _ended(view: ConsumerView, data: e.InteractionEnded, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, ended=EndingView(at_ms, data.by, data.reason))


def _closed(view: ConsumerView, data: e.InteractionClosed, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, closed=EndingView(at_ms, data.by, data.reason))


def _reopened(view: ConsumerView, data: e.InteractionReopened, at_ms: int) -> ConsumerView:
    return attrs.evolve(view, ended=None, closed=None, turned_away=None)


_REDUCERS: Final[Mapping[str, Reducer[ConsumerView]]] = {
    "interaction.created": _created,
    "interaction.queued": _queued,
    "interaction.overflowed": _overflowed,
    "leg.started": _leg_started,
    "leg.promoted": _leg_promoted,
    "leg.held": _leg_held,
    "leg.resumed": _leg_resumed,
    "leg.lost": _leg_lost,
    "leg.recovered": _leg_recovered,
    "leg.ended": _leg_ended,
    "call.connecting": _connecting,
    "call.settled": _settled,
    "call.media_changed": _media,
    **UPGRADE_REDUCERS,
    "segment.final": _segment,
    "interaction.ended": _ended,
    "interaction.closed": _closed,
    "interaction.reopened": _reopened,
}
