"""What `[mail]` and `[[mailboxes]]` must keep: addresses that can be listened on, mailboxes with a queue for email."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ringline_protocol.values import Channel

from ringline_server.config_limits import MINUTE, SECOND, between, file, ids, span, tls_files, twice, unknown
from ringline_server.config_mail import Mailbox, MailOutSettings, Tls
from ringline_server.config_reading import Fault

if TYPE_CHECKING:
    from ringline_server.config import Config

LISTEN: Final = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})", re.ASCII)
ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\\\]{1,64}@[^\s@<>,;:\"()\[\]\\\\]{1,255}")
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
SIGNATURE_CHARS_MAX: Final = 2_000
MIB: Final = 2**20


def faults_of_mail(config: "Config") -> Iterator[Fault]:
    """All of them, each with its place."""
    yield from _coming_in("config.mail", config)
    yield from ids("config.mailboxes", "mbx", [mailbox.id for mailbox in config.mailboxes])
    yield from twice("config.mailboxes", (address for mailbox in config.mailboxes for address in mailbox.addresses))
    for index, mailbox in enumerate(config.mailboxes):
        yield from _mailbox(f"config.mailboxes[{index}]", mailbox, config)


def warnings_of_mail(config: "Config") -> Iterator[Fault]:
    """What is allowed, and probably not meant."""
    mail = config.mail
    has_door = mail.smtp_listen is not None or mail.lmtp_listen is not None
    for index, mailbox in enumerate(config.mailboxes):
        if not has_door and mailbox.imap is None:
            yield Fault(f"config.mailboxes[{index}]", "no mail reaches it: no smtp_listen, no lmtp_listen, no imap")
    if has_door and not config.mailboxes:
        yield Fault("config.mail", "every mail is refused: there are no mailboxes")
    if mail.lmtp_listen is not None and mail.lmtp_listen.rpartition(":")[0].strip("[]") not in LOOPBACK:
        yield Fault("config.mail.lmtp_listen", "LMTP asks nobody who they are: listen on loopback only")


def _coming_in(place: str, config: "Config") -> Iterator[Fault]:
    mail = config.mail
    for name in ("smtp_listen", "lmtp_listen"):
        listen = getattr(mail, name)
        if listen is not None and not _is_listen(listen):
            yield Fault(f"{place}.{name}", 'an address and a port are expected, as "127.0.0.1:2525"')
    yield from between(f"{place}.size_bytes_max", mail.size_bytes_max, MIB // 16, 100 * MIB)
    yield from between(f"{place}.connections_max", mail.connections_max, 1, 10_000)
    yield from between(f"{place}.connections_per_peer_max", mail.connections_per_peer_max, 1, 10_000)
    yield from between(f"{place}.mails_per_peer_per_minute", mail.mails_per_peer_per_minute, 1, 1_000_000)
    yield from span(f"{place}.peer_timeout", mail.peer_timeout_ms, (SECOND, 10 * MINUTE))
    yield from tls_files(place, mail.tls_certificate, mail.tls_key)
    yield from twice(f"{place}.users", (user.name for user in mail.users))
    for index, user in enumerate(mail.users):
        yield from file(f"{place}.users[{index}].password_file", user.password_file)
    if mail.users and mail.tls_certificate is None:
        yield Fault(f"{place}.users", "passwords need tls_certificate and tls_key")
    if mail.auth_required and not mail.users:
        yield Fault(f"{place}.auth_required", "needs users")
    if mail.out is not None:
        yield from _going_out(f"{place}.out", mail.out)


def _going_out(place: str, out: MailOutSettings) -> Iterator[Fault]:
    yield from between(f"{place}.port", out.port, 1, 65_535)
    yield from file(f"{place}.password_file", out.password_file)
    yield from between(f"{place}.connections", out.connections, 1, 100)
    yield from between(f"{place}.mails_per_minute", out.mails_per_minute, 1, 100_000)
    if bool(out.host) is (out.folder is not None):
        yield Fault(place, "either the host of a relay, or a folder to write mails to")
    if (out.username is None) is not (out.password_file is None):
        yield Fault(place, "username and password_file go together")
    if out.username is not None and out.tls is Tls.NONE:
        yield Fault(f"{place}.tls", "a password in the clear: starttls or tls")


def _mailbox(place: str, mailbox: Mailbox, config: "Config") -> Iterator[Fault]:
    for address in (mailbox.address, *mailbox.aliases):
        if not ADDRESS.fullmatch(address):
            yield Fault(f"{place}.address", 'an address is expected, as "help@example.com"')
    queues = {queue.id: queue for queue in config.queues}
    if mailbox.queue not in queues:
        yield unknown(f"{place}.queue", "queue", mailbox.queue, queues)
    elif queues[mailbox.queue].channel is not Channel.EMAIL:
        yield Fault(f"{place}.queue", f"a queue for email is needed; {mailbox.queue} is for another channel")
    for language, text in mailbox.signature.items():
        yield from between(f"{place}.signature.{language}, characters", len(text), 1, SIGNATURE_CHARS_MAX)
    if mailbox.imap is not None:
        yield from between(f"{place}.imap.port", mailbox.imap.port, 1, 65_535)
        yield from file(f"{place}.imap.password_file", mailbox.imap.password_file)


def _is_listen(text: str) -> bool:
    found = LISTEN.fullmatch(text)
    return found is not None and int(found[2]) <= 65_535
