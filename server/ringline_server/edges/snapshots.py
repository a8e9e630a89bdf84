"""A snapshot as it goes out: split and encoded once for all who are being sent the same state.

A hundred readers who come at once cost the work and the memory of one. Nothing is kept: when the last of them has been
sent it, it is gone.
"""

from weakref import WeakValueDictionary

import attrs
from ringline_protocol import codec, parts
from ringline_protocol.frames import Snapshot

from ringline_server.actors.feed import Attached


@attrs.define(eq=False)
class Encoded:
    """All frames of one snapshot. Whoever sends it holds it."""

    view: object
    stream: str
    verdict: Attached
    frames: list[bytes]

    def is_of(self, stream: str, verdict: Attached) -> bool:
        """The same view may stand for several moments of a stream; a frame names one."""
        told = self.verdict
        return (self.stream, told.epoch, told.head) == (stream, verdict.epoch, verdict.head)


@attrs.define(eq=False)
class Snapshots:
    """Those that are being sent now."""

    _by_view: "WeakValueDictionary[int, Encoded]" = attrs.field(factory=WeakValueDictionary)
    """By the view's id, which is its own for as long as it is held."""

    def encoded(self, stream: str, verdict: Attached, view: object) -> Encoded:
        """Made now, or for somebody else a moment ago."""
        known = self._by_view.get(id(view))
        if known is not None and known.is_of(stream, verdict):
            return known
        pieces = parts.split_state(view)
        frames = [
            codec.encode(Snapshot(stream, verdict.epoch, verdict.head, state, number, len(pieces)))
            for number, state in enumerate(pieces, 1)
        ]
        made = self._by_view[id(view)] = Encoded(view, stream, verdict, frames)
        return made
