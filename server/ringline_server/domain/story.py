"""A decision that is being told: events so far, and the state after them."""

import attrs

from ringline_server.domain import folds
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction


@attrs.define
class Story:
    """Later events of one decision depend on earlier ones: whoever looks at `state` sees it after all that was told."""

    _state: Interaction
    now_ms: int
    _told: list[Event] = attrs.field(factory=list, init=False)
    _folded: int = attrs.field(default=0, init=False)
    """So many of them are in `_state`. The last ones nobody looks behind: they are folded when they are durable."""

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, in order."""
        return tuple(self._told)

    @property
    def state(self) -> Interaction:
        """As it is by now."""
        if self._folded < len(self._told):
            self._state = folds.fold(self._state, ((self.now_ms, event) for event in self._told[self._folded :]))
            self._folded = len(self._told)
        return self._state

    def add(self, *events: Event) -> None:
        """What happens next."""
        self._told += events
