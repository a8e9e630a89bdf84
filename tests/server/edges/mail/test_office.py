"""The outbox of a running server: opened as configured, and what it leaves at a stop goes at the next start."""

from pathlib import Path

import pytest
import trio
from kit.accounts import account
from kit.server import running_server
from kit.smtp_sink import open_sink
from ringline_server.config_mail import MailOutSettings, MailSettings, Tls
from ringline_server.edges.mail.carriers import FolderCarrier, LineCarrier
from ringline_server.edges.mail.office import carriers_of, open_outbox, take_way, way_out


async def test_without_a_way_out_there_is_no_outbox(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as running:
        async with open_outbox(running.server, MailSettings(), tmp_path) as outbox:
            assert outbox is None
        assert not running.server.sends_mail


async def test_with_one_there_is_and_it_stops_at_once_when_nothing_is_on_its_way(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as running, open_sink() as sink:
        out = MailOutSettings("127.0.0.1", sink.port, Tls.NONE, connections=2)
        with trio.fail_after(4):
            async with open_outbox(running.server, MailSettings(out=out), tmp_path) as outbox:
                assert outbox is not None
                assert outbox.connections == 2
        assert running.server.sends_mail


def test_a_relay_is_spoken_to_with_the_password_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("pass word\n")
    out = MailOutSettings("relay.test", 25, Tls.TLS, "ringline", str(tmp_path / "secret"))
    carrier = carriers_of(out, "mail.ringline.test", tmp_path)()

    assert isinstance(carrier, LineCarrier)
    relay = carrier.line.relay
    assert (relay.host, relay.port, relay.tls, relay.username, relay.password, relay.own_name) == (
        *("relay.test", 25, Tls.TLS, "ringline", "pass word", "mail.ringline.test"),
    )


def test_a_folder_is_one_of_the_data_directory(tmp_path: Path) -> None:
    carrier = carriers_of(MailOutSettings(folder="sent"), "localhost", tmp_path)()
    assert isinstance(carrier, FolderCarrier)
    assert carrier.folder == tmp_path / "sent"


def test_a_password_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="secret"):
        carriers_of(MailOutSettings("relay.test", password_file=str(tmp_path / "secret")), "localhost", tmp_path)


async def test_a_reload_takes_another_relay_and_none_takes_no_more_mail(tmp_path: Path) -> None:
    first, second = (MailSettings(out=MailOutSettings(folder=name)) for name in ("first", "second"))
    async with (
        running_server(tmp_path, account()) as running,
        open_outbox(running.server, first, tmp_path) as outbox,
    ):
        assert outbox is not None
        take_way(running.server, outbox, second, way_out(second, tmp_path))
        carrier = outbox.make_carrier()
        assert isinstance(carrier, FolderCarrier)
        assert carrier.folder == tmp_path / "second"
        take_way(running.server, outbox, MailSettings(), way_out(MailSettings(), tmp_path))
        assert not running.server.sends_mail
        take_way(running.server, outbox, first, way_out(first, tmp_path))
        assert running.server.sends_mail
        take_way(running.server, None, first, way_out(first, tmp_path))
        assert not running.server.sends_mail
