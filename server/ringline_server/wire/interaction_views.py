"""An interaction's state as each kind of reader sees it: the snapshot of its stream.

It equals what the reader gets from folding the events; a test compares the two after every event.
"""

from ringline_protocol.values import LegState, OfferState, Phase
from ringline_protocol.view import (
    VIEW_OFFERS_MAX,
    ConnectingView,
    ConsumerAgent,
    ConsumerMonitor,
    ConsumerView,
    DraftView,
    EndingView,
    InteractionView,
    LegView,
    MailStateView,
    NoteView,
    OfferView,
    OutcomeView,
    ParkedView,
    SegmentView,
    TransferEndView,
    TransferView,
    VariableView,
    WaitingView,
    WantedView,
    WrapUpView,
    variable_view,
)

from ringline_server.domain.events import SegmentAdded
from ringline_server.domain.masking import shown
from ringline_server.domain.state import Ending, Interaction, Leg, Note, Offer, Transfer, TransferEnd
from ringline_server.wire.cards import upgrade_view
from ringline_server.wire.interaction_events import CONSUMER_SEES
from ringline_server.wire.readers import Reader


def interaction_view(state: Interaction, reader: Reader) -> InteractionView | ConsumerView:
    """The view of this reader at `state.seq`."""
    if reader is Reader.CONSUMER:
        return _consumer_view(state)
    return _agent_view(state, is_service=reader is Reader.SERVICE)


def _agent_view(state: Interaction, *, is_service: bool) -> InteractionView:
    return InteractionView(
        interaction=state.id,
        seq=state.seq,
        phase=state.phase,
        channel=state.channel,
        consumer=state.consumer,
        subject=state.subject,
        flow=state.flow,
        created_at_ms=state.created_at_ms,
        created_by=state.created_by,
        queue=state.queue,
        queue_name=state.queue_name,
        top_priority=state.top_priority,
        bonus=state.bonus,
        skills=state.skills,
        ttl_at_ms=state.ttl_at_ms,
        follows=state.follows,
        variables=variable_views(state),
        summary=state.summary,
        waiting=_waiting(state),
        wanted=WantedView(state.wanted.agent, state.wanted.purpose, state.wanted.by) if state.wanted else None,
        offers=tuple(_offer(offer) for offer in state.offers[-VIEW_OFFERS_MAX:]),
        legs=tuple(_leg(leg) for leg in state.legs.values()),
        transfer=_transfer(state.transfer, with_note=not is_service) if state.transfer else None,
        last_transfer=_transfer_end(state.last_transfer) if state.last_transfer else None,
        upgrade=upgrade_view(state),
        parked=_parked(state),
        segments=tuple(_segment(segment, segment.by) for segment in state.segments),
        segment_count=state.segment_count,
        whispers=() if is_service else tuple(_segment(whisper, whisper.by) for whisper in state.whispers),
        notes=() if is_service else tuple(_note(note) for note in state.notes.values()),
        draft=None if is_service else _draft(state),
        draft_rev=0 if is_service else state.draft_rev,
        mails=_mails(state),
        transcription=state.transcription,
        consumer_media=state.consumer_media,
        consumer_away=state.consumer_away,
        consumer_away_until_ms=state.consumer_away_until_ms,
        idle_closes_at_ms=state.idle_closes_at_ms,
        ended=_ending(state.ended),
        closed=_ending(state.closed),
        closed_target=state.closed_target,
    )


def variable_views(state: Interaction) -> tuple[VariableView, ...]:
    """All of them as they may be seen, in the order in which they came."""
    return tuple(variable_view(shown(variable), state.variable_rev(name)) for name, variable in state.variables.items())


def _consumer_view(state: Interaction) -> ConsumerView:
    agents = [_consumer_agent(leg) for leg in state.talking if leg.kind in CONSUMER_SEES]
    return ConsumerView(
        interaction=state.id,
        seq=state.seq,
        phase=_consumer_phase(state, bool(agents)),
        channel=state.channel,
        name=state.own_name,
        subject=state.subject,
        created_at_ms=state.created_at_ms,
        queue_name=state.waited_for,
        waiting_since_ms=state.waiting_since_ms,
        agents=tuple(sorted(agents, key=lambda agent: agent.leg)),
        monitors=tuple(sorted(map(_monitor, state.listening), key=lambda monitor: monitor.leg)),
        connecting=_connecting(state),
        upgrade=upgrade_view(state),
        media=state.consumer_media,
        segments=tuple(_segment(segment, None) for segment in state.segments),
        segment_count=state.segment_count,
        ended=_ending(state.ended),
        closed=_ending(state.closed),
        turned_away=state.turned_away,
    )


def _consumer_phase(state: Interaction, has_agents: bool) -> Phase:
    """For the consumer it is over when the conversation is."""
    if state.ended is not None or state.closed is not None:
        return Phase.CLOSED
    return Phase.ACTIVE if has_agents else Phase.QUEUED


