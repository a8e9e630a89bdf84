"""The work, as servers do it that know neither people nor a disk: the rules of `house`, over connections that all join.

Every connection joins and reads what is said to all. Half of them speak to the other half; all of them are agents.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import attrs
import orjson

from ringline_client.bench.loop import Bench, Measured, Tally
from ringline_client.bench.wires import Wire

TEXT: Final = "a quarter of a kilobyte, as a segment of speech is: " * 4
"""With the rest of its message 250 bytes."""
HANDSHAKES_MAX: Final = 16
"""At once."""
FANS_IN_FLIGHT: Final = 4
ROUTED_IN_FLIGHT: Final = 20
ECHOING: Final = 100
"""Connections."""


def text_of(size: int) -> str:
    """Words of so many bytes."""
    return (TEXT * (size // len(TEXT) + 1))[:size]


@attrs.frozen
class Dialect:
    """How a server's library puts messages into WebSocket messages."""

    path: str = "/"
    greeting: bytes = b""
    """Sent when the connection is open; nothing may be said before it is answered."""
    answer: bytes = b""
    before: bytes = b""
    after: bytes = b""
    ping: bytes = b""
    pong: bytes = b""


PLAIN: Final = Dialect()
SOCKET_IO: Final = Dialect("/socket.io/?EIO=4&transport=websocket", b"40", b"40", b'42["m",', b"]", b"2", b"3")


@attrs.define(eq=False)
class Talk:
    """One connection that has joined, once `is_in`."""

    dialect: Dialect
    name: str
    on_said: Callable[[dict[str, Any]], None] = lambda _: None
    is_in: bool = False
    _wire: Wire | None = None

    def open(self, bench: Bench) -> "Talk":
        """It joins."""
        self._wire = bench.wires.open(bench.running.address, self.dialect.path, self._heard)
        self._wire.on_open = self._greet
        return self

    def say(self, frame: dict[str, Any]) -> None:
        """One message."""
        assert self._wire is not None
        self._wire.send(self.dialect.before + orjson.dumps(frame) + self.dialect.after)

    def _greet(self) -> None:
        assert self._wire is not None
        if self.dialect.greeting:
            self._wire.send(self.dialect.greeting)
        else:
            self._join()

    def _join(self) -> None:
        self.say({"do": "join", "name": self.name, "reads": True})

    def _heard(self, text: bytes) -> None:
        before, after = self.dialect.before, self.dialect.after
        if text.startswith(before):
            said = orjson.loads(text[len(before) : len(text) - len(after)])
            if said["did"] == "join":
                self.is_in = True
            else:
                self.on_said(said)
        elif text == self.dialect.ping:
            assert self._wire is not None
            self._wire.send(self.dialect.pong)
        elif text.startswith(self.dialect.answer):
            self._join()


def join(bench: Bench, dialect: Dialect, count: int, prefix: str = "c") -> tuple[list[Talk], Measured]:
    """So many connections, and what it cost until all had joined. Raises: Stalled."""
    talks: list[Talk] = []
    stretch = bench.stretch("connect")
    for number in range(count):
        talks.append(Talk(dialect, f"{prefix}{number}").open(bench))
        if number % HANDSHAKES_MAX == HANDSHAKES_MAX - 1 or number == count - 1:
            bench.wires.until(lambda: all(talk.is_in for talk in talks[-HANDSHAKES_MAX:]), "joining")
    return talks, stretch(count)


def echo(bench: Bench, talks: list[Talk]) -> Measured:
    """Each asks again when it is answered."""

    def begin(tally: Tally) -> None:
        for talk in talks[:ECHOING]:
            _ask_again(talk, tally, {"do": "echo", "n": 0, "text": TEXT}, talk)

    return bench.measure("echo", begin)


def relay(bench: Bench, talks: list[Talk], text: str = TEXT, work: str = "relay") -> Measured:
    """The first half speaks to the second; the next word is said when the last one has arrived."""
    half = len(talks) // 2

    def begin(tally: Tally) -> None:
        for speaker, listener in zip(talks[:half], talks[half:], strict=False):
            _ask_again(speaker, tally, {"do": "relay", "to": listener.name, "n": 0, "text": text}, listener)

    return bench.measure(work, begin)


def _ask_again(speaker: Talk, tally: Tally, frame: dict[str, Any], listener: Talk) -> None:
    began_s = 0.0

    def say() -> None:
        nonlocal began_s
        began_s = time.perf_counter()
        tally.under_way += 1
        speaker.say(frame)

    def arrived(_: dict[str, Any]) -> None:
        tally.count += 1
        tally.under_way -= 1
        tally.took("arrival", began_s)
        if not tally.is_over:
            say()

    listener.on_said = arrived
    say()


def fan(bench: Bench, talks: list[Talk]) -> Measured:
    """One word to everybody, and the next one when everybody has it."""

    def begin(tally: Tally) -> None:
        missing: dict[int, int] = {}
        began_s: dict[int, float] = {}

        def say(number: int) -> None:
            missing[number], began_s[number] = len(talks), time.perf_counter()
            tally.under_way += 1
            talks[0].say({"do": "fan", "n": number, "text": TEXT})

        def arrived(said: dict[str, Any]) -> None:
            number = said["n"]
            tally.count += 1
            missing[number] -= 1
            if not missing[number]:
                del missing[number]
                tally.under_way -= 1
                tally.took("everybody", began_s.pop(number))
                if not tally.is_over:
                    say(number + FANS_IN_FLIGHT)

        for talk in talks:
            talk.on_said = arrived
        for number in range(FANS_IN_FLIGHT):
            say(number)

    return bench.measure("fan", begin, len(talks) * FANS_IN_FLIGHT)


def route(bench: Bench, talks: list[Talk]) -> Measured:
    """New, rings, accepted, ended, done: whoever is done, another one comes."""

    in_flight = min(ROUTED_IN_FLIGHT, len(talks))

    def begin(tally: Tally) -> None:
        began_s: dict[int, float] = {}

        def new(number: int) -> None:
            began_s[number] = time.perf_counter()
            tally.under_way += 1
            talks[0].say({"do": "new", "n": number})

        def worker(talk: Talk) -> Callable[[dict[str, Any]], None]:
            accepted_s = 0.0

            def heard(said: dict[str, Any]) -> None:
                nonlocal accepted_s
                number = said["n"]
                match said["did"]:
                    case "ring":
                        tally.took("offer", began_s.pop(number))
                        accepted_s = time.perf_counter()
                        talk.say({"do": "accept", "n": number})
                    case "accept":
                        tally.took("accept", accepted_s)
                        talk.say({"do": "end", "n": number})
                    case "end":
                        talk.say({"do": "done", "n": number})
                    case "done":
                        tally.count += 1
                        tally.under_way -= 1
                        if not tally.is_over:
                            new(number + in_flight)

            return heard

        for talk in talks:
            talk.on_said = worker(talk)
            talk.say({"do": "ready"})
        for number in range(in_flight):
            new(number)

    return bench.measure("cycle", begin, in_flight)
