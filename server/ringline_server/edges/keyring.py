"""Idempotency: each principal's commands by key, what became of them, and who waits for the same answer.

    new      -> the command goes on its way; its answer settles the key
    pending  -> another device (or a retry) asked the same: both get the one answer
    settled  -> the stored answer, `replayed`
    other params under the same key -> key_reused

What changed something is stored in the transaction of the change (projection.of_call). The latest answers are in
memory, older ones are read from there again; a filter knows which keys may be there: a fresh one costs no look.

    key -> under way? -> a refusal, or one of the latest answers? -> in the filter? --no--> new
                                                                        yes -> the store: an answer, or new after all
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import attrs
import orjson
import trio
from ringline_protocol import codec
from ringline_protocol.codes import ERRORS, ErrorCode, Refused, Retry

from ringline_server.actors.messages import Done, Outcome
from ringline_server.edges.bloom import Bloom
from ringline_server.store.disk import ANSWERED_KEYS_MAX, Disk
from ringline_server.store.records import UNREADABLE

KEY_MEMORY_MS: Final = 86_400_000
"""A key is good for a day."""
SETTLING_MS: Final = 3_600_000
"""More than anything takes from its key to its answer."""
ANSWERS_MAX = 1_000
"""The latest answers of all: nobody has to wait for the disk who asks again at once."""
REFUSALS_PER_PRINCIPAL_MAX = 4_000
"""They are remembered in memory only; older ones are forgotten."""
PRINCIPALS_MAX = 20_000
"""Principals whose keys are known; those of the one that has been quiet longest are read again."""

Finish = Callable[[Outcome, bool], None]
"""Takes the answer, and whether it is a replay."""


@attrs.frozen
class _UnderWay:
    params_hash: bytes
    waiting: list[Finish]


@attrs.frozen
class _Refusal:
    """One that will stay a refusal."""

    params_hash: bytes
    outcome: Refused


@attrs.frozen
class _Answer:
    """Kept as text, and that in a copy: what orjson has written holds on to the buffer that it was written into."""

    params_hash: bytes
    text: bytes

    @classmethod
    def of(cls, params_hash: bytes, done: Done) -> "_Answer":
        return cls(params_hash, b"%b" % codec.encode_data({"result": done.result, "pos": done.pos}))

    @property
    def outcome(self) -> Outcome:
        plain = orjson.loads(self.text)
        return Done(plain["result"], plain["pos"])


@attrs.define(eq=False)
class _Keys:
    """One principal's. An Event: the store is being asked about that key."""

    entries: dict[str, "_UnderWay | _Refusal | trio.Event"] = attrs.field(factory=dict)
    loading: trio.Event | None = None
    unlisted_until_ms: int = 0
    """Until then some of their keys are in the store and not in the filter: there were too many."""

    @property
    def is_at_rest(self) -> bool:
        return self.loading is None and all(isinstance(entry, _Refusal) for entry in self.entries.values())


