"""Configuration: TOML and environment to frozen values. Strict, and all faults at once, each with its place.

    [server] host, port, tls …      [store] path      [tokens] keys      [account] …  [calls] …  [public] …  [tryout] …
    [redaction] cards …             [summary] url, model, key_file
    [mail] smtp_listen …   [mail.out] …   [[mailboxes]]
    [[queues]]   [[agents]]   [dispositions]   [[canned]]   [[contact_fields]]   [[contacts]]
    sample.toml explains every setting

A span is written as text with a unit: "500ms", "20s", "5min", "24h". Its setting is named without the `_ms` that the
code uses: `ring = "20s"`.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from ringline_protocol.values import Contact

from ringline_server.config_calls import CallSettings
from ringline_server.config_mail import Mailbox, MailSettings
from ringline_server.config_public import PublicSettings, TryoutSettings
from ringline_server.config_reading import Fault, read
from ringline_server.config_rules import faults_of
from ringline_server.config_summary import SummarySettings
from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.contacts import ContactField
from ringline_server.domain.policy import Account, Agent, Disposition, Queue
from ringline_server.domain.redaction import Redaction
from ringline_server.edges.auth import Algorithm

ENVIRONMENT: Final[Mapping[str, tuple[str, str]]] = {
    "RINGLINE_HOST": ("server", "host"),
    "RINGLINE_PORT": ("server", "port"),
    "RINGLINE_DATABASE": ("store", "path"),
}
"""Variable to the setting that it overrides. Secrets come from files: `secret_file`."""


class BadConfig(Exception):
    """It cannot be used. `faults` says why, all of it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


@attrs.frozen
class ServerSettings:
    """Where to listen, and whom to believe."""

    host: str = "127.0.0.1"
    port: int = 8080
    tls_certificate: str | None = None
    tls_key: str | None = None
    origins: tuple[str, ...] = ()
    """Pages that may connect, as `https://desk.example.com`, our own among them. None: ours alone."""
    proxies: tuple[str, ...] = ()
    """Networks of reverse proxies whose forwarding headers count."""
    grace_ms: int = 10_000
    """At a stop: how long connections may take to end."""
    service_commands_per_s: int = 200
    """The rate of one connection of a service."""


@attrs.frozen
class StoreSettings:
    """Where everything durable is: a file in the data directory, or anywhere by its whole path."""

    path: str = "ringline.db"
    forget_after_ms: int | None = None
    """What was said in an interaction that has been closed for so long is forgotten. None: never."""


@attrs.frozen
class KeySettings:
    """One key for tokens. HS256: a shared secret of at least 32 bytes; the others: a PEM file."""

    kid: str
    algorithm: Algorithm
    secret_file: str


@attrs.frozen
class TokenSettings:
    """Whose tokens are accepted. The first key also issues."""

    issuer: str = "ringline"
    audience: str = "ringline"
    keys: tuple[KeySettings, ...] = ()


@attrs.frozen
class AccountSettings:
    """What holds for everybody."""

    region: str = "ES"
    """Country of phone numbers that are written without one."""
    status_reasons: tuple[str, ...] = ("break", "lunch", "meeting", "training")
    tell_of_monitors: bool = True
    """Whether a consumer's page says that a supervisor listens to the call."""
    sign_in_status_reason: str = "signed_in"
    offline_after_ms: int = 300_000
    rescind_unacked_ms: int = 3_000
    unreachable_ring_ms: int = 5_000


