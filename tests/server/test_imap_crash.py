"""`kill -9` of the real process as it reads a mailbox elsewhere: every mail is there once, wherever it died."""

from pathlib import Path

import apsw
import pytest
import trio
from kit.bench import queue_toml
from kit.imap_server import PASSWORD, USER, open_imap
from kit.process import ServerProcess
from ringline_server.upkeep.verify import verify

CONFIG = (
    queue_toml("que_mail").replace('channel = "messaging"', 'channel = "email"')
    + '[[mailboxes]]\nid = "mbx_help"\naddress = "help@example.com"\nqueue = "que_mail"\n'
    + '[mailboxes.imap]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\nusername = "%s"\npassword_file = "%s"\n'
)
DEATHS = ((("after_commit", 1), 1), (("half_written", 2), 2))
"""Step, and at which commit of that process: with a mail durable that nobody has noted yet; with the next but one half
written. And how many mails are durable then."""
PATIENCE_S = 50


def mail(number: int) -> bytes:
    head = f"From: maria{number}@example.org\r\nMessage-ID: <{number}@example.org>\r\nSubject: order {number}\r\n"
    return f"{head}\r\nWhere is order {number}?\r\n".encode()


def kept(database: Path) -> list[str]:
    """Message-IDs of what an event names, once for each."""
    sql = "select message_id from mail join segment on segment.interaction = mail.interaction order by 1"
    return [message_id for (message_id,) in apsw.Connection(str(database)).execute(sql)]


@pytest.mark.timeout(180)
async def test_a_server_that_dies_at_any_step_takes_each_mail_once(tmp_path: Path) -> None:
    (tmp_path / "imap.password").write_text(PASSWORD)
    numbers = range(1, 7)
    with open_imap() as imap:
        await imap.put(*map(mail, numbers))
        server = ServerProcess.make(tmp_path, CONFIG % (imap.port, USER, tmp_path / "imap.password"))
        try:
            for death, there in DEATHS:
                await server.begin(death)
                with trio.fail_after(PATIENCE_S):
                    assert await server.dies() < 0
                assert len(kept(server.database)) == there
            await server.start()
            with trio.fail_after(PATIENCE_S):
                while len(await imap.seen()) < len(numbers):  # noqa: ASYNC110
                    await trio.sleep(0.05)
        finally:
            await server.kill()
    assert kept(server.database) == [f"<{number}@example.org>" for number in numbers]
    assert verify(server.database).is_sound
