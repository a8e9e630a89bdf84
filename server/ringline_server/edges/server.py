"""What all edges of this process share. Made by the composition root."""

from functools import cached_property
from pathlib import Path

import attrs
import trio
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.messages import DeviceLeft
from ringline_server.actors.registry import Registry
from ringline_server.actors.sleeper import Sleeper
from ringline_server.clock import Clock
from ringline_server.config_mail import Mailbox
from ringline_server.config_public import PublicSettings, TryoutSettings
from ringline_server.domain.policy import Account
from ringline_server.domain.principal import Principal
from ringline_server.edges.audit import KnownReads
from ringline_server.edges.auth import PERSON_NAME_CHARS_MAX, Tokens
from ringline_server.edges.canned_book import CannedBook
from ringline_server.edges.ice import IceServers
from ringline_server.edges.keyring import Keyring
from ringline_server.edges.origins import Origins
from ringline_server.edges.rate import BadHellos, Buckets, PrincipalRates
from ringline_server.edges.sessions import Session, Sessions
from ringline_server.edges.snapshots import Snapshots
from ringline_server.edges.summaries.making import Summaries
from ringline_server.edges.tickets import Tickets
from ringline_server.edges.wall import Wall
from ringline_server.edges.writing import Flusher
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk

COMMANDS_PER_S_SERVICE = 200
"""Default rate of a service's connection; agents and consumers have the protocol's."""
CONSUMER_TOKEN_MS = 3_600_000
"""Life of a consumer's token; who made the interaction, and the consumer, can ask for another."""
CONVERSATIONS_PER_MINUTE_MAX = 10
"""Begun by strangers from one address."""
SUMMARIES_PER_MINUTE_MAX = 3
"""Of one interaction, on demand."""

MAILS_OPENED_MAX = 1
"""Large mails that are read from their bytes at once: each keeps a processor busy."""


