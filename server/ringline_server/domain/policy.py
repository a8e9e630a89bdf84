"""What an operator decides: queues, agents, dispositions, capacity. Frozen values, handed to every decision.

Every default has its source in the rules' table of defaults. Units are in the names.
"""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.values import CALL_CHANNELS, Acceptance, Channel, SkillStage

from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.choices import ExpiryPolicy, MediaReports, MissedPolicy, RequeuePosition, Selection
from ringline_server.domain.contacts import ContactField
from ringline_server.domain.redaction import Redaction

__all__ = [
    "CONFERENCE_PARTIES_MAX",
    "CONSULT_PARTIES_MAX",
    "DEFAULT_CAPACITY",
    "DISPOSITION_DEPTH_MAX",
    "OVERFLOW_HOPS_MAX",
    "RING_MS",
    "SKILL_STAGES_MAX",
    "WAITING_MAX",
    "WRAP_UP_MS",
    "Account",
    "Agent",
    "Capacity",
    "Disposition",
    "ExpiryPolicy",
    "MediaReports",
    "MissedPolicy",
    "OpenHours",
    "Overflow",
    "Queue",
    "RequeuePosition",
    "Selection",
    "ServiceLevelPolicy",
    "WrapUpPolicy",
    "media_reports",
    "misses_max",
    "on_expiry",
    "ring_ms",
    "target_ms",
    "wrap_up_counts",
    "wrap_up_ms",
]

RING_MS: Final = {Channel.VOICE: 20_000, Channel.VIDEO: 20_000, Channel.MESSAGING: 30_000}
WRAP_UP_MS: Final = {Channel.VOICE: 60_000, Channel.VIDEO: 60_000, Channel.MESSAGING: 30_000}
OVERFLOW_HOPS_MAX: Final = 5
DISPOSITION_DEPTH_MAX: Final = 4
SKILL_STAGES_MAX: Final = 6
WAITING_MAX: Final = 5_000
CONFERENCE_PARTIES_MAX: Final = 6
"""Consumer and agents together."""
CONSULT_PARTIES_MAX: Final = 3


@attrs.frozen
class Overflow:
    """Where a trigger sends an interaction: another queue, or a message and then close."""

    queue: str | None = None
    message: str = ""


@attrs.frozen
class OpenHours:
    """Weekly hours. `days` maps mon … sun to spans "HH:MM-HH:MM"; an absent day is closed. Empty: always open."""

    timezone: str = "UTC"
    days: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)


@attrs.frozen
class Disposition:
    """An outcome label; `children` make the tree (depth at most 4). Only leaves may be chosen."""

    id: str
    label: str
    children: tuple["Disposition", ...] = ()


@attrs.frozen
class WrapUpPolicy:
    """Work after the conversation, per agent leg."""

    enabled: bool = True
    duration_ms: int | None = None
    """None: the channel's default. Limit: 900 s."""
    extension_ms: int = 30_000
    extensions_max: int = 3
    early_exit: bool = True
    skip_when_complete: bool = False
    dispositions: str | None = None
    """Id of a disposition tree; None: this queue has none."""
    mandatory: bool = False
    multiple: bool = False
    on_expiry: ExpiryPolicy | None = None
    """None: `hold` on voice and video, `release` elsewhere."""
    default_disposition: str | None = None
    counts: bool | None = None
    """Whether wrapping holds capacity. None: yes on live channels."""


@attrs.frozen
class ServiceLevelPolicy:
    """The target and what is left out of it. Published with the number."""

    target_ms: int | None = None
    """None: 20 s on voice and video, 60 s on messaging, 24 h elsewhere."""
    target_percent: int = 80
    exclude_short: bool = True
    exclude_abandoned_in: bool = False
    exclude_abandoned_late: bool = False
    exclude_overflow: bool = False
    exclude_waiting_under: bool = True


@attrs.frozen
class Queue:
    """A waiting line for one channel, with its members and its policy."""

    id: str
    name: str
    channel: Channel
    acceptance: Acceptance = Acceptance.MANUAL
    """Asynchronous channels are always assigned silently."""
    selection: Selection = Selection.LONGEST_IDLE
    ring_many: int = 3
    """How many ring at once under `simultaneous`."""
    ring_ms: int | None = None
    accepting_ms: int = 10_000
    media: MediaReports | None = None
    """None: both sides on voice and video, none elsewhere."""
    waiting_max: int = 500
    max_wait_ms: int | None = None
    open_hours: OpenHours | None = None
    join_when_empty: bool = True
    leave_when_empty: bool = False
    overflow: Mapping[str, Overflow] = attrs.field(factory=dict)
    """Trigger (`max_wait`, `queue_full`, `closed`, `no_agents`) to target."""
    requeue_position: RequeuePosition = RequeuePosition.KEEP
    release_position: RequeuePosition = RequeuePosition.KEEP
    decline_cooldown_ms: int = 30_000
    decline_reasons: tuple[str, ...] = ()
    """Tokens to choose from; none: a reason is free text."""
    decline_reason_required: bool = False
    on_missed: MissedPolicy | None = None
    """None: not ready after 1 miss on voice and video, after 2 on messaging."""
    missed_max: int | None = None
    short_abandon_ms: int = 5_000
    ageing_rate: float = 1.0
    skill_stages: tuple[SkillStage, ...] = ()
    agent_weight: Mapping[str, int] = attrs.field(factory=dict)
    """Lower goes first, whatever the selection; absent is 0."""
    lost_grace_ms: int = 30_000
    consumer_away_ms: int | None = 60_000
    """A waiting consumer, or one on a call, whose connection is gone for this long has left. None: never."""
    async_release_ms: int | None = None
    """Asynchronous work of a gone agent goes back after this; None: it stays."""
    idle_warn_ms: int | None = None
    idle_close_ms: int | None = None
    """No word from anybody for this long. None: messaging 5 and 10 min, email 120 h, calls never."""
    live_transcription: bool = True
    transcribers: tuple[str, ...] = ()
    """Services that may push what is said in its interactions, beside the one that made them."""
    upgrades: tuple[Channel, ...] = ()
    """Richer channels that an interaction of this queue may go on over: voice, video."""
    parked_counts: bool = False
    resume_after_consult: bool = False
    """Whether the consumer comes back from hold by themselves when a consult ends. False: the agent resumes."""
    wrap_up: WrapUpPolicy = attrs.field(factory=WrapUpPolicy)
    service_level: ServiceLevelPolicy = attrs.field(factory=ServiceLevelPolicy)


