"""A decision that is being told: events so far, and the state after them."""

import attrs

from ringline_server.domain import folds
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction


@attrs.define
class Story:
    """Later events of one decision depend on earlier ones; each is applied as it is told."""

    state: Interaction
    now_ms: int
    _told: list[Event] = attrs.field(factory=list, init=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in order."""
        return tuple(self._told)

    def add(self, *events: Event) -> None:
        """What happens next."""
        for event in events:
            self._told.append(event)
            self.state = folds.apply(self.state, event, self.now_ms)
