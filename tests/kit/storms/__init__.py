"""Storms: what bad clients do, all at once, while good ones go on and are measured. Real process, real sockets.

field       the server, the good ones on it, and what is found        crowd       many bad clients, let in or not
readers     who subscribes and does not read, or again and again      arrivals    who comes, and comes back
strangers   who never says hello                                      pings       who pings
"""

from typing import Final

from kit.storms.arrivals import reconnect, resume
from kit.storms.field import Field, Found, Part, Storm
from kit.storms.pings import ping_flood
from kit.storms.readers import a_tenth_is_cut_off, a_tenth_stops, all_read, never_read, subscribe
from kit.storms.strangers import one_address, slow_heads, strangers

__all__ = ["COMPARED", "CROWDS", "STORMS", "Field", "Found", "Part", "Storm"]

STORMS: Final[dict[str, Storm]] = {
    "never read": never_read,
    "reconnect": reconnect,
    "subscribe": subscribe,
    "resume": resume,
    "strangers": strangers,
    "strangers of one address": one_address,
    "slow heads": slow_heads,
    "ping flood": ping_flood,
}
CROWDS: Final[dict[str, tuple[Storm, int]]] = {
    "all come back": (reconnect, 500),
    "a tenth is cut off": (a_tenth_is_cut_off, 200),
}
"""With as many as every change is asked with. Held: all who came back, in time; all who did not read."""
COMPARED: Final[dict[str, Storm]] = {"all read": all_read, "a tenth stops reading": a_tenth_stops}
"""The good ones may fare a tenth worse in the second than in the first, at most."""
