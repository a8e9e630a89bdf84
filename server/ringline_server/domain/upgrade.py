"""A conversation gets richer while it runs: from chat to voice to video, when both sides agree.

asked --accepted, or the other side asks for the same--> media of both --flows--> completed: its channel is that now
  |  refused                       (from voice to video: at once)     `--fails, too late--> failed: as it was
  |  withdrawn; expired after UPGRADE_CONSENT_MS
  `- the conversation ends, is held, or goes to or gets somebody else --> canceled

One at a time, between the consumer and the only agent. The agent's own actor has kept room before the ask is decided
here (actors/raising.py); from the ask on the interaction weighs what it is going to be. Back in a line of chats, it is
a chat again (waiting.requeue). From video to voice nothing changes hands: that is a camera switched off.
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AcceptUpgrade, AskUpgrade, RefuseUpgrade, ReportMedia, WithdrawUpgrade
from ringline_protocol.values import CALL_CHANNELS, Channel, LegKind, LegState, Role, UpgradeResult

from ringline_server.domain import accepting, authority, folds, legs, transfer, waiting
from ringline_server.domain.events import (
    ChannelChanged,
    Event,
    MediaReported,
    UpgradeAccepted,
    UpgradeAsked,
    UpgradeEnded,
)
from ringline_server.domain.orders import Context, Decision, Rule
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction, Leg, Upgrade
from ringline_server.domain.story import Story

UPGRADE_CONSENT_MS: Final = 30_000
"""How long one side is asked whether it goes on over a richer channel."""
RICHNESS: Final = (Channel.MESSAGING, Channel.VOICE, Channel.VIDEO)
OTHER: Final[Mapping[Role, Role]] = {Role.AGENT: Role.CONSUMER, Role.CONSUMER: Role.AGENT}


def ask(state: Interaction, command: AskUpgrade, context: Context) -> Decision:
    """The other side is asked; if they have asked for the same, it is agreed. Twice is once.

    Raises: Refused (`bad_request`: it is no richer, or its queue does not have it; `invalid_state`; `forbidden`).
    """
    side, leg = _require_side(state, context)
    pending = state.upgrade
    if pending is not None:
        if pending.channel is not command.channel:
            raise _pending(pending, side)
        if pending.by is not side and not pending.accepted:
            return _agree(state, pending, leg, context)
        return Decision(result={"upgrade": pending.id})
    _require_richer(state, command.channel, context.account)
    _require_active(leg)
    transfer.require_nothing_pending(state)
    transfer.require_alone(state, leg)
    upgrade, until_ms = context.new_id("upg"), context.now_ms + UPGRADE_CONSENT_MS
    asked = UpgradeAsked(upgrade, command.channel, leg.id, side, until_ms)
    return Decision((asked,), {"upgrade": upgrade, "until_at_ms": until_ms})


def accept(state: Interaction, command: AcceptUpgrade, context: Context) -> Decision:
    """Agreed. Twice is once. Raises: Refused (`upgrade_not_pending`, `invalid_state`, `forbidden`)."""
    side, leg = _require_side(state, context)
    upgrade = _require(state, command.upgrade)
    if upgrade.by is side:
        raise _pending(upgrade, side)
    if upgrade.accepted:
        return Decision(result={"upgrade": upgrade.id})
    return _agree(state, upgrade, leg, context)


def refuse(state: Interaction, command: RefuseUpgrade, context: Context) -> Decision:
    """All stays as it is. Raises: Refused (`upgrade_not_pending`, `invalid_state`, `forbidden`)."""
    side, _ = _require_side(state, context)
    upgrade = _require(state, command.upgrade)
    if upgrade.by is side or upgrade.accepted:
        raise _pending(upgrade, side)
    return _ended(upgrade, UpgradeResult.REFUSED, side)


def withdraw(state: Interaction, command: WithdrawUpgrade, context: Context) -> Decision:
    """Who asked asks no longer; once agreed, either side may. Raises: Refused, as `refuse`."""
    side, _ = _require_side(state, context)
    upgrade = _require(state, command.upgrade)
    if upgrade.by is not side and not upgrade.accepted:
        raise _pending(upgrade, side)
    return _ended(upgrade, UpgradeResult.WITHDRAWN, side)


def report(state: Interaction, command: ReportMedia, context: Context) -> Decision:
    """Media of an upgrade, or of an accepted offer. Raises: Refused (`forbidden`)."""
    decision = accepting.report(state, command, context)
    upgrade = state.upgrade
    if upgrade is None or not upgrade.accepted or decision.events:
        return decision
    side = _side_of(state, context)
    if side is None or str(side) not in _missing(state, upgrade, context.account):
        return decision
    if not command.ok:
        return _ended(upgrade, UpgradeResult.FAILED, command.reason or side)
    story = Story(state, context.now_ms)
    story.add(MediaReported(upgrade.id, str(side)))
    assert story.state.upgrade is not None
    if not _missing(story.state, story.state.upgrade, context.account):
        story.add(*_completed(upgrade))
    return Decision(story.events)


def restarted(state: Interaction, context: Context) -> tuple[Event, ...]:
    """The pages are on their way back: media has all its time again."""
    if state.upgrade is None or not state.upgrade.accepted:
        return ()
    return (UpgradeAccepted(state.upgrade.id, context.now_ms + _media_ms(state, context)),)


def on_tick(state: Interaction, context: Context) -> tuple[Event, ...]:
    """Nobody answered, or media did not come."""
    upgrade = state.upgrade
    if upgrade is None or context.now_ms < upgrade.until_at_ms:
        return ()
    if not upgrade.accepted:
        return (UpgradeEnded(upgrade.id, UpgradeResult.EXPIRED),)
    missing = "+".join(sorted(_missing(state, upgrade, context.account)))
    return (UpgradeEnded(upgrade.id, UpgradeResult.FAILED, missing),)


def deadline(state: Interaction, account: Account) -> int | None:
    """Of the answer, or of the media."""
    return None if state.upgrade is None else state.upgrade.until_at_ms


def settled(decision: Decision, state: Interaction, context: Context) -> Decision:
    """The same decision, in which an ask that has lost its ground ends before what took it."""
    if state.upgrade is None or not decision.events:
        return decision
    events, now = list[Event](), state
    for event in decision.events:
        after = folds.apply(now, event, context.now_ms)
        reason = "" if after.upgrade is None else _in_the_way(after, after.upgrade)
        if after.upgrade is not None and reason:
            canceled = UpgradeEnded(after.upgrade.id, UpgradeResult.CANCELED, reason)
            events.append(canceled)
            after = folds.apply(folds.apply(now, canceled, context.now_ms), event, context.now_ms)
        events.append(event)
        now = after
    return Decision(tuple(events), decision.result)


def _in_the_way(state: Interaction, upgrade: Upgrade) -> str:
    """What an ask does not outlive; empty: nothing. A lost connection it does: both may be back in time."""
    leg = state.legs[upgrade.leg]
    effective = leg.state_before_loss if leg.state is LegState.LOST else leg.state
    if state.ended is not None:
        return "ended"
    if not leg.is_talking or leg.kind is not LegKind.PRIMARY:
        return "agent"
    if state.transfer is not None:
        return "transfer"
    if state.wanted is not None or state.live_offers or _others(state, leg):
        return "conference"
    return "held" if effective is LegState.HELD else ""


def _others(state: Interaction, leg: Leg) -> bool:
    return any(other.id != leg.id for other in state.talking)


def _require_side(state: Interaction, context: Context) -> tuple[Role, Leg]:
    """Who asks, and the leg that is the agents' side. Raises: Refused (`forbidden`, `invalid_state`)."""
    if context.by.is_agent:
        return Role.AGENT, authority.require_primary(state, context)
    authority.require_reader(state, context)
    leg = state.primary
    if leg is None or state.ended is not None:
        raise authority.invalid(str(state.phase))
    return Role.CONSUMER, leg


