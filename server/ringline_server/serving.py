"""A configured server from its settings to its end: keys, store, contacts, listeners, signals, what is printed."""

import signal
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from ringline_server import app, garbage, logs, serving_mail
from ringline_server.clock import Clock
from ringline_server.config import Config
from ringline_server.config_calls import ice_servers
from ringline_server.domain.principal import Principal
from ringline_server.edges import audit
from ringline_server.edges.auth import Algorithm, TokenKey, Tokens
from ringline_server.edges.certificates import Certificates
from ringline_server.edges.listeners import Listener, open_listeners
from ringline_server.edges.mail import office
from ringline_server.edges.mail.office import open_outbox
from ringline_server.edges.mail.outbox import Outbox
from ringline_server.edges.origins import Origins
from ringline_server.edges.peer import Proxies
from ringline_server.edges.server import Server
from ringline_server.ids import Ids
from ringline_server.open_files import allow_open_files
from ringline_server.serving_address import (
    SAMPLE_AGENT,
    TOKENS_FILE,
    Address,
    keep_token_file,
    sample_token,
    sign_in_link,
    write_token_file,
)
from ringline_server.store.disk import CONTACTS_MAX, Disk
from ringline_server.store.records import StoreUnavailable
from ringline_server.store.sqlite import open_sqlite

SAMPLE: Final = Path(__file__).with_name("sample.toml")
OWN_KEY: Final = "token.key"
"""Of a server whose configuration names no key. The sample's is one."""

log = logs.logger("serving")


class CannotServe(Exception):
    """The message says why, for people."""


@attrs.frozen
class Wish:
    """What to run, and where. `host` and `port` override the settings."""

    settings: Config
    data: Path
    host: str | None = None
    port: int | None = None
    is_sample: bool = False
    command: str = "ringline"
    """How a shell here calls it."""
    say: Callable[[str], None] = lambda _: None
    """Tells the person at the terminal one line."""
    load: Callable[[], Config | None] = lambda: None
    """Reads the settings again, for SIGHUP; None (and the reasons told) when they cannot be used."""
    certificates: Certificates = attrs.field(factory=Certificates)


async def run(wish: Wish) -> None:
    """Serve until a signal. Raises: CannotServe, StoreRefused."""
    settings, clock, ids = wish.settings, Clock(), Ids()
    tokens = make_tokens(settings, wish.data)
    started_ms = clock.now_ms()
    with garbage.tamed() as house_stands:
        async with (
            _listening(wish) as listeners,
            open_sqlite(wish.data / settings.store.path, ids, started_ms) as disk,
            app.open_house(settings.policies(), disk, clock, ids) as house,
        ):
            await _keep_contacts(settings, disk)
            server = _server(settings, house, tokens)
            server.spool_folder = (wish.data / settings.store.path).parent
            allow_open_files()  # a server that cannot start says why, and nothing else
            log.info("ready", count=house.restored, took_ms=clock.now_ms() - started_ms)
            async with open_outbox(server, settings.mail, wish.data) as outbox, trio.open_nursery() as nursery:
                nursery.start_soon(_reload_on_hangup, wish, house, server, outbox)
                nursery.start_soon(_when_whole, house, house_stands)
                await _serve(wish, server, listeners)
                nursery.cancel_scope.cancel()


async def _when_whole(house: app.House, house_stands: Callable[[], None]) -> None:
    await house.is_whole.wait()
    house_stands()


def _server(settings: Config, house: app.House, tokens: Tokens) -> Server:
    server = app.make_server(house.registry, tokens)
    server.service_commands_per_s = settings.server.service_commands_per_s
    server.origins = Origins(settings.server.origins)
    _set_policies(settings, server)
    return server


def _set_policies(settings: Config, server: Server) -> None:
    server.region, server.ice = settings.account.region, ice_servers(settings.calls)
    server.public, server.tryout, server.mailboxes = settings.public, settings.tryout, settings.mailboxes
    server.summaries.configure(settings.summary)
    server.keep_content_for(settings.store.forget_after_ms)


async def _reload_on_hangup(wish: Wish, house: app.House, server: Server, outbox: Outbox | None) -> None:
    """SIGHUP: policies, contacts, relay and certificates as the files are now. What cannot be used changes nothing."""
    with trio.open_signal_receiver(signal.SIGHUP) as signals:
        async for _ in signals:
            settings = wish.load()
            if settings is None:
                log.error("reload refused", reason="faults in the file")
                continue
            try:
                way = office.way_out(settings.mail, wish.data)
                await _keep_contacts(settings, server.disk)
                wish.certificates.renew()
                await audit.note_reload(server)
                _set_policies(settings, server)
            except (StoreUnavailable, OSError) as error:
                log.error("reload refused", reason=type(error).__name__)
                continue
            office.take_way(server, outbox, settings.mail, way)
            house.reload(settings.policies())
            log.info("reloaded", count=len(settings.queues))


@asynccontextmanager
async def _listening(wish: Wish) -> AsyncIterator[list[Listener]]:
    """Before anything else is opened: what is in use, or not allowed, is told at once. Raises: CannotServe."""
    settings = wish.settings.server
    host, port = wish.host or settings.host, settings.port if wish.port is None else wish.port
    tls = _tls(wish)
    try:
        listeners = await open_listeners(host, port, tls)
    except OSError as error:
        raise CannotServe(f"cannot listen on {host} port {port}: {error.strerror or error}") from error
    try:
        yield listeners
    finally:
        for listener in listeners:
            await trio.aclose_forcefully(listener)


