"""What fails is told and goes no further; what is cancelled stays cancelled."""

import gc
import weakref

import trio
from ringline_server.edges.containing import contained


def test_what_fails_is_given_and_what_follows_is_done() -> None:
    failed: list[BaseExceptionGroup[Exception]] = []
    with contained(failed.append):
        raise KeyError("one")
    with contained(failed.append):
        pass

    assert [repr(group.exceptions[0]) for group in failed] == ["KeyError('one')"]


def test_what_failed_is_gone_at_once_and_need_not_be_looked_for() -> None:
    class Fault(Exception):
        """Can be watched."""

    watched: list[weakref.ref[BaseException]] = []

    def failed(group: BaseExceptionGroup[Exception]) -> None:
        watched.extend(weakref.ref(one) for one in group.exceptions)

    gc.disable()
    try:
        with contained(failed):
            raise Fault
        assert [one() for one in watched] == [None]
    finally:
        gc.enable()


async def test_cancellation_passes_through() -> None:
    failed: list[BaseExceptionGroup[Exception]] = []
    with trio.CancelScope() as scope:
        scope.cancel()
        with contained(failed.append):
            await trio.lowlevel.checkpoint()

    assert (scope.cancelled_caught, failed) == (True, [])
