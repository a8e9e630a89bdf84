"""The application as a whole: paths and methods that are not there, bugs, browsers of other origins."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from kit.accounts import account
from kit.http_client import HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_server.edges.http.app import make_app
from ringline_server.edges.origins import Origins

PAGE = "https://shop.example"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1", "/v1/interactions/", "/v2/interactions", "/v1/interactions/int_1/unknown"])
async def test_an_unknown_path_is_not_found(http: HttpClient, path: str) -> None:
    answer = await http.get(path)
    assert (answer.status, answer.code) == (404, "not_found")


async def test_a_method_that_a_path_does_not_have_is_told_with_those_that_it_has(http: HttpClient) -> None:
    answer = await http.send("DELETE", "/v1/tickets")
    assert (answer.status, answer.code, answer.headers["allow"]) == (405, "unknown_method", "POST")


async def test_a_bug_is_told_as_internal_without_a_word_about_it_and_logged(tmp_path: Path, log_lines: Any) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        server.server.http_rates = None  # type: ignore[assignment]  # the bug
        answer = await http.get("/v1/interactions")
        assert (answer.status, answer.code) == (500, "internal")
        assert "NoneType" not in str(answer.body)
        assert (await http.get("/healthz")).status == 200

    assert log_lines("http application failed")


async def test_the_description_is_served(http: HttpClient) -> None:
    answer = await http.get("/openapi.json")
    assert answer.status == 200
    assert answer.body["openapi"].startswith("3.1")


async def test_pages_of_other_origins_are_told_nothing_unless_they_are_listed(server: RunningServer) -> None:
    async with browser(server, Origins()) as page:
        answer = await page.get("/healthz")
        assert "access-control-allow-origin" not in answer.headers


async def test_a_listed_page_may_read_answers_and_send_a_token_and_a_key(server: RunningServer) -> None:
    wish = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,idempotency-key"}
    async with browser(server, Origins([PAGE])) as page:
        asked = await page.options("/v1/interactions", headers=wish)
        answer = await page.get("/healthz")
        refused = await page.get("/v1/interactions")
        foreign = await page.get("/healthz", headers={"origin": "https://shop.example.evil"})

    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == PAGE
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == PAGE, "a page must be able to read why"
    assert "access-control-allow-credentials" not in answer.headers
    assert foreign.headers.get("access-control-allow-origin") != "https://shop.example.evil"


def browser(server: RunningServer, origins: Origins) -> httpx.AsyncClient:
    """A page of another origin, and an application that knows such pages."""
    app = make_app(attrs.evolve(server.server, origins=origins))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://ring.example", headers={"origin": PAGE})
