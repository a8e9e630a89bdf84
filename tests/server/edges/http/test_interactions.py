"""The life of an interaction over HTTP: made, read, listed, written to, ended, and the consumer's way in."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from kit.accounts import account
from kit.http_client import HttpClient, http_client
from kit.raw_client import raw_client
from kit.server import RunningServer, running_server
from ringline_server.edges.auth import PERSON_NAME_CHARS_MAX
from ringline_server.edges.http.interactions import SEGMENTS_MAX
from ringline_server.edges.rate import PrincipalRates
from ringline_server.edges.server import CONSUMER_TOKEN_MS


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server) as client:
        yield client


async def made(http: HttpClient, **more: Any) -> str:
    answer = await http.post("/v1/interactions", {"queue": "que_chat", **more})
    assert answer.status == 201, answer.body
    return str(answer.body["interaction"])


def said(segment: str, text: str = "hello") -> dict[str, Any]:
    return {"segment": segment, "role": "consumer", "text": text}


async def test_a_hand_over_is_there_with_all_that_came_with_it(http: HttpClient) -> None:
    interaction = await made(
        http,
        consumer={"name": "María", "phone": "+34612345678"},
        subject="A parcel",
        variables=[{"name": "order", "value": "48213"}],
        transcript=[said("s1", "The courier lost order 48213"), said("s2", "Order 48213 is late again, courier!")],
    )

    answer = await http.get(f"/v1/interactions/{interaction}")

    assert answer.status == 200
    view = answer.body["interaction"]
    assert (view["phase"], view["queue"], view["subject"]) == ("queued", "que_chat", "A parcel")
    assert view["consumer"]["name"] == "María"
    assert [segment["segment"] for segment in view["segments"]] == ["s1", "s2"]
    assert view["summary"]["by"] == "extractive"
    assert "48213" in view["summary"]["text"]


async def test_the_answer_names_the_place_of_its_effects(http: HttpClient) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_chat"})
    [(stream, seq)] = answer.body["pos"].items()
    assert stream == f"interaction/{answer.body['interaction']}"
    assert seq > 0


async def test_an_unknown_queue_is_not_found(http: HttpClient) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_none"})
    assert (answer.status, answer.code) == (404, "not_found")


async def test_the_consumer_s_token_opens_this_interaction_and_nothing_else(
    server: RunningServer, http: HttpClient
) -> None:
    before_ms = server.clock.now_ms()
    answer = await http.post("/v1/interactions", {"queue": "que_chat", "consumer": {"name": "María"}})
    other = await made(http)
    async with raw_client(server.url) as consumer:
        welcome = await consumer.hello(answer.body["consumer_token"])
        assert (welcome["principal"]["kind"], welcome["principal"]["name"]) == ("consumer", "María")
        assert await consumer.snapshot(f"interaction/{answer.body['interaction']}")
        assert (await consumer.error("interaction.read", {"interaction": other}))["code"] == "forbidden"
    assert answer.body["consumer_expires_at_ms"] - before_ms - CONSUMER_TOKEN_MS < 5_000


async def test_a_name_too_long_for_a_token_is_cut_in_it(server: RunningServer, http: HttpClient) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_chat", "consumer": {"name": "x" * 500}})
    async with raw_client(server.url) as consumer:
        welcome = await consumer.hello(answer.body["consumer_token"])
    assert welcome["principal"]["name"] == "x" * PERSON_NAME_CHARS_MAX


async def test_its_maker_and_its_consumer_get_another_token_and_nobody_else(
    server: RunningServer, http: HttpClient
) -> None:
    interaction = await made(http, consumer={"name": "María"})
    path = f"/v1/interactions/{interaction}/tokens"

    first = await http.post(path)
    async with http_client(server, token=first.body["consumer_token"]) as consumer:
        second = await consumer.post(path)
        assert (first.status, second.status) == (201, 201)
        foreign = f"/v1/interactions/{await made(http)}/tokens"
        assert (await consumer.post(foreign)).code == "forbidden"
    async with raw_client(server.url) as consumer_socket:
        assert (await consumer_socket.hello(second.body["consumer_token"]))["principal"]["name"] == "María"
    for stranger in ("svc_2", "agt_ana", "agt_sofia"):
        async with http_client(server, stranger) as other:
            assert (await other.post(path)).code == "forbidden"


async def test_a_foreign_interaction_looks_like_one_that_is_not_there(server: RunningServer, http: HttpClient) -> None:
    interaction = await made(http)
    async with http_client(server, "svc_2") as other:
        foreign = await other.get(f"/v1/interactions/{interaction}")
        unknown = await other.get("/v1/interactions/int_none")
    assert foreign.status == unknown.status == 403
    assert foreign.body == unknown.body


async def test_lists_are_filtered_and_paged(server: RunningServer, http: HttpClient) -> None:
    chats = [await made(http) for _ in range(3)]
    mail = await made(http, queue="que_mail")
    async with http_client(server, "svc_2") as other:
        await made(other)

    first = await http.get("/v1/interactions", channels="messaging", limit=2, oldest_first=True)
    second = await http.get(
        "/v1/interactions", channels="messaging", limit=2, oldest_first=True, cursor=first.body["cursor"]
    )

    rows = [*first.body["interactions"], *second.body["interactions"]]
    assert [row["id"] for row in rows] == chats
    assert second.body["cursor"] is None
    everything = (await http.get("/v1/interactions")).body["interactions"]
    assert {row["id"] for row in everything} == {*chats, mail}


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"limit": "many"}, "params.limit"),
        ({"limit": "0"}, "params.limit"),
        ({"channels": "pigeon"}, "params.channels[0]"),
        ({"wish": "1"}, "params.wish"),
        ({"cursor": "guess"}, "params.cursor"),
    ],
)
async def test_a_query_that_does_not_fit_is_told_where(http: HttpClient, query: dict[str, str], path: str) -> None:
    answer = await http.get("/v1/interactions", **query)
    assert answer.code == "bad_request"
    assert answer.body["error"]["details"]["path"] == path


async def test_segments_come_one_by_one_or_as_a_list_and_never_twice(http: HttpClient) -> None:
    path = f"/v1/interactions/{await made(http)}"

    one = await http.post(f"{path}/segments", said("s1"))
    many = await http.post(f"{path}/segments", {"segments": [said("s1"), said("s2"), said("s3")]}, key="k1")
    again = await http.post(f"{path}/segments", {"segments": [said("s1"), said("s2"), said("s3")]}, key="k1")

    assert one.body == {"segments": [{"segment": "s1", "is_new": True}]}
    assert [segment["is_new"] for segment in many.body["segments"]] == [False, True, True]
    assert again.body == many.body
    transcript = (await http.get(f"{path}/transcript")).body
    assert [segment["segment"] for segment in transcript["segments"]] == ["s1", "s2", "s3"]
    assert transcript["more"] is False


async def test_partials_are_shown_and_not_stored(http: HttpClient) -> None:
    path = f"/v1/interactions/{await made(http)}"

    partial = await http.post(f"{path}/partials", {**said("s1"), "revision": 1}, key=None)
    wrong = await http.post(f"{path}/partials", {"segment": "s1"}, key=None)

    assert (partial.status, partial.body) == (200, {})
    assert wrong.body["error"]["details"]["path"] == "params.segment.role"
    assert (await http.get(f"{path}/transcript")).body["segments"] == []


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"segments": []}, "segments"),
        ({"segments": {}}, "segments"),
        ({"segments": [said("s1")], "segment": "s2"}, "segments"),
        ({"segments": [said(f"s{n}") for n in range(SEGMENTS_MAX + 1)]}, "segments"),
        ({"segments": [said("s1"), {"segment": "s2", "role": "pigeon", "text": "x"}]}, "segments[1].role"),
        ({}, "segments[0]"),
    ],
)
async def test_segments_that_do_not_fit_are_told_where(http: HttpClient, body: dict[str, Any], path: str) -> None:
    answer = await http.post(f"/v1/interactions/{await made(http)}/segments", body)
    assert (answer.status, answer.code) == (400, "bad_request")
    assert answer.body["error"]["details"]["path"].startswith(path)


async def test_every_segment_of_a_list_counts_for_the_rate_before_any_is_stored(
    server: RunningServer, http: HttpClient
) -> None:
    path = f"/v1/interactions/{await made(http)}"
    server.server.http_rates = PrincipalRates(per_s=0.001, burst=3)
    refused = await http.post(f"{path}/segments", {"segments": [said(f"s{n}") for n in range(4)]})
    server.server.http_rates = PrincipalRates()
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert (await http.get(f"{path}/transcript")).body["segments"] == []


async def test_a_transcript_is_read_in_pages_in_both_directions(http: HttpClient) -> None:
    path = f"/v1/interactions/{await made(http)}"
    await http.post(f"{path}/segments", {"segments": [said(f"s{n}") for n in range(5)]})

    first = (await http.get(f"{path}/transcript", limit=3)).body
    rest = (await http.get(f"{path}/transcript", limit=3, after_seq=first["segments"][-1]["seq"])).body
    before = (await http.get(f"{path}/transcript", limit=2, before_seq=first["segments"][-1]["seq"])).body

    assert [one["segment"] for one in first["segments"]] == ["s0", "s1", "s2"]
    assert first["more"] is True
    assert [one["segment"] for one in rest["segments"]] == ["s3", "s4"]
    assert rest["more"] is False
    assert [one["segment"] for one in before["segments"]] == ["s0", "s1"]
    assert before["more"] is False


async def test_variables_summaries_and_marks_are_set(http: HttpClient) -> None:
    path = f"/v1/interactions/{await made(http)}"

    answers = [
        await http.post(f"{path}/variables", {"variable": {"name": "tier", "value": "gold"}}),
        await http.post(f"{path}/summary", {"summary": {"text": "Wants a refund", "by": "model"}}),
        await http.post(f"{path}/transcription", {"state": "started"}),
    ]

    assert [answer.status for answer in answers] == [200, 200, 200], [answer.body for answer in answers]
    view = (await http.get(path)).body["interaction"]
    assert {variable["name"]: variable["value"] for variable in view["variables"]} == {"tier": "gold"}
    assert view["summary"]["text"] == "Wants a refund"


async def test_what_the_path_says_cannot_be_said_otherwise_in_the_body(http: HttpClient) -> None:
    mine, other = await made(http), await made(http)
    await http.post(f"/v1/interactions/{mine}/end", {"interaction": other})
    assert (await http.get(f"/v1/interactions/{other}")).body["interaction"]["phase"] == "queued"
    assert (await http.get(f"/v1/interactions/{mine}")).body["interaction"]["phase"] == "closed"


async def test_an_ended_interaction_stays_ended_and_readable(http: HttpClient) -> None:
    interaction = await made(http)
    first = await http.post(f"/v1/interactions/{interaction}/end")
    second = await http.post(f"/v1/interactions/{interaction}/messages", {"text": "anybody there?"})

    assert first.status == 200
    assert (second.status, second.code) == (409, "invalid_state")
    assert (await http.get(f"/v1/interactions/{interaction}")).body["interaction"]["phase"] == "closed"


async def test_a_consumer_writes_with_their_own_token(server: RunningServer, http: HttpClient) -> None:
    answer = await http.post("/v1/interactions", {"queue": "que_chat", "consumer": {"name": "María"}})
    path = f"/v1/interactions/{answer.body['interaction']}"
    async with http_client(server, token=answer.body["consumer_token"]) as consumer:
        sent = await consumer.post(f"{path}/messages", {"text": "hello"})
        transcript = await consumer.get(f"{path}/transcript")
    assert sent.status == 200, sent.body
    assert [(one["role"], one["text"]) for one in transcript.body["segments"]] == [("consumer", "hello")]
