"""Canned answers over HTTP: on disk beside those of the configuration, by the same rules, for those they are for."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from kit.accounts import HELLO, account, queue
from kit.http_client import Answer, HttpClient, http_client
from kit.raw_client import raw_client
from kit.server import RunningServer, running_server
from ringline_server.edges import canned_book
from ringline_server.store.records import AuditRow

ACCOUNT = account(queue(), queue("que_sales"))
PRICES: dict[str, Any] = {
    "title": "Prices",
    "shortcut": "prices",
    "text": "It costs {{variable.price}}",
    "queues": ["que_sales"],
}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, ACCOUNT) as running:
        yield running


@pytest.fixture
async def sofia(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server, "agt_sofia") as client:
        yield client


async def put(client: HttpClient, name: str, **fields: Any) -> Answer:
    return await client.send("PUT", f"/v1/canned/{name}", json={**PRICES, **fields})


async def names_at_the_desk(server: RunningServer, queue: str) -> list[str]:
    async with raw_client(server.url) as ana:
        await ana.hello(server.token("agt_ana"))
        found = await ana.ask("canned.read", {"queue": queue}, key=None)
    return [one["id"] for one in found["answers"]]


async def test_what_is_kept_is_at_the_desk_at_once_and_gone_when_it_is_dropped(
    server: RunningServer, sofia: HttpClient
) -> None:
    made = await put(sofia, "can_prices")
    with_it = [await names_at_the_desk(server, queue) for queue in ("que_sales", "que_chat")]
    changed = await put(sofia, "can_prices", queues=[])
    everywhere = await names_at_the_desk(server, "que_chat")
    dropped = await sofia.send("DELETE", "/v1/canned/can_prices")
    again = await sofia.send("DELETE", "/v1/canned/can_prices")

    assert (made.status, made.body) == (201, {"id": "can_prices", **PRICES, "language": "", "configured": False})
    assert with_it == [["can_hello", "can_prices"], ["can_hello"]]
    assert (changed.status, everywhere) == (200, ["can_hello", "can_prices"])
    assert (dropped.status, again.code) == (200, "not_found")
    assert await names_at_the_desk(server, "que_chat") == ["can_hello"]


async def test_what_is_kept_outlives_the_server_and_its_changes_are_in_the_audit_log(tmp_path: Path) -> None:
    for attempt in range(2):
        async with running_server(tmp_path, ACCOUNT) as server, http_client(server, "agt_sofia") as sofia:
            if attempt == 0:
                assert (await put(sofia, "can_prices")).status == 201
                assert (await put(sofia, "can_prices")).status == 200
                assert (await put(sofia, "can_gone", shortcut="gone")).status == 201
                assert (await sofia.send("DELETE", "/v1/canned/can_gone")).status == 200
            one = await sofia.get("/v1/canned/can_prices")
            acts: list[AuditRow] = [
                row for row in await server.server.disk.audited(0, 2**53) if row.act.startswith("canned")
            ]

    assert one.body["text"] == PRICES["text"]
    assert [(row.principal, row.act, row.object) for row in acts] == [
        ("supervisor:agt_sofia", "canned.keep", "can_prices"),
        ("supervisor:agt_sofia", "canned.keep", "can_gone"),
        ("supervisor:agt_sofia", "canned.drop", "can_gone"),
    ], "saying it twice is saying it once"


async def test_a_page_has_those_of_one_queue_or_all(sofia: HttpClient) -> None:
    await put(sofia, "can_prices")
    await put(sofia, "can_zebra", shortcut="zebra")

    first = (await sofia.get("/v1/canned", limit=2)).body
    rest = (await sofia.get("/v1/canned", limit=2, cursor=first["cursor"])).body
    chat = (await sofia.get("/v1/canned", queue="que_chat")).body

    assert [(one["id"], one["configured"]) for one in first["answers"]] == [("can_hello", True), ("can_prices", False)]
    assert ([one["id"] for one in rest["answers"]], rest["cursor"]) == (["can_zebra"], None)
    assert [one["id"] for one in chat["answers"]] == ["can_hello"]
    assert (await sofia.get("/v1/canned", limit=0)).code == "bad_request"
    assert (await sofia.get("/v1/canned/can_none")).code == "not_found"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"text": ""}, "params.text, characters"),
        ({"text": "{{consumer.shoe}}"}, "params.text"),
        ({"shortcut": "two words"}, "params.shortcut"),
        ({"language": "Spanish!"}, "params.language"),
        ({"queues": ["que_none"]}, "params.queues[0]"),
        ({"shortcut": "hello", "language": "en", "queues": []}, "params"),
    ],
)
async def test_the_rules_are_those_of_the_configuration(sofia: HttpClient, fields: dict[str, Any], path: str) -> None:
    refused = await put(sofia, "can_prices", **fields)

    assert refused.code == "bad_request"
    assert refused.body["error"]["details"]["path"] == path
    assert (await sofia.get("/v1/canned/can_prices")).code == "not_found"


async def test_an_id_is_one_of_canned_answers_and_not_of_the_configuration(sofia: HttpClient) -> None:
    assert (await put(sofia, "prices")).code == "bad_request"
    assert (await put(sofia, HELLO.id)).code == "invalid_state"
    assert (await sofia.send("DELETE", f"/v1/canned/{HELLO.id}")).code == "invalid_state"


async def test_more_than_there_is_room_for_is_refused(sofia: HttpClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned_book, "KEPT_MAX", 1)

    assert (await put(sofia, "can_prices")).status == 201
    assert (await put(sofia, "can_more", shortcut="more")).code == "too_large"
    assert (await put(sofia, "can_prices", title="Changed")).status == 200


@pytest.mark.parametrize(
    ("who", "may_read"), [("svc_1", True), ("agt_ana", False), ("con_1", False)], ids=["service", "agent", "consumer"]
)
async def test_only_supervisors_change_them(server: RunningServer, who: str, *, may_read: bool) -> None:
    async with http_client(server, who, interaction="int_1" if who == "con_1" else None) as client:
        assert (await put(client, "can_prices")).code == "forbidden"
        assert (await client.send("DELETE", "/v1/canned/can_hello")).code == "forbidden"
        assert ((await client.get("/v1/canned")).status == 200) is may_read
        assert ((await client.get("/v1/canned/can_hello")).status == 200) is may_read