def _side_of(state: Interaction, context: Context) -> Role | None:
    if not context.by.is_agent:
        return Role.CONSUMER
    is_primary = state.primary is not None and state.primary.agent == context.by.id
    return Role.AGENT if is_primary else None


def _require(state: Interaction, upgrade_id: str) -> Upgrade:
    """Raises: Refused (`upgrade_not_pending`, with how it ended if that is known)."""
    if state.upgrade is not None and state.upgrade.id == upgrade_id:
        return state.upgrade
    last = state.last_upgrade
    is_last = last is not None and last.id == upgrade_id
    raise Refused(ErrorCode.UPGRADE_NOT_PENDING, details={"state": str(last.result)} if last and is_last else {})


def _require_richer(state: Interaction, channel: Channel, account: Account) -> None:
    known = channel in RICHNESS and state.channel in RICHNESS
    if not known or RICHNESS.index(channel) <= RICHNESS.index(state.channel):
        raise Refused(ErrorCode.BAD_REQUEST, f"it is {state.channel} already", {"path": "params.channel"})
    offered = waiting.policy_of(state, account).upgrades
    if channel not in offered:
        details = {"path": "params.channel", "upgrades": [str(each) for each in offered]}
        raise Refused(ErrorCode.BAD_REQUEST, f"its queue does not offer {channel}", details)


def _require_active(leg: Leg) -> None:
    if leg.state is not LegState.ACTIVE:
        raise legs.stuck(leg)


def _pending(upgrade: Upgrade, side: Role) -> Refused:
    """What one may do about the ask that is there."""
    if upgrade.accepted:
        return authority.invalid("connecting", "upgrade.withdraw", "media.report")
    mine = ("upgrade.withdraw",) if upgrade.by is side else ("upgrade.accept", "upgrade.refuse")
    return authority.invalid("asked", *mine)


def _agree(state: Interaction, upgrade: Upgrade, leg: Leg, context: Context) -> Decision:
    """Where media flows already, or nobody has to report any, nothing is waited for."""
    _require_active(leg)
    result = {"upgrade": upgrade.id}
    if state.channel in CALL_CHANNELS or not _missing(state, upgrade, context.account):
        return Decision(_completed(upgrade), result)
    until_ms = context.now_ms + _media_ms(state, context)
    return Decision((UpgradeAccepted(upgrade.id, until_ms),), {**result, "until_at_ms": until_ms})


def _media_ms(state: Interaction, context: Context) -> int:
    return waiting.policy_of(state, context.account).accepting_ms


def _missing(state: Interaction, upgrade: Upgrade, account: Account) -> frozenset[str]:
    return accepting.sides_of(waiting.policy_of(state, account), upgrade.channel) - upgrade.media


def _completed(upgrade: Upgrade) -> tuple[Event, ...]:
    """The channel first: who folds one event after the other never sees a call that is none."""
    return ChannelChanged(upgrade.channel), UpgradeEnded(upgrade.id, UpgradeResult.COMPLETED)


def _ended(upgrade: Upgrade, result: UpgradeResult, reason: str) -> Decision:
    return Decision((UpgradeEnded(upgrade.id, result, str(reason)),), {"upgrade": upgrade.id})


RULES: Final[Mapping[type, Rule]] = {
    AskUpgrade: ask,
    AcceptUpgrade: accept,
    RefuseUpgrade: refuse,
    WithdrawUpgrade: withdraw,
    ReportMedia: report,
}
