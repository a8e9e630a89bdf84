"""Where the server's vocabulary and the protocol's meet: facts and states as each kind of reader may see them."""

from ringline_server.wire.cards import leg_card, leg_started, offer_card, offer_created
from ringline_server.wire.interaction_events import interaction_event
from ringline_server.wire.interaction_views import interaction_view, variable_views
from ringline_server.wire.queues import QueueEvent, queue_event, queue_view
from ringline_server.wire.readers import Reader, reader_of

__all__ = [
    "QueueEvent",
    "Reader",
    "interaction_event",
    "interaction_view",
    "leg_card",
    "leg_started",
    "offer_card",
    "offer_created",
    "queue_event",
    "queue_view",
    "reader_of",
    "variable_views",
]
