"""The members of one queue: how each stands, who is free, who was asked for room and has not answered.

free = routable as the agent says + not asked by us + did not just answer that there is no room
"""

from collections.abc import Iterator

import attrs

from ringline_server.domain.policy import Account, Queue, Selection
from ringline_server.domain.queue import Member, RuledOut
from ringline_server.domain.selection import Pool


@attrs.define(eq=False)
class Seat:
    """One member, and what this queue has begun with them."""

    member: Member
    asked_for: str | None = None
    """The interaction that room is asked for. Stays until the agent answers."""
    is_given_up: bool = False
    """It needs no room any more, and the agent was told so."""
    refused: RuledOut | None = None
    """The agent's last answer; holds until they say how they stand."""

    @property
    def out(self) -> RuledOut | None:
        """What rules the agent out for whatever else waits; None: free."""
        if self.member.out is not None:
            return self.member.out
        if self.refused is not None:
            return self.refused
        return None if self.asked_for is None else RuledOut.RESERVED_ELSEWHERE


@attrs.define(eq=False)
class Roster:
    """All members of one queue. Owned by its actor."""

    policy: Queue
    free: Pool
    on_duty: Pool
    """Those who take work, with or without room now: are there any takers left?"""
    signed_in: int = 0
    routable: int = 0
    _seats: dict[str, Seat] = attrs.field(factory=dict)

    @classmethod
    def make(cls, policy: Queue, account: Account) -> "Roster":
        """All whom the account lists; nothing is known of them yet."""
        places = {agent: place for place, agent in enumerate(account.agents)}
        roster = cls(policy, Pool(policy.selection, places), Pool(Selection.SEQUENTIAL, places))
        for agent in account.agents.values():
            if policy.id in agent.queues:
                roster.member_is(Member(agent.id, agent.name, skills=agent.skills))
        return roster

    def remade(self, policy: Queue, account: Account) -> "Roster":
        """Under other policies. Who is not listed any more is gone; the others stand as they stood."""
        roster = Roster.make(policy, account)
        for seat in roster:
            old = self._seats.get(seat.member.agent)
            if old is not None:
                seat.asked_for, seat.is_given_up = old.asked_for, old.is_given_up
                seat.refused = old.refused
                roster._stands(seat, old.member)
        return roster

    def __iter__(self) -> Iterator[Seat]:
        """In the account's order."""
        return iter(self._seats.values())

    def get(self, agent: str) -> Seat | None:
        """A member's seat."""
        return self._seats.get(agent)

    def member_is(self, member: Member) -> Seat:
        """This is how the agent stands; an earlier refusal is history."""
        seat = self._seats.get(member.agent)
        if seat is None:
            seat = self._seats[member.agent] = Seat(Member(member.agent, member.name))
        seat.refused = None
        self._stands(seat, member)
        return seat

    def left(self, agent: str) -> Seat | None:
        """Not a member any more."""
        seat = self._seats.pop(agent, None)
        if seat is not None:
            self._count(seat.member, -1)
            self.free.drop(agent)
            self.on_duty.drop(agent)
        return seat

    def ask(self, seat: Seat, interaction: str) -> None:
        """The agent is being asked to keep room, and for nothing else meanwhile."""
        assert seat.out is None, seat
        seat.asked_for, seat.is_given_up = interaction, False
        self.free.asked(seat.member.agent)
        self._file(seat)

    def answered(self, seat: Seat, refused: RuledOut | None = None) -> None:
        """The agent has answered, or never will."""
        seat.asked_for, seat.is_given_up, seat.refused = None, False, refused
        self._file(seat)

    def _stands(self, seat: Seat, member: Member) -> None:
        weight = self.policy.agent_weight.get(member.agent, 0)
        if member.weight != weight:
            member = attrs.evolve(member, weight=weight)
        before, seat.member = seat.member, member
        if (before.out, before.status, before.skills) != (member.out, member.status, member.skills):
            self._count(before, -1)
            self._count(member, 1)
            self._file_duty(before, member)
        self._file(seat)

    def _file(self, seat: Seat) -> None:
        if seat.out is None:
            self.free.put(seat.member)
        else:
            self.free.drop(seat.member.agent)

    def _file_duty(self, before: Member, member: Member) -> None:
        is_same = (before.is_on_duty, before.skills) == (member.is_on_duty, member.skills)
        if is_same and (member.agent in self.on_duty) == member.is_on_duty:
            return
        if member.is_on_duty:
            self.on_duty.put(member)
        else:
            self.on_duty.drop(member.agent)

    def _count(self, member: Member, by: int) -> None:
        self.signed_in += by * member.is_signed_in
        self.routable += by * member.is_routable
