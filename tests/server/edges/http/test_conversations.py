"""Strangers begin conversations: where it is open to them, not faster than allowed, and never as somebody else."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from kit.accounts import account
from kit.http_client import Answer, HttpClient, http_client
from kit.raw_client import raw_client
from kit.server import RunningServer, running_server
from ringline_protocol.values import Contact
from ringline_server.edges.http.app import make_app
from ringline_server.edges.http.conversations import NAME_CHARS_MAX
from ringline_server.edges.origins import Origins
from ringline_server.edges.server import CONVERSATIONS_PER_MINUTE_MAX

PATH = "/v1/conversations"
PAGE = "https://shop.example"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        running.server.public_queues = frozenset({"que_chat"})
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server, None) as client:
        yield client


async def begin(http: HttpClient, **more: Any) -> Answer:
    return await http.post(PATH, {"queue": "que_chat", **more})


async def test_a_stranger_waits_in_line_with_their_first_words(server: RunningServer, http: HttpClient) -> None:
    answer = await begin(http, name="María", subject="A parcel", text="Where is it?")

    assert answer.status == 201, answer.body
    async with raw_client(server.url) as consumer:
        welcome = await consumer.hello(answer.body["consumer_token"])
        view = (await consumer.snapshot(f"interaction/{answer.body['interaction']}"))["state"]
    assert welcome["principal"]["name"] == "María"
    assert view["phase"] == "queued"
    assert [(one["role"], one["text"]) for one in view["segments"]] == [("consumer", "Where is it?")]


@pytest.mark.parametrize("queue", ["que_auto", "que_none"])
async def test_a_queue_that_is_not_public_is_not_found(http: HttpClient, queue: str) -> None:
    answer = await begin(http, queue=queue)
    assert (answer.status, answer.code) == (404, "not_found")


async def test_nothing_is_public_unless_the_operator_says_so(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server, None) as http:
        assert (await begin(http)).status == 404


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


@pytest.mark.parametrize("more", [{"top_priority": True}, {"variables": []}, {"consumer": {"contact": "cnt_1"}}])
async def test_a_stranger_says_only_who_they_are_and_what_it_is_about(http: HttpClient, more: dict[str, Any]) -> None:
    assert (await begin(http, **more)).code == "bad_request"


async def test_a_name_has_a_limit(http: HttpClient) -> None:
    assert (await begin(http, name="x" * NAME_CHARS_MAX)).status == 201
    assert (await begin(http, name="x" * (NAME_CHARS_MAX + 1))).code == "too_large"


async def test_an_address_that_a_stranger_types_opens_no_entry_of_the_address_book(
    server: RunningServer, http: HttpClient
) -> None:
    await server.server.disk.save_contacts([Contact("cnt_maria", "María", emails=("maria@example.com",))], "ES")
    answer = await begin(http, email="maria@example.com")
    async with http_client(server, "agt_sofia") as supervisor:
        seen = (await supervisor.get(f"/v1/interactions/{answer.body['interaction']}")).body["interaction"]
    assert seen["consumer"] == {"name": "", "email": "maria@example.com"}

    async with http_client(server) as service:
        trusted = await service.post(
            "/v1/interactions", {"queue": "que_chat", "consumer": {"email": "maria@example.com"}}
        )
        known = (await service.get(f"/v1/interactions/{trusted.body['interaction']}")).body["interaction"]
    assert (known["consumer"]["contact"], known["consumer"]["name"]) == ("cnt_maria", "María")


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