@attrs.define(eq=False)
class Server:
    """Shared by sessions and HTTP."""

    registry: Registry
    tokens: Tokens
    tickets: Tickets
    sessions: Sessions
    keyring: Keyring
    version: str
    bad_hellos: BadHellos = attrs.field(factory=BadHellos)
    service_commands_per_s: int = COMMANDS_PER_S_SERVICE
    region: str = "ES"
    """Country of phone numbers that were written without one."""
    wall: Wall = attrs.field(init=False)
    summaries: Summaries = attrs.field(init=False)
    canned: CannedBook = attrs.field(init=False)
    is_draining: bool = False
    closed: trio.Event = attrs.field(factory=trio.Event)
    """Set when the last connection is gone."""
    known_reads: KnownReads = attrs.field(factory=KnownReads)
    snapshots: Snapshots = attrs.field(factory=Snapshots)
    flusher: Flusher = attrs.field(factory=Flusher)
    """Writes what waits to be sent on sockets."""
    http_rates: PrincipalRates = attrs.field(factory=PrincipalRates)
    command_rates: Buckets = attrs.field(factory=Buckets)
    """Of agents and consumers on sockets, over all their connections."""
    origins: Origins = attrs.field(factory=Origins)
    """Pages of other hosts that may use HTTP; the front has the same list for sockets."""
    public: PublicSettings = attrs.field(factory=PublicSettings)
    """What strangers may do."""
    ice: IceServers = attrs.field(factory=IceServers)
    """What helps browsers of a call to find each other."""
    tryout: TryoutSettings = attrs.field(factory=TryoutSettings)
    """The sample bot of the page /try."""
    mailboxes: tuple[Mailbox, ...] = ()
    """Ours, as configured now."""
    reply_key: bytes = attrs.field(default=b"", repr=False)
    """Signs the reply addresses of our mails. Empty: they have none."""
    sends_mail: bool = False
    """There is an outbox."""
    spool_folder: Path | None = None
    """Where large mails lie while they are worked on."""
    mail_openings: trio.CapacityLimiter = attrs.field(factory=lambda: trio.CapacityLimiter(MAILS_OPENED_MAX))
    stranger_rates: PrincipalRates = attrs.field(
        factory=lambda: PrincipalRates(per_s=CONVERSATIONS_PER_MINUTE_MAX / 60, burst=CONVERSATIONS_PER_MINUTE_MAX)
    )
    """Conversations begun from one address."""
    summary_rates: PrincipalRates = attrs.field(
        factory=lambda: PrincipalRates(per_s=SUMMARIES_PER_MINUTE_MAX / 60, burst=SUMMARIES_PER_MINUTE_MAX)
    )
    """Asked for by agents, for one interaction."""

    to_forget: trio.Event = attrs.field(factory=trio.Event)
    """Set when there is somebody to forget: edges/forgetting.py."""

    forget_after_ms: int | None = None
    """How long content is kept when an interaction is closed; None: for ever. See edges/retention.py."""
    retention_changed: trio.Event = attrs.field(factory=trio.Event)

    def __attrs_post_init__(self) -> None:
        self.wall = Wall(self.registry)
        self.summaries = Summaries(self.registry)
        self.canned = CannedBook(self.registry)

    @cached_property
    def mail_access_key(self) -> bytes:
        """Signs leave to look at mails; another one with each start."""
        return self.ids.secret().encode()

    @property
    def clock(self) -> Clock:
        """The one clock."""
        return self.registry.clock

    @property
    def sleeper(self) -> Sleeper:
        """Wakes connections when something of theirs is due."""
        return self.registry.supervisor.sleeper

    @property
    def ids(self) -> Ids:
        """The one source of ids and of chance."""
        return self.registry.ids

    @property
    def disk(self) -> Disk:
        """For questions; writing goes through the journal."""
        return self.registry.disk

    @property
    def account(self) -> Account:
        """Policies as they are now."""
        return self.registry.account

    def known_as(self, principal: Principal) -> Principal:
        """Whom the account bears out of what a token says: a supervisor must be one in both, or is an agent."""
        person = self.account.agents.get(principal.id)
        if principal.kind is not PrincipalKind.SUPERVISOR or (person is not None and person.supervisor):
            return principal
        return attrs.evolve(principal, kind=PrincipalKind.AGENT)

    def keep_content_for(self, age_ms: int | None) -> None:
        """From here on."""
        self.forget_after_ms = age_ms
        self.retention_changed.set()

    def reloaded(self) -> None:
        """There is another account: who is no supervisor any more is off the line, and comes back as an agent."""
        for session in self.sessions.of_kind(PrincipalKind.SUPERVISOR):
            if self.known_as(session.principal) is not session.principal:
                self.end_session(session, CloseCode.REVOKED)

    def consumer_token(self, interaction: str, name: str) -> str:
        """A token for the consumer of this interaction, and for nothing else."""
        return self.tokens.issue(self.consumer(interaction, name), self.clock.now_ms())

    def consumer(self, interaction: str, name: str) -> Principal:
        """The consumer of this interaction, for as long as a token is good."""
        expires_at_ms = self.clock.now_ms() + CONSUMER_TOKEN_MS
        shown = name[:PERSON_NAME_CHARS_MAX]
        return Principal(PrincipalKind.CONSUMER, f"con_{interaction}", expires_at_ms, shown, interaction)

    def jitter_ms(self, below_ms: int) -> int:
        """A moment by chance, so that many clients do not act at once."""
        return self.ids.below(below_ms)

    def revoked(self, principal_id: str) -> None:
        """A principal was thrown out: all its connections end at once, and their sessions with them."""
        for session in self.sessions.of_id(principal_id):
            self.end_session(session, CloseCode.REVOKED)

    def end_session(self, session: Session, code: CloseCode) -> None:
        """It is over now, and whoever is behind it is gone; a connection that it has may take a moment to close."""
        if session.life is not None:
            session.life.end(code, keep_session=False)
        self.signed_out(session)

    def signed_out(self, session: Session) -> None:
        """No way back into this session. Saying it again changes nothing."""
        self.sessions.ended(session, self.clock.now_ms())
        if session.principal.is_agent:
            self.registry.agent(session.principal.id).tell(DeviceLeft(session.id, ended=True))
