"""Summaries are made beside everything else: no ring waits for one. Who is due waits here, a few at a time are written.

    interaction --due--> waiting --worker--> endpoint --text--> Summarized --> interaction --summary.made--> desks
                                               | fails, rests, is not set up
                                               v
                                             extract

What is lost in a crash is only this: the next hand-over, or an agent who asks, makes one.
"""

import ssl
from collections import Counter, OrderedDict
from functools import cache
from pathlib import Path
from typing import Final

import attrs
import httpx
import trio
from ringline_protocol.values import SummaryBy

from ringline_server import logs
from ringline_server.actors.messages import Ordered
from ringline_server.actors.registry import Registry
from ringline_server.config_summary import SummarySettings
from ringline_server.domain import summaries
from ringline_server.domain.orders import Summarized
from ringline_server.domain.state import Interaction
from ringline_server.edges import summarizer
from ringline_server.edges.summaries import prompt
from ringline_server.edges.summaries.breaker import Breaker
from ringline_server.edges.summaries.endpoint import Endpoint, Failed

AT_ONCE_MAX: Final = 4
WAITING_MAX: Final = 1_000
"""Interactions whose summary is due; more are left without."""
OUTCOMES: Final = ("model", "extractive", "failed", "dropped", "nothing_to_say")
"""What becomes of a summary that is due; `failed` is followed by the extract."""

log = logs.logger("summaries")


@attrs.define(eq=False)
class Summaries:
    """One for the process. `due` never waits; `run` writes."""

    registry: Registry
    settings: SummarySettings = attrs.field(factory=SummarySettings)
    key: str = ""
    counts: Counter[str] = attrs.field(factory=Counter)
    """By outcome."""
    breaker: Breaker = attrs.field(factory=Breaker)
    _waiting: "OrderedDict[str, Interaction]" = attrs.field(factory=OrderedDict)
    _news: trio.Event = attrs.field(factory=trio.Event)

    def configure(self, settings: SummarySettings) -> None:
        """From now on so. Raises: OSError, when the key cannot be read."""
        key = "" if settings.key_file is None else Path(settings.key_file).read_text(encoding="utf-8").strip()
        self.settings, self.key = settings, key

    def due(self, state: Interaction) -> bool:
        """As it is now it shall have a summary: of several wishes the last one counts. Whether one is to come."""
        if not (self.settings.is_on or summaries.is_behind(state)):
            return False  # an extract of the same words is the same
        if state.id not in self._waiting and len(self._waiting) >= WAITING_MAX:
            self.counts["dropped"] += 1
            return False
        self._waiting[state.id] = state
        self._news.set()
        return True

    async def run(self) -> None:
        """Write, until cancelled."""
        async with httpx.AsyncClient(verify=_authorities(), trust_env=False) as http, trio.open_nursery() as nursery:
            for _ in range(AT_ONCE_MAX):
                nursery.start_soon(self._work, http)

    async def _work(self, http: httpx.AsyncClient) -> None:
        while True:
            while not self._waiting:
                self._news = trio.Event() if self._news.is_set() else self._news
                await self._news.wait()
            _, state = self._waiting.popitem(last=False)
            await self._write(state, http)

    async def _write(self, state: Interaction, http: httpx.AsyncClient) -> None:
        lines = [said.text for said in summaries.material(state)]
        text, by = await self._by_model(state, lines, http), SummaryBy.MODEL
        if text is None:
            text, by = await summarizer.extract(lines), SummaryBy.EXTRACTIVE
        self.counts[by.value if text else "nothing_to_say"] += 1
        if text:
            made = Summarized(text, by.value, summaries.covers(state))
            await self.registry.interaction(state.id).send(Ordered(made))

    async def _by_model(self, state: Interaction, lines: list[str], http: httpx.AsyncClient) -> str | None:
        """None: the endpoint is not there, rests, or fails."""
        if not self.settings.is_on or not self.breaker.may_ask(self.registry.clock.now_ms()):
            return None
        is_cut = state.segment_count > len(state.segments)
        before = state.summary.text if is_cut and state.summary is not None else ""
        material = summaries.material(state)
        language = summarizer.language_of(lines, (said.language for said in material))
        asked = prompt.messages(material, before, language)
        began_ms = self.registry.clock.now_ms()
        try:
            text = await Endpoint(self.settings, self.key, http).write(asked)
        except Failed as failure:
            self.counts["failed"] += 1
            self.breaker.failed(self.registry.clock.now_ms())
            took_ms = self.registry.clock.now_ms() - began_ms
            log.warning("summary not written", interaction=state.id, reason=failure.reason, took_ms=took_ms)
            return None
        self.breaker.worked()
        return text


@cache
def _authorities() -> ssl.SSLContext:
    """Whom we trust to name an endpoint: read once for a process."""
    return httpx.create_ssl_context(trust_env=False)
