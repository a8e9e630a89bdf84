"""`kill -9` of the real process over a mail: what was answered 250 is there, what comes again is there once."""

import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import apsw
import attrs
import pytest
import trio
from kit.bench import queue_toml
from kit.post import mail
from kit.process import ServerProcess
from ringline_server.upkeep.verify import verify

CONFIG = (
    queue_toml("que_mail").replace('channel = "messaging"', 'channel = "email"')
    + '[mail]\nsmtp_listen = "127.0.0.1:0"\n'
    + '[[mailboxes]]\nid = "mbx_help"\naddress = "help@example.com"\nqueue = "que_mail"\n'
)
SMTP = b"SMTP 127.0.0.1:"
PATIENCE_S = 30


@attrs.define(eq=False)
class Mailed:
    """A server that takes mail, and where."""

    server: ServerProcess
    port: int = 0

    async def start(self, trap: tuple[str, int] | None = None) -> None:
        said = await self.server.begin(trap)
        process = self.server.process
        assert process is not None
        with trio.fail_after(PATIENCE_S):
            while b"\n" not in said.partition(SMTP)[2]:
                chunk = await process.stdout.receive_some()
                assert chunk, self.server.log_end()
                said += chunk
        self.port = int(said.partition(SMTP)[2].split()[0])

    async def hand_in(self, raw: bytes) -> bool:
        """Whether it was answered 250."""

        def run() -> bool:
            try:
                with smtplib.SMTP("127.0.0.1", self.port, timeout=PATIENCE_S) as client:
                    client.sendmail("mar@example.org", ["help@example.com"], raw)
                    return True
            except (smtplib.SMTPException, OSError):
                return False

        return await trio.to_thread.run_sync(run)

    def kept(self) -> list[str]:
        """Message-IDs of what is on disk and named by an event."""
        db = apsw.Connection(str(self.server.database))
        sql = "select message_id from mail join segment on segment.interaction = mail.interaction order by 1"
        return [message_id for (message_id,) in db.execute(sql)]


@asynccontextmanager
async def mailed(folder: Path) -> AsyncIterator[Mailed]:
    server = ServerProcess.make(folder, CONFIG)
    try:
        yield Mailed(server)
    finally:
        await server.kill()


@pytest.mark.parametrize("point", ["half_written", "after_commit"])
async def test_a_server_that_dies_over_a_mail_has_it_once_when_it_comes_again(tmp_path: Path, point: str) -> None:
    async with mailed(tmp_path) as post:
        await post.start((point, 1))
        assert not await post.hand_in(mail())
        assert await post.server.dies() < 0
        assert (len(post.kept()) == 1) is (point == "after_commit")

        await post.start()
        assert await post.hand_in(mail())
        assert await post.hand_in(mail("another", Message_ID="<2@example.org>"))
        await post.server.kill()
        assert post.kept() == ["<1@example.org>", "<2@example.org>"]
        report = verify(post.server.database)
        assert report.is_sound, report.findings


async def test_what_was_answered_250_outlives_a_kill_at_once_and_is_not_doubled(tmp_path: Path) -> None:
    large = mail("x" * 700_000, Message_ID="<large@example.org>")
    async with mailed(tmp_path) as post:
        await post.start()
        assert await post.hand_in(mail())
        assert await post.hand_in(large)
        await post.server.kill()

        await post.start()
        assert await post.hand_in(large)
        assert await post.hand_in(mail())
        await post.server.kill()
        assert post.kept() == ["<1@example.org>", "<large@example.org>"]
        assert verify(post.server.database).is_sound
