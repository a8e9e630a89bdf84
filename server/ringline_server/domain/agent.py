"""What an agent chose, and what the house makes of it: the status machine. Pure; journaled as `agent_events`.

    offline --signs in--> not_ready(signed_in) <--chooses--> ready
       ^                        ^                             |
       | signs out, gone        | work is done                | misses too many rings in a row
       +--- any                 +-- next status <--chooses ---+--> not_ready(missed), after the work in hand
                                                not_ready while there is live work

A newer explicit choice always replaces the older one, and a status that waits for the end of the work keeps new work
away: else it would never come. What a missed ring did is undone by whoever answers the next one.

    choose, opt_out             what a command does: events, or Refused
    missed, answered, signed_in, gone, work_done    what the house does
"""

from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SetOptOuts, SetStatus
from ringline_protocol.evolving import evolve
from ringline_protocol.values import Channel, Status

from ringline_server.domain.agent_events import (
    AgentEvent,
    MissesForgiven,
    NextStatusChosen,
    OptOutsChosen,
    RingMissed,
    StatusChosen,
)
from ringline_server.domain.policy import Account, Agent, Queue, misses_max

SYSTEM: Final = "system"
"""Who chose, when nobody did."""
MISSED: Final = "missed"
"""The reason that the house gives who misses rings."""


@attrs.frozen
class NextStatus:
    """A choice that waits for the end of the work in hand."""

    status: Status
    reason: str | None
    by: str


@attrs.frozen
class AgentStatus:
    """Folded from the agent's journal."""

    status: Status = Status.OFFLINE
    reason: str | None = None
    by: str = SYSTEM
    since_ms: int = 0
    on_since_ms: int = 0
    """Last change from off line."""
    ready_since_ms: int = 0
    """Last change to ready."""
    next: NextStatus | None = None
    channels_out: tuple[Channel, ...] = ()
    queues_out: tuple[str, ...] = ()
    misses: int = 0
    """Rings missed since the last answer or choice."""

    @property
    def is_missed(self) -> bool:
        """The house took the agent out for missing rings, at once or after the work in hand."""
        if self.next is not None and self.next == MISSED_NEXT:
            return True
        return self.status is Status.NOT_READY and (self.reason, self.by) == (MISSED, SYSTEM)

    @property
    def is_leaving(self) -> bool:
        """Does not want more work than is in hand."""
        return self.next is not None


MISSED_NEXT: Final = NextStatus(Status.NOT_READY, MISSED, SYSTEM)


@attrs.frozen
class Work:
    """What stands behind a choice of status. `live`: interactions that must be finished first."""

    live: tuple[str, ...] = ()
    is_gone: bool = False
    """No device, past the grace."""


@attrs.frozen
class Chosen:
    """What a choice does. `ends_rings`: what rings now is canceled."""

    events: tuple[AgentEvent, ...] = ()
    ends_rings: bool = False


def apply(status: AgentStatus, event: AgentEvent, at_ms: int) -> AgentStatus:
    """What is true after an event. Never refuses."""
    match event:
        case StatusChosen(chosen, reason, by):
            comes_on = status.status is Status.OFFLINE and chosen is not Status.OFFLINE
            is_new = chosen is Status.READY and status.status is not Status.READY
            return evolve(
                status,
                status=chosen,
                reason=reason,
                by=by,
                since_ms=at_ms,
                on_since_ms=at_ms if comes_on else status.on_since_ms,
                ready_since_ms=at_ms if is_new else status.ready_since_ms,
                next=None,
            )
        case NextStatusChosen(Status() as wanted, reason, by):
            return evolve(status, next=NextStatus(wanted, reason, by))
        case NextStatusChosen():
            return evolve(status, next=None)
        case OptOutsChosen(channels, queues):
            return evolve(status, channels_out=channels, queues_out=queues)
        case RingMissed(in_a_row=in_a_row):
            return evolve(status, misses=in_a_row)
        case MissesForgiven():
            return evolve(status, misses=0)


# --- commands


