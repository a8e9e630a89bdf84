"""Lines from pipes, whatever is in them."""

import os

import pytest
import trio
from kit.typist import Typist
from ringline_client.cli.terminal import LINE_CHARS_MAX, lines, seconds


async def typed(data: bytes) -> list[str]:
    read, write = os.pipe()
    os.write(write, data)
    os.close(write)
    try:
        return [line async for line in lines(read)]
    finally:
        os.close(read)


async def test_lines_come_one_by_one_also_the_last_without_its_end() -> None:
    assert await typed("uno\r\ndós\n\ntres".encode()) == ["uno", "dós", "", "tres"]


async def test_what_is_no_text_stays_readable() -> None:
    assert await typed(b"a\xffb\n") == ["a�b"]


async def test_a_line_without_end_is_cut() -> None:
    assert [len(line) for line in await typed(b"x" * (LINE_CHARS_MAX + 500) + b"\nshort\n")] == [LINE_CHARS_MAX, 5]


async def test_waiting_for_input_holds_nobody_up() -> None:
    typist = Typist()
    with trio.move_on_after(0.01) as scope:
        async with typist.terminal.typed() as waiting:
            await anext(waiting)
    assert scope.cancelled_caught
    typist.close()


@pytest.mark.parametrize(("span_ms", "text"), [(0, "0:00"), (-5, "0:00"), (7_900, "0:07"), (750_000, "12:30")])
def test_spans_are_written_as_clocks_do(span_ms: int, text: str) -> None:
    assert seconds(span_ms) == text
