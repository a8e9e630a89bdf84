"""What fails is told and goes no further; what is cancelled stays cancelled."""

import trio
from ringline_server.edges.containing import contained


def test_what_fails_is_given_and_what_follows_is_done() -> None:
    failed: list[BaseExceptionGroup[Exception]] = []
    with contained(failed.append):
        raise KeyError("one")
    with contained(failed.append):
        pass

    assert [repr(group.exceptions[0]) for group in failed] == ["KeyError('one')"]


async def test_cancellation_passes_through() -> None:
    failed: list[BaseExceptionGroup[Exception]] = []
    with trio.CancelScope() as scope:
        scope.cancel()
        with contained(failed.append):
            await trio.lowlevel.checkpoint()

    assert (scope.cancelled_caught, failed) == (True, [])
