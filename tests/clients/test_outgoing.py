"""Batches keep the protocol's limits."""

import pytest
from ringline_client.outgoing import OUTGOING_FRAMES_MAX, Outgoing, TakesNothing
from ringline_protocol.limits import BATCH_COMMANDS_MAX, MESSAGE_BYTES_MAX


async def test_a_batch_has_no_more_frames_than_commands_are_allowed() -> None:
    out = Outgoing()
    for number in range(BATCH_COMMANDS_MAX + 2):
        out.put(b"%d" % number)

    assert len(await out.take()) == BATCH_COMMANDS_MAX
    assert await out.take() == [b"16", b"17"]


async def test_a_batch_is_no_longer_than_a_message_may_be() -> None:
    out = Outgoing()
    half = b"x" * (MESSAGE_BYTES_MAX // 2)
    out.put(half)
    out.put(half)

    assert await out.take() == [half]


async def test_a_server_that_takes_nothing_is_given_up() -> None:
    out = Outgoing()
    for _ in range(OUTGOING_FRAMES_MAX):
        out.put(b"x")
    assert len(await out.take()) == BATCH_COMMANDS_MAX

    for _ in range(BATCH_COMMANDS_MAX + 1):
        out.put(b"x")
    with pytest.raises(TakesNothing):
        await out.take()