def _tls(wish: Wish) -> ssl.SSLContext | None:
    settings = wish.settings.server
    try:
        return wish.certificates.context(settings.tls_certificate, settings.tls_key)
    except OSError as error:
        raise CannotServe(f"cannot use {settings.tls_certificate} with {settings.tls_key}: {error}") from error


async def _serve(wish: Wish, server: Server, listeners: list[Listener]) -> None:
    settings = wish.settings.server
    proxies = Proxies(settings.proxies)
    front = app.make_front(server, origins=server.origins, proxies=proxies, grace_ms=settings.grace_ms)
    is_secure = settings.tls_certificate is not None
    draining = trio.Event()
    async with _mail(wish, server, draining) as mail, trio.open_nursery() as nursery:
        nursery.start_soon(app.stop_on_signal, draining)
        found = await nursery.start(partial(app.serve, server, front, listeners, draining))
        address = Address(found[0][0], found[0][1], is_secure)
        if wish.is_sample:
            write_token_file(wish.data, server, address)
            nursery.start_soon(keep_token_file, wish.data, server, address)
        _greet(wish, server, address, mail)
        await draining.wait()
        await server.closed.wait()
        nursery.cancel_scope.cancel()


@asynccontextmanager
async def _mail(wish: Wish, server: Server, draining: trio.Event) -> AsyncIterator[list[str]]:
    """Doors for mail. Raises: CannotServe."""
    try:
        server.reply_key = serving_mail.reply_key(wish.data)
        mail, key = wish.settings.mail, server.reply_key
        async with serving_mail.doors(mail, server, key, draining, wish.certificates) as opened:
            yield opened
    except serving_mail.CannotReceive as error:
        raise CannotServe(str(error)) from error


def make_tokens(settings: Config, data: Path) -> Tokens:
    """The key set of the settings; without keys one of its own under `data`, made once. Raises: CannotServe."""
    named = settings.tokens
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys = [TokenKey(key.kid, key.algorithm, Path(key.secret_file).read_bytes().strip()) for key in named.keys]
        return Tokens(keys or [_own_key(data / OWN_KEY)], named.issuer, named.audience)
    except FileExistsError as error:
        raise CannotServe(f"{data}: this is no folder") from error
    except OSError as error:
        raise CannotServe(f"{error.filename}: {error.strerror}") from error
    except ValueError as error:
        raise CannotServe(str(error)) from error


def _own_key(path: Path) -> TokenKey:
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(Ids().secret() + Ids().secret())
        fresh.replace(path)
    return TokenKey("own", Algorithm.HS256, path.read_bytes().strip())


def make_token(
    settings: Config, data: Path, principal: str, kind: PrincipalKind, minutes: int, interaction: str | None
) -> str:
    """A token for somebody, signed with the settings' first key. Raises: CannotServe."""
    return trio.run(_make_token, settings, data, principal, kind, minutes, interaction)


async def _make_token(
    settings: Config, data: Path, principal: str, kind: PrincipalKind, minutes: int, interaction: str | None
) -> str:
    await trio.lowlevel.checkpoint()
    now_ms = Clock().now_ms()
    agent = settings.policies().agents.get(principal)
    name = agent.name if agent is not None else principal
    own_id = principal if interaction is None else f"con_{interaction}"
    somebody = Principal(kind, own_id, now_ms + minutes * 60_000, name, interaction)
    return make_tokens(settings, data).issue(somebody, now_ms)


async def _keep_contacts(settings: Config, disk: Disk) -> None:
    contacts = settings.contacts
    for start in range(0, len(contacts), CONTACTS_MAX):
        await disk.book.seed(contacts[start : start + CONTACTS_MAX], settings.account.region)
    await disk.book.index(settings.account.region)


def _greet(wish: Wish, server: Server, address: Address, mail: list[str]) -> None:
    """Addresses, and what to try next."""
    wish.say(f"Ringline is listening on {address.http}")
    wish.say(f"  Desk       {address.http}/")
    if server.public.queues:
        widget = f"{address.http}/widget"
        wish.say(f"  Widget     {widget}   for a site: <script src={widget}.js async></script>")
    if server.tryout.enabled:
        wish.say(f"  Try it     {address.http}/try   a bot hands you over to the desk")
    wish.say(f"  WebSocket  {address.websocket}")
    if mail:
        ours = ", ".join(mailbox.address for mailbox in server.mailboxes)
        wish.say(f"  Mail       {', '.join(mail)}   for {ours}")
    out = wish.settings.mail.out
    if out is not None and out.folder is not None:
        wish.say(f"  Sent mail  {wish.data / out.folder}, written there and sent nowhere")
    wish.say(f"  HTTP       {address.http}/v1   description: {address.http}/openapi.json")
    if wish.is_sample:
        tokens = wish.data / TOKENS_FILE
        wish.say(f"  Tokens     {tokens}, refreshed every 30 minutes")
        wish.say(f"The desk, signed in as {server.account.agents[SAMPLE_AGENT].name} for an hour:")
        wish.say(f"  open {sign_in_link(address, sample_token(server))}")
        wish.say(f"As somebody else: {wish.command} token agt_bruno --link --data {wish.data}")
        wish.say("Try it, each in a terminal of its own:")
        wish.say(f"  {wish.command} agent agt_ana --tokens {tokens}")
        wish.say(f"  {wish.command} service handover --tokens {tokens}")
        wish.say(f"  {wish.command} demo")
    wish.say("Ctrl-C stops it; whatever was acknowledged is on disk.")
