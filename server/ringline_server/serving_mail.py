"""Mail of a configured server: the key of its reply addresses, its doors, and where they are."""

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

import trio

from ringline_server.config_mail import MailSettings
from ringline_server.edges.listeners import Listener, addresses, open_listeners, tls_context
from ringline_server.edges.mail.door import Door, read_passwords
from ringline_server.edges.mail.receiving import Receiving
from ringline_server.edges.server import Server
from ringline_server.ids import Ids

REPLY_KEY: Final = "mail.key"
"""Signs reply addresses. Who replaces it makes the addresses in old mails name nothing."""


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
async def doors(settings: MailSettings, server: Server, key: bytes, draining: trio.Event) -> AsyncIterator[list[str]]:
    """Open while this is entered; where they are, as people read it. Raises: CannotReceive."""
    receiving = Receiving(server, key)
    async with AsyncExitStack() as stack:
        opened = await _opened(settings, stack)
        tls, passwords = _secrets(settings)
        async with trio.open_nursery() as nursery:
            said = []
            for name, listeners in opened:
                door = Door(settings, receiving, name == "LMTP", tls, passwords, draining)
                nursery.start_soon(door.serve, listeners)
                said += [f"{name} {host}:{port}" for host, port in addresses(listeners)]
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


def _secrets(settings: MailSettings) -> tuple[ssl.SSLContext | None, dict[str, str]]:
    try:
        passwords = read_passwords(settings)
        if settings.tls_certificate is None or settings.tls_key is None:
            return None, passwords
        context = tls_context(Path(settings.tls_certificate), Path(settings.tls_key))
    except OSError as error:
        raise CannotReceive(f"cannot use the certificate or a password file of [mail]: {error}") from error
    return context, passwords
