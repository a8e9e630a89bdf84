"""From what an engine hears to the segments of an interaction: finals all and in order, partials as fast as they go.

    take --- final ----> waits its turn; its partial is forgotten
         --- partial --> the latest of its utterance; what was not sent yet is forgotten

The caller's loop reads the engine and never waits for the server: a slow server costs partials, never words.
"""

from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final, Literal

import attrs
import trio
from ringline_protocol.codes import ErrorCode
from ringline_protocol.values import NewSegment, Role

from ringline_client.background import Background
from ringline_client.chance import new_name
from ringline_client.errors import ClientError, CommandFailed
from ringline_client.service import ServiceClient
from ringline_client.transcription.heard import Heard

FINALS_WAITING_MAX: Final = 1_000
"""About an hour of talk that the server did not take."""
PARTIALS_WAITING_MAX: Final = 50
"""Utterances begun and not ended, as many as the server keeps; the oldest makes room."""
GOODBYE_S: Final = 5.0
"""For the mark that nothing more comes."""
RUN_CHARS: Final = 8


class FeedFull(ClientError):
    """The server takes nothing any more and FINALS_WAITING_MAX finals wait."""


@attrs.define(eq=False)
class Feed:
    """Made by `feeding`. One for each run of the engine: its utterances are numbered anew each time."""

    service: ServiceClient
    interaction: str
    roles: Mapping[int, Role]
    """Who speaks on which channel of the audio. Others are the consumer."""
    names: Mapping[int, str] = attrs.field(factory=dict)
    over: str = ""
    """Why the server takes nothing more: the interaction is over, or its queue wants no transcription."""
    _run: str = attrs.field(factory=lambda: new_name("run")[-RUN_CHARS:])
    _finals: deque[Heard] = attrs.field(factory=deque)
    _partials: dict[str, Heard] = attrs.field(factory=dict)
    _revisions: dict[str, int] = attrs.field(factory=dict)
    _work: trio.Event = attrs.field(factory=trio.Event)
    _is_closing: bool = False
    finished: trio.Event = attrs.field(factory=trio.Event)
    """It is closed, and everything was sent."""

    def take(self, *heard: Heard) -> None:
        """Never waits. Raises: FeedFull."""
        for one in heard:
            if self.over:
                return
            segment = self._name(one)
            self._partials.pop(segment, None)
            if not one.is_final:
                self._partials[segment] = one
                self._revisions[segment] = self._revisions.get(segment, 0) + 1
                if len(self._partials) > PARTIALS_WAITING_MAX:
                    del self._partials[next(iter(self._partials))]
            elif len(self._finals) >= FINALS_WAITING_MAX:
                raise FeedFull(f"{FINALS_WAITING_MAX} finals wait")
            else:
                self._finals.append(one)
                self._revisions.pop(segment, None)
        self._work.set()

    async def run(self) -> None:
        """Send until closed and nothing waits."""
        while True:
            if self._finals:
                await self._send(self._finals[0])
                self._finals.popleft()
            elif self._partials:
                await self._send(self._partials.pop(next(iter(self._partials))))
            elif self._is_closing:
                self.finished.set()
                return
            else:
                self._work = trio.Event()
                await self._work.wait()

    def close(self) -> None:
        """Nothing more comes; partials that nobody ended are no words."""
        self._is_closing = True
        self._partials.clear()
        self._work.set()

    async def _send(self, heard: Heard) -> None:
        if self.over:
            return
        try:
            if heard.is_final:
                await self.service.push(self.interaction, self._segment(heard))
            else:
                await self.service.push_partial(self.interaction, self._segment(heard))
        except CommandFailed as failed:
            if failed.code != ErrorCode.INVALID_STATE:
                raise
            self.over = str(failed.details.get("state", failed.code))
            self._partials.clear()

    def _segment(self, heard: Heard) -> NewSegment:
        segment = self._name(heard)
        return NewSegment(
            segment=segment,
            role=self.roles.get(heard.channel, Role.CONSUMER),
            text=heard.text,
            participant=self.names.get(heard.channel, ""),
            start_ms=heard.start_ms,
            end_ms=heard.end_ms,
            revision=self._revisions.get(segment, 0),
            language=heard.language,
        )

    def _name(self, heard: Heard) -> str:
        return f"{self._run}-{heard.channel}-{heard.key}"


@asynccontextmanager
async def feeding(
    service: ServiceClient,
    interaction: str,
    roles: Mapping[int, Role] | None = None,
    *,
    names: Mapping[int, str] | None = None,
    is_again: bool = False,
) -> AsyncIterator[Feed]:
    """A feed while it lasts. Agents see that it started (`is_again`: resumed), and that it stopped or failed, and why.

    Raises: CommandFailed (the queue wants no transcription, or the interaction is not this service's).
    """
    feed = Feed(service, interaction, roles or {}, names or {})
    await service.mark_transcription(interaction, "resumed" if is_again else "started")
    try:
        async with Background() as nursery:
            nursery.start_soon(feed.run)
            yield feed
            feed.close()
            await feed.finished.wait()
    except BaseException as error:
        await _goodbye(feed, "failed", _cause(error))
        raise
    await _goodbye(feed, "stopped")


async def _goodbye(feed: Feed, state: Literal["stopped", "failed"], reason: str = "") -> None:
    """As well as it goes: of an interaction that is over nobody needs to know."""
    with trio.move_on_after(GOODBYE_S, shield=True), suppress(ClientError):
        await feed.service.mark_transcription(feed.interaction, state, reason)


def _cause(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return type(error).__name__
