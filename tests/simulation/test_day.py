"""Whole days: the real server, everybody at once, everything going wrong."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from ringline_server.simulation import checks, day
from ringline_server.simulation.checks import Book

SEEDS = range(1, 9)
SMALL = day.Plan(agents=2, consumers=4, rough_s=15, calm_s=5)
DIGEST = """
import hashlib
from ringline_server.simulation import day
plan = day.Plan(agents=2, consumers=4, rough_s=15, calm_s=5)
print(hashlib.sha256(day.run(7, plan).history.to_bytes()).hexdigest())
"""


def digest(hash_seed: str) -> str:
    """Of the same day in a process of its own, where sets of texts have another order."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_same_seed_is_the_same_history_to_the_byte() -> None:
    first = day.run(7, SMALL).history.to_bytes()

    assert day.run(7, SMALL).history.to_bytes() == first
    assert day.run(8, SMALL).history.to_bytes() != first


def test_it_is_the_same_in_another_process_too() -> None:
    assert digest("1") == digest("2")


def test_a_day_without_faults_keeps_every_promise() -> None:
    book = day.run(1, day.Plan(faults=False))

    assert checks.faults(book) == []
    assert len(book.interactions) == day.Plan().consumers


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_with_faults_keeps_every_promise(seed: int) -> None:
    faults = [str(fault) for fault in checks.faults(day.run(seed, computed_s_max=240))]

    assert faults == [], f"again: ringline simulate --seed {seed}"


def test_a_link_that_dribbles_from_its_beginning_is_noted() -> None:
    book = day.run(1, day.SHORT)

    noted = [line["data"]["link"] for line in book.history.of("info") if line["f"] == "dribbles"]
    assert book.connections.keys() & set(noted)
    assert {link.partition("#")[0] for link in noted} <= {name.partition("#")[0] for name in book.connections}


def test_several_services_share_the_consumers_of_a_day() -> None:
    book = day.run(1, day.Plan(agents=2, consumers=7, services=3, rough_s=30, faults=False))
    made = Counter(command.principal for command in book.commands if command.method == "interaction.create")

    assert made == {"service:svc_flow": 3, "service:svc_flow1": 2, "service:svc_flow2": 2}
    assert {line["who"] for line in book.received("welcome") if line["who"].startswith("con_")} == {
        f"con_{number}/d0" for number in (1, 2, 3, 10_001, 10_002, 20_001, 20_002)
    }
    assert checks.faults(book) == []


def test_of_a_crowd_several_are_hit_at_a_time_and_the_server_once() -> None:
    book = day.run(1, day.Plan(agents=45, consumers=0, rough_s=20, calm_s=1, troubles=("cut", "reload")))
    told = Counter((line["f"], line["t_mono"]) for line in book.history.of("info") if line["who"] == "nemesis")

    assert {count for (kind, _), count in told.items() if kind == "cut"} == {2}
    assert {count for (kind, _), count in told.items() if kind == "reload"} == {1}
    assert checks.faults(book) == []


def test_a_day_that_hangs_is_a_broken_day() -> None:
    """By processor time, or by real time where a busy machine gives it none."""
    with pytest.raises(day.Broken, match=r"still running after .* time"):
        day.run(1, computed_s_max=0.05)


def test_much_happens_in_a_day(good: Book) -> None:
    asked = {command.method for command in good.commands if command.outcome == "ok"}
    happened = {line["f"] for line in good.history.of("commit")}

    assert {"interaction.create", "offer.accept", "message.send", "interaction.end"} <= asked
    assert {"offer.ended", "leg.started", "wrap_up.completed", "interaction.closed"} <= happened
