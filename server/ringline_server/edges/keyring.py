"""Idempotency: each principal's recent commands by key, what became of them, and who waits for the same answer.

    new      -> the command goes on its way; its answer settles the key
    pending  -> another device (or a retry) asked the same: both get the one answer
    settled  -> the stored answer, `replayed`
    other params under the same key -> key_reused

What changed something is stored in the transaction of the change (projection.of_call) and read back at a principal's
first command after a restart; refusals that will stay refusals are remembered in memory only.
"""

from collections import OrderedDict
from collections.abc import Callable

import attrs
import orjson
import trio
from ringline_protocol import codec
from ringline_protocol.codes import ERRORS, ErrorCode, Refused, Retry

from ringline_server.actors.messages import Done, Outcome
from ringline_server.store.disk import ANSWERED_MAX, Disk
from ringline_server.store.records import UNREADABLE

KEYS_PER_PRINCIPAL_MAX = 4_000
"""Keys remembered in memory; older ones are forgotten."""
KEY_MEMORY_MS = 86_400_000
"""A key is good for a day."""
PRINCIPALS_MAX = 20_000
"""Principals whose keys are in memory; the one that has been quiet longest is read from the store again."""

Finish = Callable[[Outcome, bool], None]
"""Takes the answer, and whether it is a replay."""


@attrs.frozen
class _UnderWay:
    params_hash: bytes
    waiting: list[Finish]


@attrs.frozen
class _Settled:
    """There are a day's worth of them: an answer is kept as text, and that in a copy, for what orjson has written holds
    on to the buffer that it was written into, 4 KiB at least.
    """

    params_hash: bytes
    answer: bytes | Refused

    @classmethod
    def of(cls, params_hash: bytes, outcome: Outcome) -> "_Settled":
        if isinstance(outcome, Refused):
            return cls(params_hash, outcome)
        return cls(params_hash, b"%b" % codec.encode_data({"result": outcome.result, "pos": outcome.pos}))

    @property
    def outcome(self) -> Outcome:
        if isinstance(self.answer, Refused):
            return self.answer
        plain = orjson.loads(self.answer)
        return Done(plain["result"], plain["pos"])


@attrs.define(eq=False)
class _Keys:
    entries: OrderedDict[str, _UnderWay | _Settled] = attrs.field(factory=OrderedDict)
    loaded: trio.Event = attrs.field(factory=trio.Event)
    unsure: OrderedDict[str, None] = attrs.field(factory=OrderedDict)
    """Keys whose outcome only the store knows: the actor crashed over them. The oldest is forgotten first."""


@attrs.define(eq=False)
class Keyring:
    """Shared by all edges of the process."""

    disk: Disk
    _principals: OrderedDict[str, _Keys] = attrs.field(factory=OrderedDict)

    async def claim(self, principal: str, key: str, params_hash: bytes, finish: Finish, now_ms: int) -> bool:
        """True: this command is new and must be carried out, then settled. False: `finish` gets (or got) the answer."""
        try:
            keys = await self._keys(principal, now_ms)
            if key in keys.unsure:
                await self._look_up(keys, principal, key)
        except UNREADABLE:
            finish(Refused(ErrorCode.UNAVAILABLE), False)
            return False
        entry = keys.entries.get(key)
        if entry is None:
            keys.entries[key] = _UnderWay(params_hash, [finish])
            self._forget_old(keys)
            return True
        if entry.params_hash != params_hash:
            finish(Refused(ErrorCode.KEY_REUSED), False)
        elif isinstance(entry, _UnderWay):
            entry.waiting.append(finish)
        else:
            finish(entry.outcome, True)
        return False

    def settle(self, principal: str, key: str, outcome: Outcome) -> None:
        """The answer is there: everybody who waits gets it; the first is the one who asked first."""
        keys = self._principals.get(principal)
        entry = keys.entries.get(key) if keys else None
        if keys is None or not isinstance(entry, _UnderWay):
            return
        if isinstance(outcome, Done) or ERRORS[outcome.code].retry in (Retry.NEVER, Retry.RESYNC):
            keys.entries[key] = _Settled.of(entry.params_hash, outcome)
        else:
            del keys.entries[key]
            if outcome.code in (ErrorCode.INTERNAL, ErrorCode.TIMEOUT):
                keys.unsure[key] = None
                while len(keys.unsure) > KEYS_PER_PRINCIPAL_MAX:
                    keys.unsure.popitem(last=False)
        for number, finish in enumerate(entry.waiting):
            finish(outcome, number > 0)

    async def _keys(self, principal: str, now_ms: int) -> _Keys:
        while (keys := self._principals.get(principal)) is not None:
            self._principals.move_to_end(principal)
            if not keys.loaded.is_set():
                await keys.loaded.wait()
            if self._principals.get(principal) is keys:
                return keys  # else its loading failed: this one tries for itself
        keys = self._principals[principal] = _Keys()
        self._evict()
        try:
            await self._load(keys, principal, now_ms)
        except BaseException:
            del self._principals[principal]
            raise
        finally:
            keys.loaded.set()
        return keys

    async def _load(self, keys: _Keys, principal: str, now_ms: int) -> None:
        recent = await self.disk.answered_recent(principal, now_ms - KEY_MEMORY_MS, ANSWERED_MAX)
        for row in reversed(recent):
            keys.entries[row.key] = _Settled(row.params_hash, row.reply)

    async def _look_up(self, keys: _Keys, principal: str, key: str) -> None:
        row = await self.disk.answered(principal, key)
        if key in keys.unsure:
            del keys.unsure[key]
            if row is not None:
                keys.entries[key] = _Settled(row.params_hash, row.reply)

    def _evict(self) -> None:
        if len(self._principals) > PRINCIPALS_MAX:
            for name, keys in self._principals.items():
                if all(isinstance(entry, _Settled) for entry in keys.entries.values()) and keys.loaded.is_set():
                    del self._principals[name]
                    return

    @staticmethod
    def _forget_old(keys: _Keys) -> None:
        """What is still under way stays: its answer has to find who waits for it."""
        if len(keys.entries) > KEYS_PER_PRINCIPAL_MAX:
            settled = (key for key, entry in keys.entries.items() if isinstance(entry, _Settled))
            if (oldest := next(settled, None)) is not None:
                del keys.entries[oldest]
