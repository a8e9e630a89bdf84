"""The composition root: the only module that knows all the others. Starts the house, opens the door, closes both.

disk -> journal -> supervisor -> queues, agents, what agents carry -> front (sockets, HTTP); meanwhile the lines
draining: no new connections, clients told to come back, then everything is left as it is: it is on disk
"""

import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import attrs
import ringline_web
import trio
from ringline_protocol.codes import CloseCode
from ringline_protocol.frames import Notice, NoticeKind

from ringline_server import __version__, logs
from ringline_server.actors import agent as agents
from ringline_server.actors import damaged, reviving
from ringline_server.actors import queue as queues
from ringline_server.actors.actor import Actor, Mailbox
from ringline_server.actors.agent_memory import Kept
from ringline_server.actors.inspecting import Inspector
from ringline_server.actors.registry import Registry
from ringline_server.actors.restoring import Lines, bring_back, restore
from ringline_server.actors.supervisor import Supervisor
from ringline_server.clock import Clock
from ringline_server.domain.merging import UNMERGE_MS
from ringline_server.domain.policy import Account, Queue
from ringline_server.edges import forgetting, hello, pages, retention, revoking
from ringline_server.edges.auth import LIFETIME_MS_MAX, Tokens
from ringline_server.edges.connection import Live
from ringline_server.edges.front import Front
from ringline_server.edges.http import metrics
from ringline_server.edges.http.app import make_app
from ringline_server.edges.keyring import KEY_MEMORY_MS, Keyring
from ringline_server.edges.listeners import Listener
from ringline_server.edges.server import Server
from ringline_server.edges.sessions import Sessions
from ringline_server.edges.tickets import Tickets
from ringline_server.ids import Ids
from ringline_server.store.disk import ANSWERED_MAX, Disk
from ringline_server.store.journal import Journal
from ringline_server.store.mails import ORPHAN_MS
from ringline_server.store.records import Snapshot, StoreUnavailable

PAGES = Path(ringline_web.__file__).parent
SNAPSHOTS_WAITING_MAX = 1_000
"""Cache entries not yet written; more are dropped."""
HOUSEKEEPING_MS = 3_600_000
DRAIN_SPREAD_MS = 5_000
"""Over which time clients of a stopping server are told to come back."""

log = logs.logger("app")


@attrs.define(eq=False)
class House:
    """Actors and store, without any edge. Lives inside `open_house`."""

    registry: Registry
    restored: int
    """Open interactions: in memory, or on their way."""
    is_whole: trio.Event
    """Set when the last of them is in memory."""

    def reload(self, account: Account) -> None:
        """New policies from here on: for what begins. Running timers keep their deadlines; nobody is signed out."""
        registry = self.registry
        registry.account = account
        _start_actors(registry)
        registry.reload(account)


@asynccontextmanager
async def open_house(account: Account, disk: Disk, clock: Clock, ids: Ids) -> AsyncIterator[House]:
    """What agents carry is back when this is entered, and the lines come back in order. The disk stays the caller's."""
    keep, snapshots = trio.open_memory_channel[Snapshot](SNAPSHOTS_WAITING_MAX)
    journal, is_whole = Journal(disk), trio.Event()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(journal.run)
        nursery.start_soon(_keep_snapshots, disk, snapshots)
        nursery.start_soon(_housekeeping, disk, clock)
        async with trio.open_nursery() as actors:
            registry = Registry(
                account,
                clock,
                ids,
                journal,
                disk,
                Supervisor(actors, clock, ids),
                make_interaction=lambda mailbox: _make_interaction(registry, is_whole, mailbox),
                stand_in=damaged.stand_in,
                save_snapshot=partial(_save_snapshot, keep),
            )
            registry.adopt_queue = partial(_adopt_queue, registry)
            registry.adopt_agent = partial(_adopt_agent, registry)
            _start_actors(registry)
            restored, lines = await restore(registry)
            house = House(registry, restored + len(lines), is_whole)
            nursery.start_soon(_bring_back, house, lines)
            nursery.start_soon(Inspector(registry).run)
            yield house
            actors.cancel_scope.cancel()
        nursery.cancel_scope.cancel()


def _start_actors(registry: Registry) -> None:
    """Queues and agents of the account that do not run yet."""
    for queue in registry.account.queues:
        if not registry.has_queue(queue):
            registry.start_queue(queue, partial(queues.revive, registry, queue, queues.Kept()))
    for agent in registry.account.agents:
        if not registry.has_agent(agent):
            registry.start_agent(agent, partial(agents.revive, registry, agent, Kept()))


def _adopt_queue(registry: Registry, last: Queue) -> None:
    """Closed for what is new; what stands there keeps its place, and can be assigned."""
    log.warning("queue is not in the account", queue=last.id)
    registry.start_queue(last.id, partial(queues.revive, registry, last.id, queues.Kept(policy=last)))


