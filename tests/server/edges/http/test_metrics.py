"""Figures for Prometheus: what the house is at, to this machine alone."""

import re
from pathlib import Path

import httpx
import pytest
from kit.accounts import account
from kit.server import RunningServer, running_server
from prometheus_client.parser import text_string_to_metric_families
from ringline_server import logs
from ringline_server.actors.alarms import Unsound


async def scraped(server: RunningServer, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"{server.http}/metrics", headers=headers)


def figures(text: str) -> dict[tuple[str, str], float]:
    """(name, kind) to value."""
    families = text_string_to_metric_families(text)
    return {(one.name, one.labels.get("kind", "")): one.value for family in families for one in family.samples}


async def test_the_house_is_told_in_figures(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        registry, lost = server.house.registry, logs.lost.total()
        with pytest.raises(Unsound):
            registry.alarms.judge("queue:que_chat", "is wrong", 0)
        response = await scraped(server)
    found = figures(response.text)

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert found["ringline_actors", "agent"] == len(account().agents)
    assert found["ringline_actors", "queue"] == len(account().queues)
    assert found["ringline_actors", "interaction"] == 0
    assert found["ringline_tasks", ""] > len(account().agents) + len(account().queues), "each actor has one"
    assert found["ringline_invariant_violations_total", "queue"] == 1
    assert found["ringline_invariant_violations_total", "agent"] == 0
    assert found["ringline_sessions_connected", ""] == 0
    assert found["ringline_journal_pending", ""] == 0
    assert found["ringline_actor_crashes_total", ""] == 0
    assert found["ringline_log_lines_lost_total", ""] == lost
    assert found["ringline_draining", ""] == 0
    assert 'ringline_info{version="' in response.text


async def test_nobody_is_named_in_it(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server:
        text = (await scraped(server)).text

    assert not re.search(r"agt_|que_|int_|con_|ses_", text)


@pytest.mark.parametrize("header", ["forwarded", "x-forwarded-for", "x-real-ip"])
async def test_who_comes_through_a_proxy_finds_nothing(tmp_path: Path, header: str) -> None:
    async with running_server(tmp_path, account()) as server:
        response = await scraped(server, **{header: "192.0.2.7"})

    assert response.status_code == 404
    assert "ringline_" not in response.text
