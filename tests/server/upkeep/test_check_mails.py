"""Every fault of a kept mail is found, and a sound one has none."""

from pathlib import Path

import apsw
import pytest
from kit.filled import Named
from kit.story import SERVICE, START_MS, account, queue
from ringline_protocol.mail import MailAddress, MailDirection, MailHead
from ringline_protocol.values import Channel, Consumer
from ringline_server.domain.orders import MailReceived
from ringline_server.ids import Ids
from ringline_server.store.mails import MailRow
from ringline_server.store.records import Append
from ringline_server.store.sqlite import open_sqlite
from ringline_server.upkeep.verify import verify

FAULTS = {
    "update piece set body = cast('ra' as blob)": "has 2 bytes in 1 pieces, and should have 3",
    "delete from piece": "has 0 bytes in 0 pieces, and should have 3",
    "update piece set number = 1": "has 3 bytes in 1 pieces, and should have 3",
    "delete from mail": "is named by int_1, and is not there",
    "update mail set interaction = 'int_2'": "is named by int_1, and says int_2",
    "insert into mail select 'mail_2', interaction, 'out', mailbox, message_id, digest, bytes, at_ms from mail": (
        "mail_2: is named by no thread"
    ),
}


async def kept(path: Path) -> Path:
    """A store with one mail."""
    head = MailHead("mail_1", MailDirection.IN, MailAddress("mar@example.org"))
    tale = Named(account(queue(channel=Channel.EMAIL)), id="int_1")
    tale.does(MailReceived("que_1", head, "Hello", Consumer()), SERVICE)
    told = tale.append()
    row = MailRow("mail_1", "int_1", "in", "mbx_1", "<1@x.org>", b"digest", 3, START_MS, (b"raw",))
    async with open_sqlite(path, Ids(), START_MS) as disk:
        assert await disk.commit([Append(told.stream, 0, told.records, (row, *told.rows))]) == [None]
    return path


async def test_a_mail_that_is_whole_is_counted(tmp_path: Path) -> None:
    report = verify(await kept(tmp_path / "ringline.db"))

    assert report.findings == ()
    assert report.counts["mails"] == 1


@pytest.mark.parametrize(("sql", "fault"), FAULTS.items())
async def test_a_fault_is_found(tmp_path: Path, sql: str, fault: str) -> None:
    path = await kept(tmp_path / "ringline.db")
    apsw.Connection(str(path)).execute(sql)

    [finding] = [str(one) for one in verify(path).findings]
    assert fault in finding
