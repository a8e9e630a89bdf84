"""Real sockets, and the standard library's client: in the clear, under TLS, with a password."""

import smtplib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import trio
import trustme
from kit.accounts import account, queue
from kit.post import HELP, KEY, mail
from kit.server import running_server
from ringline_protocol.values import Channel
from ringline_server.config_mail import MailSettings, MailUser
from ringline_server.edges.listeners import addresses, open_listeners
from ringline_server.edges.mail.door import Door, read_passwords
from ringline_server.edges.mail.receiving import Receiving

PATIENCE_S = 20


@asynccontextmanager
async def door(folder: Path, settings: MailSettings | None = None, **more: Any) -> AsyncIterator[tuple[Door, int]]:
    """Open, on a port of loopback."""
    lines = account(queue("que_mail", Channel.EMAIL))
    async with running_server(folder, lines) as running, trio.open_nursery() as nursery:
        running.server.mailboxes = (HELP,)
        opened = Door(settings or MailSettings(), Receiving(running.server, KEY), **more)
        listeners = await open_listeners("127.0.0.1", 0)
        nursery.start_soon(opened.serve, listeners)
        yield opened, addresses(listeners)[0][1]
        nursery.cancel_scope.cancel()


async def with_client(
    port: int, work: Callable[[smtplib.SMTP], object], kind: type[smtplib.SMTP] = smtplib.SMTP
) -> None:
    def run() -> None:
        with kind("127.0.0.1", port, timeout=PATIENCE_S) as client:
            work(client)

    await trio.to_thread.run_sync(run)


def hand_in(client: smtplib.SMTP) -> None:
    assert client.sendmail("mar@example.org", [HELP.address], mail()) == {}


@pytest.mark.parametrize(("kind", "is_lmtp"), [(smtplib.SMTP, False), (smtplib.LMTP, True)], ids=["smtp", "lmtp"])
async def test_the_standard_librarys_client_hands_in_a_mail(
    tmp_path: Path, kind: type[smtplib.SMTP], is_lmtp: bool
) -> None:
    async with door(tmp_path, is_lmtp=is_lmtp) as (opened, port):
        await with_client(port, hand_in, kind)
        [row] = await opened.receiving.server.disk.mails_by_message_id(HELP.id, ["<1@example.org>"])
        assert row.size == len(mail())


async def test_an_unknown_recipient_is_refused_and_the_others_get_it(tmp_path: Path) -> None:
    def work(client: smtplib.SMTP) -> None:
        refused = client.sendmail("mar@example.org", [HELP.address, "nobody@example.com"], mail())
        assert {address: code for address, (code, _) in refused.items()} == {"nobody@example.com": 550}

    async with door(tmp_path) as (_, port):
        await with_client(port, work)


async def test_under_tls_with_a_password_from_a_file(tmp_path: Path) -> None:
    authority = trustme.CA()
    ours, theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(ours)
    authority.configure_trust(theirs)
    (tmp_path / "relay").write_text("a password\n")
    settings = MailSettings(users=(MailUser("relay", str(tmp_path / "relay")),), auth_required=True)
    passwords = read_passwords(settings)
    assert passwords == {"relay": "a password"}

    def work(client: smtplib.SMTP) -> None:
        client.ehlo()
        assert not client.has_extn("auth")
        with pytest.raises(smtplib.SMTPSenderRefused):
            hand_in(client)
        client.starttls(context=theirs)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("relay", "another")
        client.login("relay", "a password")
        hand_in(client)

    async with door(tmp_path, settings, tls=ours, passwords=passwords) as (_, port):
        await with_client(port, work)


async def test_what_is_said_behind_starttls_in_the_clear_is_not_taken_for_secure(tmp_path: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    async with door(tmp_path, tls=context) as (_, port):
        stream = await trio.open_tcp_stream("127.0.0.1", port)
        await stream.send_all(b"EHLO x\r\nSTARTTLS\r\nMAIL FROM:<a@b.org>\r\n")
        heard = b""
        with trio.fail_after(PATIENCE_S):
            async for chunk in stream:
                heard += chunk
        assert heard.splitlines()[-1].startswith(b"501")
        await stream.aclose()


async def test_one_address_has_so_many_conversations_at_once(tmp_path: Path) -> None:
    async with door(tmp_path, attrs.evolve(MailSettings(), connections_per_peer_max=1)) as (_, port):
        first = await trio.open_tcp_stream("127.0.0.1", port)
        await first.receive_some()
        second = await trio.open_tcp_stream("127.0.0.1", port)
        with trio.fail_after(PATIENCE_S):
            assert (await second.receive_some()).startswith(b"421")
            await first.send_all(b"QUIT\r\n")
            while await first.receive_some():
                pass
        for stream in (first, second):
            await stream.aclose()
        await with_client(port, hand_in)


async def test_who_stops_speaking_behind_a_mail_still_hears_the_answers(tmp_path: Path) -> None:
    script = b"EHLO x\r\nMAIL FROM:<a@b.org>\r\nRCPT TO:<help@example.com>\r\nDATA\r\n" + mail() + b".\r\n"
    async with door(tmp_path) as (_, port):
        stream = await trio.open_tcp_stream("127.0.0.1", port)
        await stream.send_all(script)
        await stream.send_eof()
        heard = b""
        with trio.fail_after(PATIENCE_S):
            async for chunk in stream:
                heard += chunk
        assert heard.splitlines()[-1].startswith(b"250 2.0.0 kept as mail_")
        await stream.aclose()
