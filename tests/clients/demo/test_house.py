"""The demo's own server: a real process."""

from pathlib import Path

import pytest
import trio
from ringline_client.demo.house import OwnServer, ServerFailed


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    await trio.Path(blocked).write_text("not a directory")
    async with trio.open_nursery() as nursery:
        server = OwnServer(blocked, nursery)
        with pytest.raises(ServerFailed, match="did not start"):
            await server.start()
        await server.kill()
