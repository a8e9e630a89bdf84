"""What the form of the settings cannot say: limits, and names that must exist."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import phonenumbers
from ringline_protocol.values import OverflowTrigger

from ringline_server.config_calls import faults_of_calls
from ringline_server.config_canned import faults_of_canned
from ringline_server.config_contacts import faults_of_contacts
from ringline_server.config_limits import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Bounds,
    between,
    file,
    ids,
    made,
    named,
    span,
    spans,
    tls_files,
    twice,
    unknown,
    words,
)
from ringline_server.config_mail_rules import faults_of_mail
from ringline_server.config_reading import Fault, nearest
from ringline_server.config_redaction import faults_of_redaction
from ringline_server.config_strangers import faults_of_strangers
from ringline_server.config_summary import faults_of_summary
from ringline_server.domain import open_hours
from ringline_server.domain.dispositions import leaves
from ringline_server.domain.policy import (
    DISPOSITION_DEPTH_MAX,
    SKILL_STAGES_MAX,
    WAITING_MAX,
    Agent,
    Capacity,
    Disposition,
    Queue,
)
from ringline_server.domain.upgrade import RICHNESS
from ringline_server.domain.wrap_up import WRAP_UP_MS_MAX
from ringline_server.edges.origins import Origins
from ringline_server.edges.peer import Proxies

if TYPE_CHECKING:
    from ringline_server.config import Config

SPANS: Final[Mapping[str, Bounds]] = {
    "ring_ms": (5 * SECOND, 10 * MINUTE),
    "accepting_ms": (SECOND, 2 * MINUTE),
    "max_wait_ms": (SECOND, 30 * DAY),
    "decline_cooldown_ms": (0, HOUR),
    "short_abandon_ms": (0, 255 * SECOND),
    "lost_grace_ms": (SECOND, 15 * MINUTE),
    "consumer_away_ms": (SECOND, DAY),
    "async_release_ms": (SECOND, 30 * DAY),
    "idle_warn_ms": (MINUTE, 30 * DAY),
    "idle_close_ms": (MINUTE, 30 * DAY),
}
"""Of a queue."""
WRAP_UP_SPANS: Final[Mapping[str, Bounds]] = {
    "duration_ms": (0, WRAP_UP_MS_MAX),
    "extension_ms": (SECOND, WRAP_UP_MS_MAX),
}
ACCOUNT_SPANS: Final[Mapping[str, Bounds]] = {
    "offline_after_ms": (10 * SECOND, DAY),
    "rescind_unacked_ms": (SECOND, 30 * SECOND),
    "unreachable_ring_ms": (SECOND, MINUTE),
}
SKILL_LEVEL_MAX: Final = 10
FORGET_AFTER: Final[Bounds] = (DAY, 36_500 * DAY)


def faults_of(config: "Config") -> tuple[Fault, ...]:
    """Everything that is wrong with a configuration of the right form."""
    return tuple(_all(config))


def _all(config: "Config") -> Iterator[Fault]:
    yield from _server(config)
    yield from _account(config)
    yield from ids("config.queues", "que", [queue.id for queue in config.queues])
    yield from ids("config.agents", "agt", [agent.id for agent in config.agents])
    for index, queue in enumerate(config.queues):
        yield from _queue(f"config.queues[{index}]", queue, config)
    for index, agent in enumerate(config.agents):
        yield from _agent(f"config.agents[{index}]", agent, config)
    for name, tree in config.dispositions.items():
        yield from _tree(f"config.dispositions.{name}", tree)
    yield from faults_of_canned(config)
    yield from faults_of_redaction(config.redaction)
    yield from faults_of_contacts(config)
    yield from faults_of_calls("config.calls", config.calls)
    yield from faults_of_summary(config.summary)
    yield from faults_of_strangers(config)
    yield from faults_of_mail(config)
    if not config.queues:
        yield Fault("config.queues", "at least one queue is needed")


# --- the server and the account


def _server(config: "Config") -> Iterator[Fault]:
    server = config.server
    yield from between("config.server.port", server.port, 0, 65_535)
    yield from between("config.server.service_commands_per_s", server.service_commands_per_s, 1, 100_000)
    yield from span("config.server.grace", server.grace_ms, (0, 5 * MINUTE))
    yield from span("config.store.forget_after", config.store.forget_after_ms, FORGET_AFTER)
    yield from tls_files("config.server", server.tls_certificate, server.tls_key)
    yield from made("config.server.origins", Origins, server.origins)
    yield from made("config.server.proxies", Proxies, server.proxies)
    yield from twice("config.tokens.keys", (key.kid for key in config.tokens.keys))
    for index, key in enumerate(config.tokens.keys):
        yield from file(f"config.tokens.keys[{index}].secret_file", key.secret_file)


def _account(config: "Config") -> Iterator[Fault]:
    account = config.account
    yield from spans("config.account", account, ACCOUNT_SPANS)
    if account.region not in phonenumbers.SUPPORTED_REGIONS:
        yield Fault("config.account.region", 'a country in two capital letters is expected, as "ES"')
    yield from words("config.account.status_reasons", account.status_reasons)


# --- queues


def _queue(place: str, queue: Queue, config: "Config") -> Iterator[Fault]:
    yield from named(place, queue.name)
    yield from spans(place, queue, SPANS)
    yield from _limits(place, queue)
    yield from _upgrades(place, queue)
    yield from _overflow(f"{place}.overflow", queue, config)
    yield from _wrap_up(f"{place}.wrap_up", queue, config)
    yield from _stages(f"{place}.skill_stages", queue)
    agents = {agent.id for agent in config.agents}
    for name in queue.agent_weight.keys() - agents:
        yield unknown(f"{place}.agent_weight", "agent", name, agents)
    if queue.open_hours is not None:
        yield from (Fault(f"{place}.open_hours", text) for text in open_hours.faults(queue.open_hours))


def _upgrades(place: str, queue: Queue) -> Iterator[Fault]:
    """Only richer ones than its own, and only where there is one."""
    richer = RICHNESS[RICHNESS.index(queue.channel) + 1 :] if queue.channel in RICHNESS else ()
    for channel in queue.upgrades:
        if channel not in richer:
            known = ", ".join(richer) or "none"
            yield Fault(f"{place}.upgrades", f"{channel} is no richer than {queue.channel}; possible: {known}")


def _limits(place: str, queue: Queue) -> Iterator[Fault]:
    yield from words(f"{place}.decline_reasons", queue.decline_reasons)
    yield from between(f"{place}.waiting_max", queue.waiting_max, 1, WAITING_MAX)
    yield from between(f"{place}.ring_many", queue.ring_many, 1, 100)
    yield from between(f"{place}.missed_max", queue.missed_max, 1, 100)
    yield from between(f"{place}.service_level.target_percent", queue.service_level.target_percent, 1, 100)
    yield from span(f"{place}.service_level.target", queue.service_level.target_ms, (SECOND, 30 * DAY))
    if not 0 <= queue.ageing_rate <= 1_000:
        yield Fault(f"{place}.ageing_rate", "0 to 1000")
    warn, close = queue.idle_warn_ms, queue.idle_close_ms
    if warn is not None and close is not None and warn >= close:
        yield Fault(f"{place}.idle_warn", "must be before idle_close")


def _overflow(place: str, queue: Queue, config: "Config") -> Iterator[Fault]:
    queues = {one.id: one for one in config.queues}
    for trigger, overflow in queue.overflow.items():
        here = f"{place}.{trigger}"
        if trigger not in set(OverflowTrigger):
            yield Fault(here, f"one of {', '.join(OverflowTrigger)} is expected{nearest(trigger, OverflowTrigger)}")
        if overflow.queue is None:
            if not overflow.message:
                yield Fault(here, "needs a queue, or a message")
        elif overflow.queue not in queues:
            yield unknown(f"{here}.queue", "queue", overflow.queue, queues)
        elif overflow.queue == queue.id:
            yield Fault(f"{here}.queue", "is the queue itself")
        elif queues[overflow.queue].channel is not queue.channel:
            yield Fault(f"{here}.queue", f"{overflow.queue} is for {queues[overflow.queue].channel}")


def _wrap_up(place: str, queue: Queue, config: "Config") -> Iterator[Fault]:
    policy = queue.wrap_up
    yield from spans(place, policy, WRAP_UP_SPANS)
    yield from between(f"{place}.extensions_max", policy.extensions_max, 0, 100)
    tree, default = policy.dispositions, policy.default_disposition
    if tree is not None and tree not in config.dispositions:
        yield unknown(f"{place}.dispositions", "tree", tree, config.dispositions)
    chosen = leaves(config.dispositions.get(tree or "", ()))
    if default is not None and default not in chosen:
        yield Fault(f"{place}.default_disposition", f"no leaf {default} in the queue's tree{nearest(default, chosen)}")
    if policy.mandatory and tree is None:
        yield Fault(f"{place}.mandatory", "needs dispositions")
    if policy.on_expiry == "default" and default is None:
        yield Fault(f"{place}.on_expiry", "needs default_disposition")


def _stages(place: str, queue: Queue) -> Iterator[Fault]:
    stages = queue.skill_stages
    yield from between(place, len(stages), 0, SKILL_STAGES_MAX)
    for index, stage in enumerate(stages):
        if stage.for_ms is None and index < len(stages) - 1:
            yield Fault(f"{place}[{index}].for", "only the last stage holds for ever")
        for number, need in enumerate(stage.needs):
            yield from between(f"{place}[{index}].needs[{number}].min", need.min, 1, SKILL_LEVEL_MAX)


# --- agents, dispositions


def _agent(place: str, agent: Agent, config: "Config") -> Iterator[Fault]:
    yield from named(place, agent.name)
    known = {one.id for one in config.queues}
    for index, queue in enumerate(agent.queues):
        if queue not in known:
            yield unknown(f"{place}.queues[{index}]", "queue", queue, known)
    yield from twice(f"{place}.queues", agent.queues)
    for skill, level in agent.skills.items():
        yield from between(f"{place}.skills.{skill}", level, 1, SKILL_LEVEL_MAX)
    yield from _capacity(f"{place}.capacity", agent.capacity)


def _capacity(place: str, capacity: Capacity) -> Iterator[Fault]:
    yield from between(f"{place}.units", capacity.units, 1, 10_000)
    for channel, cost in capacity.cost.items():
        yield from between(f"{place}.cost.{channel}", cost, 0, 10_000)
    for channel, most in capacity.channel_max.items():
        yield from between(f"{place}.channel_max.{channel}", most, 0, 1_000)
    for index, rule in enumerate(capacity.occupied_rules):
        if not rule:
            yield Fault(f"{place}.occupied_rules[{index}]", "names no channel")
        for channel, percent in rule.items():
            yield from between(f"{place}.occupied_rules[{index}].{channel}", percent, 1, 100)
    if capacity.transfer_may_exceed and capacity.transfer_ceiling_units < capacity.units:
        yield Fault(f"{place}.transfer_ceiling_units", "is below units")


def _tree(place: str, tree: tuple[Disposition, ...]) -> Iterator[Fault]:
    if _depth(tree) > DISPOSITION_DEPTH_MAX:
        yield Fault(place, f"at most {DISPOSITION_DEPTH_MAX} levels")
    yield from twice(place, _nodes(tree))


def _depth(tree: tuple[Disposition, ...]) -> int:
    return 1 + max((_depth(node.children) for node in tree), default=0) if tree else 0


def _nodes(tree: tuple[Disposition, ...]) -> Iterator[str]:
    for node in tree:
        yield node.id
        yield from _nodes(node.children)
