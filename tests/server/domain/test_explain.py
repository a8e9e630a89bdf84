"""Why is it still waiting: the answer names what rules out each member, and until when."""

import attrs
from kit.floor import QUEUE, START_MS, Floor, needs
from ringline_protocol.values import Channel, SkillNeed
from ringline_server.domain.explain import Explanation, Verdict, explain
from ringline_server.domain.policy import Queue
from ringline_server.domain.queue import RuledOut

POLICY = Queue(QUEUE, "Support", Channel.MESSAGING)


def why(floor: Floor, interaction: str = "int_1") -> Explanation:
    return explain(floor.matching, interaction, floor.now_ms)


def verdicts(floor: Floor, interaction: str = "int_1") -> dict[str, tuple[RuledOut | None, int | None]]:
    return {each.agent: (each.out, each.until_ms) for each in why(floor, interaction).members}


def test_every_member_is_named_with_what_they_say_of_themselves() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.rules_out("ana", RuledOut.OCCUPIED)
    floor.rules_out("ben", RuledOut.NOT_READY)

    told = why(floor)

    assert told.members == (
        Verdict("ana", "Ana", RuledOut.OCCUPIED),
        Verdict("ben", "Ben", RuledOut.NOT_READY),
        Verdict("cai", "Cai", RuledOut.NOT_CONNECTED),
    )
    assert (told.is_waiting, told.position, told.waiting, told.next_agent) == (True, 1, 1, None)


def test_a_missing_skill_is_told_with_the_moment_at_which_it_is_not_needed_any_more() -> None:
    stages = (needs(10_000, es=5), needs(20_000, es=3), needs(es=1))
    agents = {"ana": {"es": 1}, "ben": {"es": 3}, "cai": {}}
    floor = Floor(attrs.evolve(POLICY, skill_stages=stages), agents)
    floor.enters("int_1")
    for agent in agents:
        floor.frees(agent)

    told = why(floor)

    assert (told.needs, told.relaxes_at_ms) == ((SkillNeed("es", 5),), START_MS + 10_000)
    assert verdicts(floor) == {
        "ana": (RuledOut.LACKS_SKILL, START_MS + 30_000),
        "ben": (RuledOut.LACKS_SKILL, START_MS + 10_000),
        "cai": (RuledOut.LACKS_SKILL, None),
    }


def test_a_decline_is_told_with_the_end_of_the_cool_down() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.rings("int_1", "ana", out=None)
    floor.declines("int_1", "ana", for_ms=30_000)
    assert verdicts(floor)["ana"] == (RuledOut.EXCLUDED_DECLINED, START_MS + 30_000)


def test_a_ring_is_told_and_who_would_be_next() -> None:
    floor = Floor()
    floor.frees("ana", idle_since_ms=1)
    floor.frees("ben", idle_since_ms=2)
    floor.enters("int_1")
    assert (why(floor).asked, why(floor).ringing) == (("ana",), ())
    floor.rings("int_1", "ana")

    told = why(floor)

    assert (told.asked, told.ringing, told.next_agent) == ((), ("ana",), "ben")
    assert verdicts(floor)["ana"] == (RuledOut.ALREADY_OFFERED, None)
    assert verdicts(floor)["ben"] == (None, None)


def test_an_agent_who_is_asked_for_another_is_told_as_such() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.enters("int_2")
    assert verdicts(floor, "int_2")["ana"] == (RuledOut.RESERVED_ELSEWHERE, None)
    assert why(floor, "int_2").position == 2


def test_a_pause_is_told() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.matching.granted("int_1", "ana")
    floor.tells(floor.states["int_1"], forget=True)
    assert why(floor).resumes_at_ms == START_MS + 1000


def test_what_does_not_wait_here_any_more_is_told_as_such() -> None:
    floor = Floor()
    floor.enters("int_1")
    assert why(floor, "int_9") == Explanation("int_9", QUEUE, is_waiting=False, waiting=1)
