"""Old conversations are forgotten by themselves where the account says so; numbers stay, and everything young."""

from pathlib import Path
from typing import Any

import apsw
import trio
from kit.accounts import account
from kit.clients import house_of_clients
from kit.server import RunningServer
from kit.virtual import virtual_server
from ringline_protocol.values import Consumer, NewSegment, Role
from ringline_server.edges.retention import BY, EACH_MS
from ringline_server.store import sqlite_forget
from ringline_server.upkeep.verify import verify
from trio.testing import MockClock

HOUR_MS = 3_600_000


def canaries(folder: Path) -> list[str]:
    """Files in which what was said still is."""
    return [path.name for path in folder.iterdir() if b"canarylost" in path.read_bytes().lower()]


async def all_done(server: RunningServer) -> None:
    """Nothing is owed any more. Each look waits for a thread of the store."""
    book = server.server.disk.book
    while await book.to_forget() or await book.owes_compacting():
        pass


async def requests(server: RunningServer) -> list[str]:
    """What the audit log has of it."""
    rows = await server.server.disk.audited(0, server.clock.now_ms() + 1)
    return [row.detail for row in rows if (row.principal, row.act) == (BY, "retention.forget")]


async def noted(server: RunningServer) -> None:
    """There is a request."""
    with trio.fail_after(50):
        while not await requests(server):
            pass


async def test_what_was_said_long_ago_is_in_no_file_and_what_is_open_is_as_it_was(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot, sofia, server = await house.service(), await house.supervisor(), house.server
        said = [NewSegment("s1", Role.CONSUMER, "canarylost, canarylost!")]
        old = await bot.create("que_voice", Consumer("Kanarino", "600987654"), transcript=said)
        await bot.end(old.interaction)
        still_open = await bot.create("que_mail", Consumer("María"), transcript=[NewSegment("s1", Role.BOT, "hello")])
        before = await server.server.disk.read(f"interaction/{old.interaction}")
        contact = await sofia.create_contact("Kanarina", ("+34 600 987 655",))
        server.server.keep_content_for(0)
        await noted(server)
        await all_done(server)
        left = await sofia.read_interaction(old.interaction)
        after = await server.server.disk.read(f"interaction/{old.interaction}")

        assert (left.consumer, [one.text for one in left.segments]) == (Consumer(), [""])
        assert [(one.seq, one.at_ms, one.kind) for one in after] == [(one.seq, one.at_ms, one.kind) for one in before]
        other = await sofia.read_interaction(still_open.interaction)
        assert [one.text for one in other.segments] == ["hello"]
        assert (await sofia.contact(contact.contact)).name == "Kanarina"
        assert await requests(server) == ["interactions=1"]
    assert not canaries(tmp_path)
    assert verify(tmp_path / "ringline.db").findings == ()


async def test_it_is_off_unless_somebody_says_so_and_young_ones_keep_what_was_said(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server:
        async with server.service() as bot:
            made = await bot.ask("interaction.create", {"queue": "que_voice", "consumer": {"name": "Kanarino"}})
            await bot.ask("interaction.end", {"interaction": made["interaction"]})
        await trio.sleep(5 * HOUR_MS / 1000)
        kept = await name_of(server, made)
        server.server.keep_content_for(8 * HOUR_MS)
        await trio.sleep(2 * HOUR_MS / 1000)
        young = await name_of(server, made)
        await trio.sleep((HOUR_MS + 2 * EACH_MS) / 1000)
        old = await name_of(server, made)

    assert (kept, young, old) == ("Kanarino", "Kanarino", "")


async def name_of(server: RunningServer, made: dict[str, Any]) -> str | None:
    """Of the consumer, as the list has it."""
    row = await server.server.disk.interaction(made["interaction"])
    assert row is not None
    return row.consumer_name


async def test_one_that_was_closed_again_is_emptied_again(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot, server = await house.service(), house.server
        made = await bot.create("que_voice", Consumer("Kanarino"))
        await bot.end(made.interaction)
        server.server.keep_content_for(0)
        await noted(server)
        await all_done(server)
    db = apsw.Connection(str(tmp_path / "ringline.db"))
    later_ms = server.clock.now_ms() + HOUR_MS
    assert sqlite_forget.aged(db, later_ms, 10) == []

    db.execute("update interaction set closed_at_ms = closed_at_ms + 1")

    assert sqlite_forget.aged(db, later_ms, 10) == [made.interaction]


async def test_no_more_are_noted_at_once_than_the_limit(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = [await bot.create("que_voice", Consumer(f"K{number}")) for number in range(3)]
        for one in made:
            await bot.end(one.interaction)
        later_ms = house.server.clock.now_ms() + HOUR_MS
    db = apsw.Connection(str(tmp_path / "ringline.db"))

    assert sqlite_forget.aged(db, later_ms, 2) == [one.interaction for one in made[:2]]
