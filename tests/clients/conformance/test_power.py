"""Who cannot do a thing to a server says which, and why; so the case is skipped and not passed."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from ringline_client.conformance.broken import Skipped
from ringline_client.conformance.power import STRANGE, Power

Do = Callable[[Power], Awaitable[object]]
Meanwhile = Callable[[Power], AbstractAsyncContextManager[None]]


@pytest.mark.parametrize(
    "act",
    [
        lambda power: power.revoke("agt_ana"),
        lambda power: power.kill(),
        lambda power: power.start(),
        lambda power: power.stop(),
        lambda power: power.reload("ring", "sing"),
    ],
)
async def test_nothing_is_done_to_a_server_somewhere_else(act: Do) -> None:
    with pytest.raises(Skipped, match="the kit did not start"):
        await act(Power())


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda power: power.full_disk(),
        lambda power: power.stalled_disk(),
        lambda power: power.mute_disk(),
        lambda power: power.faulty(),
        lambda power: power.other_time(1),
    ],
)
async def test_nothing_is_wrong_with_it_either(meanwhile: Meanwhile) -> None:
    with pytest.raises(Skipped, match=r"needs .*: "):
        async with meanwhile(Power()):
            pytest.fail("it went on")


async def test_no_token_is_made_up_and_there_is_nothing_to_mend() -> None:
    with pytest.raises(Skipped, match="chosen claims"):
        Power().token("agt_ana", 60)
    await Power().mend()
    assert Power().how == STRANGE
