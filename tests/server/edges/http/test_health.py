"""Alive as long as it answers; ready as long as the store takes writes and nobody is told to go."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trio
from kit.accounts import account
from kit.flaky import FlakyDisk
from kit.http_client import HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_server.edges.http import health
from ringline_server.ids import Ids
from ringline_server.store.records import Append
from ringline_server.store.sqlite import open_sqlite


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpClient]:
    """Every request looks afresh."""
    monkeypatch.setattr(health, "FRESH_MS", 0)
    async with http_client(server, None) as client:
        yield client


def flaky(server: RunningServer) -> FlakyDisk:
    registry = server.house.registry
    disk = FlakyDisk(registry.disk)
    registry.disk = disk.disk
    return disk


async def test_a_server_that_answers_is_alive_and_says_its_version(server: RunningServer, http: HttpClient) -> None:
    flaky(server).fails = True
    answer = await http.get("/healthz")
    assert (answer.status, answer.body) == (200, {"status": "ok", "version": server.server.version})


async def test_a_server_with_a_working_store_is_ready(http: HttpClient) -> None:
    answer = await http.get("/readyz")
    assert (answer.status, answer.body) == (200, {"status": "ready"})


async def test_a_store_that_takes_no_writes_is_not_ready_until_it_does(server: RunningServer, http: HttpClient) -> None:
    disk = flaky(server)
    disk.fails = True
    answer = await http.get("/readyz")
    assert (answer.status, answer.body) == (503, {"status": "store unavailable"})

    disk.fails = False
    assert (await http.get("/readyz")).status == 200


async def test_a_journal_that_stands_still_is_not_ready(
    server: RunningServer, http: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "STORE_MS", 100)
    journal = server.house.registry.journal
    disk = FlakyDisk(journal.disk)
    disk.stalls, journal.disk = trio.Event(), disk.disk
    assert (await http.get("/readyz")).status == 503
    disk.stalls.set()
    assert (await http.get("/readyz")).status == 200


async def test_a_server_whose_store_belongs_to_another_is_not_ready(
    server: RunningServer, http: HttpClient, tmp_path: Path
) -> None:
    """The lock keeps two servers apart; where it does not hold (a network disk), the fence does."""
    (tmp_path / "ringline.db.lock").unlink()
    async with open_sqlite(tmp_path / "ringline.db", Ids(), server.clock.now_ms()) as newer:
        assert newer.identity.incarnation > server.house.registry.disk.identity.incarnation
        assert (await http.get("/readyz")).status == 503


async def test_a_server_that_is_about_to_stop_is_not_ready(server: RunningServer, http: HttpClient) -> None:
    server.server.is_draining = True
    answer = await http.get("/readyz")
    assert (answer.status, answer.body) == (503, {"status": "draining"})


async def test_one_finding_stands_for_all_who_ask_within_a_second(server: RunningServer) -> None:
    async with http_client(server, None) as http:
        assert (await http.get("/readyz")).status == 200
        flaky(server).fails = True
        assert [(await http.get("/readyz")).status for _ in range(3)] == [200, 200, 200]


async def test_looking_leaves_nothing_behind_that_harms_the_store(server: RunningServer, http: HttpClient) -> None:
    for _ in range(3):
        assert (await http.get("/readyz")).status == 200
    assert await server.server.disk.verify() == []
    assert await server.server.disk.read(health.PROBE) == []
    await server.house.registry.journal.append(Append(health.PROBE, 0, ()))