def _consumer_agent(leg: Leg) -> ConsumerAgent:
    is_lost = leg.state is LegState.LOST
    return ConsumerAgent(leg.id, leg.agent_name, leg.kind, leg.held_since_ms, is_lost, leg.lost_until_ms, leg.media)


def _monitor(leg: Leg) -> ConsumerMonitor:
    return ConsumerMonitor(leg.id, "" if leg.unseen else leg.agent_name, leg.unseen)


def _connecting(state: Interaction) -> tuple[ConnectingView, ...]:
    """Also between an offer's good end and the start of its leg, which are two events."""
    answered = [offer for offer in state.offers if offer.state in (OfferState.ACCEPTING, OfferState.ACCEPTED)]
    coming = [offer for offer in answered if offer.leg not in state.legs]
    return tuple(ConnectingView(leg, one.expires_at_ms) for one in coming if (leg := one.consumer_leg) is not None)


def _waiting(state: Interaction) -> WaitingView | None:
    place = state.waiting
    if place is None:
        return None
    return WaitingView(
        queue=place.queue,
        reason=place.reason,
        enqueued_at_ms=place.enqueued_at_ms,
        waiting_since_ms=place.waiting_since_ms,
        entered_at_ms=place.entered_at_ms,
        max_wait_at_ms=place.max_wait_at_ms,
        hops=place.hops,
        at_front=place.at_front,
    )


def _offer(offer: Offer) -> OfferView:
    return OfferView(
        offer=offer.id,
        agent=offer.agent,
        agent_name=offer.agent_name,
        queue=offer.queue,
        purpose=offer.purpose,
        acceptance=offer.acceptance,
        attempt=offer.attempt,
        created_at_ms=offer.created_at_ms,
        expires_at_ms=offer.expires_at_ms,
        state=offer.state,
        detail=offer.detail,
        reason=offer.reason,
        ended_at_ms=offer.ended_at_ms,
        leg=offer.leg,
    )


def _leg(leg: Leg) -> LegView:
    return LegView(
        leg=leg.id,
        agent=leg.agent,
        agent_name=leg.agent_name,
        kind=leg.kind,
        queue=leg.queue,
        queue_name=leg.queue_name,
        number=leg.number,
        started_at_ms=leg.started_at_ms,
        state=leg.state,
        offer=leg.offer,
        by=leg.by,
        unseen=leg.unseen,
        held_since_ms=leg.held_since_ms,
        lost_until_ms=leg.lost_until_ms,
        state_before_loss=leg.state_before_loss,
        opened=leg.opened,
        ended_at_ms=leg.ended_at_ms,
        end_reason=leg.end_reason,
        wrap_up=_wrap_up(leg),
        dispositions=leg.dispositions,
        outcome=_outcome(leg),
        media=leg.media,
    )


def _wrap_up(leg: Leg) -> WrapUpView | None:
    work = leg.wrap_up
    if work is None:
        return None
    return WrapUpView(work.started_at_ms, work.mandatory, work.until_at_ms, work.extensions, work.overdue_next_at_ms)


def _outcome(leg: Leg) -> OutcomeView | None:
    done = leg.outcome
    if done is None:
        return None
    return OutcomeView(done.outcome, done.dispositions, done.automatic, done.unset_reason, done.needs_disposition)


def _transfer(transfer: Transfer, *, with_note: bool) -> TransferView:
    return TransferView(
        transfer=transfer.id,
        leg=transfer.leg,
        agent=transfer.agent,
        target=transfer.target,
        mode=transfer.mode,
        started_at_ms=transfer.started_at_ms,
        note=transfer.note if with_note else "",
    )


def _transfer_end(end: TransferEnd) -> TransferEndView:
    before = end.transfer
    return TransferEndView(before.id, before.agent, before.target, before.mode, end.result, end.at_ms, end.reason)


def _parked(state: Interaction) -> ParkedView | None:
    parked = state.parked
    if parked is None:
        return None
    return ParkedView(parked.leg, parked.since_ms, parked.until_at_ms, parked.until_reply)


def _segment(segment: SegmentAdded, by: str | None) -> SegmentView:
    return SegmentView(
        segment.seq,
        segment.segment,
        segment.role,
        segment.participant,
        segment.text,
        segment.phase,
        segment.said_at_ms,
        segment.leg,
        segment.number,
        segment.start_ms,
        segment.end_ms,
        segment.language,
        by,
        None if by is None else segment.mail,
    )


def _note(note: Note) -> NoteView:
    return NoteView(note.id, note.agent, note.agent_name, note.text, note.rev, note.at_ms)


def _draft(state: Interaction) -> DraftView | None:
    draft = state.draft
    return DraftView(draft.agent, draft.text, draft.rev, draft.mail) if draft else None


def _mails(state: Interaction) -> tuple[MailStateView, ...]:
    return tuple(
        MailStateView(mail.id, mail.state, mail.changed_at_ms, mail.attempts, mail.next_at_ms, mail.reason)
        for mail in state.mails.values()
    )


def _ending(ending: Ending | None) -> EndingView | None:
    return EndingView(ending.at_ms, ending.by, ending.reason) if ending else None
