"""Entries and agents find each other, in order, at once, and nobody is asked twice."""

import attrs
import pytest
from kit.floor import QUEUE, START_MS, Floor, ended, floor_account, member, needs, ringing, waiting
from ringline_protocol.values import Channel, OfferState, QueuedReason
from ringline_server.domain.matching import PAUSE_MS
from ringline_server.domain.policy import Queue, Selection
from ringline_server.domain.queue import RuledOut

POLICY = Queue(QUEUE, "Support", Channel.MESSAGING)


def test_an_entry_is_given_to_the_agent_who_is_idle_longest() -> None:
    floor = Floor()
    floor.frees("ana", idle_since_ms=20)
    floor.frees("ben", idle_since_ms=10)
    assert floor.enters("int_1") == [("int_1", "ben")]


def test_a_freed_agent_gets_the_entry_that_is_first() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.enters("int_2", top_priority=True)
    assert floor.frees("ana") == [("int_2", "ana")]
    assert floor.frees("ben") == [("int_1", "ben")]


def test_an_agent_is_asked_for_one_entry_at_a_time_and_for_the_next_when_they_answered() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.enters("int_2")
    assert floor.frees("ana") == [("int_1", "ana")]
    assert floor.matching.granted("int_1", "ana")
    assert floor.asks() == [("int_2", "ana")]


def test_an_entry_is_not_picked_again_while_somebody_is_asked() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.frees("ana")
    assert floor.frees("ben") == []


def test_an_agent_who_has_no_room_is_passed_over_at_once_and_not_asked_again() -> None:
    floor = Floor()
    floor.frees("ana", idle_since_ms=1)
    floor.frees("ben", idle_since_ms=2)
    assert floor.enters("int_1") == [("int_1", "ana")]
    floor.matching.refused("int_1", "ana", RuledOut.NO_CAPACITY)
    assert floor.asks() == [("int_1", "ben")]
    floor.matching.refused("int_1", "ben", RuledOut.NO_CAPACITY)
    assert floor.asks() == []
    assert floor.frees("ana", idle_since_ms=1) == [("int_1", "ana")]


def test_a_decline_goes_on_to_the_next_agent_and_the_place_is_kept() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.now_ms += 1000
    floor.enters("int_2")
    floor.frees("ana")
    floor.rings("int_1", "ana")
    assert floor.declines("int_1", "ana") == []
    assert floor.frees("ben") == [("int_1", "ben")]


def test_who_declined_is_offered_the_next_entry_and_this_one_after_the_cool_down() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.enters("int_2")
    floor.frees("ana")
    floor.rings("int_1", "ana")
    floor.declines("int_1", "ana")
    assert floor.frees("ana") == [("int_2", "ana")]
    floor.rings("int_2", "ana", out=None)
    assert floor.passes(29_999) == []
    assert floor.passes(1) == [("int_1", "ana")]


def test_simultaneous_asks_k_at_once_and_replaces_who_declines() -> None:
    floor = Floor(attrs.evolve(POLICY, selection=Selection.SIMULTANEOUS, ring_many=2))
    for agent in ("ana", "ben", "cai"):
        floor.frees(agent)
    assert floor.enters("int_1") == [("int_1", "ana"), ("int_1", "ben")]
    floor.rings("int_1", "ana")
    floor.rings("int_1", "ben")
    assert floor.declines("int_1", "ana") == [("int_1", "cai")]


def test_a_grant_that_comes_when_somebody_accepts_is_not_used() -> None:
    floor = Floor(attrs.evolve(POLICY, selection=Selection.SIMULTANEOUS, ring_many=2))
    floor.frees("ana")
    floor.frees("ben")
    floor.enters("int_1")
    floor.rings("int_1", "ana")
    floor.tells(ringing(ended(floor.states["int_1"], "ana", OfferState.RESCINDED), "ana", OfferState.ACCEPTING))
    assert not floor.matching.granted("int_1", "ben")


def test_skills_decide_and_relax_over_time() -> None:
    stages = (needs(30_000, es=5), needs(30_000, es=1))
    floor = Floor(attrs.evolve(POLICY, skill_stages=stages), agents={"ana": {}, "ben": {"es": 3}, "cai": {"es": 5}})
    floor.frees("ana")
    floor.frees("ben")
    assert floor.enters("int_1") == []
    assert floor.passes(29_999) == []
    assert floor.passes(1) == [("int_1", "ben")]
    floor.matching.refused("int_1", "ben", RuledOut.NO_CAPACITY)
    assert floor.asks() == []
    assert floor.passes(30_000) == [("int_1", "ana")]


def test_the_stages_of_the_interaction_go_before_those_of_the_queue() -> None:
    floor = Floor(attrs.evolve(POLICY, skill_stages=(needs(es=5),)), agents={"ana": {"fr": 1}})
    floor.frees("ana")
    assert floor.enters("int_1") == []
    assert floor.enters("int_2", skills=(needs(fr=1),)) == [("int_2", "ana")]


def test_an_entry_that_left_is_given_to_nobody_and_its_agent_is_free_when_they_answered() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    assert floor.leaves("int_1") == ("ana",)
    assert floor.enters("int_2") == []
    assert not floor.matching.granted("int_1", "ana")
    assert floor.asks() == [("int_2", "ana")]


def test_an_answer_to_a_question_of_before_does_not_count_when_the_entry_came_back() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.leaves("int_1")
    assert floor.enters("int_1") == []
    assert not floor.matching.granted("int_1", "ana")
    assert floor.asks() == [("int_1", "ana")]
    assert floor.matching.granted("int_1", "ana")


