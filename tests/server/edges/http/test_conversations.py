"""Strangers begin conversations: where it is open to them, not faster than allowed, and never as somebody else."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import trio
from kit.accounts import account, queue
from kit.http_client import Answer, HttpClient, http_client
from kit.raw_client import raw_client
from kit.server import RunningServer, running_server
from ringline_protocol.limits import TEXT_CHARS_MAX
from ringline_protocol.values import Contact
from ringline_server.config_public import Ask, Form, PublicSettings
from ringline_server.domain.policy import OpenHours, Overflow
from ringline_server.edges.http.conversations import NAME_CHARS_MAX

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


# --- what the widget asks before


def closed_unless(**more: Any) -> Any:
    """A public queue that is open at no hour."""
    return queue(open_hours=OpenHours(days={"mon": ()}), **more)


async def offers(server: RunningServer) -> list[Any]:
    async with http_client(server, None) as http:
        return list((await http.get(PATH)).body["queues"])


async def test_the_widget_learns_which_queues_are_open_to_it_and_what_they_ask(
    server: RunningServer, http: HttpClient
) -> None:
    server.server.public = PublicSettings(
        queues=("que_chat",), forms={"que_chat": Form(email=Ask.REQUIRED)}, pages=(PAGE,)
    )

    answer = await http.get(PATH)

    form = {"name": "optional", "email": "required", "phone": "no"}
    told = {"queue": "que_chat", "name": "Chat", "channel": "messaging", "upgrades": [], "form": form}
    assert answer.body == {"queues": [told]}
    assert (await http.send("GET", PATH, headers={"origin": PAGE})).status == 403


@pytest.mark.parametrize(
    ("policy", "turned_away"),
    [
        ({}, None),
        ({"open_hours": OpenHours(days={"mon": ()})}, "closed"),
        ({"join_when_empty": False}, "no_agents"),
        ({"open_hours": OpenHours(days={"mon": ()}), "overflow": {"closed": Overflow("que_next")}}, None),
    ],
)
async def test_the_widget_learns_whether_a_queue_would_turn_it_away(
    tmp_path: Path, policy: dict[str, Any], turned_away: str | None
) -> None:
    async with running_server(tmp_path, account(queue(**policy), queue("que_next"))) as server:
        server.server.public = PublicSettings(queues=("que_chat",))
        [offered] = await offers(server)

    assert offered.get("turned_away") == turned_away


async def test_who_is_turned_away_before_their_first_words_gets_their_conversation_all_the_same(tmp_path: Path) -> None:
    key = "a-random-key-of-a-page"
    sorry = {"closed": Overflow(message="Please write to us.")}
    async with running_server(tmp_path, account(closed_unless(overflow=sorry))) as server:
        server.server.public = PublicSettings(queues=("que_chat",))
        [offered] = await offers(server)
        async with http_client(server, None) as http:
            begun = await http.post(PATH, {"queue": "que_chat"}, key=key)
            one = f"/v1/interactions/{begun.body['interaction']}"
            async with http_client(server, token=begun.body["consumer_token"]) as consumer:
                while (read := (await consumer.get(one)).body["interaction"])["phase"] != "closed":
                    await trio.lowlevel.checkpoint()
            again = await http.post(PATH, {"queue": "que_chat", "text": "Anybody there?"}, key=key)

    assert offered["message"] == "Please write to us."
    assert (again.status, again.body["interaction"]) == (201, begun.body["interaction"])
    assert read["turned_away"] == "closed"


@pytest.mark.parametrize("email", [None, "", "  "])
async def test_what_the_form_requires_is_required(server: RunningServer, http: HttpClient, email: str | None) -> None:
    server.server.public = PublicSettings(queues=("que_chat",), forms={"que_chat": Form(email=Ask.REQUIRED)})

    refused = await begin(http, email=email)

    assert (refused.code, refused.body["error"]["details"]) == ("bad_request", {"path": "email"})
    assert (await begin(http, email="maria@example.com")).status == 201


async def test_a_first_message_that_is_too_long_begins_nothing(server: RunningServer, http: HttpClient) -> None:
    refused = await begin(http, text="x" * (TEXT_CHARS_MAX + 1))

    assert refused.code == "too_large"
    assert (await begin(http, text="x" * TEXT_CHARS_MAX)).status == 201
    async with http_client(server, "agt_sofia") as supervisor:
        assert len((await supervisor.get("/v1/interactions")).body["interactions"]) == 1
