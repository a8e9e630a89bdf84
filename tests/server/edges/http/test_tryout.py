"""The sample bot's page: what it may ask for, what becomes of the answers, and that it is off unless enabled."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from kit.accounts import account
from kit.http_client import Answer, HttpClient, http_client
from kit.server import RunningServer, running_server
from ringline_protocol.values import Contact
from ringline_server.config_public import Choice, Question, TryoutSettings
from ringline_server.edges.http.tryout import ANSWER_CHARS_MAX, SUBJECT_CHARS_MAX
from ringline_server.edges.server import CONVERSATIONS_PER_MINUTE_MAX

PATH = "/v1/tryout"
MARIA = Contact("cnt_maria", "María", phones=("+34 612 345 678",), emails=("maria@example.com",))
INTENT = Question(
    "intent",
    {"en": "What can I do?", "es": "¿Qué puedo hacer?"},
    "Motivo",
    (Choice("refund", {"en": "A refund", "es": "Un reembolso"}), Choice("other", {"en": "Something else"})),
)
CARD = Question("card", {"en": "Which card?"}, masked=True)
TRYOUT = TryoutSettings(
    enabled=True,
    queue="que_chat",
    bot="Robi",
    subject="A flight",
    contact="cnt_maria",
    questions=(INTENT, CARD),
    call_queue="que_voice",
    mail_queue="que_mail",
)
ANSWERS = {"intent": "refund", "card": "4111111111111111"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[RunningServer]:
    async with running_server(tmp_path, account()) as running:
        running.server.tryout = TRYOUT
        await running.server.disk.save_contacts([MARIA], "ES")
        yield running


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[HttpClient]:
    async with http_client(server, None) as client:
        yield client


async def hand_over(http: HttpClient, **more: Any) -> Answer:
    return await http.post(f"{PATH}/handovers", {"answers": ANSWERS, "language": "es", **more})


async def seen(server: RunningServer, answer: Answer) -> Any:
    """As a supervisor sees it."""
    async with http_client(server, "agt_sofia") as supervisor:
        return (await supervisor.get(f"/v1/interactions/{answer.body['interaction']}")).body["interaction"]


async def test_the_page_learns_what_the_bot_asks(http: HttpClient) -> None:
    offered = (await http.get(PATH)).body

    assert (offered["bot"], offered["queue_name"], offered["call"], offered["mail"]) == ("Robi", "Chat", True, True)
    assert [question["variable"] for question in offered["questions"]] == ["intent", "card"]
    assert offered["questions"][0]["choices"][0] == {
        "value": "refund",
        "text": {"en": "A refund", "es": "Un reembolso"},
    }


async def test_answers_become_variables_a_transcript_and_a_place_in_line(
    server: RunningServer, http: HttpClient
) -> None:
    answer = await hand_over(http)
    view = await seen(server, answer)

    assert answer.status == 201
    assert answer.body["consumer_token"]
    assert [(one["role"], one["participant"], one["text"]) for one in view["segments"]] == [
        ("bot", "Robi", "¿Qué puedo hacer?"),
        ("consumer", "", "Un reembolso"),
        ("bot", "Robi", "Which card?"),
        ("consumer", "", "•••• 1111"),
    ]
    assert {one["phase"] for one in view["segments"]} == {"bot"}
    values = {variable["name"]: (variable["label"], variable["value"]) for variable in view["variables"]}
    assert values["intent"] == ("Motivo", "refund")
    assert values["card"][1] == "••••11"
    assert (view["subject"], view["flow"], view["consumer"]["contact"]) == ("A flight", "tryout", "cnt_maria")


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ({"en": "About: {intent}.", "es": "Sobre: {intent}."}, {"text": "Sobre: Un reembolso.", "by": "flow"}),
        ({}, {"text": "¿Qué puedo hacer? My card number is 4111.", "by": "extractive"}),
    ],
)
async def test_the_flow_sums_up_or_else_the_summarizer_does(
    server: RunningServer, http: HttpClient, summary: dict[str, str], told: dict[str, str]
) -> None:
    server.server.tryout = attrs.evolve(TRYOUT, summary=summary)
    answer = await hand_over(http, answers={**ANSWERS, "card": "My card number is 4111."})

    made = (await seen(server, answer))["summary"]
    assert {name: made[name] for name in told} == told


async def test_without_a_contact_the_consumer_is_nobody(server: RunningServer, http: HttpClient) -> None:
    for contact in (None, "cnt_gone"):
        server.server.tryout = attrs.evolve(TRYOUT, contact=contact)
        assert (await seen(server, await hand_over(http)))["consumer"] == {"name": ""}


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ({"intent": "refund"}, "answers.card"),
        ({**ANSWERS, "card": "  "}, "answers.card"),
        ({**ANSWERS, "intent": "A refund"}, "answers.intent"),
        ({**ANSWERS, "priority": "high"}, "answers.priority"),
    ],
)
async def test_only_what_was_asked_is_answered(http: HttpClient, answers: dict[str, str], path: str) -> None:
    refused = await hand_over(http, answers=answers)

    assert (refused.status, refused.code) == (400, "bad_request")
    assert refused.body["error"]["details"] == {"path": path}


async def test_an_answer_has_a_limit(http: HttpClient) -> None:
    assert (await hand_over(http, answers={**ANSWERS, "card": "x" * ANSWER_CHARS_MAX})).status == 201
    too_long = await hand_over(http, answers={**ANSWERS, "card": "x" * (ANSWER_CHARS_MAX + 1)})
    assert too_long.code == "too_large"


@pytest.mark.parametrize("more", [{"transcript": []}, {"queue": "que_auto"}, {"variables": []}, {"consumer": {}}])
async def test_nobody_puts_words_into_the_bots_mouth(http: HttpClient, more: dict[str, Any]) -> None:
    assert (await hand_over(http, **more)).code == "bad_request"


async def test_a_call_rings_about_which_nothing_is_known(server: RunningServer, http: HttpClient) -> None:
    view = await seen(server, await http.post(f"{PATH}/calls", {}))

    assert (view["channel"], view["consumer"]["name"], view["segments"], view["variables"]) == ("voice", "", [], [])
    assert "summary" not in view
    assert view["ttl_at_ms"] > server.clock.now_ms()


async def test_an_email_lies_in_its_queue(server: RunningServer, http: HttpClient) -> None:
    view = await seen(server, await http.post(f"{PATH}/mails", {"subject": "Invoice", "text": "Where is it?"}))

    assert (view["channel"], view["subject"], view["consumer"]["name"]) == ("email", "Invoice", "María")
    assert [one["text"] for one in view["segments"]] == ["Where is it?"]


@pytest.mark.parametrize(
    ("subject", "text", "code"),
    [
        ("", "Words", "bad_request"),
        ("Words", " ", "bad_request"),
        ("x" * (SUBJECT_CHARS_MAX + 1), "No", "too_large"),
    ],
)
async def test_an_email_has_a_subject_and_a_text(http: HttpClient, subject: str, text: str, code: str) -> None:
    assert (await http.post(f"{PATH}/mails", {"subject": subject, "text": text})).code == code


async def test_what_is_not_configured_is_not_there(server: RunningServer, http: HttpClient) -> None:
    server.server.tryout = attrs.evolve(TRYOUT, call_queue=None, mail_queue=None)

    assert (await http.get(PATH)).body["call"] is False
    assert (await http.post(f"{PATH}/calls", {})).status == 404
    assert (await http.post(f"{PATH}/mails", {"subject": "Invoice", "text": "Where?"})).status == 404


async def test_nothing_can_be_tried_unless_the_operator_says_so(server: RunningServer, http: HttpClient) -> None:
    server.server.tryout = attrs.evolve(TRYOUT, enabled=False)

    assert (await http.get(PATH)).status == 404
    assert (await hand_over(http)).status == 404
    assert (await http.post(f"{PATH}/calls", {})).status == 404
    assert (await http.post(f"{PATH}/mails", {"subject": "Invoice", "text": "Where?"})).status == 404


async def test_it_counts_like_any_conversation_of_this_address(server: RunningServer, http: HttpClient) -> None:
    server.server.public = attrs.evolve(server.server.public, queues=("que_chat",))
    for _ in range(CONVERSATIONS_PER_MINUTE_MAX // 2):
        assert (await hand_over(http)).status == 201
        assert (await http.post(f"{PATH}/calls", {})).status == 201

    assert (await hand_over(http)).status == 429
    assert (await http.post("/v1/conversations", {"queue": "que_chat"})).status == 429


@pytest.mark.parametrize("path", ["handovers", "calls", "mails"])
async def test_pages_of_others_cannot_try_it(http: HttpClient, path: str) -> None:
    assert (await http.post(f"{PATH}/{path}", {}, origin="https://evil.example")).code == "forbidden"
