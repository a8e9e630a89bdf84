"""The canned answers of the house: those of the configuration, and those that are kept over HTTP beside them.

PUT     checked like the configuration -> on disk, with the line in the audit log -> known to whoever asks next
reload  an answer of the configuration hides a kept one with its id; queues that are gone have none
"""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
import orjson
import trio
from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.actors.registry import Registry
from ringline_server.config_canned import faults_of_answer, faults_of_queue, faults_of_shape
from ringline_server.config_reading import Fault
from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.principal import Principal
from ringline_server.store.records import Append, AuditRow, CannedRow

STREAM: Final = "canned"
"""Under which name the rows are appended. It never has a record."""
KEPT_MAX: Final = 1_000
"""Over HTTP, for all queues together."""


@attrs.define(eq=False)
class CannedBook:
    """One for the process."""

    registry: Registry
    kept: dict[str, CannedAnswer] = attrs.field(factory=dict)
    """By id, in its order."""
    _pen: trio.StrictFIFOLock = attrs.field(factory=trio.StrictFIFOLock)

    @property
    def configured(self) -> Mapping[str, CannedAnswer]:
        """Those of the configuration: nobody changes them from here."""
        return {answer.id: answer for answer in self.registry.account.canned}

    def all(self) -> tuple[CannedAnswer, ...]:
        """In the order of the configuration, then by id."""
        configured = self.configured
        kept = (self.kept[name] for name in sorted(self.kept) if name not in configured)
        return (*configured.values(), *kept)

    async def recall(self) -> None:
        """What was kept before the start. Raises: StoreUnavailable."""
        self.kept = {row.canned: _answer(row) for row in await self.registry.disk.canned()}

    async def keep(self, answer: CannedAnswer, by: Principal) -> bool:
        """It is on disk, and everybody gets it. Whether it is new. Raises: Refused, StoreUnavailable."""
        async with self._pen:
            self._require_own(answer.id)
            fault = next(self._faults(answer), None)
            if fault is not None:
                raise Refused(ErrorCode.BAD_REQUEST, fault.text, {"path": fault.place})
            if answer.id not in self.kept and len(self.kept) >= KEPT_MAX:
                raise Refused(ErrorCode.TOO_LARGE, "too many canned answers", {"canned_max": KEPT_MAX})
            is_new = answer.id not in self.kept
            if self.kept.get(answer.id) != answer:
                await self._write(answer.id, _body(answer), "canned.keep", by)
                self.kept[answer.id] = answer
            return is_new

    async def drop(self, name: str, by: Principal) -> None:
        """Nobody gets it any more. Raises: Refused (`not_found`, `invalid_state`), StoreUnavailable."""
        async with self._pen:
            self._require_own(name)
            if name not in self.kept:
                raise Refused(ErrorCode.NOT_FOUND)
            await self._write(name, None, "canned.drop", by)
            del self.kept[name]

    async def _write(self, name: str, body: bytes | None, act: str, by: Principal) -> None:
        now_ms = self.registry.clock.now_ms()
        audit = AuditRow(now_ms, f"{by.kind}:{by.id}", act, name)
        await self.registry.journal.append(Append(STREAM, 0, (), (CannedRow(name, body, now_ms), audit)))

    def _require_own(self, name: str) -> None:
        if name in self.configured:
            raise Refused(ErrorCode.INVALID_STATE, "it is in the configuration: change it there")

    def _faults(self, answer: CannedAnswer) -> Iterator[Fault]:
        """As the configuration would have them, with this one among the others."""
        queues = self.registry.account.queues
        yield from faults_of_shape("canned", answer)
        yield from faults_of_answer("params", answer, set(queues))
        others = [one for one in self.all() if one.id != answer.id]
        for queue in queues:
            if answer.is_for(queue):
                yield from faults_of_queue("params", queue, (*others, answer))


def _body(answer: CannedAnswer) -> bytes:
    return orjson.dumps({name: value for name, value in attrs.asdict(answer).items() if name != "id"})


def _answer(row: CannedRow) -> CannedAnswer:
    plain = orjson.loads(row.body or b"{}")
    return CannedAnswer(row.canned, **{**plain, "queues": tuple(plain["queues"])})
