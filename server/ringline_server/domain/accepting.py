"""From an accept to a leg: media first where the queue wants it, then the leg that the offer was for.

accepting --both sides flow--> accepted          who must report: neither, the agent, or both (queue's policy)
    +------ failed, or too late -> failed        back in line; passed over only if the agent's side is missing.
                                                 Only the consumer's, for the third time in a row: they are gone

purpose      what the agent becomes     and the others
handle       primary                    other rings are rescinded; a transfer to the queue is completed
transfer     primary                    the sender's leg ends
consult      consult                    the sender goes on
conference   conference                 all go on
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.commands import ReportMedia
from ringline_protocol.values import (
    CALL_CHANNELS,
    Channel,
    LegKind,
    OfferDetail,
    OfferPurpose,
    OfferState,
)

from ringline_server.domain import authority, calls, ending, handover, legs, ringing, settling, waiting
from ringline_server.domain.events import LegStarted, MediaReported, OfferAccepting, OfferEnded
from ringline_server.domain.orders import Context, Decision
from ringline_server.domain.policy import Account, MediaReports, Queue, media_reports
from ringline_server.domain.state import Interaction, Offer
from ringline_server.domain.story import Story

AGENT: Final = "agent"
CONSUMER: Final = "consumer"
CONSUMER_MISSES_MAX: Final = 3
"""Accepted calls in a row to which the consumer's media did not come: nobody is there to be connected."""

SIDES: Final[Mapping[MediaReports, frozenset[str]]] = {
    MediaReports.NONE: frozenset(),
    MediaReports.AGENT: frozenset({AGENT}),
    MediaReports.BOTH: frozenset({AGENT, CONSUMER}),
}


def begin(story: Story, offer: Offer, context: Context) -> None:
    """This agent has it: others stop ringing, and the leg starts as soon as media allows."""
    if offer.purpose is OfferPurpose.HANDLE:
        detail = OfferDetail.ANSWERED_BY_OTHER
        story.add(*ringing.end_live(story.state, context, OfferState.RESCINDED, detail, offer.id, offer.purpose))
    if missing_sides(offer, context.account):
        accepting_ms = waiting.queue_of(context.account, offer.queue, offer.channel).accepting_ms
        story.add(_accepted(offer, context, accepting_ms))
    else:
        _complete(story, offer, context)


def _accepted(offer: Offer, context: Context, accepting_ms: int) -> OfferAccepting:
    """The leg to come has its name already: the parties of a call are called by it."""
    until_ms, is_aside = context.now_ms + accepting_ms, offer.purpose is OfferPurpose.CONSULT
    return OfferAccepting(offer.id, offer.agent, until_ms, context.new_id("leg"), is_aside)


def report(state: Interaction, command: ReportMedia, context: Context) -> Decision:
    """One side's media flows, or cannot. After `accepting` it says nothing new. Raises: Refused (`forbidden`)."""
    authority.require_reader(state, context)
    side = AGENT if context.by.is_agent else CONSUMER
    story = Story(state, context.now_ms)
    for offer in _concerned(state, side, context):
        if command.ok:
            story.add(MediaReported(offer.id, side))
            _complete_if_flowing(story, offer.id, context)
        elif any(live.id == offer.id for live in story.state.live_offers):
            _fail(story, offer, context, command.reason or side, is_agents_side=side == AGENT)
    return Decision(story.events)


def time_out(story: Story, offer: Offer, context: Context) -> None:
    """Media did not come in time."""
    missing = missing_sides(offer, context.account)
    _fail(story, offer, context, "+".join(sorted(missing)), is_agents_side=AGENT in missing)


def missing_sides(offer: Offer, account: Account) -> frozenset[str]:
    """Whose media is still waited for. A consulted agent talks with the colleague: the consumer has no part in it."""
    sides = sides_of(waiting.queue_of(account, offer.queue, offer.channel), offer.channel)
    return (sides - {CONSUMER} if offer.purpose is OfferPurpose.CONSULT else sides) - offer.media


def sides_of(queue: Queue, channel: Channel) -> frozenset[str]:
    """Whose media such a call of this queue waits for."""
    return SIDES[media_reports(queue, channel)] if channel in CALL_CHANNELS else frozenset()


def _concerned(state: Interaction, side: str, context: Context) -> tuple[Offer, ...]:
    """Offers in `accepting` whose media this report is about, if it is still waited for."""
    return tuple(
        offer
        for offer in state.live_offers
        if offer.state is OfferState.ACCEPTING
        and side in missing_sides(offer, context.account)
        and (side == CONSUMER or offer.agent == context.by.id)
    )


def _fail(story: Story, offer: Offer, context: Context, reason: str, *, is_agents_side: bool) -> None:
    """The agent is not blamed, but is passed over when it was their side."""
    detail = OfferDetail.MEDIA
    settling.end_offer(story, offer, context, OfferState.FAILED, detail, reason, is_passed_over=is_agents_side)
    if not story.state.talking and _consumer_misses(story.state) >= CONSUMER_MISSES_MAX:
        story.add(*ending.leave(story.state, context))


def _consumer_misses(state: Interaction) -> int:
    """How many of the last offers failed for want of the consumer alone. Those that nobody accepted say nothing."""
    misses = 0
    for offer in reversed(state.offers):
        if offer.state is OfferState.ACCEPTED or CONSUMER in offer.media:
            break
        misses += offer.state is OfferState.FAILED and offer.reason == CONSUMER
    return misses


def _complete_if_flowing(story: Story, offer_id: str, context: Context) -> None:
    offer = story.state.offer(offer_id)
    if offer is not None and offer.state.is_live and not missing_sides(offer, context.account):
        _complete(story, offer, context)


def _complete(story: Story, offer: Offer, context: Context) -> None:
    story.add(OfferEnded(offer.id, offer.agent, OfferState.ACCEPTED, leg=offer.consumer_leg))
    kind = calls.KINDS[offer.purpose]
    if kind is LegKind.PRIMARY:
        story.add(*handover.arrived(story.state, context))
    story.add(
        LegStarted(
            leg=offer.leg or context.new_id("leg"),
            agent=offer.agent,
            agent_name=offer.agent_name,
            kind=kind,
            queue=offer.queue,
            number=legs.next_number(story.state),
            offer=offer.id,
        )
    )
