"""An actor from inside, for tests that break something in it: nobody else ever gets hold of one."""

import sys
from typing import Any

import trio
from ringline_server.actors.inspecting import Inspect
from ringline_server.actors.registry import Registry


async def actor_of(registry: Registry, name: str) -> Any:
    """The actor that runs under this name (`kind:id`), found in its own turn."""
    found: list[Any] = []
    had_its_turn = trio.Event()

    def done() -> None:
        found.append(sys._getframe(1).f_locals["self"])
        had_its_turn.set()

    mailbox = registry.running(name)
    assert mailbox is not None, name
    mailbox.tell(Inspect(done))
    await had_its_turn.wait()
    return found[0]
