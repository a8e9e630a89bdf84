"""An interaction forgets a person: its journal is emptied, and it goes on from what is left.

Only its own actor may do that: nothing else appends to its stream meanwhile. Readers are sent back under a new epoch,
so that each gets a snapshot in place of what it remembers.
"""

from typing import TYPE_CHECKING

import attrs
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.actors.messages import Call, Done, Outcome
from ringline_server.store.records import StoreUnavailable

if TYPE_CHECKING:
    from ringline_server.actors.interaction import InteractionActor


@attrs.frozen
class Forget:
    """To a closed interaction: forget the person."""

    interaction: str
    call: Call


async def forget(actor: "InteractionActor", message: Forget) -> Outcome:
    """Emptied, on disk and here. Refused while it is open."""
    registry, name = actor.registry, message.interaction
    if actor.state.id and actor.state.closed is None:
        return Refused(ErrorCode.INVALID_STATE, details={"state": str(actor.state.phase), "allowed": []})
    try:
        await registry.disk.book.forget_interaction(name)
    except StoreUnavailable:
        return Refused(ErrorCode.UNAVAILABLE)
    fresh = await registry.revived(name)
    assert isinstance(fresh, type(actor))
    fresh.readers.feed.window.epoch = registry.ids.new("epo")
    actor.state, actor.readers, actor.snapshot_seq = fresh.state, fresh.readers, fresh.state.seq
    return Done({"interaction": name})
