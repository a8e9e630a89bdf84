"""A chat endpoint that speaks as OpenAI's does, asked by httpx: streaming, bounded in time and size, one retry.

POST {url}/chat/completions  {"model", "messages", "stream": true, …}
data: {"choices":[{"delta":{"content":"…"}}]}        as it is written; a whole JSON answer is understood as well
data: [DONE]
"""

import re
from typing import Any, Final

import attrs
import httpx
import orjson
import trio

from ringline_server.config_summary import SummarySettings
from ringline_server.edges.summaries.prompt import ANSWER_TOKENS_MAX

ATTEMPTS_MAX: Final = 2
RETRY_AFTER_MS: Final = 500
ANSWER_CHARS_MAX: Final = 1_200
"""What is longer is cut behind a sentence."""
READ_BYTES_MAX: Final = 262_144
"""Of one answer, with everything that is around its words."""
PASSING: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Answers after which asking again may help."""
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_SENTENCE: Final = re.compile(r".*[.!?…](?=\s|$)", re.DOTALL)


class Failed(Exception):
    """No summary came. `reason`: one word for log and figures."""

    def __init__(self, reason: str, *, may_retry: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_retry = may_retry


@attrs.frozen
class Endpoint:
    """Where, and as whom."""

    settings: SummarySettings
    key: str
    http: httpx.AsyncClient
    """The caller's; it follows no redirect, so the key goes nowhere else."""

    async def write(self, messages: list[dict[str, Any]]) -> str:
        """The text, fit to be shown. Raises: Failed."""
        with trio.move_on_after(self.settings.whole_ms / 1000):
            for attempt in range(1, ATTEMPTS_MAX + 1):
                try:
                    return await self._ask(messages)
                except Failed as failure:
                    if attempt == ATTEMPTS_MAX or not failure.may_retry:
                        raise
                await trio.sleep(RETRY_AFTER_MS / 1000)
        raise Failed("slow")

    async def _ask(self, messages: list[dict[str, Any]]) -> str:
        body = {
            "model": self.settings.model,
            "messages": messages,
            "stream": True,
            "temperature": 0.2,
            "max_tokens": ANSWER_TOKENS_MAX,
        }
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        url = f"{self.settings.url.rstrip('/')}/chat/completions"
        limits = httpx.Timeout(None, connect=self.settings.connect_ms / 1000)
        try:
            async with self.http.stream(
                "POST", url, content=orjson.dumps(body), headers=headers, timeout=limits
            ) as got:
                return shown(await _read(got))
        except httpx.HTTPError as error:
            raise Failed(
                "unreachable" if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) else "cut"
            ) from None


async def _read(response: httpx.Response) -> str:
    if response.status_code != 200:
        raise Failed(f"status {response.status_code}", may_retry=response.status_code in PASSING)
    is_stream = "event-stream" in response.headers.get("content-type", "")
    answer = _Answer()
    try:
        async for chunk in response.aiter_raw():
            if not answer.is_over:
                answer.add(chunk, is_stream=is_stream)
            if (
                answer.is_over
            ):  # closed, it ends by itself: a generator of httpx that is left alone ends some time later
                await response.aclose()
    except httpx.HTTPError:
        if not answer.is_over:
            raise
    return answer.whole(is_stream=is_stream)


@attrs.define
class _Answer:
    """What has been read."""

    words: str = ""
    is_done: bool = False
    size: int = 0
    rest: bytes = b""
    failure: Failed | None = None

    @property
    def is_over(self) -> bool:
        """Nothing that comes now is of use: more would be cut anyway."""
        return self.is_done or self.failure is not None or len(self.words) > ANSWER_CHARS_MAX

    def add(self, chunk: bytes, *, is_stream: bool) -> None:
        """The next bytes."""
        self.size += len(chunk)
        if self.size > READ_BYTES_MAX:
            self.failure = Failed("too long", may_retry=False)
            return
        self.rest += chunk
        if is_stream:
            *lines, self.rest = self.rest.split(b"\n")
            for line in lines:
                self._line(line.strip())

    def whole(self, *, is_stream: bool) -> str:
        """The words, when all of them are there. Raises: Failed."""
        if self.failure is not None:
            raise self.failure
        if not is_stream:
            self._take(self.rest, "message")
            self.is_done = True
        elif self.rest.strip():
            self._line(self.rest.strip())
        if self.failure is not None or not self.is_over:
            raise self.failure or Failed("cut")
        return self.words

    def _line(self, line: bytes) -> None:
        if line == b"data: [DONE]":
            self.is_done = True
        elif line.startswith(b"data:"):
            self._take(line[5:], "delta")

    def _take(self, plain: bytes, part: str) -> None:
        try:
            choices = orjson.loads(plain)["choices"]
            if choices:
                self.words += choices[0].get(part, {}).get("content") or ""
                self.is_done = self.is_done or choices[0].get("finish_reason") is not None
        except (ValueError, LookupError, TypeError, AttributeError):
            self.failure = Failed("malformed")


def shown(words: str) -> str:
    """Words of a model as one may show them: one paragraph without control characters, and an end. Raises: Failed."""
    text = " ".join(_CONTROLS.sub(" ", words).split())
    if not text:
        raise Failed("empty")
    if len(text) <= ANSWER_CHARS_MAX:
        return text
    sentences = _SENTENCE.match(text[:ANSWER_CHARS_MAX])
    return sentences[0] if sentences else text[: ANSWER_CHARS_MAX - 1] + "…"
