"""Mail of a configured server: its key is made once, its doors open, and what cannot be opened is told."""

from pathlib import Path

import pytest
import trio
from kit.accounts import account
from kit.server import running_server
from ringline_server.config_mail import MailSettings, MailUser
from ringline_server.serving_mail import CannotReceive, doors, reply_key

KEY = b"x" * 32


def test_the_key_of_reply_addresses_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    key = reply_key(tmp_path)

    assert len(key) >= len(KEY)
    assert reply_key(tmp_path) == key
    assert (tmp_path / "mail.key").stat().st_mode & 0o077 == 0


async def test_open_doors_say_where_they_are(tmp_path: Path) -> None:
    settings = MailSettings(smtp_listen="127.0.0.1:0", lmtp_listen="127.0.0.1:0")
    async with running_server(tmp_path, account()) as running:
        async with doors(settings, running.server, KEY, trio.Event()) as said:
            assert [one.rpartition(":")[0] for one in said] == ["SMTP 127.0.0.1", "LMTP 127.0.0.1"]
            stream = await trio.open_tcp_stream("127.0.0.1", int(said[0].rpartition(":")[2]))
            assert (await stream.receive_some()).startswith(b"220 localhost ESMTP")
            await stream.aclose()
        async with doors(MailSettings(), running.server, KEY, trio.Event()) as said:
            assert said == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (MailSettings(smtp_listen="192.0.2.1:25"), "cannot listen on 192.0.2.1:25"),
        (MailSettings(users=(MailUser("a", "/no/such/file"),)), "a password file"),
    ],
)
async def test_what_cannot_be_opened_is_told(settings: MailSettings, words: str, tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as running:
        with pytest.raises(CannotReceive, match=words):
            await doors(settings, running.server, KEY, trio.Event()).__aenter__()