def _adopt_agent(registry: Registry, agent: str) -> None:
    """Gone, as far as their work is concerned; they cannot sign in."""
    registry.adopted.add(agent)
    log.warning("agent is not in the account", agent=agent)
    registry.start_agent(agent, partial(agents.revive, registry, agent, Kept()))


async def _make_interaction(registry: Registry, is_whole: trio.Event, mailbox: Mailbox) -> Actor:
    """Of what is asked for before the house is whole nobody knows whether it was back already: it is told."""
    made = await reviving.revive(registry, mailbox.id, registry.interaction(mailbox.id))
    if not is_whole.is_set():
        made.server_restarted(registry.clock.now_ms())
    return made


async def _bring_back(house: House, lines: Lines) -> None:
    await bring_back(house.registry, lines)
    house.is_whole.set()


def _save_snapshot(keep: "trio.MemorySendChannel[Snapshot]", snapshot: Snapshot) -> None:
    try:
        keep.send_nowait(snapshot)
    except trio.WouldBlock:
        log.info("snapshot dropped", stream=snapshot.stream)


async def _keep_snapshots(disk: Disk, snapshots: "trio.MemoryReceiveChannel[Snapshot]") -> None:
    async for snapshot in snapshots:
        try:
            await disk.save_snapshots([snapshot])
        except StoreUnavailable:
            log.warning("snapshot not kept", stream=snapshot.stream)


async def _housekeeping(disk: Disk, clock: Clock) -> None:
    """What nobody needs any more is forgotten, a page at a time: uploads that were not sent, merges that cannot be
    undone, revocations that no token outlived, keys of yesterday."""
    while True:
        try:
            while await disk.forget_pieces(clock.now_ms() - ORPHAN_MS):
                await trio.lowlevel.checkpoint()
            await disk.book.forget_merges(clock.now_ms() - UNMERGE_MS)
            await disk.forget_revocations(clock.now_ms() - LIFETIME_MS_MAX)
            while await disk.forget_answered(clock.now_ms() - KEY_MEMORY_MS) == ANSWERED_MAX:
                await trio.lowlevel.checkpoint()
        except StoreUnavailable:
            log.warning("housekeeping put off")
        await trio.sleep(HOUSEKEEPING_MS / 1000)


def make_server(registry: Registry, tokens: Tokens) -> Server:
    """What the edges share."""
    tickets = Tickets(registry.ids, tokens.revocations)
    server = Server(registry, tokens, tickets, Sessions(registry.ids), Keyring(registry.disk), __version__)
    tokens.revocations.on_revoked = server.revoked
    registry.alarms.on_alarm = server.wall.alarmed
    registry.on_reload = server.reloaded
    registry.summarize = server.summaries.due
    return server


async def serve(
    server: Server,
    front: Front,
    listeners: Sequence[Listener],
    draining: trio.Event,
    *,
    task_status: trio.TaskStatus[list[tuple[str, int]]] = trio.TASK_STATUS_IGNORED,
) -> None:
    """Accept connections until `draining` is set, then say goodbye to everybody. Closes the listeners."""
    await revoking.recall(server)
    await server.canned.recall()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_drain, server, draining)
        nursery.start_soon(forgetting.run, server)
        nursery.start_soon(retention.run, server)
        nursery.start_soon(server.summaries.run)
        nursery.start_soon(server.flusher.run)
        try:
            await front.serve(list(listeners), draining, task_status=task_status)
        finally:
            server.closed.set()
        nursery.cancel_scope.cancel()


def make_front(server: Server, folder: Path | None = PAGES, **settings: object) -> Front:
    """The one port: sessions on `/ws`, everything else HTTP: the interface, and the pages of a folder, read now."""
    http = make_app(server)
    http.router.routes.append(metrics.route(server))
    if folder is not None:
        http.router.routes.extend(pages.routes(folder, lambda: server.public.pages))
    return Front(http, partial(hello.serve, server), **settings)  # type: ignore[arg-type]


async def _drain(server: Server, draining: trio.Event) -> None:
    """Tell each client when to come back, spread out, and close its connection."""
    await draining.wait()
    server.is_draining = True
    sessions = server.sessions.connected()
    log.info("draining", count=len(sessions))
    for number, session in enumerate(sessions):
        if isinstance(session.life, Live):
            wait_ms = DRAIN_SPREAD_MS * number // len(sessions)
            session.life.notice(Notice(NoticeKind.DRAINING, reconnect_in_ms=wait_ms))
            session.life.end(CloseCode.RESTART)


async def stop_on_signal(draining: trio.Event) -> None:
    """SIGTERM and SIGINT drain; a second one ends at once."""
    with trio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for number in signals:
            if draining.is_set():
                raise KeyboardInterrupt
            log.info("signal received", reason=signal.Signals(number).name)
            draining.set()
