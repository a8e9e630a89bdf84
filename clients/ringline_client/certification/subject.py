"""The client that is judged, and the few things that it is told to do. README.md has the form on stdin and stdout.

{"do":"connect","url":"ws://…","tokens":["…", …]}      connect, and stay connected; whenever a token is needed: the next
{"do":"command","n":1,"method":"…","params":{…}}       -> {"n":1,"result":{…}} or {"n":1,"error":"its code"}
{"do":"subscribe","stream":"…"}                        read it, from now on
{"do":"show","n":2}                                    -> {"n":2,"status":"ready","offers":["off_1"]}
the end of stdin                                       sign out, and exit
"""

import json
import subprocess
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

import attrs
import trio

from ringline_client.conformance.broken import Broken

Frame = dict[str, Any]

ANSWER_S: Final = 15
LINE_BYTES_MAX: Final = 1024 * 1024
EXIT_S: Final = 5
SAID_KEPT_CHARS: Final = 2_000


class Subject(ABC):
    """One running client."""

    @abstractmethod
    async def tell(self, order: Frame) -> None:
        """An order, without its answer."""

    @abstractmethod
    async def answer(self, number: int) -> Frame:
        """The answer to the order with that number. Raises: Broken when none comes."""

    @abstractmethod
    async def finish(self) -> None:
        """No more orders: it signs out."""


MakeSubject = Callable[[], AbstractAsyncContextManager[Subject]]


@attrs.define(eq=False)
class ProcessSubject(Subject):
    """A program, one line for each order and each answer."""

    _process: trio.Process
    _answers: dict[int, Frame] = attrs.field(factory=dict)
    _came: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)
    _said: str = ""
    _is_over: bool = False

    async def tell(self, order: Frame) -> None:
        """See Subject."""
        assert self._process.stdin is not None
        try:
            await self._process.stdin.send_all(json.dumps(order).encode() + b"\n")
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            await self._exited()
            raise self._ended() from None

    async def answer(self, number: int) -> Frame:
        """See Subject."""
        with trio.move_on_after(ANSWER_S):
            while number not in self._answers:
                await self._came.park()
            return self._answers.pop(number)
        raise Broken(f"the client did not answer order {number}; it said: {self._said}")

    async def finish(self) -> None:
        """See Subject."""
        assert self._process.stdin is not None
        self._is_over = True
        await self._process.stdin.aclose()

    async def listen(self) -> None:
        """To its answers, until it ends. Whatever is no answer is kept for a report.

        Raises: Broken when it fails before it was told to end.
        """
        assert self._process.stdout is not None
        rest = b""
        async for chunk in self._process.stdout:
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LINE_BYTES_MAX:
                raise Broken("the client says a line without an end")
            for line in lines:
                self._hear(line.decode(errors="replace"))
        await self._exited()
        if self._process.returncode and not self._is_over:
            raise self._ended()

    async def _exited(self) -> None:
        with trio.move_on_after(EXIT_S):
            await self._process.wait()

    def _ended(self) -> Broken:
        said = self._said.strip() or "without a word"
        return Broken(f"the client has ended, exit status {self._process.returncode}: {said}")

    def _hear(self, line: str) -> None:
        try:
            plain = json.loads(line)
            self._answers[plain["n"]] = plain
            self._came.unpark_all()
        except (ValueError, TypeError, KeyError):
            self._said = (self._said + line + "\n")[-SAID_KEPT_CHARS:]


def program(command: Sequence[str], environment: Mapping[str, str] | None = None) -> MakeSubject:
    """Starts it anew for each case."""

    @asynccontextmanager
    async def make() -> AsyncIterator[Subject]:
        try:
            process = await trio.lowlevel.open_process(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
            )
        except OSError as error:
            raise Broken(f"the client cannot be started: {error}") from None
        subject = ProcessSubject(process)
        try:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(subject.listen)
                yield subject
                await subject.finish()
                with trio.move_on_after(EXIT_S):
                    await process.wait()
                nursery.cancel_scope.cancel()
        finally:
            if process.poll() is None:
                process.kill()
            with trio.CancelScope(shield=True):
                await process.wait()

    return make
