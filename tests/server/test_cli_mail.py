"""`ringline mail outbox`: what it prints, with which exit status."""

from pathlib import Path

import pytest
from kit.stores import put
from ringline_server import cli
from ringline_server.ids import Ids
from ringline_server.store.mails import MailRow, OutgoingRow
from ringline_server.store.sqlite import open_sqlite

Captured = pytest.CaptureFixture[str]


def run(*words: str | Path) -> int:
    status = cli.app(
        [str(word) for word in words], result_action="return_int_as_exit_code_else_zero", exit_on_error=False
    )
    assert isinstance(status, int)
    return status


async def test_the_outbox_is_listed_with_moments_and_reasons(tmp_path: Path, capsys: Captured) -> None:
    async with open_sqlite(tmp_path / "ringline.db", Ids.seeded(1), 1_000) as disk:
        for number in (1, 2, 3):
            await put(disk, MailRow(f"mail_{number}", "int_1", "out", "mbx_1", f"<{number}>", b"", 1, 1_000, (b"x",)))
        await put(disk, OutgoingRow("mail_1", "queued"), OutgoingRow("mail_2", "failed", 1, None, "550 no"))
        await put(disk, OutgoingRow("mail_3", "deferred", 2, 1_800_000_000_000, "mar@example.org: 451 later"))

    assert run("mail", "outbox", "--data", tmp_path) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "mail_1  int_1  mbx_1  queued  0 attempts",
        "mail_3  int_1  mbx_1  deferred 2027-01-15 08:00:00 UTC  2 attempts  mar@example.org: 451 later",
    ]
    assert told.err == "2 mails not finished\n"


def test_a_store_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run("mail", "outbox", "--data", tmp_path) == 2
    assert "no such file" in capsys.readouterr().err
