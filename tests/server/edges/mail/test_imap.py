"""A mailbox elsewhere, on a real IMAP server: each mail comes in once, whatever breaks on the way."""

import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import trio
import trustme
from kit.flaky import FlakyDisk
from kit.imap_server import PASSWORD, USER, Gate, ImapServer, open_gate, open_imap
from kit.stores import disk_of_kind
from ringline_server.config_mail import ImapSettings, Tls
from ringline_server.edges.mail.imap import TRIES_MAX, ImapWatcher, Rhythm
from ringline_server.edges.mail.imap_line import ImapLine
from ringline_server.ids import Ids
from ringline_server.mail.source import READ_BYTES_MAX, Source
from ringline_server.store.disk import Disk

QUICK = Rhythm(idle_s=30, poll_s=0.05, pause_min_s=0.01, pause_max_s=0.05)
SIZE_MAX = 1_000_000
Logged = Callable[[str], list[dict[str, Any]]]


def mail(number: int, size: int = 0) -> bytes:
    return b"Message-ID: <%d@example.org>\r\nSubject: mail %d\r\n\r\n%s\r\n" % (number, number, b"x" * size)


@attrs.define(eq=False)
class House:
    """What takes mails: it keeps them, or says not now."""

    taken: list[bytes] = attrs.field(factory=list)
    refuses: int = 0
    never: bytes = b""
    asked: int = 0
    changed: trio.Event = attrs.field(factory=trio.Event)
    hook: Callable[[], None] = lambda: None

    async def deliver(self, given: Source) -> bool:
        raw = given.whole()
        self.asked += 1
        if raw == self.never:
            return False
        if self.refuses:
            self.refuses -= 1
            return False
        if raw not in self.taken:
            self.taken.append(raw)
        self.changed.set()
        self.changed = trio.Event()
        self.hook()
        return True

    async def has(self, *numbers: int) -> None:
        """Waits until these are here."""
        while [raw.split(b"@")[0] for raw in self.taken] != [b"Message-ID: <%d" % number for number in numbers]:
            assert len(self.taken) <= len(numbers), self.taken
            await self.changed.wait()


@attrs.define(eq=False)
class Scene:
    imap: ImapServer
    gate: Gate
    disk: Disk
    house: House

    def watcher(self, **changes: Any) -> ImapWatcher:
        plain = ImapSettings("127.0.0.1", self.gate.port, Tls.NONE, USER, None, self.imap.folder)
        settings = attrs.evolve(plain, **changes)
        return ImapWatcher(
            "mbx_1",
            lambda: ImapLine(settings, PASSWORD, command_s=20),
            self.house.deliver,
            self.disk,
            Ids.seeded(1),
            SIZE_MAX,
            QUICK,
        )

    @asynccontextmanager
    async def watched(self, watcher: ImapWatcher | None = None) -> AsyncIterator[ImapWatcher]:
        """It is killed at the end, wherever it stands."""
        running = watcher or self.watcher()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(running.run)
            yield running
            nursery.cancel_scope.cancel()


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    with open_imap() as found:
        yield found