@attrs.frozen
class Config:
    """The whole file."""

    server: ServerSettings = attrs.field(factory=ServerSettings)
    store: StoreSettings = attrs.field(factory=StoreSettings)
    tokens: TokenSettings = attrs.field(factory=TokenSettings)
    account: AccountSettings = attrs.field(factory=AccountSettings)
    calls: CallSettings = attrs.field(factory=CallSettings)
    public: PublicSettings = attrs.field(factory=PublicSettings)
    tryout: TryoutSettings = attrs.field(factory=TryoutSettings)
    mail: MailSettings = attrs.field(factory=MailSettings)
    mailboxes: tuple[Mailbox, ...] = ()
    queues: tuple[Queue, ...] = ()
    agents: tuple[Agent, ...] = ()
    dispositions: Mapping[str, tuple[Disposition, ...]] = attrs.field(factory=dict)
    canned: tuple[CannedAnswer, ...] = ()
    redaction: Redaction = attrs.field(factory=Redaction)
    contact_fields: tuple[ContactField, ...] = ()
    summary: SummarySettings = attrs.field(factory=SummarySettings)
    contacts: tuple[Contact, ...] = ()

    def policies(self) -> Account:
        """What the domain is given."""
        common = attrs.asdict(self.account, recurse=False)
        del common["region"]
        return Account(
            queues={queue.id: queue for queue in self.queues},
            agents={agent.id: agent for agent in self.agents},
            dispositions=self.dispositions,
            canned=self.canned,
            redaction=self.redaction,
            contact_fields={field.id: field for field in self.contact_fields},
            **common,
        )


def load(path: Path, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration in a file, overridden by the environment. Files that it names are beside it.

    Raises: BadConfig, OSError.
    """
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig((Fault(str(path), str(error)),)) from None
    return parse(plain, os.environ if environment is None else environment, path.parent)


def parse(plain: dict[str, Any], environment: Mapping[str, str], folder: Path = Path()) -> Config:
    """The same from what TOML says. Raises: BadConfig."""
    overridden, faults = _overridden(plain, environment)
    config, more = read(Config, overridden)
    if config is not None:
        config = _beside(folder, config)
        more = faults_of(config)
    if config is None or faults or more:
        raise BadConfig((*faults, *more))
    return config


def _beside(folder: Path, config: Config) -> Config:
    """The names of other files as paths from `folder`."""

    def path(name: str | None) -> str | None:
        return None if name is None else str(folder / name)

    server, tokens, calls = config.server, config.tokens, config.calls
    keys = tuple(attrs.evolve(key, secret_file=str(folder / key.secret_file)) for key in tokens.keys)
    mail, mailboxes = _mail_beside(folder, config)
    return attrs.evolve(
        config,
        mail=mail,
        mailboxes=mailboxes,
        server=attrs.evolve(server, tls_certificate=path(server.tls_certificate), tls_key=path(server.tls_key)),
        tokens=attrs.evolve(tokens, keys=keys),
        calls=attrs.evolve(calls, turn_secret_file=path(calls.turn_secret_file)),
        summary=attrs.evolve(config.summary, key_file=path(config.summary.key_file)),
    )


def _mail_beside(folder: Path, config: Config) -> tuple[MailSettings, tuple[Mailbox, ...]]:
    def placed(settings: Any, *names: str) -> Any:
        given = {name: getattr(settings, name) for name in names} if settings is not None else {}
        changed = {name: str(folder / path) for name, path in given.items() if path is not None}
        return attrs.evolve(settings, **changed) if changed else settings

    mail = placed(config.mail, "tls_certificate", "tls_key")
    users = tuple(placed(user, "password_file") for user in mail.users)
    mail = attrs.evolve(mail, users=users, out=placed(mail.out, "password_file"))
    return mail, tuple(attrs.evolve(one, imap=placed(one.imap, "password_file")) for one in config.mailboxes)


def _overridden(plain: dict[str, Any], environment: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The settings with those of the environment in them; and what is wrong with the environment."""
    plain, faults = dict(plain), list[Fault]()
    for variable, (section, name) in ENVIRONMENT.items():
        value: str | int | None = environment.get(variable)
        if variable == "RINGLINE_PORT" and value is not None:
            if not (str(value).isascii() and str(value).isdigit()):
                faults.append(Fault(variable, "a whole number is expected"))
                continue
            value = int(value)
        settings = plain.get(section, {})
        if value is not None and isinstance(settings, dict):
            plain[section] = {**settings, name: value}
    return plain, tuple(faults)