def test_a_second_grant_for_what_rings_is_known_as_such() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.rings("int_1", "ana")
    assert not floor.matching.granted("int_1", "ana")
    assert floor.matching.keeps_room("int_1", "ana")
    assert not floor.matching.keeps_room("int_1", "ben")


def test_an_offer_that_could_not_be_made_is_tried_again_after_a_pause() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.matching.granted("int_1", "ana")
    assert floor.tells(floor.states["int_1"]) == []
    assert floor.tells(floor.states["int_1"], forget=True) == []
    assert floor.frees("ben") == []
    assert floor.passes(PAUSE_MS - 1) == []
    assert floor.passes(1) == [("int_1", "ana")]


def test_an_interaction_that_crashed_while_nothing_was_under_way_does_not_pause() -> None:
    floor = Floor()
    floor.enters("int_1")
    floor.tells(floor.states["int_1"], forget=True)
    assert floor.frees("ana") == [("int_1", "ana")]


def test_an_agent_who_crashed_is_not_waited_for() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.matching.member_is(member("ana"))
    assert floor.asks() == []
    floor.matching.member_is(member("ana"), forget=True)
    assert floor.asks() == [("int_1", "ana")]


def test_a_member_who_is_none_any_more_is_not_asked_and_what_they_were_asked_for_goes_on() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.matching.member_left("ana")
    assert floor.asks() == []
    assert floor.frees("ben") == [("int_1", "ben")]
    assert not floor.matching.granted("int_1", "ana")
    assert not floor.matching.keeps_room("int_1", "ana")


def test_a_return_to_the_front_goes_before_the_others_and_to_the_back_behind_them() -> None:
    floor = Floor()
    for n in (1, 2, 3):
        floor.now_ms += 1000
        floor.enters(f"int_{n}")
    floor.tells(waiting("int_3", START_MS + 3000, at_front=True, reason=QueuedReason.AGENT_LOST))
    floor.tells(waiting("int_1", START_MS + 1000, enqueued_at_ms=floor.now_ms, reason=QueuedReason.OFFER_ENDED))
    assert [entry.id for entry in floor.matching.line] == ["int_3", "int_2", "int_1"]


def test_no_takers_is_said_once_when_everybody_on_duty_declined() -> None:
    floor = Floor()
    floor.frees("ana", idle_since_ms=1)
    floor.frees("ben", idle_since_ms=2)
    floor.rules_out("cai")
    floor.enters("int_1")
    floor.rings("int_1", "ana", out=None)
    floor.declines("int_1", "ana")
    assert floor.without_takers() == []
    floor.rings("int_1", "ben", out=None)
    floor.declines("int_1", "ben")
    assert floor.without_takers() == ["int_1"]
    floor.tells(floor.states["int_1"])
    assert floor.without_takers() == []


def test_no_takers_is_said_again_in_the_next_round() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    for _ in range(2):
        floor.rings("int_1", "ana", out=None)
        floor.declines("int_1", "ana")
        assert floor.without_takers() == ["int_1"]
        assert floor.passes(30_000) == [("int_1", "ana")]


def test_a_busy_agent_is_a_taker_until_they_go_off_duty() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.rules_out("ben", RuledOut.CHANNEL_FULL)
    floor.enters("int_1")
    floor.rings("int_1", "ana", out=None)
    floor.declines("int_1", "ana")
    assert floor.without_takers() == []
    floor.rules_out("ben", RuledOut.NOT_READY)
    assert floor.without_takers() == ["int_1"]


def test_everybody_missed_it_and_is_not_ready_now_is_no_takers_too() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    floor.rings("int_1", "ana")
    floor.rules_out("ana", RuledOut.NOT_READY)
    floor.declines("int_1", "ana")
    assert floor.without_takers() == ["int_1"]


def test_nobody_there_is_not_no_takers() -> None:
    floor = Floor()
    floor.enters("int_1")
    assert floor.without_takers() == []


def test_what_is_turned_away_is_given_to_nobody_unless_it_says_that_it_still_waits() -> None:
    floor = Floor()
    floor.enters("int_1")
    entries = floor.matching.turn_away(floor.matching.line)
    assert [entry.id for entry in entries] == ["int_1"]
    assert floor.matching.turn_away(floor.matching.line) == []
    assert floor.frees("ana") == []
    assert floor.tells(floor.states["int_1"]) == [("int_1", "ana")]


def test_what_rings_is_not_turned_away() -> None:
    floor = Floor()
    floor.frees("ana")
    floor.enters("int_1")
    assert floor.matching.turn_away(floor.matching.line) == []
    floor.rings("int_1", "ana")
    assert floor.matching.turn_away(floor.matching.line) == []


@pytest.mark.parametrize("rate", [0.0, 5.0])
def test_new_policies_hold_at_once_and_what_was_asked_goes_on(rate: float) -> None:
    floor = Floor()
    floor.enters("int_1", since_ms=START_MS - 60_000)
    floor.enters("int_2", bonus=2)
    floor.frees("ana")
    policy = attrs.evolve(POLICY, ageing_rate=rate)
    floor.matching.reload(policy, floor_account(policy, {"ana": {}, "ben": {}, "cai": {}}), floor.now_ms)
    assert floor.asks() == []
    assert [entry.id for entry in floor.matching.line] == (["int_2", "int_1"] if rate == 0 else ["int_1", "int_2"])
    assert floor.matching.granted("int_2", "ana")
    assert floor.asks() == [("int_1", "ana")]
