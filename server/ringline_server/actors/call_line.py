"""What the parties of one call tell each other: from page to page, in order, never stored.

An agent may have several devices and a consumer several tabs: the page that joined last speaks for its party, and
hears for it. The one before is told that the call goes on elsewhere, and a later `join` of it takes nothing back: it
may have been away meanwhile. A `join` to one page answers that page's: it takes nothing from anybody.
"""

from collections import deque
from typing import Final

import attrs
from ringline_protocol.codes import Refused
from ringline_protocol.commands import SendTones, SignalCall
from ringline_protocol.events import CallSignal, CallTones

from ringline_server.actors.feed import Feed, Sink
from ringline_server.actors.messages import Call, Done, Outcome
from ringline_server.domain import authority, calls
from ringline_server.domain.calls import Party
from ringline_server.domain.events import Event
from ringline_server.domain.state import Interaction
from ringline_server.wire import Reader

LEFT_MAX: Final = 16
"""Pages of one party that are known to have lost the call to a later one."""


@attrs.frozen
class Relay:
    """To an interaction: tell other parties of its call."""

    command: SignalCall | SendTones
    call: Call


@attrs.frozen
class Seat:
    """A page that speaks for its party, and its session."""

    page: str
    session: str


@attrs.define(eq=False)
class CallLine:
    """Owned by the interaction's actor. What it forgets in a crash, the next `join` says again.

    Before one does, whoever speaks first has the call: a page that has lost it is silent.
    """

    feed: Feed[Event, Reader]
    seats: dict[str, Seat] = attrs.field(factory=dict)
    """By party."""
    left: dict[str, deque[str]] = attrs.field(factory=dict)
    """Party -> its pages that had the call before."""

    def relay(self, state: Interaction, command: SignalCall | SendTones, call: Call) -> Outcome:
        """Pass it on to whom it is for. `delivered`: somebody there was told."""
        try:
            mine = calls.require_party(state, call.by)
            if isinstance(command, SignalCall):
                return Done({"delivered": self._signal(state, mine, command, call.session)})
            calls.require_heard(mine)
            calls.require_tones(command.digits)
        except Refused as refusal:
            return refusal
        tones = CallTones(mine.id, command.digits)
        heard = [self._tell(party, "call.tones", tones) for party in calls.parties(state) if calls.talks(mine, party)]
        return Done({"delivered": any(heard)})

    def _signal(self, state: Interaction, mine: Party, command: SignalCall, session: str) -> bool:
        """Raises: Refused."""
        there = {party.id for party in calls.parties(state)}
        self.seats = {party: seat for party, seat in self.seats.items() if party in there}
        self.left = {party: pages for party, pages in self.left.items() if party in there}
        other = calls.require_other(state, mine, command.to)
        here = Seat(command.source, session)
        if command.kind == "join" and not command.target:
            self._sits_down(mine, here)
        elif self.seats.setdefault(mine.id, here).session != session:
            raise authority.invalid("elsewhere", "call.signal")
        said = CallSignal(mine.id, command.kind, command.source, command.target, command.data)
        return self._tell(other, "call.signal", said)

    def _sits_down(self, mine: Party, here: Seat) -> None:
        """Raises: Refused, to a page that has lost the call."""
        left = self.left.setdefault(mine.id, deque(maxlen=LEFT_MAX))
        if here.page in left:
            raise authority.invalid("elsewhere", "call.signal")
        before = self.seats.get(mine.id, here)
        if before.session != here.session:
            self._tell(mine, "call.signal", CallSignal(mine.id, "bye", ""))
        if before.page != here.page:
            left.append(before.page)
        self.seats[mine.id] = here

    def _tell(self, party: Party, event: str, data: CallSignal | CallTones) -> bool:
        """Its page; before one has joined, all that this party has open."""
        seat = self.seats.get(party.id)

        def is_theirs(sink: Sink) -> bool:
            return party.is_of(sink.by) and (seat is None or seat.session == sink.session)

        return self.feed.pass_on(event, party.id, data, is_theirs) > 0
