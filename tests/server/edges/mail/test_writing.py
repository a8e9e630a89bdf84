"""Who may send mail is asked before anything else."""

from kit.accounts import queue
from kit.scene import scene
from ringline_protocol.values import Channel
from trio.testing import MockClock

MAIL = {"to": [{"address": "mar@example.org"}], "subject": "Re", "text": "hello"}


async def test_a_server_without_a_way_out_says_so_to_who_may_send_and_to_nobody_else(
    autojump_clock: MockClock,
) -> None:
    async with scene(queue("que_mail", channel=Channel.EMAIL)) as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", "not_ready")
        interaction = await at.arrives("que_mail")
        await at.settles()

        error = await ana.error("mail.send", {"interaction": interaction, **MAIL})
        assert (error["code"], error["details"]["state"]) == ("invalid_state", "no_relay")
        assert (await bruno.error("mail.send", {"interaction": interaction, **MAIL}))["code"] == "forbidden"
        assert (await ana.error("mail.send", {"interaction": "int_none", **MAIL}))["code"] == "forbidden"
