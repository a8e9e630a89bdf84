"""What a restart brings back, and in which order.

    at once, before the door opens     whatever an agent has a part in, rings, or is parked: agents know what they carry
    behind the open door, in turn      whatever only waits, the first in each line first

Ten thousand that wait take seconds to read; the first of them is offered as soon as it is there. Whoever asks for one
that is not back yet brings it back by asking.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import attrs
import trio
from ringline_protocol.values import Phase

from ringline_server import logs
from ringline_server.actors import reviving
from ringline_server.actors.registry import Registry
from ringline_server.actors.returning import LineReturned, LineReturns
from ringline_server.domain.line import Key, order_key
from ringline_server.domain.policy import Account
from ringline_server.store.disk import READ_STREAMS_MAX
from ringline_server.store.records import OpenRow, StoreUnavailable

TURN_STREAMS: Final = 64
"""Interactions that are brought back in one turn while the door is open: 16 ms of computing."""
STORE_RETRY_MS: Final = 1_000

log = logs.logger("restoring")


@attrs.frozen
class Lines:
    """Who stands where, and who of them is still to come back."""

    _places: dict[str, list[tuple[Key, str]]] = attrs.field(factory=dict)
    _waiting: set[str] = attrs.field(factory=set)

    def note(self, row: OpenRow, account: Account) -> bool:
        """Whether it may come back later: it only waits. Whatever has a place in the line is noted."""
        place = row.standing
        policy = None if place is None else account.queues.get(place.queue)
        if place is None or policy is None:
            return False
        key = order_key(
            row.id, place.top_priority, place.at_front, place.bonus, place.enqueued_at_ms, policy.ageing_rate
        )
        self._places.setdefault(policy.id, []).append((key, row.id))
        if only_waits := row.phase == Phase.QUEUED and not row.is_held:
            self._waiting.add(row.id)
        return only_waits

    def orders(self) -> dict[str, tuple[str, ...]]:
        """Queue -> all who have a place in it, in order."""
        return {queue: tuple(name for _, name in sorted(places)) for queue, places in self._places.items()}

    def in_turn(self) -> list[str]:
        """Who is still to come: all heads first, then all seconds, and so on."""
        ranks = zip_longest(*self.orders().values())
        return [name for rank in ranks for name in rank if name in self._waiting]

    def __len__(self) -> int:
        return len(self._waiting)


async def restore(registry: Registry) -> tuple[int, Lines]:
    """Everything but the lines is back when it returns; each interaction then announces itself. How many that were."""
    after, at_once, lines = "", list[str](), Lines()
    while rows := await registry.disk.open_interactions(after, READ_STREAMS_MAX):
        at_once += [row.id for row in rows if not lines.note(row, registry.account)]
        after = rows[-1].id
    for queue, order in lines.orders().items():  # before one of them tells: told earlier, it would be awaited
        registry.queue(queue).tell(LineReturns(order))
    for first in range(0, len(at_once), READ_STREAMS_MAX):
        await _bring_back(registry, at_once[first : first + READ_STREAMS_MAX])
    return len(at_once), lines


async def bring_back(registry: Registry, lines: Lines) -> None:
    """The lines, a few interactions at a time; a store that cannot be read is waited for."""
    started_ms, order = registry.clock.now_ms(), lines.in_turn()
    while order:
        try:
            await _bring_back(registry, order[:TURN_STREAMS])
        except StoreUnavailable:
            log.warning("line put off", count=len(order), within_ms=STORE_RETRY_MS)
            await trio.sleep(STORE_RETRY_MS / 1000)
        else:
            del order[:TURN_STREAMS]
    for queue in lines.orders():
        registry.queue(queue).tell(LineReturned())
    log.info("lines are back", count=len(lines), took_ms=registry.clock.now_ms() - started_ms)


async def _bring_back(registry: Registry, names: Sequence[str]) -> None:
    """Those that nobody brought back yet."""
    missing = {f"interaction/{name}": name for name in names if name not in registry}
    snapshots = await registry.disk.snapshots(list(missing))
    states = {stream: reviving.from_snapshot(snapshots.get(stream)) for stream in missing}
    records = await registry.disk.read_many({stream: state.seq for stream, state in states.items()})
    for stream, name in missing.items():
        if name in registry:  # somebody asked for it meanwhile
            continue
        ref = registry.interaction(name)
        made = reviving.from_records(registry, name, ref, states[stream], records.get(stream, []))
        made.server_restarted(registry.clock.now_ms())
        registry.start_interaction(name, made)
    await trio.lowlevel.checkpoint()
