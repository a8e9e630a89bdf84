"""What is not finished is read from outside, page by page."""

from pathlib import Path

import pytest
from kit.stores import put
from ringline_server.domain.parts import Undelivered
from ringline_server.ids import Ids
from ringline_server.store.mails import OUTGOING_MAX, MailRow, Outgoing, OutgoingRow
from ringline_server.store.records import Row
from ringline_server.store.sqlite import open_sqlite
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.outbox import unfinished


def kept(mail: str) -> MailRow:
    return MailRow(mail, "int_1", "out", "mbx_1", f"<{mail}@x>", b"", 1, 1_000, (b"x",))


async def test_all_that_is_not_finished_is_found_while_the_store_is_open(tmp_path: Path) -> None:
    left = (Undelivered("a@example.org", "451 later"),)
    deferred = OutgoingRow("mail_0001", "deferred", 2, 60_000, "451 later", left)
    async with open_sqlite(tmp_path / "store.db", Ids.seeded(1), 1_000) as disk:
        await put(disk, kept("mail_0001"), kept("mail_0002"), deferred, OutgoingRow("mail_0002", "sent", 1))
        assert unfinished(tmp_path / "store.db") == [Outgoing(deferred, "int_1", "mbx_1")]

        for start in range(1_000, 1_000 + OUTGOING_MAX + 1, 500):
            names = [f"mail_{number}" for number in range(start, min(start + 500, 1_000 + OUTGOING_MAX + 1))]
            rows: list[Row] = [*map(kept, names), *(OutgoingRow(name, "queued") for name in names)]
            await put(disk, *rows)
        assert len(unfinished(tmp_path / "store.db")) == OUTGOING_MAX + 2


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UpkeepRefused, match="no such file"):
        unfinished(tmp_path / "store.db")
