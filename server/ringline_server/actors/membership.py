"""What an agent's queues know of them: told when it changes, and when a queue that was told Busy may ask again."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from ringline_server.actors.messages import MemberIs, Ref
from ringline_server.actors.registry import Registry
from ringline_server.domain.policy import Account
from ringline_server.domain.queue import Member
from ringline_server.domain.standing import Weighed, members


@attrs.define(eq=False)
class Membership:
    """Owned by one agent's actor. A queue that was refused asks nothing more until it is told how the agent stands."""

    agent: str
    registry: Registry
    ref: Ref
    _told: dict[str, Member] = attrs.field(factory=dict)
    _owed: set[str] = attrs.field(factory=set)
    _last: tuple[Weighed, Account] | None = None
    """What all of them know, but for those that are owed a word."""

    def refused(self, queues: Iterable[str]) -> None:
        """These were told that there is no room."""
        self._owed.update(queues)

    def tell(self, weighed: Weighed) -> None:
        """Bring the queues up to date; those that know it already are left alone."""
        if self._is_told(weighed) and not self._owed:
            return
        self._last = weighed, self.registry.account
        now = self._members(weighed)
        for queue in [queue for queue in self._told if queue not in now]:
            del self._told[queue]
            self._owed.discard(queue)
            self._send(queue, None, revived=False)
        for queue, member in now.items():
            if member != self._told.get(queue) or (queue in self._owed and member.is_routable):
                self._say(queue, member, revived=False)

    def announce(self, weighed: Weighed) -> None:
        """Say it all again, known or not: either side may have forgotten what was asked."""
        for queue, member in self._members(weighed).items():
            self._say(queue, member, revived=True)

    def faults(self, weighed: Weighed) -> Iterator[str]:
        """What queues were told is not how the agent stands. Between a change and its telling: unknown."""
        now = self._members(weighed) if self._is_told(weighed) else {}
        if any(member != now[queue] for queue, member in self._told.items() if queue in now):
            yield "its queues know another standing than it has"

    def _is_told(self, weighed: Weighed) -> bool:
        """By identity: a standing, and an account, are the same objects for as long as they are the same."""
        return self._last is not None and self._last[0] is weighed and self._last[1] is self.registry.account

    def _members(self, weighed: Weighed) -> Mapping[str, Member]:
        policies, has_queue = self.registry.account.queues, self.registry.has_queue
        mine = [policies[queue] for queue in weighed.agent.queues if queue in policies and has_queue(queue)]
        return members(weighed, mine)

    def _say(self, queue: str, member: Member, *, revived: bool) -> None:
        self._told[queue] = member
        if member.is_routable or revived:
            self._owed.discard(queue)
        self._send(queue, member, revived=revived)

    def _send(self, queue: str, member: Member | None, *, revived: bool) -> None:
        if self.registry.has_queue(queue):
            self.registry.queue(queue).tell(MemberIs(self.agent, self.ref, member, revived))
