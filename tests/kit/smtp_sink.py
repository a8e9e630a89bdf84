"""A mail relay that can fail at every step: real sockets, real SMTP, as tasks of the test.

async with open_sink() as sink:
    sink.fails("rcpt", "450 4.2.1 later", address="b@example.org")     # once; times=None: for ever
    sink.fails("dot", DROP)                                            # took all of it, and is gone before its 250
    sink.fails("mail", hook)                              # any async function, called at that step; may answer DROP
    ...                                                                # send to sink.port
    (mail,) = await sink.mails(1)

greeting -> ehlo -> starttls -> auth -> mail -> rcpt … -> data -> body -> dot        also: rset, noop, quit
"""

import base64
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from enum import Enum
from typing import Final

import attrs
import trio

LINE_BYTES_MAX: Final = 4_096


class Drop(Enum):
    """Ways to leave without a word."""

    DROP = "closed"
    RESET = "reset"


DROP: Final = Drop.DROP
RESET: Final = Drop.RESET
Hook = Callable[[], Awaitable[Drop | None]]


@attrs.define
class Fault:
    """What happens at a step instead of what should. A text is the answer; "421 …" hangs up behind it."""

    step: str
    what: str | Drop | Hook
    times: int | None
    address: str | None


@attrs.frozen
class Taken:
    """A message that it answered for with 250, or would have, had it not been told to drop."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    is_answered: bool
    is_tls: bool
    user: str


class _Gone(Exception):
    """This connection is over."""


@attrs.define(eq=False)
class SmtpSink:
    """See `open_sink`."""

    port: int
    tls: ssl.SSLContext | None = None
    users: dict[str, str] = attrs.field(factory=dict)
    """Name to password; any means that nobody may send without."""
    extensions: tuple[str, ...] = ("8BITMIME", "SMTPUTF8", "SIZE 26214400")
    is_implicit_tls: bool = False
    connections: int = 0
    now_open: int = 0
    open_max: int = 0
    """Most connections at once."""
    steps: list[str] = attrs.field(factory=list)
    """All that was reached, in order."""
    taken: list[Taken] = attrs.field(factory=list)
    _faults: deque[Fault] = attrs.field(factory=deque)
    _changed: trio.Event = attrs.field(factory=trio.Event)

    def fails(self, step: str, what: "str | Drop | Hook", times: int | None = 1, address: str | None = None) -> None:
        """From now on, so many times. `address`: only for this recipient."""
        self._faults.append(Fault(step, what, times, address))

    def heals(self) -> None:
        """Nothing fails any more."""
        self._faults.clear()

    async def mails(self, count: int) -> list[Taken]:
        """The messages so far, as soon as there are so many that were answered."""
        while len(answered := [one for one in self.taken if one.is_answered]) < count:
            await self._changed.wait()
        return answered

    async def reached(self, step: str, times: int = 1) -> None:
        """Returns when that step has been reached so often."""
        while self.steps.count(step) < times:
            await self._changed.wait()

    def told(self) -> None:
        """Something happened."""
        self._changed.set()
        self._changed = trio.Event()

    def fault_at(self, step: str, address: str) -> "str | Drop | Hook | None":
        """What goes wrong here; used up by asking."""
        for fault in self._faults:
            if fault.step == step and fault.address in (None, address) and fault.times != 0:
                fault.times = None if fault.times is None else fault.times - 1
                return fault.what
        return None


@asynccontextmanager
async def open_sink(
    tls: ssl.SSLContext | None = None, *, is_implicit_tls: bool = False, port: int = 0
) -> AsyncIterator[SmtpSink]:
    """Listening while this is entered."""
    async with trio.open_nursery() as nursery:
        (listener,) = await trio.open_tcp_listeners(port, host="127.0.0.1")
        sink = SmtpSink(listener.socket.getsockname()[1], tls, is_implicit_tls=is_implicit_tls)

        async def serve(stream: trio.SocketStream) -> None:
            sink.connections += 1
            sink.now_open += 1
            sink.open_max = max(sink.open_max, sink.now_open)
            try:
                with suppress(_Gone, trio.BrokenResourceError, trio.ClosedResourceError, trio.BusyResourceError):
                    await _Conversation(sink, stream, stream).run()
            finally:
                sink.now_open -= 1
                await trio.aclose_forcefully(stream)
                sink.told()

        await nursery.start(trio.serve_listeners, serve, [listener])
        yield sink
        nursery.cancel_scope.cancel()


@attrs.define(eq=False)
class _Conversation:
    sink: SmtpSink
    socket: trio.SocketStream
    stream: trio.abc.Stream
    heard: bytearray = attrs.field(factory=bytearray)
    user: str = ""
    is_over: bool = False
    sender: str = ""
    recipients: list[str] = attrs.field(factory=list)

    async def run(self) -> None:
        if self.sink.is_implicit_tls:
            await self.start_tls()
        await self.step("greeting", "220 sink ready")
        while not self.is_over:
            line = await self.line()
            verb, _, rest = line.partition(" ")
            await self.command(verb.lower(), rest)

    async def command(self, verb: str, rest: str) -> None:
        match verb:
            case "ehlo" | "helo":
                await self.step("ehlo", "\r\n".join(self.greeting()))
            case "starttls":
                if await self.step("starttls", "220 go ahead"):
                    await self.start_tls()
            case "auth":
                await self.auth(rest)
            case "mail":
                self.sender, self.recipients = _address(rest), []
                may = not self.sink.users or bool(self.user)
                await self.step("mail", "250 ok" if may else "530 5.7.0 authentication required")
            case "rcpt":
                if await self.step("rcpt", "250 ok", _address(rest)):
                    self.recipients.append(_address(rest))
            case "data":
                if await self.step("data", "354 go ahead"):
                    await self.body()
            case "quit":
                await self.step("quit", "221 bye")
                raise _Gone
            case _:
                await self.step(verb, "250 ok")

    def greeting(self) -> list[str]:
        extensions = list(self.sink.extensions)
        if self.sink.tls is not None and self.stream is self.socket:
            extensions.append("STARTTLS")
        if self.sink.users:
            extensions.append("AUTH PLAIN")
        lines = ["sink", *extensions]
        return [f"250{' ' if number == len(lines) else '-'}{line}" for number, line in enumerate(lines, 1)]

    async def step(self, name: str, answer: str, address: str = "") -> bool:
        """Whether all went as it should."""
        self.sink.steps.append(name)
        self.sink.told()
        what = self.sink.fault_at(name, address)
        if isinstance(what, Drop):
            await self.leave(what)
        if isinstance(what, str):
            await self.say(what)
            self.is_over = what.startswith("421")
            return False
        if callable(what) and await what() is not None:
            await self.leave(DROP)
        await self.say(answer)
        return True

    async def leave(self, how: Drop) -> None:
        if how is RESET:
            self.socket.socket.setsockopt(trio.socket.SOL_SOCKET, trio.socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        raise _Gone

    async def start_tls(self) -> None:
        assert self.sink.tls is not None
        self.stream = trio.SSLStream(self.socket, self.sink.tls, server_side=True)
        self.heard.clear()

    async def auth(self, rest: str) -> None:
        kind, _, initial = rest.partition(" ")
        if kind.upper() != "PLAIN":
            await self.say("504 5.5.4 only PLAIN here")
            return
        if not initial:
            await self.say("334 ")
            initial = await self.line()
        _, name, password = base64.b64decode(initial).decode().split("\0")
        if self.sink.users.get(name) != password:
            await self.step("auth", "535 5.7.8 wrong password")
        elif await self.step("auth", "235 welcome"):
            self.user = name

    async def body(self) -> None:
        what = self.sink.fault_at("body", "")
        self.sink.steps.append("body")
        self.sink.told()
        if isinstance(what, Drop):
            await self.more()
            await self.leave(what)
        elif callable(what) and await what() is not None:
            await self.leave(DROP)
        while not self.heard.startswith(b".\r\n") and b"\r\n.\r\n" not in self.heard:
            await self.more()
        whole, _, rest = bytes(b"\r\n" + self.heard).partition(b"\r\n.\r\n")
        self.heard = bytearray(rest)
        raw = (whole + b"\r\n").replace(b"\r\n..", b"\r\n.")[2:]
        is_refused = False
        is_answered = False
        try:
            is_answered = await self.step("dot", "250 2.0.0 taken")
            is_refused = not is_answered
        finally:
            if not is_refused:
                is_tls = isinstance(self.stream, trio.SSLStream)
                mail = Taken(self.sender, tuple(self.recipients), raw, is_answered, is_tls, self.user)
                self.sink.taken.append(mail)
                self.sink.told()

    async def line(self) -> str:
        while b"\r\n" not in self.heard:
            assert len(self.heard) < LINE_BYTES_MAX, self.heard[:100]
            await self.more()
        line, _, rest = bytes(self.heard).partition(b"\r\n")
        self.heard = bytearray(rest)
        return line.decode()

    async def more(self) -> None:
        chunk = await self.stream.receive_some(65_536)
        if not chunk:
            raise _Gone
        self.heard += chunk

    async def say(self, text: str) -> None:
        await self.stream.send_all(text.encode() + b"\r\n")


def _address(rest: str) -> str:
    """Of `FROM:<a@b> SIZE=1`."""
    return rest.partition("<")[2].partition(">")[0]
