"""A server that the kit starts, kills, stops, reloads and starves."""

import sys

import pytest
from ringline_client.conformance.own_process import REFERENCE, OwnProcess, ServerFailed, changed, own_process
from ringline_client.conformance.target import Target
from ringline_client.conformance.wire import Wire


async def status(target: Target) -> int:
    wire = Wire(target.address, await target.dial())
    try:
        return (await wire.upgrade("ringline.v1")).status
    finally:
        await wire.end()


@pytest.mark.timeout(120)
async def test_it_lives_dies_and_lives_again_on_the_same_port() -> None:
    async with own_process() as target:
        power, port = target.power, target.address.port
        assert isinstance(power, OwnProcess)
        alive = await status(target)
        await power.kill()
        with pytest.raises(OSError):
            await target.dial()
        await power.start()
        again = await status(target)
        took_s = await power.stop()
        await power.mend()
        mended = await status(target)
        assert target.address.port == port

    assert (alive, again, mended) == (101, 101, 101)
    assert took_s < 15


async def test_what_does_not_start_says_why() -> None:
    with pytest.raises(ServerFailed, match="no such account"):
        async with own_process([sys.executable, "-c", "raise SystemExit('no such account')"]):
            pytest.fail("it started")


def test_the_command_names_all_that_is_filled_in() -> None:
    assert {"{config}", "{data}", "{port}"} <= set(REFERENCE)


def test_a_setting_is_changed_in_its_one_place() -> None:
    assert changed('ring = "30s"', "30s", "45s") == 'ring = "45s"'
    with pytest.raises(LookupError, match="2 times"):
        changed("a a", "a", "b")
