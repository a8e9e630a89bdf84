"""What agents and supervisors ask: status, offers, legs, transfers, parking, supervision."""

from typing import Literal

import attrs

from ringline_protocol.values import Channel, Status, Target, TransferMode


@attrs.frozen
class SetStatus:
    """Choose a status.

    `offline` with live work is refused unless `forced`; with live work, other choices wait in `next_status`.
    A `reason` goes with `not_ready`, and is one of `account.read`'s `status_reasons`.
    """

    status: Status
    reason: str | None = None
    pending_offers: Literal["decline", "keep"] = "decline"
    """`decline` or `keep` what rings now."""
    forced: bool = False
    agent: str | None = None
    """Supervisors: whose status. Absent: one's own."""


@attrs.frozen
class SetOptOuts:
    """Channels and queues that must not route to me although I am ready. Replaces the earlier choice."""

    channels: tuple[Channel, ...] = ()
    queues: tuple[str, ...] = ()


@attrs.frozen
class AcceptOffer:
    """Take the interaction that this offer rings for."""

    offer: str


@attrs.frozen
class DeclineOffer:
    """Let it go on to the next agent. `account.read` tells whether the queue wants a reason, and which it takes."""

    offer: str
    reason: str | None = None


@attrs.frozen
class ReportMedia:
    """My side's media is flowing (or failed). Ends `accepting`."""

    interaction: str
    ok: bool = True
    reason: str = ""


@attrs.frozen
class OpenInteraction:
    """I am looking at this assigned interaction: it is read from here on."""

    interaction: str


@attrs.frozen
class HoldLeg:
    """Put the consumer on hold."""

    interaction: str


@attrs.frozen
class ResumeLeg:
    """Take the consumer back from hold."""

    interaction: str


@attrs.frozen
class LeaveInteraction:
    """Leave a conference or consult; the others go on."""

    interaction: str


@attrs.frozen
class EndInteraction:
    """End the conversation. Agents: theirs. Consumers: their own. Services: one they made. Supervisors: any."""

    interaction: str


@attrs.frozen
class ResolveInteraction:
    """Close asynchronous work as resolved, with dispositions where the queue wants them."""

    interaction: str
    dispositions: tuple[str, ...] = ()


@attrs.frozen
class StartTransfer:
    """Hand the interaction to a queue or an agent. Warm needs an agent and starts a consult."""

    interaction: str
    target: Target
    mode: TransferMode = TransferMode.COLD_ASSURED
    note: str = ""


@attrs.frozen
class CompleteTransfer:
    """Warm: leave the consumer with the consulted agent."""

    interaction: str


@attrs.frozen
class CancelTransfer:
    """Take the transfer or consult back; the sender goes on."""

    interaction: str


@attrs.frozen
class ConferenceTransfer:
    """Turn the running consult into a conference: all three talk."""

    interaction: str


@attrs.frozen
class InviteAgent:
    """Ring a further agent into the conversation as a conference leg."""

    interaction: str
    agent: str


@attrs.frozen
class ReleaseInteraction:
    """Give it back to a queue (its own when none is named)."""

    interaction: str
    queue: str | None = None
    note: str = ""


@attrs.frozen
class ParkInteraction:
    """Put asynchronous work aside until a time, or until the consumer replies."""

    interaction: str
    until_at_ms: int | None = None
    until_reply: bool = False


@attrs.frozen
class UnparkInteraction:
    """Take parked work up again."""

    interaction: str


@attrs.frozen
class TakeInteraction:
    """Take a waiting interaction of a queue that I am a member of, if I have capacity."""

    interaction: str


@attrs.frozen
class AssignInteraction:
    """Give waiting work to an agent, past the order."""

    interaction: str
    agent: str


@attrs.frozen
class Reevaluate:
    """Waiting work: its longest wait is what its queue says now, counted from its entry. Running timers otherwise keep
    their deadline when the configuration changes."""

    interaction: str


@attrs.frozen
class Whisper:
    """Say something that the agents see and the consumer does not."""

    interaction: str
    text: str


@attrs.frozen
class Barge:
    """Join the conversation as a conference leg."""

    interaction: str


@attrs.frozen
class MonitorCall:
    """Listen to a call as a leg that receives media and sends none, until `leg.leave` or the end of the call.

    Agents see it, and the consumer's page connects to it; whether it says so is the account's setting.
    """

    interaction: str


@attrs.frozen
class TakeOver:
    """Become the agent of this interaction; the former agent wraps up."""

    interaction: str


@attrs.frozen
class ForceWrapUp:
    """Complete an agent's wrap-up for them."""

    interaction: str
    agent: str
    dispositions: tuple[str, ...] = ()
    leg: str | None = None
    """Of several of theirs in wrap-up, which one. Absent: the oldest."""
