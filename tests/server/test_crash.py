"""`kill -9`, again and again, while people work: a real process, real sockets, one data directory.

Every second time at any moment, every other time at a named step of a commit or a reply (`kit/failpoints.py`).
`python tests/longrun/crash.py` does it thousands of times.

RINGLINE_CRASH_KILLS   how often it is killed; 50 where nothing is said
RINGLINE_CRASH_SEED    of everything that is left to chance, except what the clock and the machine decide
"""

import os
import signal
from pathlib import Path

import pytest
import trio
from kit.crash.account import CONFIG
from kit.crash.checker import Check, faults
from kit.crash.history import Entry, History, Journal, Life
from kit.crash.planted import PLANTED, Plant, copied
from kit.crash.play import Played, log_errors, not_reached, play
from kit.crash.restarts import LATE_MS, TURN_MS, restarts
from kit.process import ServerProcess
from kit.raw_client import raw_client
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.events import DraftSaved, Unparked
from ringline_server.domain.parts import ParkedUntil
from ringline_server.domain.state import Interaction
from ringline_server.ids import Ids
from ringline_server.store.sqlite import open_sqlite
from ringline_server.upkeep.verify import verify

KILLS = int(os.environ.get("RINGLINE_CRASH_KILLS", "50"))
SEED = int(os.environ.get("RINGLINE_CRASH_SEED", "1"))
STOP_S = 15
"""SIGTERM to the exit."""

pytestmark = [pytest.mark.timeout(120 + 10 * KILLS), pytest.mark.xdist_group("crash")]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Played once; every test looks at it from another side."""
    return trio.run(play, tmp_path_factory.mktemp("crash"), KILLS, SEED)


def test_kills_lose_nothing_acknowledged_and_double_nothing(played: Played) -> None:
    assert faults(played.history, played.journal) == []


def test_the_load_was_hard_enough(played: Played) -> None:
    assert not_reached(played) == []


@pytest.mark.parametrize(("plant", "check"), PLANTED, ids=[plant.__name__ for plant, _ in PLANTED])
def test_the_checker_finds(plant: Plant, check: Check, played: Played) -> None:
    history, journal = copied(played.history, played.journal)
    plant(history, journal)

    assert list(check(history, journal))


async def test_the_file_is_sound_after_all_kills(played: Played) -> None:
    assert verify(played.server.database).findings == ()
    async with open_sqlite(played.server.database, Ids(), 0) as disk:
        assert await disk.verify() == []


def test_no_life_of_the_server_met_a_bug(played: Played) -> None:
    assert log_errors(played.server) == []


def test_a_round_that_did_not_reach_a_point_says_so(played: Played) -> None:
    history, journal = copied(played.history, played.journal)
    history.lives = [Life(life.ready_at_ms, life.ended_at_ms) for life in history.lives]

    assert "killed at half_written" in not_reached(Played(history, journal, played.server, 0))


async def test_a_second_server_on_the_same_data_refuses_and_says_why(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.start()
        with trio.fail_after(30):
            second = await server.launch()
            status = await second.wait()
        assert status == 2
        assert f"{server.database}: another server is using this store" in server.log_end()
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
    finally:
        await server.kill()


async def test_sigterm_says_goodbye_and_exits_0_and_the_session_is_kept_for_the_next_life(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.start()
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            created = await service.ask("interaction.create", {"queue": "que_wait"}, key="k1")
            with trio.fail_after(STOP_S):
                status = await server.stop()
            code, _ = await service.closed()
            notices = [frame["notice"] for frame in service.seen if frame["type"] == "notice"]
        await server.start()
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            again = await service.request("interaction.create", {"queue": "que_wait"}, key="k1")
    finally:
        await server.kill()

    assert status == 0
    assert (notices, code) == (["draining"], CloseCode.RESTART)
    assert again["replayed"]
    assert again["result"]["interaction"] == created["interaction"]


def test_the_load_itself_was_told_to_stop_and_did(played: Played) -> None:
    assert played.exit_status == 0


@pytest.mark.parametrize(
    ("second", "acted_at_ms", "is_late"),
    [
        (Life(9_000, 9_400), 16_100, False),  # too short to act, and came up long after it was due
        (Life(9_000, 9_000 + LATE_MS + 1), 16_100, True),
        (Life(9_000, 9_400), 16_000 + LATE_MS + 1, True),
        (Life(9_000, 9_000 + LATE_MS + 1), 9_100, False),
    ],
)
def test_a_deadline_is_owed_by_the_first_life_that_had_time_for_it(
    second: Life, acted_at_ms: int, is_late: bool
) -> None:
    history = History(lives=[Life(100, 2_000), second], last_ready_at_ms=16_000)
    parked = Interaction(parked=ParkedUntil("leg_1", 1_000, until_reply=False, since_ms=0))
    journal = Journal({"interaction/int_1": [Entry(1, acted_at_ms, Unparked("leg_1", "time"), parked, Interaction())]})

    assert bool(list(restarts(history, journal))) is is_late


@pytest.mark.parametrize(
    ("ended_at_ms", "turns_at_ms", "acted_at_ms", "is_overtaken"),
    [
        (500, (900, 1_000 + TURN_MS + 1), 2_900, True),  # it had a turn, and took another one in place of what was due
        (500, (900, 1_000 + TURN_MS), 2_900, False),  # looked at the clock before it was due
        (500, (900, 2_900), 2_900, False),  # decided in the same turn
        (1_500, (900, 2_900), 3_000, False),  # the first turn of a life may be the restart's own
        (1_500, (900, 2_500, 2_900), 3_000, True),  # not the second
    ],
)
def test_in_no_life_anything_is_decided_ahead_of_what_was_due(
    ended_at_ms: int, turns_at_ms: tuple[int, ...], acted_at_ms: int, is_overtaken: bool
) -> None:
    history = History(lives=[Life(100, ended_at_ms)], last_ready_at_ms=ended_at_ms + 10)
    parked = Interaction(parked=ParkedUntil("leg_1", 1_000, until_reply=False, since_ms=0))
    saved = (Entry(at_ms, at_ms, DraftSaved("agt_ana", "", 1), parked, parked) for at_ms in turns_at_ms)
    acted = Entry(acted_at_ms, acted_at_ms, Unparked("leg_1", "time"), parked, Interaction())
    found = list(restarts(history, Journal({"interaction/int_1": [*saved, acted]})))

    assert bool(found) is is_overtaken, found


async def test_a_life_dies_at_its_trap_and_the_next_one_finds_everything_and_stops_when_told(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    try:
        await server.begin(("before_reply", 1))
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            await service.tell("interaction.create", {"queue": "que_wait"}, key="k1")
            with trio.fail_after(30):
                status = await server.dies()
        await server.start()
        async with raw_client(server.url) as service:
            await service.hello(server.token("svc_flow", PrincipalKind.SERVICE))
            again = await service.request("interaction.create", {"queue": "que_wait"}, key="k1")
        stopped = await server.stop()
    finally:
        await server.kill()

    assert status == -signal.SIGKILL
    assert again["replayed"]
    assert stopped == 0
