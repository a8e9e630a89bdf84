"""A fault is told every time, and an actor is revived over it once."""

import pytest
from ringline_server.actors.alarms import REVIVED_AGAIN_MS, REVIVED_KEPT_MAX, Alarm, Alarms, Unsound


def test_the_first_time_revives_and_the_next_only_tells() -> None:
    alarms, told = Alarms(), list[Alarm]()
    alarms.on_alarm = told.append

    with pytest.raises(Unsound):
        alarms.judge("agent:agt_ana", "is wrong", 1_000)
    alarms.judge("agent:agt_ana", "is wrong", 1_000 + REVIVED_AGAIN_MS - 1)
    with pytest.raises(Unsound):
        alarms.judge("agent:agt_ana", "is wrong", 1_000 + REVIVED_AGAIN_MS)
    alarms.tell("queue:que_1", "is stuck", 5_000)

    assert [alarm.is_revived for alarm in told] == [True, False, True, False]
    assert alarms.counts == {"agent": 3, "queue": 1}


def test_so_many_revivals_are_remembered() -> None:
    alarms = Alarms()
    for number in range(REVIVED_KEPT_MAX + 1):
        with pytest.raises(Unsound):
            alarms.judge(f"interaction:int_{number}", "is wrong", 0)

    alarms.judge(f"interaction:int_{REVIVED_KEPT_MAX}", "is wrong", 1)
    with pytest.raises(Unsound):
        alarms.judge("interaction:int_0", "is wrong", 1)
