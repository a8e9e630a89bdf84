"""One command under way, from the edge that read it to the actor that answers it."""

from collections.abc import Callable

import attrs
from ringline_protocol.values import Contact

from ringline_server.actors.messages import Key, Outcome, Ref
from ringline_server.domain.principal import Principal
from ringline_server.store.records import Row


@attrs.define(eq=False)
class EdgeCall:
    """See actors.messages.Call. `on_finish` is called once; later answers are dropped."""

    by: Principal
    on_finish: Callable[[Outcome], None]
    session: str = ""
    key: Key | None = None
    expect_rev: int | None = None
    contact: Contact | None = None
    via: Ref | None = None
    rows: tuple[Row, ...] = ()
    is_finished: bool = False

    def finish(self, outcome: Outcome) -> None:
        """Hand the answer to the edge."""
        if not self.is_finished:
            self.is_finished = True
            self.on_finish(outcome)
