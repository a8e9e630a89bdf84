"""Who asks and what: tokens, bodies, queries, keys and times, over a real port."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trio
from kit.accounts import account
from kit.flaky import FlakyDisk
from kit.http_client import HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.commands import ListInteractions
from ringline_protocol.limits import MESSAGE_BYTES_MAX
from ringline_protocol.values import PrincipalKind
from ringline_server.edges.http import asking
from ringline_server.edges.rate import PrincipalRates
from starlette.requests import Request


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic YTpi", "nonsense"])
async def test_without_a_good_token_nothing_is_told(server: RunningServer, header: str) -> None:
    async with http_client(server, None) as http:
        answer = await http.send("GET", "/v1/interactions", headers={"authorization": header} if header else {})
    assert (answer.status, answer.code) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_cookie_lets_nobody_in(server: RunningServer) -> None:
    token = server.token("svc_1")
    async with http_client(server, None) as http:
        for cookie in (f"token={token}", f"authorization=Bearer {token}", token):
            answer = await http.send("GET", "/v1/interactions", headers={"cookie": cookie})
            assert (answer.status, answer.code) == (401, "unauthenticated")
            assert "set-cookie" not in answer.headers


async def test_the_scheme_is_read_whatever_its_case(server: RunningServer) -> None:
    async with http_client(server, None) as http:
        header = {"authorization": f"bEARER {server.token('svc_1')}"}
        assert (await http.send("GET", "/v1/interactions", headers=header)).status == 200


async def test_an_agent_that_the_account_does_not_have_is_forbidden(server: RunningServer) -> None:
    async with http_client(server, token=server.token("agt_ghost", PrincipalKind.AGENT)) as http:
        answer = await http.get("/v1/interactions")
    assert (answer.status, answer.code) == (403, "forbidden")


async def test_a_revoked_principal_is_refused_at_once(server: RunningServer, http: HttpClient) -> None:
    assert (await http.get("/v1/interactions")).status == 200
    server.server.tokens.revocations.revoke("svc_1", server.clock.now_ms())
    assert (await http.get("/v1/interactions")).status == 401


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "parse_error"),
        (b'{"queue":"que_chat","queue":"que_auto"}', "parse_error"),
        (b'{"queue":"\xff"}', "parse_error"),
        (b"NaN", "parse_error"),
        (b"[]", "bad_request"),
        (b'{"queue":7}', "bad_request"),
        (b'{"queue":"que_chat","wish":1}', "bad_request"),
        (b"", "bad_request"),
    ],
)
async def test_a_body_is_read_as_strictly_as_on_the_socket(http: HttpClient, body: bytes, code: str) -> None:
    answer = await http.post("/v1/interactions", body)
    assert (answer.status, answer.code) == (400, code)


async def test_an_unknown_field_is_named(http: HttpClient) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_chat", "consumer": {"nickname": "M"}})
    assert answer.body["error"]["details"] == {"path": "params.consumer.nickname"}


async def test_a_body_has_the_socket_s_limit_in_bytes(http: HttpClient) -> None:
    head, tail = b'{"queue":"que_chat"', b"}"
    fits = head + b" " * (MESSAGE_BYTES_MAX - len(head) - len(tail)) + tail
    assert (await http.post("/v1/interactions", fits)).status == 201
    answer = await http.post("/v1/interactions", fits + b" ")
    assert (answer.status, answer.code) == (413, "too_large")


@pytest.mark.parametrize("key", [None, "k" * 65])
async def test_a_command_needs_a_key_of_a_sensible_length(http: HttpClient, key: str | None) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_chat"}, key=key)
    assert (answer.status, answer.code) == (400, "key_required")


async def test_the_same_key_again_changes_nothing_and_gets_the_same_answer(http: HttpClient) -> None:
    first = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    again = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    other = await http.post("/v1/interactions", {"queue": "que_auto"}, key="k1")

    assert again.status == 201
    assert again.body["interaction"] == first.body["interaction"]
    assert (other.status, other.code) == (409, "key_reused")
    assert len((await http.get("/v1/interactions")).body["interactions"]) == 1


async def test_the_same_key_after_a_restart_gets_the_stored_answer(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        first = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        again = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    assert again.body["interaction"] == first.body["interaction"]


async def test_two_services_may_use_the_same_key(server: RunningServer, http: HttpClient) -> None:
    async with http_client(server, "svc_2") as other:
        first = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
        second = await other.post("/v1/interactions", {"queue": "que_auto"}, key="k1")
    assert first.status == second.status == 201


async def test_too_many_requests_are_put_off_and_told_for_how_long(server: RunningServer, http: HttpClient) -> None:
    server.server.http_rates = PrincipalRates(per_s=0.001, burst=2)
    async with http_client(server, "svc_2") as other:
        assert [(await http.get("/v1/interactions")).status for _ in range(3)] == [200, 200, 429]
        answer = await http.get("/v1/interactions")
        assert (answer.code, int(answer.headers["retry-after"]) > 900) == ("rate_limited", True)
        assert (await other.get("/v1/interactions")).status == 200


async def test_who_may_not_use_a_method_is_forbidden(server: RunningServer) -> None:
    async with http_client(server, "agt_ana") as http:
        answer = await http.post("/v1/interactions", {"queue": "que_chat"})
    assert (answer.status, answer.code) == (403, "forbidden")


async def test_a_store_that_stalls_is_told_as_unknown_and_the_key_tells_later(
    server: RunningServer, http: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "COMMAND_MS", 200)
    journal = server.house.registry.journal
    flaky = FlakyDisk(journal.disk)
    flaky.stalls, journal.disk = trio.Event(), flaky.disk

    answer = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    assert (answer.status, answer.code) == (504, "timeout")
    flaky.stalls.set()
    monkeypatch.undo()
    again = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")

    assert again.status == 201
    assert len((await http.get("/v1/interactions")).body["interactions"]) == 1


async def test_a_store_that_fails_is_told_as_unavailable_and_nothing_changed(
    server: RunningServer, http: HttpClient
) -> None:
    journal = server.house.registry.journal
    flaky = FlakyDisk(journal.disk)
    good, journal.disk = journal.disk, flaky.disk
    flaky.fails = True
    server.server.keyring.disk = flaky.disk

    answer = await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")
    assert (answer.status, answer.code) == (503, "unavailable")
    journal.disk = server.server.keyring.disk = good

    assert (await http.get("/v1/interactions")).body["interactions"] == []
    assert (await http.post("/v1/interactions", {"queue": "que_chat"}, key="k1")).status == 201


async def test_a_question_that_the_store_cannot_answer_is_unavailable(server: RunningServer, http: HttpClient) -> None:
    registry = server.house.registry
    flaky, good = FlakyDisk(registry.disk), registry.disk
    flaky.fails, registry.disk = True, flaky.disk
    answer = await http.get("/v1/interactions")
    registry.disk = good
    assert (answer.status, answer.code) == (503, "unavailable")
    assert (await http.get("/v1/interactions")).status == 200


async def test_work_that_does_not_end_is_given_up(autojump_clock: trio.abc.Clock) -> None:
    with pytest.raises(Refused) as caught:
        await asking.in_time(trio.Event().wait())
    assert caught.value.code is ErrorCode.TIMEOUT


def query(text: str) -> dict[str, Any]:
    request = Request({"type": "http", "query_string": text.encode(), "headers": []})
    return asking.query(request, ListInteractions)


def test_a_query_is_read_by_the_types_of_its_command() -> None:
    assert query("channels=email,voice&channels=video&open_only=true&limit=7&created_from_ms=5&queue=que_1") == {
        "channels": ["email", "voice", "video"],
        "open_only": True,
        "limit": 7,
        "created_from_ms": 5,
        "queue": "que_1",
    }


def test_a_phone_number_in_a_query_stays_text() -> None:
    assert query("consumer=34612345678") == {"consumer": "34612345678"}


def test_what_does_not_fit_is_left_for_strict_reading_to_refuse() -> None:
    assert query("limit=many&open_only=yes&wish=1&created_to_ms=1e3") == {
        "limit": "many",
        "open_only": "yes",
        "wish": "1",
        "created_to_ms": "1e3",
    }


def test_one_value_given_twice_is_a_fault() -> None:
    with pytest.raises(FrameError) as caught:
        query("queue=a&queue=b")
    assert caught.value.path == "params.queue"
