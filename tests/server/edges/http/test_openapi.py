"""The description of the HTTP interface says what the code does, and the code does what it says."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from kit.accounts import account
from kit.http_client import Answer, HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_server.config_public import PublicSettings
from ringline_server.edges.http import app, openapi

DOCUMENT = json.loads(app.OPENAPI.read_bytes())


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        running.server.public = PublicSettings(queues=("que_chat",))
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


def test_the_file_is_up_to_date() -> None:
    """If not: python -m ringline_server.edges.http.openapi"""
    assert app.OPENAPI.read_bytes() == openapi.text()


def test_every_route_is_described_once_and_nothing_else_is() -> None:
    described = {(method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert described == {(method, path) for method, path, _ in app.routes()}
    assert all(operation["summary"] for _, operation in operations())


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(DOCUMENT)
    names = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names == set(DOCUMENT["components"]["schemas"])
    assert "#/$defs" not in text


def test_what_changes_something_asks_for_a_key_and_what_is_not_public_for_a_token() -> None:
    with_key = {name for name, operation in operations() if any(p["in"] == "header" for p in operation["parameters"])}
    assert "POST /v1/interactions" in with_key
    assert not [name for name in with_key if name.startswith("GET")]
    open_to_all = {name for name, operation in operations() if not operation["security"]}
    health = {"GET /healthz", "GET /readyz", "GET /openapi.json"}
    tryout = {"GET /v1/tryout", *(f"POST /v1/tryout/{what}" for what in ("handovers", "calls", "mails"))}
    assert open_to_all == {*health, *tryout, "GET /v1/conversations", "POST /v1/conversations"}


def test_what_the_path_says_is_not_asked_for_again() -> None:
    for name, operation in operations():
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        in_path = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert in_path.isdisjoint(body.get("properties", {})), name


async def test_answers_are_as_described(http: HttpClient) -> None:
    body = {
        "queue": "que_chat",
        "consumer": {"name": "María"},
        "variables": [{"name": "order", "value": 48213}],
        "transcript": [{"segment": "s1", "role": "bot", "text": "How can I help with order 48213?"}],
    }
    made = await http.post("/v1/interactions", body)
    one = f"/v1/interactions/{made.body['interaction']}"
    check("POST /v1/interactions", made, body)
    check("GET /v1/interactions", await http.get("/v1/interactions"))
    check("GET /v1/interactions/{interaction}", await http.get(one))
    check("GET /v1/interactions/{interaction}/transcript", await http.get(f"{one}/transcript"))
    for name, params in {
        "segments": {"segments": [{"segment": "s2", "role": "consumer", "text": "hello"}]},
        "messages": {"text": "hello"},
        "variables": {"variable": {"name": "tier", "value": "gold"}},
        "transcription": {"state": "started"},
        "tokens": {},
        "end": {},
    }.items():
        answer = await http.post(f"{one}/{name}", params)
        if name != "messages":
            check(f"POST /v1/interactions/{{interaction}}/{name}", answer, params)
    check("GET /v1/queues", await http.get("/v1/queues"))
    check("GET /v1/queues/{queue}", await http.get("/v1/queues/que_chat"))
    check("GET /v1/agents", await http.get("/v1/agents"))
    check("GET /v1/agents/{agent}", await http.get("/v1/agents/agt_ana"))
    check("POST /v1/tickets", await http.post("/v1/tickets"))
    stranger = {"queue": "que_chat", "name": "María", "text": "hello"}
    check("POST /v1/conversations", await http.post("/v1/conversations", stranger), stranger)
    for path in ("/healthz", "/readyz"):
        check(f"GET {path}", await http.get(path))


async def test_an_error_is_as_described(http: HttpClient) -> None:
    operation = dict(operations())["GET /v1/interactions/{interaction}"]
    refused = await http.get("/v1/interactions/int_none")
    validator(operation["responses"]["default"]["content"]["application/json"]["schema"]).validate(refused.body)


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def check(name: str, answer: Answer, body: object = None) -> None:
    operation = dict(operations())[name]
    assert str(answer.status) in operation["responses"], (name, answer.status, answer.body)
    validator(operation["responses"][str(answer.status)]["content"]["application/json"]["schema"]).validate(answer.body)
    if "requestBody" in operation:
        validator(operation["requestBody"]["content"]["application/json"]["schema"]).validate(body)


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema | {"components": DOCUMENT["components"]})
