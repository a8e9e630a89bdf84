"""A message goes to the store and comes back, whatever its size."""

from pathlib import Path

import pytest
from kit.accounts import account, queue
from kit.server import running_server
from ringline_protocol.values import Channel
from ringline_server.edges.mail.keeping import fetched, kept
from ringline_server.mail.source import Held
from ringline_server.store.mails import PIECE_BYTES


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
async def test_it_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    raw = (b"abcdefg" * PIECE_BYTES)[:size]
    async with running_server(tmp_path, account(queue("que_mail", Channel.EMAIL))) as running:
        riding = await kept(running.server, "mail_1", Held(raw))
        if riding:
            assert (riding, size <= PIECE_BYTES) == ((raw,), True)
            return
        async with fetched(running.server.disk, "mail_1", tmp_path) as back:
            assert b"".join(back.pieces()) == raw


async def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    async with (
        running_server(tmp_path, account(queue("que_mail", Channel.EMAIL))) as running,
        fetched(running.server.disk, "upl_none", tmp_path) as back,
    ):
        assert back.size == 0
