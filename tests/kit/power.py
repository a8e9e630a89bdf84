"""A disk that remembers every write, so that the power can fail at any step of it, afterwards.

with recording() as disk:                  everything that SQLite does in this process is written down
    …                                      disk.steps: how many writes, truncations, syncs so far
disk.after(step, "torn", chance, folder)   what the platter could hold if the power had failed there

lost    nothing that was not synced arrived
kept    everything arrived: what kill -9 leaves
torn    of what was not synced some sectors arrived, in no order
"""

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final, Literal

import apsw
import attrs

SECTOR_BYTES: Final = 512
"""What a disk writes whole, or not at all."""

Fate = Literal["lost", "kept", "torn"]
FATES: Final[tuple[Fate, ...]] = ("lost", "kept", "torn")


@attrs.frozen
class Step:
    """One change of one file. Without data it is a truncation to `offset`; a sync changes nothing."""

    file: str
    offset: int = 0
    data: bytes | None = None
    is_sync: bool = False


@attrs.define
class RecordedDisk:
    """What was done since `base`: names and contents of the files before the first step."""

    base: dict[str, bytes]
    log: list[Step] = attrs.field(factory=list)

    @property
    def steps(self) -> int:
        """So far."""
        return len(self.log)

    def after(self, steps: int, fate: Fate, chance: Random, folder: Path) -> None:
        """Write into an empty folder what the disk holds after so many steps."""
        files = {name: bytearray(content) for name, content in self.base.items()}
        synced = {step.file: number for number, step in enumerate(self.log[:steps]) if step.is_sync}
        for number, step in enumerate(self.log[:steps]):
            content = files.setdefault(step.file, bytearray())
            if number < synced.get(step.file, 0) or fate == "kept":
                _do(content, step)
            elif fate == "torn":
                for sector in _sectors(step):
                    if chance.random() < 0.5:
                        _do(content, sector)
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _do(content: bytearray, step: Step) -> None:
    if step.is_sync:
        return
    if step.data is None:
        del content[step.offset :]
        return
    content.extend(bytes(max(0, step.offset - len(content))))
    content[step.offset : step.offset + len(step.data)] = step.data


def _sectors(step: Step) -> Iterator[Step]:
    if step.data is None:
        yield step
        return
    first = SECTOR_BYTES - step.offset % SECTOR_BYTES
    cuts = [0, *range(first, len(step.data), SECTOR_BYTES), len(step.data)]
    for start, end in itertools.pairwise(cuts):
        yield attrs.evolve(step, offset=step.offset + start, data=step.data[start:end])


@contextlib.contextmanager
def recording(folder: Path) -> Iterator[RecordedDisk]:
    """Of all files of SQLite that are opened in this process meanwhile, but those that it shares in memory."""
    disk = RecordedDisk({path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")})
    files = _RecordedFiles("recorded", "unix", makedefault=True)
    files.disk = disk
    try:
        yield disk
    finally:
        files.unregister()


class _RecordedFiles(apsw.VFS):
    disk: RecordedDisk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        return _RecordedFile(name, flags, os.path.basename(path), self.disk.log)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.disk.log.append(Step(os.path.basename(filename), 0))


class _RecordedFile(apsw.VFSFile):
    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], file: str, log: list[Step]) -> None:
        super().__init__("unix", name, flags)
        self._file, self._log = file, log

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._log.append(Step(self._file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._log.append(Step(self._file, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._log.append(Step(self._file, is_sync=True))
