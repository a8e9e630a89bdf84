"""What is allowed in a configuration, and probably not what was meant."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ringline_server.config_mail import Tls
from ringline_server.config_mail_rules import LOOPBACK, warnings_of_mail
from ringline_server.config_reading import Fault
from ringline_server.config_summary import warnings_of_summary
from ringline_server.domain.policy import OVERFLOW_HOPS_MAX, Queue

if TYPE_CHECKING:
    from ringline_server.config import Config

IN_THE_CLEAR: Final = (
    "tokens and conversations cross the network in the clear: set tls_certificate and tls_key, or name the proxy that "
    "speaks TLS in proxies"
)


def warnings_of(config: "Config") -> tuple[Fault, ...]:
    """Each with its place, like a fault."""
    return tuple(_all(config))


def _all(config: "Config") -> Iterator[Fault]:
    for index, queue in enumerate(config.queues):
        place = f"config.queues[{index}]"
        if not any(queue.id in agent.queues for agent in config.agents):
            yield Fault(place, f"{queue.id} has no members: nobody will ever take what waits in it")
        loop = _loop(queue, config)
        if loop:
            yield Fault(
                f"{place}.overflow", f"goes in a circle: {' > '.join(loop)}; it ends after {OVERFLOW_HOPS_MAX} hops"
            )
    for index, agent in enumerate(config.agents):
        if not agent.queues and not agent.supervisor:
            yield Fault(f"config.agents[{index}]", f"{agent.id} is in no queue")
    used = {queue.wrap_up.dispositions for queue in config.queues}
    for name in config.dispositions:
        if name not in used:
            yield Fault(f"config.dispositions.{name}", "no queue uses this tree")
    server = config.server
    if server.host not in LOOPBACK and server.tls_certificate is None and not server.proxies:
        yield Fault("config.server.host", IN_THE_CLEAR)
    if config.tryout.enabled and (config.server.host not in LOOPBACK or config.server.proxies):
        yield Fault("config.tryout.enabled", "whoever reaches this server can ring your agents from /try")
    for index, mailbox in enumerate(config.mailboxes):
        if mailbox.imap is not None and mailbox.imap.tls is Tls.NONE and mailbox.imap.host not in LOOPBACK:
            yield Fault(f"config.mailboxes[{index}].imap.tls", "password and mails cross the network in the clear")
    yield from warnings_of_summary(config.summary)
    yield from warnings_of_mail(config)
    if not config.tokens.keys:
        yield Fault("config.tokens.keys", "none: the server makes a key of its own under its data directory")


def _loop(queue: Queue, config: "Config") -> tuple[str, ...]:
    """The queues by which one comes back to `queue`; empty when none does."""
    queues = {one.id: one for one in config.queues}
    paths: list[tuple[str, ...]] = [(queue.id,)]
    while paths:
        path = paths.pop(0)
        for overflow in queues[path[-1]].overflow.values():
            if overflow.queue == queue.id:
                return (*path, queue.id)
            if overflow.queue in queues and overflow.queue not in path:
                paths.append((*path, overflow.queue))
    return ()
