"""A real server on a disk that is full, closed, torn or cut short: it says so, and acknowledges nothing false."""

import contextlib
import random
import resource
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest
import trio
from kit.crash.account import CONFIG
from kit.filled import filled
from kit.process import LISTENING, ServerProcess
from kit.raw_client import RawClient, raw_client
from kit.source import ROOT
from ringline_protocol.values import PrincipalKind
from ringline_server.upkeep.verify import verify

END_S = 30
"""A server that refuses has ended by then."""
PAGE = 4096


@asynccontextmanager
async def service(server: ServerProcess) -> AsyncIterator[RawClient]:
    async with raw_client(server.url) as client:
        await client.hello(server.token("svc_flow", PrincipalKind.SERVICE))
        yield client


async def created(client: RawClient, key: str) -> dict[str, Any]:
    """The reply, whatever it is."""
    create = {"queue": "que_wait", "subject": key, "variables": [{"name": "n", "value": "x" * 3_000}]}
    return dict(await client.request("interaction.create", create, key=key))


@contextmanager
def no_file_may_grow(server: ServerProcess) -> Iterator[None]:
    """The kernel refuses every byte behind the end of what is there: to this process, a full disk."""
    pid, (soft, hard) = server.pid, resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    largest = max(path.stat().st_size for path in server.database.parent.iterdir())
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, hard))
    yield
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


async def ends(server: ServerProcess, *through: str) -> tuple[int, str]:
    """Launched on what is there: its exit status, and what it said last. It must not serve."""
    said = await server.begin(None, *through)
    if LISTENING in said:
        await server.kill()
        raise AssertionError("it serves")
    with trio.fail_after(END_S):
        return await server.dies(), server.log_end()


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a running process from outside")
async def test_on_a_full_disk_nothing_false_is_acknowledged_and_later_all_goes_on(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.start()
        async with service(server) as client:
            before = [await created(client, f"before {n}") for n in range(3)]
            with no_file_may_grow(server):
                during = [await created(client, f"during {n}") for n in range(60)]
                listed = await client.request("interaction.list", {"open_only": True}, key=None)
            again = [await created(client, f"during {n}") for n in range(60)]
            after = await created(client, "after")
        assert await server.stop() == 0
    finally:
        await server.kill()
    refused = [reply["error"] for reply in during if "error" in reply]
    subjects = list(apsw.Connection(str(server.database)).execute("select subject from interaction"))

    assert len(refused) >= 50, "a few may fit into what is allocated"
    assert {(error["code"], error["retry"]) for error in refused} == {("unavailable", "backoff")}
    assert all("result" in reply for reply in (*before, *again, after))
    assert [reply.get("replayed", False) for reply in again] == ["result" in reply for reply in during]
    assert "result" in listed, "reading goes on"
    assert len(subjects) == len(set(subjects)) == 64
    assert verify(server.database).is_sound
    assert "Traceback" not in server.log.read_text()


async def test_a_server_whose_log_has_no_place_serves_on(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    server.log.symlink_to("/dev/full")
    try:
        await server.start()
        async with service(server) as client:
            assert "result" in await created(client, "k")
        assert await server.stop() == 0
    finally:
        await server.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="how root gives up its licence is Linux's way")
@pytest.mark.parametrize("is_new", [True, False], ids=["a_new_store", "a_store_that_is_there"])
async def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, is_new: bool) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    folder = server.database.parent
    folder.mkdir()
    if not is_new:
        await filled(server.database)
        (folder / "ringline.db.lock").unlink()
    folder.chmod(0o555)
    try:
        status, said = await ends(server, sys.executable, str(ROOT / "tests" / "kit" / "without_rights.py"))
    finally:
        folder.chmod(0o700)

    assert (status, said.splitlines()[-1]) == (2, f"ringline: {server.database}.lock: Permission denied")


async def test_a_store_that_is_cut_short_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = await filled(tmp_path / "whole.db")
    size = whole.stat().st_size
    chance = random.Random(1)
    cuts = [0, 1, 15, 100, PAGE, size - PAGE, *chance.sample(range(PAGE, size - PAGE), 2)]
    server = ServerProcess.make(tmp_path, CONFIG)
    server.database.parent.mkdir()
    for cut in cuts:
        server.database.write_bytes(whole.read_bytes()[:cut])
        server.database.with_name("ringline.db.lock").write_text("1\n")
        status, said = await ends(server)

        assert status == 2, (cut, said)
        assert said.splitlines()[-1].startswith(f"ringline: {server.database}: "), (cut, said)
        assert "Traceback" not in said


async def test_a_store_with_a_torn_page_is_refused_or_serves_what_is_right(tmp_path: Path) -> None:
    """A page that is read at the start stops it; one that is not is found by `ringline verify`."""
    whole = await filled(tmp_path / "whole.db")
    server = ServerProcess.make(tmp_path, CONFIG)
    server.database.parent.mkdir()
    refused = 0
    for number in range(0, whole.stat().st_size // PAGE, 5):
        content = bytearray(whole.read_bytes())
        content[number * PAGE : number * PAGE + PAGE // 2] = b"\xa5" * (PAGE // 2)
        server.database.write_bytes(content)
        said = await server.begin()
        status = await (server.kill_with_status() if LISTENING in said else server.dies())
        if LISTENING not in said:
            refused += 1
            assert status == 2, (number, server.log_end())
            assert server.log_end().splitlines()[-1].startswith(f"ringline: {server.database}: "), number
        for companion in ("-wal", "-shm", ".lock"):
            server.database.with_name(f"ringline.db{companion}").unlink(missing_ok=True)

    assert refused > 0


@pytest.mark.parametrize("lost", ["half", "all"])
async def test_a_wal_that_is_cut_short_leaves_a_right_beginning(tmp_path: Path, lost: str) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.start()
        async with service(server) as client:
            replies = [await created(client, f"k{n}") for n in range(20)]
        await server.kill()
        wal = server.database.with_name("ringline.db-wal")
        content = wal.read_bytes()
        wal.write_bytes(content[: len(content) // 2] if lost == "half" else b"")
        if lost == "all":
            status, said = await ends(server)
            assert (status, "empty, though it was in use before" in said) == (2, True)
            return
        await server.start()
        assert await server.stop() == 0
    finally:
        await server.kill()
    rows = apsw.Connection(str(server.database)).execute("select subject from interaction order by created_at_ms, id")
    subjects = [subject for (subject,) in rows]

    assert all("result" in reply for reply in replies)
    assert sorted(subjects) == sorted(f"k{n}" for n in range(len(subjects)))
    assert len(subjects) < 20
    assert verify(server.database).is_sound


async def test_sigterm_on_a_full_disk_still_ends_it(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.start()
        async with service(server) as client:
            await created(client, "before")
            with no_file_may_grow(server):
                await created(client, "during")
                assert server.process is not None
                server.process.send_signal(signal.SIGTERM)
                with trio.fail_after(END_S):
                    status = await server.process.wait()
        assert status == 0, server.log_end()
    finally:
        await server.kill()