@attrs.frozen
class Capacity:
    """How much at once. Units are reserved when an offer is made."""

    units: int = 100
    cost: Mapping[Channel, int] = attrs.field(
        factory=lambda: {
            Channel.VOICE: 100,
            Channel.VIDEO: 100,
            Channel.MESSAGING: 25,
            Channel.EMAIL: 10,
            Channel.WORK_ITEM: 10,
        }
    )
    channel_max: Mapping[Channel, int] = attrs.field(
        factory=lambda: {
            Channel.VOICE: 1,
            Channel.VIDEO: 1,
            Channel.MESSAGING: 4,
            Channel.EMAIL: 10,
            Channel.WORK_ITEM: 10,
        }
    )
    occupied_rules: tuple[Mapping[Channel, int], ...] = ()
    """Each maps channels to percent of their maximum; any rule with all thresholds met makes occupied."""
    interruptible_by: Mapping[Channel, frozenset[Channel]] = attrs.field(factory=dict)
    """Work on a channel that does not stand in the way of these channels."""
    transfer_may_exceed: bool = False
    transfer_ceiling_units: int = 200


DEFAULT_CAPACITY: Final = Capacity()
"""One and the same object for all who have no other: what they have at once is weighed once for all of them."""


@attrs.frozen
class Agent:
    """A person inside, as the operator set them up."""

    id: str
    name: str
    supervisor: bool = False
    queues: tuple[str, ...] = ()
    skills: Mapping[str, int] = attrs.field(factory=dict)
    capacity: Capacity = DEFAULT_CAPACITY
    language: str = "en"


@attrs.frozen
class Account:
    """Everything that an operator decided. Replaced as a whole on reload; running timers keep their deadlines."""

    queues: Mapping[str, Queue] = attrs.field(factory=dict)
    agents: Mapping[str, Agent] = attrs.field(factory=dict)
    dispositions: Mapping[str, tuple[Disposition, ...]] = attrs.field(factory=dict)
    """Trees by id."""
    canned: tuple[CannedAnswer, ...] = ()
    redaction: Redaction = attrs.field(factory=Redaction)
    contact_fields: Mapping[str, ContactField] = attrs.field(factory=dict)
    """Fields of the address book that it knows, by id, in order."""
    status_reasons: tuple[str, ...] = ("break", "lunch", "meeting", "training")
    sign_in_status_reason: str = "signed_in"
    offline_after_ms: int = 300_000
    """An agent whose devices are all gone for this long goes off line."""
    rescind_unacked_ms: int = 3_000
    """A ring that no device acknowledged for this long is canceled; the agent is not blamed."""
    unreachable_ring_ms: int = 5_000
    """A ring is canceled when all devices have been gone for this long."""
    tell_of_monitors: bool = True
    """Whether a consumer's page says that somebody listens to the call. It connects to them in either case."""


def ring_ms(queue: Queue) -> int:
    """How long an offer of this queue rings."""
    return queue.ring_ms if queue.ring_ms is not None else RING_MS.get(queue.channel, 30_000)


def wrap_up_ms(queue: Queue) -> int:
    """How long a wrap-up of this queue lasts before extensions."""
    given = queue.wrap_up.duration_ms
    return given if given is not None else WRAP_UP_MS.get(queue.channel, 60_000)


def on_expiry(queue: Queue) -> ExpiryPolicy:
    """What this queue does at the end of wrap-up time without a mandatory disposition."""
    if queue.wrap_up.on_expiry is not None:
        return queue.wrap_up.on_expiry
    return ExpiryPolicy.HOLD if queue.channel in (Channel.VOICE, Channel.VIDEO) else ExpiryPolicy.RELEASE


def media_reports(queue: Queue, channel: Channel | None = None) -> MediaReports:
    """Whose media an accepted interaction of this queue waits for. `channel`: its own, which an upgrade changes."""
    return queue.media or (MediaReports.BOTH if (channel or queue.channel) in CALL_CHANNELS else MediaReports.NONE)


def misses_max(queue: Queue) -> int | None:
    """Misses in a row that make an agent not ready; None: never."""
    if queue.on_missed is MissedPolicy.NONE:
        return None
    if queue.missed_max is not None:
        return queue.missed_max
    return 2 if queue.channel is Channel.MESSAGING else 1


def wrap_up_counts(queue: Queue) -> bool:
    """Whether a wrap-up of this queue holds capacity."""
    return queue.channel.is_live if queue.wrap_up.counts is None else queue.wrap_up.counts


def target_ms(queue: Queue) -> int:
    """The service-level threshold of this queue."""
    given = queue.service_level.target_ms
    if given is not None:
        return given
    if queue.channel is Channel.MESSAGING:
        return 60_000
    return 20_000 if queue.channel.is_live else 86_400_000
