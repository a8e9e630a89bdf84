"""`ringline backup`, `restore`, `verify`: what they print, with which exit status; and all three on a real server."""

import subprocess
from pathlib import Path
from typing import Any

import apsw
import attrs
import pytest
import trio
from kit.crash.account import CONFIG
from kit.filled import filled
from kit.process import ServerProcess
from kit.raw_client import RawClient, raw_client
from ringline_protocol.values import PrincipalKind
from ringline_server import cli, cli_upkeep

Captured = pytest.CaptureFixture[str]


def run(*words: str | Path) -> int:
    """The exit status."""
    status = cli.app(
        [str(word) for word in words], result_action="return_int_as_exit_code_else_zero", exit_on_error=False
    )
    assert isinstance(status, int)
    return status


async def test_a_sound_store_is_called_sound_and_counted(tmp_path: Path, capsys: Captured) -> None:
    path = await filled(tmp_path / "ringline.db")

    assert run("verify", "--data", tmp_path) == 0
    assert run("verify", path) == 0
    line = f"{path}; sound; 18 records, 2 snapshots, 3 streams, 4 segments, 2 replies"
    assert capsys.readouterr().out.splitlines() == [line, line]


async def test_faults_are_printed_with_their_place_and_are_a_status(tmp_path: Path, capsys: Captured) -> None:
    path = await filled(tmp_path / "ringline.db")
    db = apsw.Connection(str(path))
    db.execute("delete from record where stream = 'interaction/int_open' and seq = 1")
    db.close()

    assert run("verify", path) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "interaction/int_open: goes from 0 to 2"
    assert "; 3 faults; " in out[-1]

    assert run("backup", tmp_path / "b.db", "--data", tmp_path) == 1
    assert (tmp_path / "b.db.damaged").exists()
    assert run("restore", tmp_path / "b.db.damaged", "--data", tmp_path / "new") == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{tmp_path}/new/ringline.db: left as it was; 3 faults")
    assert run("restore", tmp_path / "b.db.damaged", "--data", tmp_path / "new", "--damaged") == 0


async def test_a_store_is_compacted_and_one_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    path = await filled(tmp_path / "ringline.db")

    assert run("compact", "--data", tmp_path) == 0
    assert capsys.readouterr().out.startswith(f"{path}: ")
    assert run("compact", "--data", tmp_path / "nowhere") == 2
    assert "no such file" in capsys.readouterr().err


async def test_a_backup_goes_there_and_back(tmp_path: Path, capsys: Captured) -> None:
    store, target = await filled(tmp_path / "ringline.db"), tmp_path / "monday.db"

    assert run("backup", target, "--data", tmp_path) == 0
    assert capsys.readouterr().out.startswith(f"{target}: {target.stat().st_size:,} bytes; sound; 18 records")
    assert run("backup", target, "--data", tmp_path) == 2
    assert run("backup", target, "--data", tmp_path, "--replace") == 0
    assert run("restore", target, "--data", tmp_path) == 2
    assert "--replace puts it aside" in capsys.readouterr().err
    assert run("restore", target, "--data", tmp_path, "--replace") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"what was there: {store}.replaced-1"
    assert out[1].startswith(f"{store}: restored; sound; 18 records")


@pytest.mark.parametrize("words", [("verify",), ("backup", "x.db"), ("restore", "x.db")])
def test_what_is_not_there_is_refused(words: tuple[str, ...], tmp_path: Path, capsys: Captured) -> None:
    assert run(*words, "--data", tmp_path) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert run(*words, "--config", tmp_path / "none.toml") == 2


def test_progress_is_a_line_now_and_then_where_nobody_watches(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_upkeep, "LINE_EVERY_S", 0.0)
    progress = cli_upkeep.Progress()
    progress("copy", 1, 3)
    progress("streams", 0, 0)

    assert capsys.readouterr().err.splitlines() == ["copy 33 %", "streams 100 %"]


@attrs.define
class Operator:
    """Somebody at a terminal beside the server."""

    server: ServerProcess

    async def does(self, *words: str | Path) -> tuple[int, str]:
        """A real command. Its status and all that it said."""
        command = [*self.server.command[:3], *map(str, words), "--config", str(self.server.config)]
        done = await trio.run_process(
            [*command, "--data", str(self.server.database.parent)],
            capture_stdout=True,
            stderr=subprocess.STDOUT,
            check=False,
            env=self.server.environment,
        )
        return done.returncode, done.stdout.decode()


async def hello(client: RawClient, server: ServerProcess, **more: Any) -> Any:
    return await client.hello(server.token("agt_sofia", PrincipalKind.SUPERVISOR), **more)


async def made(service: RawClient, *keys: str) -> list[str]:
    asked = [await service.ask("interaction.create", {"queue": "que_wait"}, key=key) for key in keys]
    return [str(reply["interaction"]) for reply in asked]


@pytest.mark.timeout(180)  # five processes, one after the other, on a machine that may be busy
async def test_a_backup_of_a_running_server_is_restored_and_clients_begin_anew(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    operator, target = Operator(server), tmp_path / "monday.db"
    try:
        await server.start()
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            (kept,) = await made(service, "k1")
        # Nobody is connected meanwhile: who reads nothing answers no ping, and these may take longer than is borne.
        status, said = await operator.does("backup", target)
        assert (status, "sound" in said) == (0, True), said
        assert (await operator.does("verify"))[0] == 0, "of a running server"
        assert (await operator.does("restore", target, "--replace"))[0] == 2, "over a running server"
        async with raw_client(server.url) as service, raw_client(server.url) as sofia:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            await hello(sofia, server)
            later = await made(service, "k2", "k3")
            stream = f"interaction/{kept}"
            await service.ask("interaction.end", {"interaction": kept}, key="end")
            await sofia.ask("stream.subscribe", {"stream": stream}, key=None)
            seen = await sofia.snapshot(stream)
        assert await server.stop() == 0

        status, said = await operator.does("restore", target, "--replace")
        assert status == 0, said
        assert "what was there:" in said
        await server.start()
        async with raw_client(server.url) as sofia:
            await hello(sofia, server)
            subscribe = {"stream": stream, "pos": [seen["epoch"], seen["seq"]]}
            verdict = (await sofia.ask("stream.subscribe", subscribe, key=None))["state"]
            again = await sofia.snapshot(stream)
            lost = [await sofia.request("interaction.read", {"interaction": each}, key=None) for each in later]
    finally:
        await server.kill()

    assert (verdict["recovered"], verdict["reason"]) == (False, "epoch_changed")
    assert again["epoch"] != seen["epoch"]
    assert again["seq"] < seen["seq"]
    assert again["state"]["phase"] == "queued"
    assert all("error" in reply for reply in lost), lost
