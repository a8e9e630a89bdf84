"""The endpoint, asked over real HTTP: what it says is read, and whatever else it does is one word and no summary."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import trio
from kit.model import HEAD, Answer, Model, delta, endless, model, raw, says, silent, status, whole
from ringline_server.config_summary import SummarySettings
from ringline_server.edges.summaries import endpoint
from ringline_server.edges.summaries.endpoint import ANSWER_CHARS_MAX, Endpoint, Failed, shown

ASKED = [{"role": "system", "content": "summarise"}, {"role": "user", "content": "[]"}]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second attempt does not wait: here the time is real."""
    monkeypatch.setattr(endpoint, "RETRY_AFTER_MS", 0)


@asynccontextmanager
async def asking(*answers: Answer, **more: Any) -> AsyncIterator[tuple[Model, Endpoint]]:
    async with model(*answers) as peer, httpx.AsyncClient(trust_env=False) as http:
        yield peer, Endpoint(peer.settings(**more), "secret", http)


async def failure(*answers: Answer, **more: Any) -> tuple[str, int]:
    """Why there is no summary, and how often it was asked for."""
    async with asking(*answers, **more) as (peer, asked):
        with pytest.raises(Failed) as failed:
            await asked.write(ASKED)
        return failed.value.reason, len(peer.asked)


async def test_what_is_streamed_is_put_together() -> None:
    async with asking(says("It is ", "about a parcel", ".")) as (peer, asked):
        assert await asked.write(ASKED) == "It is about a parcel."

    assert peer.asked[0]["messages"] == ASKED
    assert (peer.asked[0]["stream"], peer.asked[0]["model"]) == (True, "test-model")
    assert peer.heads[0]["authorization"] == "Bearer secret"
    assert peer.heads[0][":path"] == "/v1/chat/completions"


CUT_IN_A_LETTER = HEAD + 'data: {"choices":[{"delta":{"content":"Avería'.encode()
GOOD = [
    (raw(HEAD, delta("Yes."), delta("", finish_reason="stop")), "Yes."),
    (whole({"choices": [{"message": {"content": "Whole."}, "finish_reason": "stop"}]}), "Whole."),
    (raw(CUT_IN_A_LETTER[:-3], CUT_IN_A_LETTER[-3:], b'."}}]}\n\ndata: [DONE]\n'), "Avería."),
    (raw(HEAD, delta("Two"), delta(" lines.\n\nAnd \u202eturned\x07."), b"data: [DONE]"), "Two lines. And turned ."),
]


@pytest.mark.parametrize(("answer", "text"), GOOD)
async def test_other_ways_of_saying_it_are_understood(answer: Answer, text: str) -> None:
    async with asking(answer) as (_, asked):
        assert await asked.write(ASKED) == text


BAD = [
    (status(500), "status 500", 2),
    (status(429), "status 429", 2),
    (status(401), "status 401", 1),
    (status(302), "status 302", 1),
    (raw(HEAD, delta("It is")), "cut", 2),
    (raw(b""), "cut", 2),
    (raw(HEAD, b"data: {nonsense\n\n"), "malformed", 2),
    (raw(HEAD, b'data: {"error": {"message": "no"}}\n\n'), "malformed", 2),
    (raw(HEAD, b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'), "malformed", 2),
    (whole(["nonsense"]), "malformed", 2),
    (says("  \n\u200b "), "empty", 2),
    (endless, "too long", 1),
]


@pytest.mark.parametrize(("answer", "reason", "times"), BAD)
async def test_what_is_no_summary_is_one_word(answer: Answer, reason: str, times: int) -> None:
    assert await failure(answer) == (reason, times)


async def test_the_second_attempt_may_work() -> None:
    async with asking(status(503), says("Yes.")) as (peer, asked):
        assert await asked.write(ASKED) == "Yes."
    assert len(peer.asked) == 2


async def test_an_endpoint_that_does_not_go_on_is_left_at_the_time_limit() -> None:
    with trio.fail_after(20):
        assert await failure(silent, whole_ms=200) == ("slow", 1)


async def test_an_endpoint_that_is_not_there_is_unreachable() -> None:
    async with model() as peer:
        port = peer.port
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(Failed) as failed:
            await Endpoint(SummarySettings(f"http://127.0.0.1:{port}/v1", "m"), "", http).write(ASKED)
    assert failed.value.reason == "unreachable"


async def test_without_a_key_none_is_sent() -> None:
    async with model(says("Yes.")) as peer, httpx.AsyncClient(trust_env=False) as http:
        await Endpoint(peer.settings(), "", http).write(ASKED)
    assert "authorization" not in peer.heads[0]


async def test_an_answer_that_never_stops_is_read_as_far_as_it_is_used_and_ends_with_a_sentence() -> None:
    async with asking(raw(HEAD, *(delta(f"Sentence {number} is here. ") for number in range(1_000)))) as (_, asked):
        text = await asked.write(ASKED)

    assert ANSWER_CHARS_MAX - 40 < len(text) <= ANSWER_CHARS_MAX
    assert text.endswith(" is here.")


def test_one_long_word_is_cut() -> None:
    assert shown("x" * 5_000) == "x" * (ANSWER_CHARS_MAX - 1) + "…"
