"""What an agent's own stream tells of an interaction: the ring with its card, the line in open interactions."""

from typing import Final

from ringline_protocol import events as told
from ringline_protocol.values import CALL_CHANNELS, LegKind, OfferPurpose, Role, Upgrade

from ringline_server.domain.masking import shown
from ringline_server.domain.state import Interaction, Leg, Offer

HAND_OVER_SEGMENTS_MAX: Final = 5
"""Last words in a hand-over packet; the rest is in the interaction's stream."""
HAND_OVER_NOTES_MAX: Final = 3
HAND_OVER_TEXT_CHARS_MAX: Final = 280
"""Of each of them, so that a ring stays small."""
_ANSWERING: Final = (Role.AGENT, Role.SUPERVISOR)
_CONSUMER: Final = Role.CONSUMER
"""By a name of its own: 200 segments may be looked at for each word, and a member of an enum is slow to find."""


def offer_created(state: Interaction, offer: Offer, now_ms: int) -> told.OfferCreated:
    """The ring, as the offer's agent gets it."""
    return told.OfferCreated(
        offer=offer.id,
        queue=offer.queue,
        channel=offer.channel,
        purpose=offer.purpose,
        acceptance=offer.acceptance,
        attempt=offer.attempt,
        ring_ms=offer.ring_ms,
        expires_at_ms=offer.expires_at_ms,
        interaction=state.id,
        card=offer_card(state, offer),
        server_at_ms=now_ms,
    )


def offer_card(state: Interaction, offer: Offer) -> told.OfferCard:
    """Consumer, wait, summary, flagged variables, and what a colleague left. Any of it may be empty."""
    return told.OfferCard(
        consumer=state.consumer,
        queue_name=state.queue_name,
        waited_ms=_waited_ms(state, offer),
        subject=state.subject,
        flow=state.flow,
        summary=state.summary,
        variables=tuple(
            told.CardVariable(variable.name, variable.label or variable.name, shown(variable).value)
            for variable in state.variables.values()
            if variable.in_ring
        ),
        top_priority=state.top_priority,
        excluded_agents=sum(until_ms > offer.created_at_ms for until_ms in state.excluded.values()),
        hand_over=_hand_over(state, offer),
    )


def _waited_ms(state: Interaction, offer: Offer) -> int:
    """The wait so far; nobody waits in a queue for an agent who is asked by name."""
    if offer.purpose is not OfferPurpose.HANDLE:
        return 0
    return max(0, offer.created_at_ms - state.waiting_since_ms)


def _hand_over(state: Interaction, offer: Offer) -> told.HandOver | None:
    """The packet of the agent who handled it last, or does; None when nobody did. Who only listened leaves nothing."""
    before = [leg for leg in state.legs.values() if leg.offer != offer.id and leg.kind is LegKind.PRIMARY]
    if not before:
        return None
    last = before[-1]
    return told.HandOver(
        reason=str(last.end_reason or offer.purpose),
        agent_name=last.agent_name,
        note=state.transfer.note if state.transfer else "",
        segments=tuple(
            told.CardLine(line.role, line.participant, _short(line.text), line.said_at_ms)
            for line in state.segments[-HAND_OVER_SEGMENTS_MAX:]
        ),
        notes=tuple(
            told.CardNote(note.agent_name, _short(note.text))
            for note in list(state.notes.values())[-HAND_OVER_NOTES_MAX:]
        ),
        draft=_draft(state),
        ended_at_ms=last.ended_at_ms,
    )


def _draft(state: Interaction) -> told.CardNote | None:
    if state.draft is None or not state.draft.text:
        return None
    names = [leg.agent_name for leg in state.legs.values() if leg.agent == state.draft.agent]
    return told.CardNote(names[-1] if names else "", _short(state.draft.text))


def _short(text: str) -> str:
    return text if len(text) <= HAND_OVER_TEXT_CHARS_MAX else text[: HAND_OVER_TEXT_CHARS_MAX - 1] + "…"


def leg_card(state: Interaction, leg: Leg) -> told.LegCard:
    """One line of the agent's open interactions."""
    return told.LegCard(
        leg=leg.id,
        interaction=state.id,
        channel=state.channel,
        queue=leg.queue,
        queue_name=leg.queue_name,
        kind=leg.kind,
        state=leg.state,
        consumer_name=state.consumer.name,
        subject=state.subject,
        started_at_ms=leg.started_at_ms,
        last_word_at_ms=state.last_word_at_ms,
        unread=leg.unread,
        opened=leg.opened,
        held_since_ms=leg.held_since_ms,
        lost_until_ms=leg.lost_until_ms,
        parked=_parked(state, leg),
        wrap_up=_wrap_up(leg),
        needs_disposition=leg.outcome is not None and leg.outcome.needs_disposition,
        upgrade=upgrade_view(state),
        unanswered_since_ms=_unanswered_since_ms(state) if leg.is_talking else None,
    )


def upgrade_view(state: Interaction) -> Upgrade | None:
    """The ask for a richer channel, as everybody sees it."""
    asked = state.upgrade
    if asked is None:
        return None
    return Upgrade(asked.id, asked.channel, asked.by, asked.until_at_ms, asked.accepted)


def _unanswered_since_ms(state: Interaction) -> int | None:
    """The consumer's first word behind the last one of an agent. Before any: since they began to wait in the queue."""
    if state.channel in CALL_CHANNELS or state.ended is not None:
        return None
    since_ms: int | None = None
    for segment in reversed(state.segments):
        if segment.role is _CONSUMER:
            since_ms = segment.said_at_ms
        elif segment.role in _ANSWERING:
            return since_ms
    return state.waiting_since_ms


def leg_started(state: Interaction, leg: Leg) -> told.LegStarted:
    """A new line in the agent's open interactions."""
    return told.LegStarted(
        leg=leg.id,
        kind=leg.kind,
        agent_name=leg.agent_name,
        number=leg.number,
        agent=leg.agent,
        queue=leg.queue,
        offer=leg.offer,
        by=leg.by,
        card=leg_card(state, leg),
    )


def _parked(state: Interaction, leg: Leg) -> told.CardParked | None:
    parked = state.parked
    if parked is None or parked.leg != leg.id:
        return None
    return told.CardParked(parked.until_at_ms, parked.until_reply)


def _wrap_up(leg: Leg) -> told.CardWrapUp | None:
    work = leg.wrap_up
    if work is None:
        return None
    return told.CardWrapUp(work.until_at_ms, work.mandatory, work.extensions, work.overdue_next_at_ms is not None)
