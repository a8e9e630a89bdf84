"""What the form of the settings cannot say: limits, and names that must exist."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ringline_protocol.values import OverflowTrigger

from ringline_server.config_reading import Fault
from ringline_server.domain import open_hours
from ringline_server.domain.policy import (
    DISPOSITION_DEPTH_MAX,
    SKILL_STAGES_MAX,
    WAITING_MAX,
    Agent,
    Disposition,
    Queue,
    leaves,
)
from ringline_server.domain.wrap_up import WRAP_UP_MS_MAX

if TYPE_CHECKING:
    from ringline_server.config import Config

RING_MS_MIN = 5_000
RING_MS_MAX = 600_000


def faults_of(config: "Config") -> tuple[Fault, ...]:
    """Everything that is wrong with a configuration of the right form."""
    return tuple(_all(config))


def _all(config: "Config") -> Iterator[Fault]:
    yield from _server(config)
    yield from _twice("config.queues", (queue.id for queue in config.queues))
    yield from _twice("config.agents", (agent.id for agent in config.agents))
    for index, queue in enumerate(config.queues):
        yield from _queue(f"config.queues[{index}]", queue, config)
    for index, agent in enumerate(config.agents):
        yield from _agent(f"config.agents[{index}]", agent, config)
    for name, tree in config.dispositions.items():
        yield from _tree(f"config.dispositions.{name}", tree)
    if not config.queues:
        yield Fault("config.queues", "at least one queue is needed")


def _server(config: "Config") -> Iterator[Fault]:
    server = config.server
    if not 0 <= server.port <= 65_535:
        yield Fault("config.server.port", "0 to 65535")
    if (server.tls_certificate is None) is not (server.tls_key is None):
        yield Fault("config.server", "tls_certificate and tls_key go together")
    for index, key in enumerate(config.tokens.keys):
        if not Path(key.secret_file).is_file():
            yield Fault(f"config.tokens.keys[{index}].secret_file", f"there is no file {key.secret_file}")


def _queue(place: str, queue: Queue, config: "Config") -> Iterator[Fault]:
    if not queue.id.startswith("que_"):
        yield Fault(f"{place}.id", "must begin with que_")
    yield from _limits(place, queue)
    yield from _names(place, queue, config)
    if queue.open_hours is not None:
        yield from (Fault(f"{place}.open_hours", text) for text in open_hours.faults(queue.open_hours))


def _limits(place: str, queue: Queue) -> Iterator[Fault]:
    if queue.ring_ms is not None and not RING_MS_MIN <= queue.ring_ms <= RING_MS_MAX:
        yield Fault(f"{place}.ring", f"{RING_MS_MIN // 1000} to {RING_MS_MAX // 1000} s")
    if not 1 <= queue.waiting_max <= WAITING_MAX:
        yield Fault(f"{place}.waiting_max", f"1 to {WAITING_MAX}")
    duration = queue.wrap_up.duration_ms
    if duration is not None and not 0 <= duration <= WRAP_UP_MS_MAX:
        yield Fault(f"{place}.wrap_up.duration", f"at most {WRAP_UP_MS_MAX // 1000} s")
    if len(queue.skill_stages) > SKILL_STAGES_MAX:
        yield Fault(f"{place}.skill_stages", f"at most {SKILL_STAGES_MAX}")
    if queue.ring_many < 1:
        yield Fault(f"{place}.ring_many", "at least 1")
    if queue.ageing_rate < 0:
        yield Fault(f"{place}.ageing_rate", "0 or more")


def _names(place: str, queue: Queue, config: "Config") -> Iterator[Fault]:
    known = {one.id for one in config.queues}
    for trigger, overflow in queue.overflow.items():
        if trigger not in set(OverflowTrigger):
            yield Fault(f"{place}.overflow.{trigger}", f"one of {', '.join(OverflowTrigger)} is expected")
        if overflow.queue is not None and overflow.queue not in known:
            yield Fault(f"{place}.overflow.{trigger}.queue", f"there is no queue {overflow.queue}")
    tree = queue.wrap_up.dispositions
    if tree is not None and tree not in config.dispositions:
        yield Fault(f"{place}.wrap_up.dispositions", f"there is no tree {tree}")
    default = queue.wrap_up.default_disposition
    if default is not None and default not in leaves(config.dispositions.get(tree or "", ())):
        yield Fault(f"{place}.wrap_up.default_disposition", f"no leaf {default} in the queue's tree")
    if queue.wrap_up.mandatory and tree is None:
        yield Fault(f"{place}.wrap_up.mandatory", "needs dispositions")


def _agent(place: str, agent: Agent, config: "Config") -> Iterator[Fault]:
    if not agent.id.startswith("agt_"):
        yield Fault(f"{place}.id", "must begin with agt_")
    known = {one.id for one in config.queues}
    for queue in agent.queues:
        if queue not in known:
            yield Fault(f"{place}.queues", f"there is no queue {queue}")
    for skill, level in agent.skills.items():
        if not 1 <= level <= 10:
            yield Fault(f"{place}.skills.{skill}", "1 to 10")


def _tree(place: str, tree: tuple[Disposition, ...]) -> Iterator[Fault]:
    if _depth(tree) > DISPOSITION_DEPTH_MAX:
        yield Fault(place, f"at most {DISPOSITION_DEPTH_MAX} levels")
    yield from _twice(place, _ids(tree))


def _depth(tree: tuple[Disposition, ...]) -> int:
    return 1 + max((_depth(node.children) for node in tree), default=0) if tree else 0


def _ids(tree: tuple[Disposition, ...]) -> Iterator[str]:
    for node in tree:
        yield node.id
        yield from _ids(node.children)


def _twice(place: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Fault(place, f"the id {name} is there {count} times")
