"""What an agent asks of their own actor: status, opt-outs, answers to rings; and replies that pass through it.

A reply waits for its effects: rings and legs that a choice ends are ended by their interactions, which tell this actor
before they answer a Look.
"""

from typing import TYPE_CHECKING

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptOffer, DeclineOffer, SetOptOuts, SetStatus, TakeInteraction
from ringline_protocol.values import OfferDetail, OfferState, Presence, PrincipalKind, Status

from ringline_server.actors import projection
from ringline_server.actors.messages import Asked, Call, Done, Forward, Outcome, answer
from ringline_server.actors.probe import Behind
from ringline_server.actors.status_keeper import folded
from ringline_server.domain import agent as rules
from ringline_server.domain import authority
from ringline_server.domain.agent import Chosen
from ringline_server.domain.orders import CancelOffer
from ringline_server.domain.share import offers_of
from ringline_server.store.records import RowTaken, StoreUnavailable

if TYPE_CHECKING:
    from ringline_server.actors.agent import AgentActor


@attrs.frozen
class Settled:
    """To oneself: whatever this command set off has happened; it may be answered."""

    call: Call
    done: Done


def concerns_offer(command: object) -> bool:
    """Whether the interaction that rings decides it."""
    return isinstance(command, AcceptOffer | DeclineOffer)


def answer_offer(actor: "AgentActor", asked: Asked) -> None:
    """To the interaction that rang. Foreign offers and unknown ones are the same here."""
    assert isinstance(asked.command, AcceptOffer | DeclineOffer)
    interaction = actor.shares.interaction_of(asked.command.offer)
    if interaction is None:
        finish(actor, asked.call, Refused(ErrorCode.NOT_FOUND))
    else:
        actor.kept.taking.pass_on(actor.registry.interaction(interaction), asked, actor.ref, actor.registry.overseer)


def deliver(actor: "AgentActor", call: Call, outcome: Outcome) -> bool:
    """An interaction's answer, behind what it told. Whether nothing changed: no room was kept in vain."""
    is_kept_for = actor.kept.room.free_call(call)
    finish(actor, call, outcome)
    return not is_kept_for


def finish(actor: "AgentActor", call: Call, outcome: Outcome) -> None:
    """The reply, with the place of its effects on this stream; through another agent's actor if that is its way."""
    if isinstance(outcome, Done):
        outcome = Done(outcome.result, {**outcome.pos, actor.stream.feed.stream: actor.stream.head})
    if call.via is None or call.via.name == actor.ref.name:
        call.finish(outcome)
    else:
        answer(call, outcome)


def look(actor: "AgentActor", call: Call, now_ms: int) -> None:
    """A report for the directory and for those who ask why something still waits."""
    view = actor.stream.view
    assert view.status is not None
    assert view.state is not None
    report = {
        "presence": actor.presence(now_ms),
        "status": view.status.status,
        "reason": view.status.reason,
        "since_at_ms": view.status.since_at_ms,
        "next_status": view.status.next_status,
        "state": view.state.state,
        "units_used": view.state.units_used,
        "units": view.state.units,
        "channels": view.state.channels,
    }
    answer(call, Done(report, {actor.stream.feed.stream: actor.stream.head}))


async def carry_out(actor: "AgentActor", asked: Asked, now_ms: int) -> None:
    """One command to its durable end; the reply follows when its effects have been told."""
    command = asked.command
    match command:
        case SetStatus(agent=agent) if agent not in (None, actor.id):
            _hand_over(actor, asked, str(agent))
        case SetStatus():
            await _carry_out(actor, asked, _choose(actor, command, asked.call, now_ms), now_ms)
        case SetOptOuts():
            await _carry_out(actor, asked, _opt_out(actor, command), now_ms)
        case TakeInteraction(interaction):
            actor.ref.tell(Forward(actor.registry.interaction(interaction), asked))
        case _:
            raise TypeError(type(command).__name__)


def _hand_over(actor: "AgentActor", asked: Asked, agent: str) -> None:
    """A supervisor sets somebody else's status: the answer comes back through here."""
    if asked.call.by.kind is not PrincipalKind.SUPERVISOR:
        finish(actor, asked.call, authority.forbidden())
    elif not actor.registry.has_agent(agent):
        finish(actor, asked.call, Refused(ErrorCode.NOT_FOUND, details={"agent": agent}))
    else:
        actor.registry.agent(agent).tell(asked)


def _choose(actor: "AgentActor", command: SetStatus, call: Call, now_ms: int) -> Chosen | Refused:
    work = actor.standing().work(is_gone=actor.presence(now_ms) is Presence.GONE)
    try:
        return rules.choose(actor.status, command, authority.maker(call.by), work, actor.registry.account)
    except Refused as refusal:
        return refusal


def _opt_out(actor: "AgentActor", command: SetOptOuts) -> Chosen | Refused:
    try:
        return Chosen(rules.opt_out(actor.status, command, actor.policy))
    except Refused as refusal:
        return refusal


async def _carry_out(actor: "AgentActor", asked: Asked, chosen: Chosen | Refused, now_ms: int) -> None:
    if isinstance(chosen, Refused):
        finish(actor, asked.call, chosen)
        return
    after = folded(actor.status, chosen.events, now_ms)
    waiting = None if after.next is None else {"status": after.next.status, "reason": after.next.reason}
    done = Done({"status": after.status, "reason": after.reason, "next_status": waiting})
    try:
        await actor.keeper.append(chosen.events, now_ms, projection.of_call(asked.call, asked.command, done, now_ms))
    except StoreUnavailable:
        finish(actor, asked.call, Refused(ErrorCode.UNAVAILABLE))
    except RowTaken:  # answered so long ago that only the store remembers: a retry reads it there
        finish(actor, asked.call, Refused(ErrorCode.TIMEOUT))
    else:
        if chosen.ends_rings:
            actor.order_all(actor.shares.rings.give_up(OfferDetail.STATUS_CHANGE))
        if after.status is Status.OFFLINE:
            _give_up_accepting(actor)
        await actor.settle(now_ms)
        me = actor.ref
        Behind.all(actor.ordered, actor.registry.overseer, lambda: me.tell(Settled(asked.call, done)))


def _give_up_accepting(actor: "AgentActor") -> None:
    """Who leaves by force does not wait for media."""
    for state, ref in actor.shares:
        for offer in offers_of(state, actor.id):
            if offer.state is OfferState.ACCEPTING:
                actor.order_all([(ref, CancelOffer(offer.id, OfferDetail.AGENT_UNREACHABLE))])
