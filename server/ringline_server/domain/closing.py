"""The last step: an interaction whose conversation and wrap-ups are over is closed."""

from ringline_server.domain.events import Closed, Event
from ringline_server.domain.state import Interaction


def close_if_done(state: Interaction) -> tuple[Event, ...]:
    """Closed, when the conversation has ended, nobody wraps up any more, and nothing else is left."""
    if state.ended is None or state.closed is not None or state.wrapping or state.talking:
        return ()
    return (Closed(state.ended.reason, state.ended.by, state.closed_target),)
