"""`ringline mail outbox`: what it prints, with which exit status, and that what failed goes again."""

import time
from pathlib import Path

import pytest
import trio
from kit.accounts import account, queue
from kit.post import HELP, KEY
from kit.post import mail as letter
from kit.raw_client import raw_client
from kit.server import SECRET, running_server
from kit.smtp_sink import open_sink
from kit.stores import put
from ringline_protocol.values import Channel
from ringline_server import cli
from ringline_server.config_mail import MailOutSettings, MailSettings, Tls
from ringline_server.domain.policy import WrapUpPolicy
from ringline_server.edges.mail.office import open_outbox
from ringline_server.edges.mail.receiving import Receiving
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
            await put(disk, OutgoingRow(f"mail_{number}", "queued"))
        at_ms = int(time.time() * 1000)
        await put(disk, MailRow("mail_4", "int_1", "out", "mbx_1", "<4>", b"", 1, at_ms, (b"x",)))
        await put(disk, OutgoingRow("mail_2", "failed", 1, None, "550 long ago"))
        await put(disk, OutgoingRow("mail_4", "failed", 1, None, "mar@example.org: 550 5.1.1 nobody"))
        await put(disk, OutgoingRow("mail_3", "deferred", 2, 1_800_000_000_000, "mar@example.org: 451 later"))

    assert await trio.to_thread.run_sync(run, "mail", "outbox", "--data", tmp_path) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "mail_1  int_1  mbx_1  queued  0 attempts",
        "mail_3  int_1  mbx_1  deferred 2027-01-15 08:00:00 UTC  2 attempts  mar@example.org: 451 later",
        "mail_4  int_1  mbx_1  failed  1 attempt  mar@example.org: 550 5.1.1 nobody",
    ]
    assert told.err == "2 mails not finished, 1 failed in 30 days\n"


SETTINGS = """
[[queues]]
id = "que_mail"
name = "Mail"
channel = "email"
[[agents]]
id = "agt_sofia"
name = "Sofia"
supervisor = true
[tokens]
issuer = "ringline"
audience = "ringline"
[[tokens.keys]]
kid = "test"
algorithm = "HS256"
secret_file = "SECRET"
"""


async def test_a_mail_that_failed_is_sent_again_though_its_thread_is_resolved(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "key").write_bytes(SECRET)
    (tmp_path / "ringline.toml").write_text(SETTINGS.replace("SECRET", str(tmp_path / "key")))
    policy = queue("que_mail", Channel.EMAIL, wrap_up=WrapUpPolicy(enabled=False))
    async with (
        running_server(tmp_path, account(policy)) as running,
        open_sink() as relay,
        raw_client(running.url) as ana,
    ):
        server = running.server
        server.mailboxes, server.reply_key = (HELP,), KEY
        out = MailOutSettings("127.0.0.1", relay.port, Tls.NONE, connections=1)
        async with open_outbox(server, MailSettings(out=out), tmp_path):
            await ana.hello(running.token("agt_ana"))
            await ana.ask("agent.set_status", {"status": "ready"})
            interaction = (await Receiving(server, KEY).receive(HELP, letter("Where is it?"))).interaction
            await ana.event("leg.started")
            relay.fails("rcpt", "550 5.1.1 nobody of that name", times=None)
            await ana.ask("stream.subscribe", {"stream": f"interaction/{interaction}"})
            answer = {"to": [{"address": "mar@example.org"}], "subject": "Re", "text": "Here."}
            sent = await ana.ask("mail.send", {"interaction": interaction, **answer})
            while (await ana.event("mail.state_changed"))["data"]["state"] != "failed":
                pass
            await ana.ask("interaction.resolve", {"interaction": interaction})
            relay.heals()
            words = (
                "mail",
                "outbox",
                "--config",
                tmp_path / "ringline.toml",
                "--data",
                tmp_path,
                "--url",
                running.http,
            )
            done = await trio.to_thread.run_sync(run, *words, "--retry", "all")
            (arrived,) = await relay.mails(1)
            again = await trio.to_thread.run_sync(run, *words, "--retry", sent["mail"], "--retry", "mail_nobody")

    assert (done, again) == (0, 1)
    assert arrived.recipients == ("mar@example.org",)
    told = capsys.readouterr()
    assert told.out == f"{sent['mail']}  queued\n"
    assert told.err.splitlines()[0] == "1 mail to be sent again"
    assert "(invalid_state)" in told.err
    assert "(not_found)" in told.err


async def an_empty_store(path: Path) -> None:
    async with open_sqlite(path, Ids.seeded(1), 1_000):
        pass


def test_without_a_server_or_a_supervisor_nothing_is_sent_again(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "key").write_bytes(SECRET)
    (tmp_path / "ringline.toml").write_text(SETTINGS.replace("SECRET", str(tmp_path / "key")))
    trio.run(an_empty_store, tmp_path / "ringline.db")
    words = ("mail", "outbox", "--config", tmp_path / "ringline.toml", "--data", tmp_path)

    assert run(*words, "--retry", "all") == 0
    assert run(*words, "--retry", "mail_1", "--as", "agt_ana") == 2
    assert run(*words, "--retry", "mail_1", "--url", "http://127.0.0.1:1") == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "no mail has failed"
    assert "agt_ana is no supervisor" in told[1]
    assert "is the server running?" in told[2]


def test_a_store_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run("mail", "outbox", "--data", tmp_path) == 2
    assert "no such file" in capsys.readouterr().err


def test_a_store_that_may_not_be_looked_for_is_told(tmp_path: Path, capsys: Captured) -> None:
    away = tmp_path / ("x" * 300)  # as little to be had as in a folder of somebody else, and so for root, too
    assert run("mail", "outbox", "--data", away) == 2
    assert capsys.readouterr().err == f"ringline: {away}/ringline.db: File name too long\n"
