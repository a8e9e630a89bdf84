"""Mail of a configured server: the key of its reply addresses, its doors and where they are, mailboxes elsewhere."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

import trio
from ringline_protocol.codes import Refused

from ringline_server import logs
from ringline_server.config_mail import ImapSettings, Mailbox, MailSettings
from ringline_server.edges.certificates import Certificates
from ringline_server.edges.listeners import Listener, addresses, open_listeners
from ringline_server.edges.mail.door import Door, read_passwords
from ringline_server.edges.mail.imap import ImapWatcher
from ringline_server.edges.mail.imap_line import ImapLine
from ringline_server.edges.mail.receiving import MailRefused, Receiving
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.mail.source import Source
from ringline_server.store.records import StoreUnavailable

REPLY_KEY: Final = "mail.key"
"""Signs reply addresses. Who replaces it makes the addresses in old mails name nothing."""

log = logs.logger("mail")


class CannotReceive(Exception):
    """The message says why, for people."""


def reply_key(data: Path) -> bytes:
    """Made once. Raises: OSError."""
    path = data / REPLY_KEY
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(Ids().secret() + Ids().secret())
        fresh.replace(path)
    return path.read_bytes().strip()


@asynccontextmanager
async def doors(
    settings: MailSettings, server: Server, key: bytes, draining: trio.Event, certificates: Certificates
) -> AsyncIterator[list[str]]:
    """Open while this is entered; where they are, as people read it. Raises: CannotReceive."""
    receiving = Receiving(server, key)
    async with AsyncExitStack() as stack:
        opened = await _opened(settings, stack)
        tls, passwords = _secrets(settings, certificates)
        watchers = [
            _watcher(settings, receiving, mailbox, mailbox.imap) for mailbox in server.mailboxes if mailbox.imap
        ]
        async with trio.open_nursery() as nursery:
            said = []
            for name, listeners in opened:
                door = Door(settings, receiving, name == "LMTP", tls, passwords, draining)
                nursery.start_soon(door.serve, listeners)
                said += [f"{name} {host}:{port}" for host, port in addresses(listeners)]
            for watcher in watchers:
                nursery.start_soon(_until, draining, watcher.run)
            yield said
            nursery.cancel_scope.cancel()


async def _opened(settings: MailSettings, stack: AsyncExitStack) -> list[tuple[str, list[Listener]]]:
    opened = []
    for name, listen in (("SMTP", settings.smtp_listen), ("LMTP", settings.lmtp_listen)):
        if listen is not None:
            host, _, port = listen.rpartition(":")
            try:
                listeners = await open_listeners(host.strip("[]"), int(port))
            except OSError as error:
                raise CannotReceive(f"cannot listen on {listen}: {error.strerror or error}") from error
            for listener in listeners:
                stack.push_async_callback(listener.aclose)
            opened.append((name, listeners))
    return opened


def _watcher(settings: MailSettings, receiving: Receiving, mailbox: Mailbox, imap: ImapSettings) -> ImapWatcher:
    try:
        password = "" if imap.password_file is None else Path(imap.password_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CannotReceive(f"cannot read the password of mailbox {mailbox.id}: {error}") from error
    server = receiving.server
    return ImapWatcher(
        mailbox.id,
        partial(ImapLine, imap, password),
        partial(_delivered, receiving, mailbox.id),
        server.disk,
        server.ids,
        settings.size_bytes_max,
        spool_folder=server.spool_folder,
    )


async def _delivered(receiving: Receiving, mailbox_id: str, raw: Source) -> bool:
    """See imap.Deliver. A mailbox that a reload took away is read no further: its mails stay where they are."""
    mailbox = next((one for one in receiving.server.mailboxes if one.id == mailbox_id), None)
    if mailbox is None:
        log.warning("mailbox elsewhere no longer read", mailbox=mailbox_id)
        await trio.sleep_forever()
    try:
        await receiving.receive(mailbox, raw)
    except MailRefused:
        log.warning("mail elsewhere refused", mailbox=mailbox_id, size=raw.size)
    except (StoreUnavailable, Refused):
        return False
    return True


async def _until(event: trio.Event, run: Callable[[], Awaitable[None]]) -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(run)
        await event.wait()
        nursery.cancel_scope.cancel()


def _secrets(settings: MailSettings, certificates: Certificates) -> tuple[ssl.SSLContext | None, dict[str, str]]:
    try:
        passwords = read_passwords(settings)
        context = certificates.context(settings.tls_certificate, settings.tls_key)
    except OSError as error:
        raise CannotReceive(f"cannot use the certificate or a password file of [mail]: {error}") from error
    return context, passwords
