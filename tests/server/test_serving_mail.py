"""Mail of a configured server: its key is made once, its doors open, and what cannot be opened is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.imap_server import PASSWORD, USER, open_imap
from kit.server import running_server
from ringline_server.config_mail import ImapSettings, Mailbox, MailSettings, MailUser, Tls
from ringline_server.edges.certificates import Certificates
from ringline_server.serving_mail import CannotReceive, doors, reply_key

KEY = b"x" * 32
Logged = Callable[[str], list[dict[str, Any]]]


def test_the_key_of_reply_addresses_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    key = reply_key(tmp_path)

    assert len(key) >= len(KEY)
    assert reply_key(tmp_path) == key
    assert (tmp_path / "mail.key").stat().st_mode & 0o077 == 0


async def test_a_mailbox_that_lives_elsewhere_is_read_into_threads(tmp_path: Path) -> None:
    first = b"Message-ID: <1@example.com>\r\nFrom: maria@example.com\r\nSubject: order\r\n\r\nWhere is it?\r\n"
    answer = first.replace(b"<1@", b"<2@").replace(b"Where is it?", b"It came.")
    answer = b"In-Reply-To: <1@example.com>\r\n" + answer
    loop = b"Received: from a by b\r\n" * 60 + first.replace(b"<1@", b"<3@")
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    with open_imap() as imap:
        elsewhere = ImapSettings("127.0.0.1", imap.port, Tls.NONE, USER, str(tmp_path / "password"))
        async with running_server(tmp_path, account()) as running:
            server = running.server
            server.mailboxes = (Mailbox("mbx_help", "help@example.org", "que_mail", imap=elsewhere),)
            draining = trio.Event()
            async with doors(MailSettings(), server, KEY, draining, Certificates()):
                await imap.put(first, answer, loop)
                while await imap.seen() != [1, 2, 3]:  # noqa: ASYNC110
                    await trio.sleep(0.05)
                found = await server.disk.mails_by_message_id("mbx_help", [f"<{n}@example.com>" for n in (1, 2, 3)])
                draining.set()
    assert [row.message_id for row in found] == ["<1@example.com>", "<2@example.com>"]
    assert found[0].interaction == found[1].interaction


async def test_a_mailbox_that_a_reload_took_away_is_read_no_further(tmp_path: Path, log_lines: Logged) -> None:
    with open_imap() as imap:
        (tmp_path / "password").write_text(PASSWORD)
        elsewhere = ImapSettings("127.0.0.1", imap.port, Tls.NONE, USER, str(tmp_path / "password"))
        async with running_server(tmp_path, account()) as running:
            running.server.mailboxes = (Mailbox("mbx_help", "help@example.org", "que_mail", imap=elsewhere),)
            async with doors(MailSettings(), running.server, KEY, trio.Event(), Certificates()):
                running.server.mailboxes = ()
                await imap.put(b"Subject: x\r\n\r\nx\r\n")
                while not log_lines("mailbox elsewhere no longer read"):  # noqa: ASYNC110
                    await trio.sleep(0.02)
        assert await imap.seen() == []


async def test_a_password_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as running:
        elsewhere = ImapSettings("127.0.0.1", 143, Tls.NONE, USER, "/no/such/file")
        running.server.mailboxes = (Mailbox("mbx_help", "help@example.org", "que_mail", imap=elsewhere),)
        with pytest.raises(CannotReceive, match="password of mailbox mbx_help"):
            await doors(MailSettings(), running.server, KEY, trio.Event(), Certificates()).__aenter__()


async def test_open_doors_say_where_they_are(tmp_path: Path) -> None:
    settings = MailSettings(smtp_listen="127.0.0.1:0", lmtp_listen="127.0.0.1:0")
    async with running_server(tmp_path, account()) as running:
        async with doors(settings, running.server, KEY, trio.Event(), Certificates()) as said:
            assert [one.rpartition(":")[0] for one in said] == ["SMTP 127.0.0.1", "LMTP 127.0.0.1"]
            stream = await trio.open_tcp_stream("127.0.0.1", int(said[0].rpartition(":")[2]))
            assert (await stream.receive_some()).startswith(b"220 localhost ESMTP")
            await stream.aclose()
        async with doors(MailSettings(), running.server, KEY, trio.Event(), Certificates()) as said:
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
            await doors(settings, running.server, KEY, trio.Event(), Certificates()).__aenter__()
