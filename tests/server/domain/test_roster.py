"""How the members stand, and who is free."""

import attrs
from kit.floor import QUEUE, floor_account, member
from ringline_protocol.values import Channel, Status
from ringline_server.domain.policy import Agent, Queue
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.roster import Roster, Seat
from ringline_server.domain.skills import ANYONE

POLICY = Queue(QUEUE, "Support", Channel.MESSAGING, agent_weight={"ben": 3})
ACCOUNT = floor_account(POLICY, {"ana": {"es": 1}, "ben": {}})


def roster() -> Roster:
    return Roster.make(POLICY, ACCOUNT)


def seat(of: Roster, agent: str) -> Seat:
    found = of.get(agent)
    assert found is not None
    return found


def free(of: Roster) -> list[str]:
    return list(of.free.candidates(ANYONE))


def test_members_are_the_agents_whose_account_lists_the_queue() -> None:
    account = attrs.evolve(ACCOUNT, agents={**ACCOUNT.agents, "dan": Agent("dan", "Dan", queues=("que_2",))})
    assert [each.member.agent for each in Roster.make(POLICY, account)] == ["ana", "ben"]


def test_until_an_agent_says_how_they_stand_they_are_not_there() -> None:
    made = roster()
    assert [each.out for each in made] == [RuledOut.NOT_CONNECTED, RuledOut.NOT_CONNECTED]
    assert (made.signed_in, made.routable, free(made)) == (0, 0, [])


def test_signed_in_and_routable_are_counted() -> None:
    made = roster()
    made.member_is(member("ana"))
    made.member_is(member("ben", RuledOut.NOT_READY, status=Status.NOT_READY))
    assert (made.signed_in, made.routable) == (2, 1)

    made.member_is(member("ana", RuledOut.OFFLINE))
    made.member_is(member("ana", RuledOut.OFFLINE))
    assert (made.signed_in, made.routable) == (1, 0)
    made.left("ben")
    assert (made.signed_in, made.routable) == (0, 0)


def test_who_is_asked_is_not_free_until_they_answer() -> None:
    made = roster()
    ana = made.member_is(member("ana"))
    made.ask(ana, "int_1")
    assert (free(made), ana.out) == ([], RuledOut.RESERVED_ELSEWHERE)
    made.answered(ana)
    assert (free(made), ana.out) == (["ana"], None)


def test_who_refused_is_not_free_until_they_say_how_they_stand() -> None:
    made = roster()
    ana = made.member_is(member("ana"))
    made.ask(ana, "int_1")
    made.answered(ana, RuledOut.NO_CAPACITY)
    assert (free(made), ana.out) == ([], RuledOut.NO_CAPACITY)
    made.member_is(member("ana"))
    assert (free(made), ana.out) == (["ana"], None)


def test_an_asked_agent_who_says_how_they_stand_is_still_asked() -> None:
    made = roster()
    ana = made.member_is(member("ana"))
    made.ask(ana, "int_1")
    made.member_is(member("ana", load_units=25))
    assert (free(made), ana.asked_for) == ([], "int_1")


def test_the_queue_gives_the_weight() -> None:
    made = roster()
    made.member_is(member("ben", weight=-1, idle_since_ms=0))
    made.member_is(member("ana", idle_since_ms=9))
    assert seat(made, "ben").member.weight == 3
    assert free(made) == ["ana", "ben"]


def test_busy_members_are_on_duty_and_those_who_left_are_not() -> None:
    made = roster()
    made.member_is(member("ana", RuledOut.CHANNEL_FULL))
    made.member_is(member("ben", RuledOut.NOT_READY))
    assert list(made.on_duty.candidates(ANYONE)) == ["ana"]
    made.left("ana")
    assert list(made.on_duty.candidates(ANYONE)) == []


def test_new_policies_keep_how_members_stand_and_what_they_were_asked() -> None:
    made = roster()
    for agent in ("ana", "ben"):
        made.member_is(member(agent))
    made.ask(seat(made, "ana"), "int_1")
    made.answered(seat(made, "ben"), RuledOut.NO_CAPACITY)

    new = made.remade(attrs.evolve(POLICY, agent_weight={"ana": 1}), ACCOUNT)

    assert (seat(new, "ana").asked_for, seat(new, "ana").member.weight) == ("int_1", 1)
    assert (seat(new, "ben").out, seat(new, "ben").member.weight) == (RuledOut.NO_CAPACITY, 0)
    assert (new.signed_in, new.routable) == (2, 2)


def test_who_is_not_listed_any_more_is_gone() -> None:
    made = roster()
    made.member_is(member("ana"))
    account = attrs.evolve(ACCOUNT, agents={"ben": ACCOUNT.agents["ben"]})
    new = made.remade(POLICY, account)
    assert new.get("ana") is None
    assert (new.signed_in, free(new)) == (0, [])
