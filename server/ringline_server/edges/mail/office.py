"""The outbox of a running server: opened with the way out that is configured, told by interactions, and stopped."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import trio

from ringline_server import logs
from ringline_server.config_mail import MailOutSettings, MailSettings
from ringline_server.edges.mail.carriers import Carrier, FolderCarrier, LineCarrier
from ringline_server.edges.mail.outbox import Outbox
from ringline_server.edges.mail.sending import Relay
from ringline_server.edges.server import Server

log = logs.logger("outbox")


@asynccontextmanager
async def open_outbox(server: Server, settings: MailSettings, data: Path) -> AsyncIterator[Outbox | None]:
    """Mails leave while this is entered; None where no way out is configured. Raises: OSError (the password's file)."""
    if settings.out is None:
        yield None
        return
    make_carrier = carriers_of(settings.out, settings.hostname, data)
    limits = settings.out.connections, settings.out.mails_per_minute
    outbox = Outbox(server.registry, partial(_address_of, server), make_carrier, *limits, server.spool_folder)
    server.registry.mail_stands = outbox.told
    server.sends_mail = True
    async with trio.open_nursery() as nursery:
        nursery.start_soon(outbox.run)
        yield outbox
        await outbox.stop()
        nursery.cancel_scope.cancel()


def way_out(settings: MailSettings, data: Path) -> Callable[[], Carrier] | None:
    """None: mail is not sent. Raises: OSError (the password's file)."""
    return None if settings.out is None else carriers_of(settings.out, settings.hostname, data)


def take_way(server: Server, outbox: Outbox | None, settings: MailSettings, way: Callable[[], Carrier] | None) -> None:
    """What is configured now: for mails that leave from now on, also for those that wait."""
    if outbox is None or settings.out is None or way is None:
        server.sends_mail = False  # what waits goes on as it began: nothing that was acknowledged is dropped
        if (outbox is None) is not (way is None):
            log.warning("restart to have mail leave as configured")
        return
    outbox.take_way(way, settings.out.mails_per_minute)
    server.sends_mail = True


def carriers_of(out: MailOutSettings, own_name: str, data: Path) -> Callable[[], Carrier]:
    """How each connection is made. Raises: OSError."""
    if out.folder is not None:
        return partial(FolderCarrier, data / out.folder)
    password = "" if out.password_file is None else Path(out.password_file).read_text(encoding="utf-8").strip()
    return partial(LineCarrier.to, Relay(out.host, out.port, out.tls, out.username or "", password, own_name))


def _address_of(server: Server, mailbox: str) -> str | None:
    return next((one.address for one in server.mailboxes if one.id == mailbox), None)
