"""What is said in conversations: passing words to one reader, lasting ones to two, and one to everybody."""

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Final

import attrs

from ringline_client.bench import account
from ringline_client.bench.loop import Measured, Tally
from ringline_client.bench.own import Floor
from ringline_client.bench.simple import FANS_IN_FLIGHT, TEXT
from ringline_client.bench.talk import Frame, Talk, enter

READING_EACH: Final = 25
"""Conversations that one supervisor reads: a connection may subscribe to so many at once."""

Word = tuple[str, str, int]
"""Stream, segment, revision."""


@attrs.define(eq=False)
class Hall:
    """Conversations with their speakers and readers. `watchers` are supervisors."""

    floor: Floor
    conversations: dict[str, Talk] = attrs.field(factory=dict)
    """Stream of each, and the service that speaks in it."""
    listeners: list[Talk] = attrs.field(factory=list)
    watchers: list[Talk] = attrs.field(factory=list)

    def open(self) -> None:
        """Each service of the pairs has a conversation with an agent, who reads it. Raises: Stalled."""
        floor, size = self.floor, self.floor.size
        created: list[Frame] = []
        accepted: list[tuple[str, Talk]] = []
        for agent in floor.agents:
            agent.on_event = _accepting(agent, accepted)
        services = enter(floor.bench, [f"svc_p{number}" for number in range(size.pairs)])
        for service in services:
            service.ask("interaction.create", {"queue": account.PAIRS}, self._made_by(service, created))
        floor.bench.wires.until(lambda: len(accepted) == len(created) == size.pairs, "accepting what is spoken in")
        self.listeners = [agent for _, agent in accepted]
        floor.ask_all([(agent, "stream.subscribe", {"stream": stream}) for stream, agent in accepted], "subscribing")

    def _made_by(self, service: Talk, created: list[Frame]) -> Callable[[Frame], None]:
        def made(result: Frame) -> None:
            created.append(result)
            self.conversations[f"interaction/{result['interaction']}"] = service

        return made

    def watch(self) -> None:
        """Supervisors come in, and share the conversations among them."""
        self.watchers = enter(self.floor.bench, account.supervisors(self.floor.size))
        self._subscribe(
            [
                (self.watchers[number // READING_EACH % len(self.watchers)], stream)
                for number, stream in enumerate(self.conversations)
            ]
        )

    def gather(self) -> str:
        """All supervisors read one conversation: its stream."""
        stream = next(iter(self.conversations))
        self._subscribe([(watcher, stream) for watcher in self.watchers[1:]])
        return stream

    def _subscribe(self, wishes: list[tuple[Talk, str]]) -> None:
        self.floor.ask_all([(talk, "stream.subscribe", {"stream": stream}) for talk, stream in wishes], "subscribing")

    # --- the work

    def relay(self, text: str = TEXT, work: str = "relay") -> Measured:
        """Partials, each to one agent."""
        words = dict.fromkeys(self.conversations, 1)
        return self._speak(work, self.listeners, words, is_final=False, in_flight=1, text=text)

    def final(self) -> Measured:
        """Segments, each to an agent and a supervisor."""
        words = dict.fromkeys(self.conversations, 2)
        return self._speak("final", [*self.listeners, *self.watchers], words, is_final=True, in_flight=1)

    def fan(self) -> Measured:
        """Segments of one conversation, each to all supervisors (and its agent, who does not count)."""
        words = {self.gather(): len(self.watchers)}
        return self._speak("fan", self.watchers, words, is_final=True, in_flight=FANS_IN_FLIGHT)

    def _speak(
        self,
        work: str,
        readers: list[Talk],
        words: dict[str, int],
        *,
        is_final: bool,
        in_flight: int,
        text: str = TEXT,
    ) -> Measured:
        def begin(tally: Tally) -> None:
            speech = Speech(self, tally, work, words, is_final, text)
            for talk in (*self.listeners, *self.watchers):
                talk.on_event = lambda _: None
            for reader in readers:
                reader.on_event = speech.told
            for stream in words:
                for _ in range(in_flight):
                    speech.say(stream)

        least = sum(words.values()) * in_flight
        return self.floor.bench.measure(work, begin, least)


@attrs.define(eq=False)
class Speech:
    """Words in conversations: the next one is said when all readers have the last one."""

    hall: Hall
    tally: Tally
    work: str
    readers: dict[str, int]
    """By stream: how many must have a word."""
    is_final: bool
    text: str
    _said: defaultdict[str, int] = attrs.field(factory=lambda: defaultdict(int))
    _missing: dict[Word, int] = attrs.field(factory=dict)
    _began_s: dict[Word, float] = attrs.field(factory=dict)

    def say(self, stream: str) -> None:
        """A word: a final of its own, or the next revision of a partial."""
        self._said[stream] += 1
        self.tally.under_way += 1
        number = self._said[stream]
        name, revision = (f"{self.work}-{number}", 0) if self.is_final else (self.work, number)
        self._began_s[stream, name, revision] = time.perf_counter()
        self._missing[stream, name, revision] = self.readers[stream]
        segment = {"segment": name, "role": "consumer", "text": self.text, "revision": revision}
        method = "segment.push" if self.is_final else "segment.partial"
        params = {"interaction": stream.partition("/")[2], "segment": segment}
        self.hall.conversations[stream].ask(method, params, keyed=self.is_final)

    def told(self, frame: Frame) -> None:
        """To any reader."""
        if frame.get("event") != ("segment.final" if self.is_final else "segment.partial"):
            return
        data = frame["data"]
        word = frame["stream"], data["segment"], data.get("revision", 0)
        if word not in self._missing:
            return  # of an earlier stretch, told to who has just subscribed
        self.tally.count += 1
        self._missing[word] -= 1
        if not self._missing[word]:
            del self._missing[word]
            self.tally.under_way -= 1
            self.tally.took("arrival", self._began_s.pop(word))
            if not self.tally.is_over:
                self.say(frame["stream"])


def _accepting(agent: Talk, accepted: list[tuple[str, Talk]]) -> Callable[[Frame], None]:
    def told(frame: Frame) -> None:
        if frame.get("event") == "offer.created":
            agent.acknowledge(frame)
            stream = f"interaction/{frame['data']['interaction']}"
            agent.ask("offer.accept", {"offer": frame["data"]["offer"]}, lambda _: accepted.append((stream, agent)))

    return told
