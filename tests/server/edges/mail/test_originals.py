"""A mail of the thread is read again from what was kept, however large; one of another thread is not there."""

import pytest
from kit.mail_scene import HELP, mail_scene, message
from ringline_protocol.codes import ErrorCode, Refused
from ringline_server.edges.mail.originals import original_of, read_mail, whole
from ringline_server.store.mails import PIECE_BYTES
from trio.testing import MockClock


async def test_a_mail_is_read_again_as_it_came(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        html = message("Hello")
        html.add_alternative("<p onclick='x()'>Hello</p><script>x()</script>", subtype="html")
        interaction, mail = await at.receives(made=html)
        kept = await read_mail(at.scene.server.server, interaction, mail, "params.replies_to")

        assert kept is not None
        assert (kept.mailbox, kept.at_ms) == (HELP.id, at.scene.now_ms)
        original = original_of(kept)
        assert (original.sender.address, original.subject, original.text.strip()) == (
            "mar@example.org",
            "Where is it?",
            "Hello",
        )
        assert "script" not in original.html
        assert "onclick" not in original.html
        assert original.sent_at_ms == kept.at_ms


async def test_a_mail_of_another_thread_is_not_there(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        server = at.scene.server.server
        _, mail = await at.receives()
        for interaction, name in (("int_other", mail), ("int_other", "mail_none")):
            with pytest.raises(Refused) as caught:
                await read_mail(server, interaction, name, "params.forwards")
            assert caught.value.code is ErrorCode.NOT_FOUND
        assert await read_mail(server, "int_other", None, "params.forwards") is None


async def test_pieces_make_it_whole(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        disk = at.scene.server.server.disk
        await disk.keep_pieces("upl_1", 0, (b"a" * PIECE_BYTES, b"b"), 1_000)
        assert await whole(disk, "upl_1") == b"a" * PIECE_BYTES + b"b"
        assert await whole(disk, "upl_none") == b""
