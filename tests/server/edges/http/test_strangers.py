"""Strangers: not faster than allowed, only from pages that may connect, and each with keys of their own."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from kit.accounts import account
from kit.http_client import Answer, HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_server.config_public import PublicSettings
from ringline_server.edges.http.app import make_app
from ringline_server.edges.origins import Origins
from ringline_server.edges.server import CONVERSATIONS_PER_MINUTE_MAX

PATH = "/v1/conversations"
PAGE = "https://shop.example"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        running.server.public = PublicSettings(queues=("que_chat",))
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server, None) as client:
        yield client


async def begin(http: HttpClient, **more: Any) -> Answer:
    return await http.post(PATH, {"queue": "que_chat", **more})


async def test_from_one_address_only_so_many_begin(server: RunningServer, http: HttpClient) -> None:
    answers = [await begin(http) for _ in range(CONVERSATIONS_PER_MINUTE_MAX + 1)]
    assert [answer.status for answer in answers] == [*[201] * CONVERSATIONS_PER_MINUTE_MAX, 429]
    assert int(answers[-1].headers["retry-after"]) <= 60 / CONVERSATIONS_PER_MINUTE_MAX


async def test_a_retry_with_its_key_is_the_same_conversation(server: RunningServer, http: HttpClient) -> None:
    body = {"queue": "que_chat", "text": "Where is it?"}
    first = await http.post(PATH, body, key="a-random-key-of-a-page")
    again = await http.post(PATH, body, key="a-random-key-of-a-page")
    assert again.body["interaction"] == first.body["interaction"]
    async with http_client(server, token=again.body["consumer_token"]) as consumer:
        transcript = await consumer.get(f"/v1/interactions/{again.body['interaction']}/transcript")
    assert len(transcript.body["segments"]) == 1


async def test_the_key_of_another_address_does_not_open_its_conversation(server: RunningServer) -> None:
    answers = []
    for address in ("203.0.113.7", "203.0.113.8", "203.0.113.7"):
        transport = httpx.ASGITransport(make_app(server.server), client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://ring.example") as stranger:
            wish = {"idempotency-key": "a-key-that-both-chose"}
            answers.append((await stranger.post(PATH, json={"queue": "que_chat"}, headers=wish)).json())
    first, other, again = (answer["interaction"] for answer in answers)
    assert first == again != other


@pytest.mark.parametrize("key", [None, "too-short-a-key"])
async def test_a_key_that_others_may_guess_is_refused(http: HttpClient, key: str | None) -> None:
    answer = await http.post(PATH, {"queue": "que_chat"}, key=key)
    assert (answer.status, answer.code) == (400, "key_required")


@pytest.mark.parametrize(
    ("origin", "status"), [(None, 201), ("own", 201), (PAGE, 403), ("null", 403), ("https://shop.example.evil", 403)]
)
async def test_only_our_own_pages_may_unless_others_are_listed(
    server: RunningServer, http: HttpClient, origin: str | None, status: int
) -> None:
    headers = {} if origin is None else {"origin": server.http if origin == "own" else origin}
    answer = await http.post(PATH, {"queue": "que_chat"}, **headers)
    assert answer.status == status


async def test_a_listed_page_may(server: RunningServer, http: HttpClient) -> None:
    server.server.origins = Origins([PAGE])
    assert (await http.post(PATH, {"queue": "que_chat"}, origin=PAGE)).status == 201
    assert (await http.post(PATH, {"queue": "que_chat"}, origin="https://other.example")).status == 403
