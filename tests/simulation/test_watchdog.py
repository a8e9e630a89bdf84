"""An end for what hangs."""

import signal
import socket

import pytest
import trio
from ringline_server.simulation import scheduler
from ringline_server.simulation.watchdog import TIMERS, Stuck, watched


async def spin() -> None:
    while True:
        await trio.lowlevel.checkpoint()


def test_a_day_that_spins_is_ended() -> None:
    with pytest.raises(Stuck, match="processor time"), watched(0.2):
        scheduler.run(1, spin)


def test_it_is_ended_where_interrupts_are_ignored_too() -> None:
    """As in whatever a shell starts in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(Stuck, match="processor time"), watched(0.2):
            scheduler.run(1, spin)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_waits_for_ever_without_computing_is_ended_by_real_time() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, pytest.raises(Stuck, match="real time"), watched(0.01):
        ours.recv(1)


def test_tasks_that_keep_each_other_busy_for_ever_are_ended_by_their_steps() -> None:
    with pytest.raises(Stuck, match=f"{scheduler.STEPS_AT_ONCE_MAX} steps at one moment, .*spin"), watched(60) as bark:
        scheduler.run(1, spin, on_spin=bark)


def test_what_ends_in_time_is_left_in_peace() -> None:
    before = [signal.getsignal(number) for _, number, _, _ in TIMERS]
    with watched(60):
        pass

    assert [signal.getsignal(number) for _, number, _, _ in TIMERS] == before
    assert [signal.getitimer(timer)[0] for timer, _, _, _ in TIMERS] == [0, 0]
