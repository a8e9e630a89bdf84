"""A mail of the thread is read again from what was kept, however large; one of another thread is not there."""

from contextlib import AsyncExitStack

import pytest
from kit.mail_scene import HELP, mail_scene, message
from ringline_protocol.codes import ErrorCode, Refused
from ringline_server.edges.mail.originals import original_of, read_mail
from trio.testing import MockClock


async def test_a_mail_is_read_again_as_it_came(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        html = message("Hello")
        html.add_alternative("<p onclick='x()'>Hello</p><script>x()</script>", subtype="html")
        interaction, mail = await at.receives(made=html)
        async with AsyncExitStack() as stack:
            kept = await read_mail(at.scene.server.server, stack, interaction, mail, "params.replies_to")

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
        async with AsyncExitStack() as stack:
            for interaction, name in (("int_other", mail), ("int_other", "mail_none")):
                with pytest.raises(Refused) as caught:
                    await read_mail(server, stack, interaction, name, "params.forwards")
                assert caught.value.code is ErrorCode.NOT_FOUND
            assert await read_mail(server, stack, "int_other", None, "params.forwards") is None
