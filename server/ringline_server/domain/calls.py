"""Who is in a call, and who talks with whom; and what each keeps to themselves.

party     the consumer, each agent who talks, and each who answered and waits for media: named by leg, or `consumer`
talks     the consumer and the agents with each other; a consulted agent with the one who handles it, and nobody else
listens   a monitor hears all of them and says nothing, and no other monitor

Media itself goes from browser to browser. The server knows who may tell whom how to reach them.
"""

import re
from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SetCallMedia
from ringline_protocol.values import LegKind, OfferPurpose, OfferState, PrincipalKind

from ringline_server.domain import authority
from ringline_server.domain.events import CallMediaChanged
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction

CONSUMER: Final = "consumer"
"""The consumer's party; the others have the id of their leg."""
WITH_CONSUMER: Final = frozenset({LegKind.PRIMARY, LegKind.CONFERENCE})
KINDS: Final[Mapping[OfferPurpose, LegKind]] = {
    OfferPurpose.HANDLE: LegKind.PRIMARY,
    OfferPurpose.TRANSFER: LegKind.PRIMARY,
    OfferPurpose.CONSULT: LegKind.CONSULT,
    OfferPurpose.CONFERENCE: LegKind.CONFERENCE,
}
"""What accepting an offer makes the agent."""
TONES: Final = re.compile(r"[0-9A-D*#]+")


@attrs.frozen
class Party:
    """Somebody in a call. The consumer has no agent and no kind."""

    id: str
    agent: str = ""
    kind: LegKind | None = None

    def is_of(self, by: Principal) -> bool:
        """Whether this principal is meant."""
        return by.id == self.agent if by.is_agent else self.kind is None and by.kind is PrincipalKind.CONSUMER


def parties(state: Interaction) -> tuple[Party, ...]:
    """Everybody in the call, those first who have been there longest. None: it is no call, or it is over."""
    if not state.is_call or state.ended is not None:
        return ()
    talking = [Party(leg.id, leg.agent, leg.kind) for leg in state.talking]
    coming = [
        Party(offer.leg, offer.agent, KINDS[offer.purpose])
        for offer in state.live_offers
        if offer.state is OfferState.ACCEPTING and offer.leg is not None
    ]
    listening = [Party(leg.id, leg.agent, leg.kind) for leg in state.listening]
    return (Party(CONSUMER), *talking, *coming, *listening)


def talks(one: Party, other: Party) -> bool:
    """Whether media may flow between the two, or from one to the other who listens."""
    kinds = {one.kind, other.kind}
    if LegKind.MONITOR in kinds:
        return one.kind is not other.kind
    if LegKind.CONSULT in kinds:
        return LegKind.PRIMARY in kinds
    return one.id != other.id and kinds <= {None, *WITH_CONSUMER}


def require_party(state: Interaction, by: Principal) -> Party:
    """The asker's own. Raises: Refused (`forbidden`, `invalid_state` when they are not in the call)."""
    if not authority.may_read(state, by):
        raise authority.forbidden()
    mine = next((party for party in parties(state) if party.is_of(by)), None)
    if mine is None:
        raise authority.invalid(str(state.phase))
    return mine


def require_other(state: Interaction, mine: Party, party_id: str) -> Party:
    """One with whom I talk. Raises: Refused (`not_found`)."""
    other = next((party for party in parties(state) if party.id == party_id and talks(mine, party)), None)
    if other is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"to": party_id})
    return other


def require_heard(mine: Party) -> None:
    """They take part, and do not only listen. Raises: Refused (`invalid_state`)."""
    if mine.kind is LegKind.MONITOR:
        raise authority.invalid(str(mine.kind), "leg.leave", "supervisor.barge")


def require_tones(digits: str) -> None:
    """They are on a dial pad. Raises: Refused (`bad_request`)."""
    if not TONES.fullmatch(digits):
        raise Refused(ErrorCode.BAD_REQUEST, "digits of a dial pad are expected", {"path": "params.digits"})


def set_media(state: Interaction, command: SetCallMedia, context: Context) -> Decision:
    """All see it. Twice is once. Who still waits for media says so when the leg has started."""
    mine = require_party(state, context.by)
    require_heard(mine)
    leg = state.legs.get(mine.id)
    if mine.id != CONSUMER and leg is None:
        raise authority.invalid(str(OfferState.ACCEPTING), "media.report")
    before = state.consumer_media if leg is None else leg.media
    if before == command.media:
        return Decision()
    return Decision((CallMediaChanged(command.media, None if leg is None else leg.id),))


RULES: Final[Mapping[type, Rule]] = {SetCallMedia: set_media}
