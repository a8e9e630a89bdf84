"""A command of the house itself, and what may wait for it: the answer comes back as a function call.

An actor never waits for another. To do something behind another's turn, it sends a Look with a probe; when the answer
comes, whatever the other had to tell before it is in the mailbox already.
"""

from collections.abc import Callable, Iterable

import attrs
from ringline_protocol.values import Contact

from ringline_server.actors.messages import Key, Look, Outcome, Ref
from ringline_server.domain.principal import Principal
from ringline_server.store.records import Row


@attrs.define(eq=False)
class Probe:
    """See messages.Call."""

    by: Principal
    on_answer: Callable[[Outcome], None]
    session: str = ""
    key: Key | None = None
    expect_rev: int | None = None
    contact: Contact | None = None
    via: Ref | None = None
    rows: tuple[Row, ...] = ()

    def finish(self, outcome: Outcome) -> None:
        """Never waits."""
        self.on_answer(outcome)


@attrs.define(eq=False)
class Behind:
    """Calls `then` when all of these actors have done what they were told before this. At once when there are none."""

    left: int
    then: Callable[[], None]

    @classmethod
    def all(cls, refs: Iterable[Ref], by: Principal, then: Callable[[], None]) -> None:
        """Ask each of them, once."""
        by_name = {ref.name: ref for ref in refs}
        if not by_name:
            then()
            return
        waiting = cls(len(by_name), then)
        for ref in by_name.values():
            ref.tell(Look(Probe(by, waiting._answered)))

    def _answered(self, outcome: Outcome) -> None:
        """Whatever the answer is: it has had its turn."""
        self.left -= 1
        if self.left == 0:
            self.then()
