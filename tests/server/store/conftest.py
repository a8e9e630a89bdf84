"""Every test that takes `disk` runs against the store in memory and the store in a file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kit.stores import disk_of_kind
from ringline_server.store.disk import Disk


@pytest.fixture(params=["memory", "sqlite"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which store."""
    return str(request.param)


@pytest.fixture
async def disk(kind: str, tmp_path: Path) -> AsyncIterator[Disk]:
    """Empty, and open."""
    async with disk_of_kind(kind, tmp_path) as disk:
        yield disk
