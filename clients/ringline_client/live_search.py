"""A search that goes on while people talk: the hits so far, then new ones, across reconnects, each revision once.

async with ana.live_search(interaction, "martes") as hits:
    async for hit in hits: …
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import attrs
from ringline_protocol.commands import StartLiveSearch
from ringline_protocol.events import SearchHit, Span
from ringline_protocol.frames import Ephemeral

from ringline_client.answers import Found, read
from ringline_client.told import Connected, Listener

Ask = Callable[[object], Awaitable[dict[str, Any]]]


@attrs.frozen
class LiveHit:
    """Where it was said. `seq` 0: it is still being said. Its text is in the view, under `segment`."""

    segment: str
    seq: int
    offsets: tuple[Span, ...]


@attrs.define(eq=False)
class LiveSearch:
    """Made by `AgentClient.live_search`."""

    _ask: Ask
    _wish: StartLiveSearch
    _events: Listener
    search: str = ""
    _known: set[LiveHit] = attrs.field(factory=set)

    async def start(self) -> list[LiveHit]:
        """The hits so far. Raises: CommandFailed."""
        answer = await self._ask(self._wish)
        self.search = answer["search"]
        found = read(Found, answer)
        hits = [LiveHit(hit.segment, hit.seq, hit.offsets) for hit in found.hits]
        hits += [LiveHit(hit.segment, 0, hit.offsets) for hit in found.partials]
        return [hit for hit in hits if self._is_new(hit)]

    async def hits(self, so_far: list[LiveHit]) -> AsyncGenerator[LiveHit, None]:
        """Those of the start first. A new session of the client starts the search again."""
        for hit in so_far:
            yield hit
        async for told in self._events:
            match told:
                case Ephemeral(data=SearchHit(search, segment, seq, offsets)) if search == self.search:
                    hit = LiveHit(segment, seq, offsets)
                    if self._is_new(hit):
                        yield hit
                case Connected():
                    for hit in await self.start():
                        yield hit

    def _is_new(self, hit: LiveHit) -> bool:
        is_new = hit not in self._known
        self._known.add(hit)
        return is_new
