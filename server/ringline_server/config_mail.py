"""Settings of e-mail: where it comes in, where it goes out, and the mailboxes, each bound to a queue."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs


class Tls(StrEnum):
    """How a connection to another mail server is secured."""

    NONE = "none"
    """Not at all: for a relay on the same machine."""
    STARTTLS = "starttls"
    """Begun in the clear, and secured before anything is said; refused where the server cannot."""
    TLS = "tls"
    """From the first byte."""


@attrs.frozen
class MailUser:
    """Who may hand in mail with a name and a password, from anywhere."""

    name: str
    password_file: str


@attrs.frozen
class MailOutSettings:
    """The relay that sends our mail: signing (DKIM) and delivery to the world are its business."""

    host: str = ""
    port: int = 587
    tls: Tls = Tls.STARTTLS
    username: str | None = None
    password_file: str | None = None
    folder: str | None = None
    """Instead of `host`: mails are only written there, in the data directory, for trying things out."""
    connections: int = 4
    """To the relay, at once."""
    mails_per_minute: int = 600
    """What is more waits."""


@attrs.frozen
class MailSettings:
    """How mail comes in."""

    smtp_listen: str | None = None
    """`address:port`, as "0.0.0.0:25"; absent: no SMTP."""
    lmtp_listen: str | None = None
    """The same for LMTP, which a mail server in front of this one speaks; never to be open to strangers."""
    hostname: str = "localhost"
    """What the server calls itself."""
    tls_certificate: str | None = None
    """With `tls_key`: STARTTLS is offered, and passwords are taken under it only."""
    tls_key: str | None = None
    size_bytes_max: int = 26_214_400
    """Of one mail."""
    connections_max: int = 100
    """At once, of SMTP and LMTP each."""
    connections_per_peer_max: int = 20
    """At once, from one address."""
    mails_per_peer_per_minute: int = 120
    """From one address; more get 451 and come later."""
    peer_timeout_ms: int = 60_000
    """A peer that says nothing for so long is let go."""
    auth_required: bool = False
    """Only who has a name and a password hands in mail."""
    users: tuple[MailUser, ...] = ()
    out: MailOutSettings | None = None


@attrs.frozen
class ImapSettings:
    """A mailbox that lives elsewhere and is read from there."""

    host: str
    port: int = 993
    tls: Tls = Tls.TLS
    username: str = ""
    password_file: str | None = None
    folder: str = "INBOX"


@attrs.frozen
class Mailbox:
    """An address of ours. What comes to it waits in its queue; what agents answer goes out from it."""

    id: str
    address: str
    queue: str
    name: str = ""
    """Shown beside the address."""
    aliases: tuple[str, ...] = ()
    """Other addresses that are this mailbox, too."""
    signature: Mapping[str, str] = attrs.field(factory=dict)
    """By language; ends every mail of ours."""
    imap: ImapSettings | None = None

    @property
    def addresses(self) -> Iterator[str]:
        """All that are this mailbox, folded: letter case does not count."""
        return (address.casefold() for address in (self.address, *self.aliases))
