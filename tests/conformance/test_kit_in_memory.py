"""The same cases over memory streams on the virtual clock: there the kit may do everything to the server."""

from pathlib import Path

import pytest
from kit.virtual_target import virtual_target
from ringline_client.conformance.cases import registered, titles
from ringline_client.conformance.kit import SECTIONS
from ringline_client.conformance.runner import Plan, Result, run
from trio.testing import MockClock


@pytest.mark.timeout(300)
async def test_in_memory_our_server_keeps_every_promise(tmp_path: Path, autojump_clock: MockClock) -> None:
    assert SECTIONS
    async with virtual_target(tmp_path) as target:
        outcomes = await run(Plan(target, list(titles().values()), registered()))

    missed = {one.title.number: one.reason or str(one.result) for one in outcomes if one.result is not Result.PASSED}
    assert missed == {"J140": "is asked of clients: `ringline certify`"}
