"""What the kit may do to a server beside connecting to it. Whoever cannot do a thing says so, and the case is skipped.

remote server            nothing
process of the kit's own signs tokens, kills, starts, stops, reloads, fills the disk
server in memory         all of it, to the millisecond (tests/kit/virtual_target.py)
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

from ringline_client.conformance.broken import Skipped

STRANGE: Final = "not of a server that the kit did not start itself (`--own`)"
IN_MEMORY: Final = "only in memory: tests/conformance/test_kit_in_memory.py"


class Power:
    """None of it: the base of those who have some, and what holds for a server somewhere else."""

    is_patient: bool = False
    """Minutes may pass: on a virtual clock, or because somebody said `--patient`."""
    how: str = STRANGE
    """Why something cannot be done."""
    is_virtual: bool = False
    """Links are in memory, without any buffer that hides who does not read, and time is exact."""

    def token(self, name: str, life_s: float, **claims: Any) -> str:
        """A token for that agent or service, good for so long; `claims` replace what it would say."""
        raise Skipped(f"needs a token with chosen claims: {self.how}")

    async def revoke(self, name: str) -> None:
        """The operator throws somebody out."""
        raise Skipped(f"needs the operator's word: {self.how}")

    async def kill(self) -> None:
        """As by `kill -9`."""
        raise Skipped(f"needs kill -9: {self.how}")

    async def start(self) -> None:
        """After `kill` or `stop`, on the same data."""
        raise Skipped(f"needs to start the server: {self.how}")

    async def stop(self) -> float:
        """Told to stop as SIGTERM does; returns when it is gone, with the seconds that took."""
        raise Skipped(f"needs to stop the server: {self.how}")

    async def reload(self, setting: str, other: str) -> None:
        """The one place of the configuration that reads `setting` reads `other`, and the server is told."""
        raise Skipped(f"needs the server's configuration: {self.how}")

    def full_disk(self) -> AbstractAsyncContextManager[None]:
        """Meanwhile nothing can be written."""
        return self._cannot("needs the server's disk")

    def stalled_disk(self) -> AbstractAsyncContextManager[None]:
        """Meanwhile whoever writes waits."""
        return self._cannot("needs a disk that stalls")

    def mute_disk(self) -> AbstractAsyncContextManager[None]:
        """Meanwhile it writes, and does not say so."""
        return self._cannot("needs a disk that does not answer")

    def faulty(self) -> AbstractAsyncContextManager[None]:
        """Meanwhile the first command that writes meets a bug of the server."""
        return self._cannot("needs a fault inside the server")

    def other_time(self, shift_s: float) -> AbstractAsyncContextManager[None]:
        """Meanwhile the machine's clock is so far off."""
        return self._cannot("needs the machine's clock")

    async def mend(self) -> None:
        """After a case: the server runs, and nothing is wrong with it any more."""

    @asynccontextmanager
    async def _cannot(self, what: str) -> AsyncIterator[None]:
        raise Skipped(f"{what}: {self.how}")
        yield
