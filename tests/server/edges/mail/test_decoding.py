"""A message is the same whether it was read in place or in a thread, and large ones take turns."""

import trio
from kit.post import mail
from ringline_server.edges.mail.decoding import PARSED_HERE_BYTES_MAX, parsed, turn
from ringline_server.mail.source import Held


async def test_small_and_large_mails_are_read() -> None:
    for size in (1, PARSED_HERE_BYTES_MAX):
        assert len((await parsed(Held(mail("x" * size)))).text.strip()) == size


async def test_a_large_one_waits_for_its_turn_and_a_small_one_does_not() -> None:
    turns = trio.CapacityLimiter(1)
    async with turn(PARSED_HERE_BYTES_MAX + 1, turns):
        assert turns.available_tokens == 0
        async with turn(PARSED_HERE_BYTES_MAX, turns):
            assert turns.available_tokens == 0
    assert turns.available_tokens == 1