@attrs.define(eq=False)
class Keyring:
    """Shared by all edges of the process."""

    disk: Disk
    _principals: OrderedDict[str, _Keys] = attrs.field(factory=OrderedDict)
    _answers: OrderedDict[tuple[str, str], _Answer] = attrs.field(factory=OrderedDict)
    _stored: Bloom = attrs.field(factory=lambda: Bloom(KEY_MEMORY_MS + SETTLING_MS))
    """What may be in the store: answered here, listed when its principal came, or of unknown outcome."""
    _now_ms: int = 0
    """When somebody last claimed a key."""

    async def claim(self, principal: str, key: str, params_hash: bytes, finish: Finish, now_ms: int) -> bool:
        """True: this command is new and must be carried out, then settled. False: `finish` gets (or got) the answer."""
        self._now_ms = now_ms
        try:
            entry = await self._known(principal, key, now_ms)
        except UNREADABLE:
            finish(Refused(ErrorCode.UNAVAILABLE), False)
            return False
        return self._enter(principal, key, params_hash, finish, entry)

    def claim_known(self, principal: str, key: str, params_hash: bytes, finish: Finish, now_ms: int) -> bool | None:
        """The same, where the store need not be asked. None: it must be, and nothing was done."""
        keys = self._principals.get(principal)
        if keys is None or keys.loading is not None:
            return None
        entry = keys.entries.get(key) or self._answers.get((principal, key))
        if isinstance(entry, trio.Event) or (entry is None and self._may_be_stored(keys, principal, key, now_ms)):
            return None
        self._now_ms = now_ms
        self._principals.move_to_end(principal)
        return self._enter(principal, key, params_hash, finish, entry)

    def _enter(
        self,
        principal: str,
        key: str,
        params_hash: bytes,
        finish: Finish,
        entry: "_UnderWay | _Refusal | _Answer | None",
    ) -> bool:
        """In the turn in which the entry was looked up."""
        if entry is None:
            keys = self._principals[principal]
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
        del keys.entries[key]
        if isinstance(outcome, Done):
            self._stored.add(_name(principal, key), self._now_ms)
            self._remember(principal, key, _Answer.of(entry.params_hash, outcome))
        elif ERRORS[outcome.code].retry in (Retry.NEVER, Retry.RESYNC):
            keys.entries[key] = _Refusal(entry.params_hash, outcome)
        elif outcome.code in (ErrorCode.INTERNAL, ErrorCode.TIMEOUT):  # only the store knows what became of it
            self._stored.add(_name(principal, key), self._now_ms)
        for number, finish in enumerate(entry.waiting):
            finish(outcome, number > 0)

    async def _known(self, principal: str, key: str, now_ms: int) -> "_UnderWay | _Refusal | _Answer | None":
        """What is known of it; None: nothing, it is new. Nobody else has begun with it in this turn."""
        while True:
            keys = await self._keys(principal, now_ms)
            entry = keys.entries.get(key)
            if not isinstance(entry, trio.Event):
                break
            await entry.wait()
        if entry is not None:
            return entry
        answer = self._answers.get((principal, key))
        if answer is None and self._may_be_stored(keys, principal, key, now_ms):
            answer = await self._look_up(keys, principal, key)
        return answer

    def _may_be_stored(self, keys: _Keys, principal: str, key: str, now_ms: int) -> bool:
        return now_ms < keys.unlisted_until_ms or _name(principal, key) in self._stored

    async def _look_up(self, keys: _Keys, principal: str, key: str) -> _Answer | None:
        """What the store has. Whoever comes with the same key meanwhile waits, and then looks for themselves."""
        keys.entries[key] = looked = trio.Event()
        try:
            row = await self.disk.answered(principal, key)
        finally:
            del keys.entries[key]
            looked.set()
        if row is None:
            return None
        answer = _Answer(row.params_hash, row.reply)
        self._remember(principal, key, answer)
        return answer

    async def _keys(self, principal: str, now_ms: int) -> _Keys:
        while (keys := self._principals.get(principal)) is not None:
            self._principals.move_to_end(principal)
            if keys.loading is not None:
                await keys.loading.wait()
            if self._principals.get(principal) is keys:
                return keys  # else its loading failed: this one tries for itself
        keys = self._principals[principal] = _Keys(loading=trio.Event())
        self._evict()
        await self._load(keys, principal, now_ms)
        return keys

    async def _load(self, keys: _Keys, principal: str, now_ms: int) -> None:
        """Which keys they have in the store; not the answers."""
        assert keys.loading is not None
        try:
            stored = await self.disk.answered_keys(principal, now_ms - KEY_MEMORY_MS)
        except BaseException:
            del self._principals[principal]
            raise
        finally:
            keys.loading.set()
            keys.loading = None
        if len(stored) == ANSWERED_KEYS_MAX:
            keys.unlisted_until_ms = now_ms + KEY_MEMORY_MS
            return
        for key in stored:
            self._stored.add(_name(principal, key), now_ms)

    def _remember(self, principal: str, key: str, answer: _Answer) -> None:
        self._answers[principal, key] = answer
        if len(self._answers) > ANSWERS_MAX:
            self._answers.popitem(last=False)

    def _evict(self) -> None:
        if len(self._principals) > PRINCIPALS_MAX:
            for name, keys in self._principals.items():
                if keys.is_at_rest:
                    del self._principals[name]
                    return

    @staticmethod
    def _forget_old(keys: _Keys) -> None:
        """What is still under way stays: its answer has to find who waits for it."""
        if len(keys.entries) > REFUSALS_PER_PRINCIPAL_MAX:
            refusals = (key for key, entry in keys.entries.items() if isinstance(entry, _Refusal))
            if (oldest := next(refusals, None)) is not None:
                del keys.entries[oldest]


def _name(principal: str, key: str) -> bytes:
    return f"{principal} {key}".encode()
