"""Five hundred short days at every change, and everything that can go wrong in them does."""

from collections import Counter

import pytest
from ringline_server.simulation import batch
from ringline_server.simulation.day import SHORT
from ringline_server.simulation.nemesis import TROUBLES

DAYS, AT_ONCE = 500, 50
VIRTUAL_S_MIN = 60


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("first", range(1, DAYS + 1, AT_ONCE))
def test_short_days_keep_every_promise(first: int) -> None:
    troubles: Counter[str] = Counter()
    broken = []
    for verdict in batch.verdicts(range(first, first + AT_ONCE), SHORT):
        troubles.update(verdict.troubles)
        assert verdict.virtual_s >= VIRTUAL_S_MIN
        if verdict.faults:
            broken.append(f"{verdict.faults[0]}; again: ringline simulate --seed {verdict.seed} --short")

    assert broken == []
    assert troubles.keys() == TROUBLES.keys(), "something never went wrong, or has no name"
