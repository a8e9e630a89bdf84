"""The stream `wall`: the latest figures of every queue, and alarms, for supervisors. No numbers, no history.

It reads the queues' streams while somebody reads the wall, and passes figures on as ephemerals; the queues themselves
see to it that each tells at most once a second.
"""

from collections.abc import Sequence
from typing import Final

import attrs
import orjson
from ringline_protocol import codec
from ringline_protocol.events import AlarmRaised
from ringline_protocol.values import PrincipalKind
from ringline_protocol.view import QueueView

from ringline_server.actors.alarms import Alarm
from ringline_server.actors.feed import Attached, Sink, WireEvent
from ringline_server.actors.messages import Subscribe, Unsubscribe
from ringline_server.actors.registry import Registry
from ringline_server.domain.principal import Principal

WALL: Final = "wall"
FIGURES: Final = "queue.figures"
ALARM: Final = "alarm.raised"


@attrs.define(eq=False)
class Wall:
    """One for the process. A Ref for whoever subscribes; it never waits."""

    registry: Registry
    _readers: dict[int, Sink] = attrs.field(factory=dict)
    _queues: "dict[str, _QueueSink]" = attrs.field(factory=dict)
    _latest: dict[str, bytes] = attrs.field(factory=dict)
    """By queue: the frame of its last figures."""

    @property
    def name(self) -> str:
        """As in logs."""
        return WALL

    def tell(self, message: object) -> None:
        """Subscribe or Unsubscribe, as a stream's owner gets them."""
        match message:
            case Subscribe(sink, by):
                self._attach(sink, by)
            case Unsubscribe(sink):
                self._readers.pop(id(sink), None)
                if not self._readers:
                    self._rest()

    async def send(self, message: object) -> None:
        """The same: there is no mailbox to wait for."""
        self.tell(message)

    def figures_are(self, queue: str, figures: object) -> None:
        """A queue's figures changed: all readers are told."""
        frame = codec.encode_ephemeral(WALL, FIGURES, queue, figures)
        self._latest[queue] = frame
        for sink in list(self._readers.values()):
            sink.ephemeral(FIGURES, queue, frame)

    def alarmed(self, alarm: Alarm) -> None:
        """The house found a fault in itself: all readers are told, now."""
        said = AlarmRaised(alarm.actor, alarm.fault, alarm.at_ms, alarm.is_revived)
        frame = codec.encode_ephemeral(WALL, ALARM, alarm.actor, said)
        for sink in list(self._readers.values()):
            sink.ephemeral(ALARM, alarm.actor, frame)

    def _attach(self, sink: Sink, by: Principal) -> None:
        if by.kind is not PrincipalKind.SUPERVISOR:
            sink.refused()
            return
        self._readers[id(sink)] = sink
        sink.attached(Attached(self.registry.epoch, 0, recovered=True), None, ())
        for queue, frame in self._latest.items():
            sink.ephemeral(FIGURES, queue, frame)
        self._watch()

    def _watch(self) -> None:
        """Read every queue that is not read yet: also those that a reload brought."""
        for queue in self.registry.account.queues:
            if queue not in self._queues:
                sink = self._queues[queue] = _QueueSink(queue, self)
                self.registry.queue(queue).tell(Subscribe(sink, sink.by))

    def _rest(self) -> None:
        for queue, sink in self._queues.items():
            self.registry.queue(queue).tell(Unsubscribe(sink))
        self._queues.clear()
        self._latest.clear()

    def lost(self, queue: str) -> None:
        """A queue's actor was made anew: read it again."""
        if self._queues.pop(queue, None) is not None and self._readers:
            self._watch()


@attrs.define(eq=False)
class _QueueSink:
    """See actors.feed.Sink."""

    queue: str
    wall: Wall

    @property
    def stream(self) -> str:
        return f"queue/{self.queue}"

    @property
    def session(self) -> str:
        return ""

    @property
    def by(self) -> Principal:
        return self.wall.registry.overseer

    def attached(self, verdict: Attached, view: object, missed: Sequence[WireEvent]) -> None:
        if isinstance(view, QueueView) and view.figures is not None:
            self.wall.figures_are(self.queue, view.figures)

    def event(self, event: WireEvent) -> None:
        if event.name == FIGURES:
            self.wall.figures_are(self.queue, orjson.loads(event.frame)["data"])

    def ephemeral(self, name: str, key: str, frame: bytes) -> None:
        """Queues say none."""

    def refused(self) -> None:
        raise AssertionError(f"{self.stream} refuses the overseer")

    def detached(self, reason: str) -> None:
        self.wall.lost(self.queue)
