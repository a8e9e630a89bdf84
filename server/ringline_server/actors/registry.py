"""Who is where: the Refs of all actors, and what every actor is given. Actors are named; a name always leads somewhere.

Queues and agents live as long as the process. Interactions come into memory when somebody speaks to them and leave it
when they are closed and quiet; their Ref is the name, so it never goes stale.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs
from ringline_protocol.frozen import frozen
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.actor import Actor, Mailbox
from ringline_server.actors.alarms import Alarms
from ringline_server.actors.feed import Feed
from ringline_server.actors.messages import Ref, Reload
from ringline_server.actors.supervisor import Make, Supervisor
from ringline_server.clock import Clock
from ringline_server.domain.capacity import Scales
from ringline_server.domain.parts import OwnMail
from ringline_server.domain.policy import Account, Queue
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.journal import Journal
from ringline_server.store.records import Snapshot

SYSTEM = Principal(PrincipalKind.SERVICE, "system", expires_at_ms=2**53 - 1)
"""Who orders what nobody asked for."""

OVERSEER = Principal(PrincipalKind.SUPERVISOR, "system", expires_at_ms=2**53 - 1)
"""Who looks at everything, for answers that are filtered afterwards."""


@frozen(eq=False)
class InteractionRef:
    """An interaction by name. Telling it brings it into memory if need be."""

    id: str
    _registry: "Registry"

    @property
    def name(self) -> str:
        """As in task names and logs."""
        return f"interaction:{self.id}"

    def tell(self, message: object) -> None:
        """See Mailbox.tell."""
        self._registry.mailbox_of(self.id).tell(message)

    async def send(self, message: object) -> None:
        """See Mailbox.send."""
        await self._registry.mailbox_of(self.id).send(message)


@attrs.define(eq=False)
class Registry:
    """Made by the composition root; shared by all actors of this process."""

    account: Account
    clock: Clock
    ids: Ids
    journal: Journal
    disk: Disk
    supervisor: Supervisor
    make_interaction: Make
    """Builds the actor from what is on disk. Its mailbox says which."""
    save_snapshot: Callable[[Snapshot], None]
    """Keeps a cache entry some time soon; never waits, may drop it."""
    summarize: Callable[[Interaction], object] = lambda state: None
    """It is due for a summary: the edge that makes them never waits, and may have too much to do."""
    stand_in: Make | None = None
    """Makes what answers for an interaction that cannot be made from what is on disk."""
    on_reload: Callable[[], None] = lambda: None
    """Told when the account is another one."""
    adopt_queue: Callable[[Queue], None] = lambda queue: None
    """Starts the actor of a queue that the account has no more, because something stands in it."""
    adopt_agent: Callable[[str], None] = lambda agent: None
    """The same for an agent who has a part in something."""
    mail_stands: Callable[[str, str, OwnMail | None], None] = lambda interaction, mail, stands: None
    """Tells the outbox how a mail of this interaction stands, durably; None: there is none. It may be told twice."""
    _queues: dict[str, Mailbox] = attrs.field(factory=dict)
    _agents: dict[str, Mailbox] = attrs.field(factory=dict)
    _interactions: dict[str, Mailbox] = attrs.field(factory=dict)
    _feeds: dict[str, Feed[Any, Any]] = attrs.field(factory=dict)
    """Of the interactions in memory: who reads one outlives a crash of its actor."""
    adopted: set[str] = attrs.field(factory=set)
    """Agents with an actor for the sake of their work alone."""
    alarms: Alarms = attrs.field(factory=Alarms)
    scales: Scales = attrs.field(factory=Scales)
    """For what agents have at once."""
    system: Principal = SYSTEM
    overseer: Principal = OVERSEER

    @property
    def epoch(self) -> str:
        """Of streams that are numbered in memory: new at every opening of the store."""
        identity = self.disk.identity
        return f"{identity.epoch}.{identity.incarnation}"

    def queue(self, queue: str) -> Mailbox:
        """A queue's Ref. Raises: KeyError for one that the account does not have."""
        return self._queues[queue]

    def agent(self, agent: str) -> Mailbox:
        """An agent's Ref. Raises: KeyError for one that the account does not have."""
        return self._agents[agent]

    def agents(self) -> Iterable[Mailbox]:
        """All of them."""
        return self._agents.values()

    def has_agent(self, agent: str) -> bool:
        """Whether this agent's actor runs."""
        return agent in self._agents

    def employs(self, agent: str) -> bool:
        """Whether they may come in: the account has them, or had them when this process saw them last."""
        return agent in self.account.agents or (agent in self._agents and agent not in self.adopted)

    def has_queue(self, queue: str) -> bool:
        """Whether this queue's actor runs."""
        return queue in self._queues

    def interaction(self, interaction: str) -> InteractionRef:
        """An interaction's Ref; whether it exists, its actor will say."""
        return InteractionRef(interaction, self)

    def owner(self, stream: str) -> Ref | None:
        """Who tells a stream `kind/id`; None: no such queue or agent, or no such kind."""
        kind, _, name = stream.partition("/")
        match kind:
            case "interaction":
                return self.interaction(name)
            case "agent":
                return self._agents.get(name)
            case "queue":
                return self._queues.get(name)
        return None

    def __contains__(self, interaction: str) -> bool:
        """Whether this interaction's actor runs."""
        return interaction in self._interactions

    def in_memory(self) -> Iterable[str]:
        """Ids of the interactions whose actors run."""
        return list(self._interactions)

    def names(self) -> list[str]:
        """Of all actors that run, as in task names."""
        kinds = (("queue", self._queues), ("agent", self._agents), ("interaction", self._interactions))
        return [f"{kind}:{name}" for kind, mailboxes in kinds for name in mailboxes]

    def running(self, name: str) -> Mailbox | None:
        """The mailbox of that actor; None: it does not run."""
        kind, _, own = name.partition(":")
        return {"queue": self._queues, "agent": self._agents, "interaction": self._interactions}[kind].get(own)

    def mailbox_of(self, interaction: str) -> Mailbox:
        """The mailbox of an interaction's actor, started if it does not run."""
        mailbox = self._interactions.get(interaction)
        if mailbox is None:
            mailbox = Mailbox(f"interaction:{interaction}")
            self._start_interaction(mailbox)
        return mailbox

    async def revived(self, interaction: str) -> Actor | None:
        """A second actor of one that runs, as the journal has it now: to take its state from."""
        return await self.make_interaction(self._interactions[interaction])

    def begins_anew(self, interaction: str, feed: Feed[Any, Any]) -> None:
        """The actor has come (back) to life. After a crash nobody knows what its readers were told: they resume."""
        before = self._feeds.get(interaction)
        self._feeds[interaction] = feed
        if before is not None:
            before.close()

    def start_interaction(self, interaction: str, made: Actor) -> None:
        """Run an actor that was built beforehand; after a crash it is made from the disk like any other."""
        self._start_interaction(Mailbox(f"interaction:{interaction}"), made)

    def _start_interaction(self, mailbox: Mailbox, made: Actor | None = None) -> None:
        self._interactions[mailbox.id] = mailbox
        self.supervisor.start(mailbox, self.make_interaction, self._forget, self.stand_in, made)

    def start_queue(self, queue: str, make: Make) -> None:
        """Start a queue's actor; it lives as long as the process."""
        self._queues[queue] = Mailbox(f"queue:{queue}")
        self.supervisor.start(self._queues[queue], make)

    def start_agent(self, agent: str, make: Make) -> None:
        """Start an agent's actor; it lives as long as the process."""
        self._agents[agent] = Mailbox(f"agent:{agent}")
        self.supervisor.start(self._agents[agent], make)

    def reload(self, account: Account) -> None:
        """New policies from here on; actors that keep something of the old ones are told."""
        self.account = account
        for mailbox in (*self._queues.values(), *self._agents.values()):
            mailbox.tell(Reload(account))
        self.on_reload()

    def _forget(self, mailbox: Mailbox) -> None:
        self._feeds.pop(mailbox.id, None)
        del self._interactions[mailbox.id]
        if not mailbox.is_empty:  # somebody spoke while it ended: it comes back with the same mailbox
            self._start_interaction(mailbox)