@pytest.fixture
async def scene(server: ImapServer, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    imap = await server.another_folder(re.sub(r"\W", "_", request.node.name))
    async with disk_of_kind("memory", tmp_path) as disk, open_gate(imap.port) as gate:
        yield Scene(imap, gate, disk, House())


async def until(holds: Callable[[], bool]) -> None:
    """A state that nobody announces."""
    while not holds():  # noqa: ASYNC110
        await trio.sleep(0.01)


async def idling(gate: Gate, connections: int = 1) -> None:
    """So many connections were made, and the last one waits for news: everything was looked at."""
    await until(lambda: gate.connections == connections and bool(gate.said) and gate.said[-1].endswith(b" IDLE\r\n"))


async def test_what_nobody_has_seen_comes_first_then_what_is_new(scene: Scene) -> None:
    await scene.imap.put(mail(1), flags=r"(\Seen)")
    await scene.imap.put(mail(2), mail(3))
    async with scene.watched():
        await scene.house.has(2, 3)
        await idling(scene.gate)
        await scene.imap.put(mail(4))
        await scene.house.has(2, 3, 4)


async def test_a_server_without_idle_is_asked_now_and_then(scene: Scene) -> None:
    scene.gate.hides_idle = True
    async with scene.watched():
        await scene.imap.put(mail(1))
        await scene.house.has(1)
        await scene.imap.put(mail(2))
        await scene.house.has(1, 2)
    assert b" IDLE\r\n" not in b"".join(scene.gate.said)


async def test_what_is_durable_here_is_marked_as_seen_there(scene: Scene) -> None:
    scene.house.refuses = 10_000
    await scene.imap.put(mail(1))
    async with scene.watched():
        await until(lambda: scene.house.asked > 0)
        assert await scene.imap.seen() == []
        scene.house.refuses = 0
        await scene.house.has(1)
        await until(lambda: scene.gate.said[-1].endswith(b" IDLE\r\n"))
    assert await scene.imap.seen() == [1]


async def test_after_a_restart_nothing_comes_twice_and_what_came_meanwhile_comes(scene: Scene) -> None:
    async with scene.watched():
        await scene.imap.put(mail(1), mail(2))
        await scene.house.has(1, 2)
        await idling(scene.gate)
    await scene.imap.put(mail(3))
    scene.house.asked = 0
    async with scene.watched():
        await scene.house.has(1, 2, 3)
        await idling(scene.gate, 2)
    assert scene.house.asked == 1


async def test_what_another_program_has_opened_meanwhile_comes_too(scene: Scene) -> None:
    async with scene.watched():
        await idling(scene.gate)
    await scene.imap.put(mail(1), flags=r"(\Seen)")
    async with scene.watched():
        await scene.house.has(1)


async def test_killed_at_every_mail_nothing_is_lost_and_what_came_twice_is_known(scene: Scene) -> None:
    await scene.imap.put(*(mail(number) for number in range(1, 6)))
    for _ in range(5):
        async with trio.open_nursery() as nursery:
            scene.house.hook = nursery.cancel_scope.cancel
            nursery.start_soon(scene.watcher().run)
    scene.house.hook = lambda: None
    async with scene.watched():
        await scene.house.has(1, 2, 3, 4, 5)


async def test_a_server_that_hangs_up_amid_a_mail_is_asked_for_it_again(scene: Scene) -> None:
    scene.gate.cuts_after(b"BODY[]", 2_000)
    await scene.imap.put(mail(1), mail(2, size=200_000), mail(3))
    async with scene.watched():
        await scene.house.has(1, 2, 3)
    assert scene.gate.connections == 2
    assert scene.house.taken[1] == mail(2, size=200_000)


@pytest.mark.parametrize("marker", [b"* OK", b"CAPABILITY", b"UIDVALIDITY", b"SEARCH", b"RFC822.SIZE", b"FLAGS"])
async def test_a_server_that_hangs_up_anywhere_is_asked_again(scene: Scene, marker: bytes) -> None:
    scene.gate.cuts_after(marker, 1)
    await scene.imap.put(mail(1))
    async with scene.watched():
        await scene.house.has(1)
        await idling(scene.gate, 2)


async def test_a_lost_connection_while_it_is_quiet_is_noticed_and_made_again(scene: Scene) -> None:
    async with scene.watched():
        await idling(scene.gate)
        scene.gate.drop()
        await idling(scene.gate, 2)
        await scene.imap.put(mail(1))
        await scene.house.has(1)


async def test_a_server_made_anew_brings_only_what_is_new(scene: Scene) -> None:
    """Another UIDVALIDITY: the uids mean nothing any more; what comes again is known by its content."""
    with open_imap() as imap:
        scene.imap, scene.gate.target = imap, imap.port
        async with scene.watched():
            await imap.put(mail(1), mail(2))
            await scene.house.has(1, 2)
            imap.stop()
            imap.start()
            scene.gate.target = imap.port
            await imap.put(mail(1), flags=r"(\Seen)")
            await imap.put(mail(2), mail(3))
            await scene.house.has(1, 2, 3)


async def test_another_folder_is_read_from_its_beginning(scene: Scene) -> None:
    async with scene.watched():
        await scene.imap.put(mail(1))
        await scene.house.has(1)
    other = await scene.imap.another_folder("other")
    await other.put(mail(2))
    async with scene.watched(scene.watcher(folder="other")):
        await scene.house.has(1, 2)


async def test_a_mail_that_is_too_large_is_left_where_it_is(scene: Scene) -> None:
    await scene.imap.put(mail(1, size=SIZE_MAX), mail(2))
    async with scene.watched():
        await scene.house.has(2)
        await idling(scene.gate)
    assert await scene.imap.seen() == [2]


@pytest.mark.parametrize("size", [READ_BYTES_MAX - 1, READ_BYTES_MAX, 2 * READ_BYTES_MAX, 2 * READ_BYTES_MAX + 7])
async def test_a_large_mail_comes_in_pieces_and_is_whole(scene: Scene, size: int) -> None:
    raw = mail(1)
    large = raw + b"y" * (size - len(raw) - 2) + b"\r\n"
    await scene.imap.put(large, mail(2))
    async with scene.watched():
        await scene.house.has(1, 2)
    assert scene.house.taken[0] == large


async def test_a_mail_that_is_never_taken_keeps_others_waiting_for_a_while_only(
    scene: Scene, log_lines: Logged
) -> None:
    scene.house.never = mail(1)
    await scene.imap.put(mail(1), mail(2))
    async with scene.watched():
        await scene.house.has(2)
        await until(lambda: scene.gate.said[-1].endswith(b" IDLE\r\n"))
    assert scene.house.asked >= TRIES_MAX
    assert len(log_lines("mail elsewhere passed over")) == 1
    assert await scene.imap.seen() == [2]


async def test_a_mail_that_was_deleted_meanwhile_is_passed_over(scene: Scene) -> None:
    async with scene.watched():
        await idling(scene.gate)
    await scene.imap.put(mail(1), mail(2))
    await scene.imap.delete(1)
    async with scene.watched():
        await scene.house.has(2)


async def test_while_the_store_is_ill_nothing_is_passed_over(scene: Scene) -> None:
    flaky = FlakyDisk(scene.disk)
    scene.disk = flaky.disk
    async with scene.watched():
        await idling(scene.gate)
        flaky.fails = True
        await scene.imap.put(mail(1), mail(2))
        await until(lambda: scene.gate.connections > 2)
        flaky.fails = False
        await scene.house.has(1, 2)


async def test_a_wrong_password_is_told_and_tried_again(scene: Scene, log_lines: Logged) -> None:
    async with scene.watched(scene.watcher(username="nobody")) as watcher:
        await until(lambda: watcher.failures >= 2)
    told = log_lines("mailbox elsewhere not read")
    assert {line["reason"] for line in told} == {"sign_in_refused"}
    assert PASSWORD not in str(told)


async def test_a_folder_that_is_not_there_is_told(scene: Scene, log_lines: Logged) -> None:
    async with scene.watched(scene.watcher(folder="Nowhere")) as watcher:
        await until(lambda: watcher.failures >= 1)
    assert log_lines("mailbox elsewhere not read")[0]["reason"] == "no_such_folder"


async def test_tls_from_the_first_byte(scene: Scene) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    context, trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    certificate.configure_cert(context)
    authority.configure_trust(trust)
    await scene.imap.put(mail(1))
    async with open_gate(scene.imap.port, context) as gate:
        settings = ImapSettings("127.0.0.1", gate.port, Tls.TLS, USER, None, scene.imap.folder)
        watcher = scene.watcher()
        watcher.make_line = lambda: ImapLine(settings, PASSWORD, trust)
        async with scene.watched(watcher):
            await scene.house.has(1)
            await idling(gate)
            await scene.imap.put(mail(2))
            await scene.house.has(1, 2)
        stranger = scene.watcher()
        stranger.make_line = lambda: ImapLine(settings, PASSWORD)
        async with scene.watched(stranger):
            await until(lambda: stranger.failures >= 1)


async def test_starttls_is_required_where_it_is_asked_for(scene: Scene, tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    chain, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.private_key_pem.write_to_path(key)
    chain.write_bytes(b"".join(part.bytes() for part in certificate.cert_chain_pems))
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with open_imap((chain, key)) as imap:
        await imap.put(mail(1))
        settings = ImapSettings("127.0.0.1", imap.port, Tls.STARTTLS, USER, None)
        watcher = scene.watcher()
        watcher.make_line = lambda: ImapLine(settings, PASSWORD, trust)
        async with scene.watched(watcher):
            await scene.house.has(1)
    refused = scene.watcher(tls=Tls.STARTTLS)
    async with scene.watched(refused):
        await until(lambda: refused.failures >= 1)
