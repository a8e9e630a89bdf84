"""A disk whose answers can be made to fail or to stall, in front of a real one.

flaky = FlakyDisk(disk)
flaky.fails = True             every question and every write: StoreUnavailable
flaky.stalls = trio.Event()    they wait for it
"""

from typing import Any, cast

import trio
from ringline_server.store.disk import Disk
from ringline_server.store.records import StoreUnavailable


class FlakyDisk:
    """See store.disk.Disk: `disk` of this is one."""

    def __init__(self, disk: Disk) -> None:
        self._real = disk
        self.fails = False
        self.stalls: trio.Event | None = None

    @property
    def disk(self) -> Disk:
        """This, as what it stands in for."""
        return cast(Disk, self)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        if name == "identity":
            return real
        if name == "book":
            return _FlakyPart(real, self)
        return self.made_flaky(real)

    def made_flaky(self, real: Any) -> Any:
        """The method, behind what is wrong at the moment."""

        async def ask(*args: Any, **kwargs: Any) -> Any:
            if self.stalls is not None:
                await self.stalls.wait()
            if self.fails:
                raise StoreUnavailable("made to fail")
            return await real(*args, **kwargs)

        return ask


class _FlakyPart:
    """A part of the disk, as ill as the whole."""

    def __init__(self, real: Any, whole: FlakyDisk) -> None:
        self._real, self._whole = real, whole

    def __getattr__(self, name: str) -> Any:
        return self._whole.made_flaky(getattr(self._real, name))
