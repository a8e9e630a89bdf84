"""The desk: the views of all streams that a client reads, keyed by stream; the agent's own among them.

desk = DeskView("agent/agt_ana").with_snapshot("agent/agt_ana", state).with_event(event) …
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from ringline_protocol.events import SegmentPartial
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.view.agent import AgentView
from ringline_protocol.view.interaction import InteractionView
from ringline_protocol.view.queue import QueueView
from ringline_protocol.view.stream import apply, view_from_json, with_partial

DeskStream = AgentView | InteractionView | QueueView

_KINDS: Final[dict[str, type[AgentView] | type[InteractionView] | type[QueueView]]] = {
    "agent": AgentView,
    "interaction": InteractionView,
    "queue": QueueView,
}
"""What stands before the slash of a stream."""


@attrs.frozen
class DeskView:
    """What an agent's or a supervisor's desk knows. Frozen: every change gives a new one."""

    own: str
    """The agent's own stream."""
    views: Mapping[str, DeskStream] = attrs.field(factory=dict)

    @property
    def agent(self) -> AgentView:
        """The agent's own view; an empty one until its snapshot came."""
        mine = self.views.get(self.own)
        return mine if isinstance(mine, AgentView) else AgentView()

    @property
    def interactions(self) -> Mapping[str, InteractionView]:
        """By stream."""
        return {stream: view for stream, view in self.views.items() if isinstance(view, InteractionView)}

    @property
    def queues(self) -> Mapping[str, QueueView]:
        """By stream."""
        return {stream: view for stream, view in self.views.items() if isinstance(view, QueueView)}

    def with_snapshot(self, stream: str, state: object) -> "DeskView":
        """The stream begins, or begins anew. A kind of stream that a desk does not know is ignored."""
        cls: Any = _KINDS.get(stream.partition("/")[0])
        return self if cls is None else self._with(stream, view_from_json(cls, state))

    def with_event(self, event: Event) -> "DeskView":
        """The next event of a stream; ignored when the stream has not begun."""
        view: Any = self.views.get(event.stream)
        return self if view is None else self._with(event.stream, apply(view, event.event, event.data, event.at_ms))

    def with_ephemeral(self, passing: Ephemeral) -> "DeskView":
        """What is being said goes into its interaction; other passing facts are the client's own affair."""
        view = self.views.get(passing.stream)
        if not isinstance(view, InteractionView) or not isinstance(passing.data, SegmentPartial):
            return self
        return self._with(passing.stream, with_partial(view, passing.data))

    def without(self, stream: str) -> "DeskView":
        """The stream is no longer read."""
        return attrs.evolve(self, views={name: view for name, view in self.views.items() if name != stream})

    def _with(self, stream: str, view: DeskStream) -> "DeskView":
        return attrs.evolve(self, views={**self.views, stream: view})
