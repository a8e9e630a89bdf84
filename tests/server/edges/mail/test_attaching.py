"""What goes with a mail: uploads in order, each once, within limits, and gone when they are sent."""

from typing import Any

import pytest
from kit.mail_scene import MailScene, mail_scene
from ringline_protocol.limits import MAIL_UPLOADS_BYTES_MAX, MAIL_UPLOADS_MAX
from ringline_server.mail.parsing import parse
from ringline_server.store.mails import UploadRow
from trio.testing import MockClock


async def uploaded(at: MailScene, interaction: str, name: str, content: bytes, size: int | None = None) -> str:
    upload, disk = f"upl_{name}", at.scene.server.server.disk
    await disk.keep_pieces(upload, 0, (content,), at.scene.now_ms)
    row = UploadRow(upload, interaction, name, "text/plain", len(content) if size is None else size, at.scene.now_ms)
    await disk.save_upload(row)
    return upload


async def test_uploads_go_along_in_order_and_each_once_and_are_forgotten_here(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        uploads = [await uploaded(at, interaction, name, name.encode()) for name in ("b.txt", "a.txt")]
        params = at.reply(interaction, mail, uploads=[*uploads, uploads[0]])
        await ana.ask("mail.send", params)
        await at.scene.settles()

        sent = parse(at.carrier.letters[0].raw).attachments
        assert [(one.name, one.content.whole()) for one in sent] == [("b.txt", b"b.txt"), ("a.txt", b"a.txt")]
        disk = at.scene.server.server.disk
        assert await disk.uploads(interaction) == []
        assert await disk.piece(uploads[0], 0) is None
        assert (await ana.error("mail.send", params))["code"] == "not_found"


@pytest.mark.parametrize("kind", ["another interaction's", "too large together", "too many"])
async def test_what_does_not_belong_or_does_not_fit_is_refused_and_stays(autojump_clock: MockClock, kind: str) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        owner = "int_other" if kind.startswith("another") else interaction
        size = MAIL_UPLOADS_BYTES_MAX // 2 + 1 if kind == "too large together" else None
        count = MAIL_UPLOADS_MAX + 1 if kind == "too many" else 2
        uploads = [await uploaded(at, owner, f"{number}.txt", b"x", size) for number in range(count)]
        error: dict[str, Any] = await ana.error("mail.send", at.reply(interaction, mail, uploads=uploads))

        assert error["code"] == ("not_found" if kind.startswith("another") else "too_large")
        assert len(await at.scene.server.server.disk.uploads(owner)) == count
        assert at.carrier.letters == []