def choose(status: AgentStatus, command: SetStatus, by: str, work: Work, account: Account) -> Chosen:
    """Who is asked for another status gets it now, or when their live work is done.

    Raises: Refused (`bad_request` for an unknown reason; `invalid_state`: off line with live work, back while gone).
    """
    _check_reason(command, account)
    if command.status is not Status.OFFLINE and work.is_gone:
        raise _invalid("gone", "the agent is not connected")
    if command.status is Status.OFFLINE and work.live and not command.forced:
        raise _invalid("live_work", "finish it or use `forced`", interactions=list(work.live))
    ends_rings = command.status is Status.OFFLINE or (
        command.status is Status.NOT_READY and command.pending_offers == "decline"
    )
    forgiven = (MissesForgiven(),) if status.misses else ()
    return Chosen((*forgiven, *_chosen(status, command, by, work)), ends_rings)


def opt_out(status: AgentStatus, command: SetOptOuts, agent: Agent) -> tuple[AgentEvent, ...]:
    """These channels and queues, and no others, route nothing to the agent. Raises: Refused (`bad_request`)."""
    if not set(command.queues) <= set(agent.queues):
        raise Refused(ErrorCode.BAD_REQUEST, "not a member of it", {"path": "params.queues"})
    event = OptOutsChosen(tuple(sorted(set(command.channels))), tuple(sorted(set(command.queues))))
    return () if (event.channels, event.queues) == (status.channels_out, status.queues_out) else (event,)


# --- the house


def missed(status: AgentStatus, offer: str, queue: Queue, work: Work) -> tuple[AgentEvent, ...]:
    """A ring went unanswered. Too many in a row, as the queue counts: not ready, after the live work."""
    count, limit = status.misses + 1, misses_max(queue)
    ring = RingMissed(offer, queue.id, count)
    if limit is None or count < limit or status.status is not Status.READY or status.is_leaving:
        return (ring,)
    if work.live:
        return (ring, NextStatusChosen(Status.NOT_READY, MISSED, SYSTEM))
    return (ring, StatusChosen(Status.NOT_READY, MISSED, SYSTEM))


def answered(status: AgentStatus) -> tuple[AgentEvent, ...]:
    """An accept or a decline shows that the agent is there: what misses did is undone."""
    events: list[AgentEvent] = [MissesForgiven()] if status.misses else []
    if status.next == MISSED_NEXT:
        events.append(NextStatusChosen(None, None, SYSTEM))
    elif status.is_missed:
        events.append(StatusChosen(Status.READY, None, SYSTEM))
    return tuple(events)


def signed_in(status: AgentStatus, account: Account) -> tuple[AgentEvent, ...]:
    """The first device of somebody who was off line."""
    if status.status is not Status.OFFLINE:
        return ()
    return (StatusChosen(Status.NOT_READY, account.sign_in_status_reason, SYSTEM),)


def gone(status: AgentStatus) -> tuple[AgentEvent, ...]:
    """Signed out, or without a device for too long."""
    return () if status.status is Status.OFFLINE else (StatusChosen(Status.OFFLINE, None, SYSTEM),)


def work_done(status: AgentStatus, work: Work) -> tuple[AgentEvent, ...]:
    """The choice that waited for the end of the live work holds."""
    if status.next is None or work.live:
        return ()
    return (StatusChosen(status.next.status, status.next.reason, status.next.by),)


def _chosen(status: AgentStatus, command: SetStatus, by: str, work: Work) -> tuple[AgentEvent, ...]:
    is_same = (status.status, status.reason) == (command.status, command.reason)
    if command.status is Status.NOT_READY and work.live and status.status is Status.READY:
        wanted = NextStatus(command.status, command.reason, by)
        return () if status.next == wanted else (NextStatusChosen(wanted.status, wanted.reason, by),)
    if is_same and status.by != SYSTEM:
        return () if status.next is None else (NextStatusChosen(None, None, by),)
    return (StatusChosen(command.status, command.reason, by),)


def _check_reason(command: SetStatus, account: Account) -> None:
    """Reasons are for `not_ready`, and from the account's list; the house's own are its own."""
    if command.reason is None:
        return
    if command.status is not Status.NOT_READY or command.reason not in account.status_reasons:
        details = {"path": "params.reason", "allowed": list(account.status_reasons)}
        raise Refused(ErrorCode.BAD_REQUEST, "unknown status reason", details)


def _invalid(state: str, message: str, **details: object) -> Refused:
    return Refused(ErrorCode.INVALID_STATE, message, {"state": state, "allowed": ["agent.set_status"], **details})
