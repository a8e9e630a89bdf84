"""Asynchronous work put aside, until a time, until the consumer's reply, or until the agent wants it back.

    active --park--> parked --time | reply | agent | the leg ends--> unparked

It stays the agent's. Whether it holds capacity meanwhile is the queue's choice. Where it does not, the agent takes it
up again only with room (their actor sees to that); a time or a reply brings it back in any case, and it is counted.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ParkInteraction, UnparkInteraction
from ringline_protocol.values import LegState

from ringline_server.domain import authority, legs, transfer
from ringline_server.domain.events import Event, Parked, Unparked
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction

PARKED_MS_MAX: Final = 90 * 24 * 3_600_000


def park(state: Interaction, command: ParkInteraction, context: Context) -> Decision:
    """Put aside. Raises: Refused (`bad_request` without a way back, `invalid_state`)."""
    if not state.channel.is_live:
        leg = legs.my_primary(state, context, LegState.ACTIVE)
    else:
        authority.require_participant(state, context)
        raise authority.invalid(str(state.channel), "leg.hold")
    transfer.require_nothing_pending(state)
    _check_time(command, context)
    event = Parked(leg.id, command.until_at_ms, command.until_reply)
    return Decision((event,), {"leg": leg.id, "until_at_ms": command.until_at_ms})


def unpark(state: Interaction, command: UnparkInteraction, context: Context) -> Decision:
    """On the desk again. Twice is once."""
    leg = authority.require_primary(state, context)
    if state.parked is None:
        return Decision(result={"leg": leg.id})
    return Decision((Unparked(leg.id, "agent"),), {"leg": leg.id})


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """On the desk again, when its time has come."""
    due_at_ms = deadline(state, context.account)
    if state.parked is None or due_at_ms is None or due_at_ms > context.now_ms:
        return ()
    return (Unparked(state.parked.leg, "time"),)


def deadline(state: Interaction, account: Account) -> int | None:
    """When parked work comes back by itself."""
    return state.parked.until_at_ms if state.parked is not None else None


def _check_time(command: ParkInteraction, context: Context) -> None:
    until_at_ms = command.until_at_ms
    if until_at_ms is None and not command.until_reply:
        raise Refused(ErrorCode.BAD_REQUEST, "a time or a reply", {"path": "params.until_at_ms"})
    if until_at_ms is not None and not 0 < until_at_ms - context.now_ms <= PARKED_MS_MAX:
        raise Refused(ErrorCode.BAD_REQUEST, "not a time to come", {"path": "params.until_at_ms"})


RULES: Final[Mapping[type, Rule]] = {ParkInteraction: park, UnparkInteraction: unpark}
