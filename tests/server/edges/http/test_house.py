"""Queues, agents and tickets over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kit.accounts import account
from kit.http_client import HttpClient, http_client
from kit.raw_client import Closed, raw_client
from kit.server import RunningServer, running_server
from ringline_server.edges import tickets
from ringline_server.edges.tickets import TICKET_MS


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


async def test_queues_say_what_waits_in_them(http: HttpClient) -> None:
    await http.post("/v1/interactions", {"queue": "que_chat"})

    queues = (await http.get("/v1/queues")).body["queues"]

    assert [queue["queue"] for queue in queues] == ["que_auto", "que_chat", "que_mail", "que_voice"]
    assert {queue["queue"]: queue["waiting"] for queue in queues}["que_chat"] == 1
    assert {queue["queue"]: queue["channel"] for queue in queues}["que_voice"] == "voice"


async def test_one_queue_shows_its_line_to_supervisors_and_its_length_to_services(
    server: RunningServer, http: HttpClient
) -> None:
    made = await http.post("/v1/interactions", {"queue": "que_chat"})
    short = (await http.get("/v1/queues/que_chat")).body
    async with http_client(server, "agt_sofia") as supervisor:
        whole = (await supervisor.get("/v1/queues/que_chat")).body

    assert (short["waiting"], short["rows"]) == (1, [])
    assert [row["interaction"] for row in whole["rows"]] == [made.body["interaction"]]


async def test_the_canned_answers_of_a_queue_are_told_with_their_placeholders(http: HttpClient) -> None:
    answers = (await http.get("/v1/queues/que_chat/canned")).body["answers"]

    assert [(one["shortcut"], one["text"]) for one in answers] == [("hello", "Hello {{consumer.name}}")]


async def test_agents_say_how_they_are(server: RunningServer, http: HttpClient) -> None:
    async with raw_client(server.url) as ana:
        await ana.hello(server.token("agt_ana"))
        await ana.ask("agent.set_status", {"status": "ready"})
        agents = {agent["agent"]: agent for agent in (await http.get("/v1/agents")).body["agents"]}
        one = (await http.get("/v1/agents/agt_ana")).body

    assert list(agents) == ["agt_ana", "agt_bruno", "agt_sofia"]
    assert (agents["agt_ana"]["status"], agents["agt_bruno"]["status"]) == ("ready", "offline")
    assert (one["name"], one["status"], one["state"]) == ("Ana", "ready", "ready")


async def test_lists_are_paged_by_id(http: HttpClient) -> None:
    first = (await http.get("/v1/agents", limit=2)).body
    second = (await http.get("/v1/agents", limit=2, cursor=first["cursor"])).body
    assert [agent["agent"] for agent in first["agents"]] == ["agt_ana", "agt_bruno"]
    assert [agent["agent"] for agent in second["agents"]] == ["agt_sofia"]
    assert (first["cursor"], second["cursor"]) == ("agt_bruno", None)


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "201"}, {"wish": "1"}])
async def test_a_page_that_does_not_exist_is_refused(http: HttpClient, query: dict[str, str]) -> None:
    assert (await http.get("/v1/queues", **query)).code == "bad_request"


@pytest.mark.parametrize("path", ["/v1/queues/que_none", "/v1/queues/que_none/canned", "/v1/agents/agt_none"])
async def test_what_is_not_there_is_forbidden_like_what_is_foreign(http: HttpClient, path: str) -> None:
    answer = await http.get(path)
    assert (answer.status, answer.code) == (403, "forbidden")


@pytest.mark.parametrize(
    "path", ["/v1/queues", "/v1/queues/que_chat", "/v1/queues/que_chat/canned", "/v1/agents", "/v1/agents/agt_ana"]
)
async def test_agents_and_consumers_do_not_see_the_house(server: RunningServer, http: HttpClient, path: str) -> None:
    made = await http.post("/v1/interactions", {"queue": "que_chat"})
    async with (
        http_client(server, "agt_ana") as agent,
        http_client(server, token=made.body["consumer_token"]) as consumer,
    ):
        assert (await agent.get(path)).code == "forbidden"
        assert (await consumer.get(path)).code == "forbidden"


async def test_a_ticket_says_hello_once_as_whoever_asked_for_it(server: RunningServer) -> None:
    before_ms = server.clock.now_ms()
    async with http_client(server, "agt_ana") as http:
        answer = await http.post("/v1/tickets", key=None)
    assert answer.status == 201
    assert answer.body["expires_at_ms"] >= before_ms + TICKET_MS

    async with raw_client(server.url) as ana:
        assert (await ana.hello(answer.body["ticket"], scheme="ticket"))["principal"]["id"] == "agt_ana"
    async with raw_client(server.url) as again:
        with pytest.raises(Closed) as caught:
            await again.hello(answer.body["ticket"], scheme="ticket")
    assert caught.value.code == 4300


async def test_when_there_are_too_many_tickets_none_is_issued(
    http: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "TICKETS_MAX", 0)
    answer = await http.post("/v1/tickets", key=None)
    assert (answer.status, answer.code) == (429, "rate_limited")


async def test_a_supervisor_throws_somebody_out_and_nobody_else_does(server: RunningServer, http: HttpClient) -> None:
    refused = await http.post("/v1/revocations", {"principal": "agt_ana"})
    async with http_client(server, "agt_sofia") as sofia, http_client(server, "agt_ana") as ana:
        done = await sofia.post("/v1/revocations", {"principal": "agt_ana"})
        after = await ana.get("/v1/interactions")
        bad = await sofia.post("/v1/revocations", {"who": "agt_ana"})

    assert (refused.status, refused.code) == (403, "forbidden")
    assert (done.status, done.body["principal"]) == (201, "agt_ana")
    assert (after.status, after.code) == (401, "unauthenticated")
    assert bad.code == "bad_request"
