"""A person at a terminal: types into a pipe, reads what is said, waits for words.

typist = Typist()
nursery.start_soon(work_on, typist.terminal, url, source)
await typist.reads("RING")
typist.types("a")
"""

import os

import attrs
import trio
from ringline_client.cli.terminal import Terminal

PATIENCE_S = 10


@attrs.define(eq=False)
class Typist:
    """Close it at the end: the pipe is the operating system's."""

    lines: list[str] = attrs.field(factory=list)
    _said: trio.lowlevel.ParkingLot = attrs.field(factory=trio.lowlevel.ParkingLot)
    _pipe: tuple[int, int] = attrs.field(factory=os.pipe)
    _is_hung_up: bool = False

    @property
    def terminal(self) -> Terminal:
        """Theirs."""
        return Terminal(self._say, self._pipe[0])

    def _say(self, line: str) -> None:
        self.lines.append(line)
        self._said.unpark_all()

    def types(self, *lines: str) -> None:
        """Each with its Enter."""
        os.write(self._pipe[1], "".join(f"{line}\n" for line in lines).encode())

    def hangs_up(self) -> None:
        """The input ends."""
        if not self._is_hung_up:
            self._is_hung_up = True
            os.close(self._pipe[1])

    async def reads(self, words: str) -> str:
        """The first line with these words, now or soon; it and all before it count as read."""
        with trio.move_on_after(PATIENCE_S):
            while True:
                for number, line in enumerate(self.lines):
                    if words in line:
                        del self.lines[: number + 1]
                        return line
                await self._said.park()
        raise AssertionError(f"{words!r} is not said; said was: {self.lines}")

    def close(self) -> None:
        """The terminal is gone."""
        self.hangs_up()
        os.close(self._pipe[0])
