"""The address book over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from kit.accounts import account
from kit.http_client import Answer, HttpClient, http_client
from kit.server import RunningServer, running_server

MARIA = {"name": "María Ruiz", "phones": ["600 111 222"]}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


async def send(http: HttpClient, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    """With a key of its own."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    send.count += 1  # type: ignore[attr-defined]
    return await http.send(method, path, json=body or {}, headers={"idempotency-key": f"k{send.count}", **named})  # type: ignore[attr-defined]


send.count = 0  # type: ignore[attr-defined]


async def test_a_contact_lives_from_post_to_delete(http: HttpClient) -> None:
    made = await http.post("/v1/contacts", MARIA)
    one = f"/v1/contacts/{made.body['contact']}"
    read = await http.get(one)
    assert (made.status, read.headers["etag"], read.body["contact"]["name"]) == (201, '"1"', "María Ruiz")

    changed = await send(http, "PATCH", one, {"emails": ["m@example.com"]}, if_match=read.headers["etag"])
    assert (changed.status, changed.body["rev"]) == (200, 2)
    found = await http.get("/v1/contacts", text="ruis")
    assert [contact["emails"] for contact in found.body["contacts"]] == [["m@example.com"]]

    assert (await send(http, "DELETE", one, if_match="*")).status == 200
    assert (await http.get(one)).status == 404
    assert (await http.get("/v1/contacts")).body["contacts"] == []


async def test_an_old_etag_is_a_conflict_that_tells_what_is_there(http: HttpClient) -> None:
    one = f"/v1/contacts/{(await http.post('/v1/contacts', MARIA)).body['contact']}"
    await send(http, "PATCH", one, {"name": "Eva"}, if_match='"1"')
    late = await send(http, "PATCH", one, {"name": "Ana"}, if_match='W/"1"')
    assert (late.status, late.code) == (409, "conflict")
    assert late.body["error"]["details"]["current"]["name"] == "Eva"
    assert (await send(http, "PATCH", one, {"name": "Ana"}, if_match="latest")).code == "bad_request"


async def test_the_list_goes_on_where_it_was_cut(http: HttpClient) -> None:
    for number in range(3):
        await http.post("/v1/contacts", {"name": f"Name {number}"})
    first = (await http.get("/v1/contacts", limit=2)).body
    rest = (await http.get("/v1/contacts", limit=2, cursor=first["cursor"])).body
    assert [one["name"] for one in (*first["contacts"], *rest["contacts"])] == ["Name 0", "Name 1", "Name 2"]
    assert rest["cursor"] is None


async def test_what_no_contact_has_is_refused_with_its_place(http: HttpClient) -> None:
    wrong = await http.post("/v1/contacts", {"name": "Ana", "emails": ["ana"]})
    assert (wrong.status, wrong.body["error"]["details"]) == (400, {"path": "params.emails[0]"})


async def test_consumers_have_no_part_in_it(server: RunningServer, http: HttpClient) -> None:
    interaction = (await http.post("/v1/interactions", {"queue": "que_chat"})).body["interaction"]
    one = f"/v1/contacts/{(await http.post('/v1/contacts', MARIA)).body['contact']}"
    async with http_client(server, "con_1", interaction=interaction) as consumer:
        answers = [await consumer.get("/v1/contacts"), await consumer.get(one), await consumer.post("/v1/contacts")]
        answers += [await send(consumer, "PATCH", one), await send(consumer, "DELETE", one)]
    assert [(answer.status, answer.code) for answer in answers] == [(403, "forbidden")] * 5
