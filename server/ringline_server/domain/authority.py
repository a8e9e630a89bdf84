"""Who may do what with one interaction. What somebody may not see is answered like what is not there: `forbidden`.

agent        has or had a leg, holds its offer, or is the one that a transfer wants
supervisor   may read everything; acts through commands of their own, or as an agent through a leg
consumer     the one interaction that their token is bound to
service      interactions that it made itself
"""

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import LegKind, LegState, PrincipalKind

from ringline_server.domain.orders import Context
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction, Leg, Offer


def maker(by: Principal) -> str:
    """The form in which events name who made something: `kind:id`."""
    return f"{by.kind}:{by.id}"


def may_read(state: Interaction, by: Principal) -> bool:
    """Whether the principal may read this interaction at all."""
    if not state.id:
        return False
    match by.kind:
        case PrincipalKind.SUPERVISOR:
            return True
        case PrincipalKind.AGENT:
            return state.took_part(by.id) or _is_asked(state, by.id)
        case PrincipalKind.CONSUMER:
            return by.interaction == state.id
        case PrincipalKind.SERVICE:
            return state.created_by == maker(by)


def may_speak(state: Interaction, by: Principal) -> bool:
    """Whether the principal may write into the conversation now: its consumer, its maker, who talks in it."""
    if by.is_agent:
        return any(leg.agent == by.id for leg in state.talking)
    return may_read(state, by)


def require_reader(state: Interaction, context: Context) -> None:
    """Raises: Refused (`forbidden`)."""
    if not may_read(state, context.by):
        raise forbidden()


def require_supervisor(context: Context) -> str:
    """The supervisor's agent id. Raises: Refused (`forbidden`)."""
    if context.by.kind is not PrincipalKind.SUPERVISOR:
        raise forbidden()
    return context.by.id


def require_participant(state: Interaction, context: Context) -> str:
    """The id of an agent who has or had a leg. Raises: Refused (`forbidden`)."""
    if not context.by.is_agent or not state.took_part(context.by.id):
        raise forbidden()
    return context.by.id


def require_talking(state: Interaction, context: Context) -> Leg:
    """The asker's leg in the running conversation. Raises: Refused (`forbidden`, `invalid_state`)."""
    agent = require_participant(state, context)
    leg = state.leg_of(agent)
    if leg is None or not leg.is_talking:
        raise invalid(str(leg.state if leg else LegState.ENDED))
    return leg


def require_primary(state: Interaction, context: Context) -> Leg:
    """The asker's leg that handles the interaction. Raises: Refused (`forbidden`, `invalid_state`)."""
    leg = require_talking(state, context)
    if leg.kind is not LegKind.PRIMARY:
        raise invalid(str(leg.kind), "leg.leave")
    return leg


def require_offer(state: Interaction, context: Context, offer_id: str) -> Offer:
    """The asker's own offer, live or ended. Raises: Refused (`not_found`, `forbidden`)."""
    offer = state.offer(offer_id)
    if offer is None:
        raise Refused(ErrorCode.NOT_FOUND)
    if not context.by.is_agent or offer.agent != context.by.id:
        raise forbidden()
    return offer


def require_maker(state: Interaction, context: Context) -> None:
    """Only the service that made it. Raises: Refused (`forbidden`)."""
    if context.by.kind is not PrincipalKind.SERVICE or state.created_by != maker(context.by):
        raise forbidden()


def require_open(state: Interaction) -> None:
    """The conversation has not ended. Raises: Refused (`invalid_state`)."""
    if state.ended is not None:
        raise invalid(str(state.phase))


def forbidden() -> Refused:
    """The one answer for what is not yours and for what is not there."""
    return Refused(ErrorCode.FORBIDDEN)


def invalid(state: str, *allowed: str) -> Refused:
    """Not possible in this state; `allowed` are the methods that are."""
    return Refused(ErrorCode.INVALID_STATE, details={"state": state, "allowed": list(allowed)})


def _is_asked(state: Interaction, agent: str) -> bool:
    wanted = state.wanted is not None and state.wanted.agent == agent
    return wanted or any(offer.agent == agent for offer in state.live_offers)
