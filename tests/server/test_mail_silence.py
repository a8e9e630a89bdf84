"""A mail thread in which nobody writes any more ends by itself, and a late answer opens it again."""

from kit.accounts import queue
from kit.mail_scene import HELP, REPLY_KEY, mail_scene
from kit.post import mail
from ringline_protocol.values import Channel
from ringline_server.domain.policy import WrapUpPolicy
from ringline_server.edges.mail.receiving import Receiving
from trio.testing import MockClock

MINUTE_MS = 60_000
CLOSE_MS = 12 * MINUTE_MS
"""120 hours unless the queue says otherwise (domain/ending.py); a desk that beats all the time makes hours dear."""


async def test_after_a_time_in_which_only_a_machine_wrote_a_thread_ends_and_a_person_opens_it_again(
    autojump_clock: MockClock,
) -> None:
    policy = queue("que_mail", Channel.EMAIL, idle_close_ms=CLOSE_MS, wrap_up=WrapUpPolicy(enabled=False))
    async with mail_scene(policy=policy) as at:
        scene = at.scene
        receiving = Receiving(scene.server.server, REPLY_KEY)
        ana = await scene.agent("ana")
        kept = await receiving.receive(HELP, mail("Where is it?"))
        await scene.settles()
        await scene.passes(10 * MINUTE_MS)
        sent = await ana.ask("mail.send", at.reply(kept.interaction, kept.mail))
        answered_at_ms = scene.now_ms
        await scene.settles()
        answers = f"<{sent['mail']}@ringline.test>"
        away = mail("I am away.", Message_ID="<2@example.org>", In_Reply_To=answers, Auto_Submitted="auto-replied")
        assert (await receiving.receive(HELP, away)).interaction == kept.interaction
        await scene.passes(5 * MINUTE_MS)
        again = mail("Still away.", Message_ID="<3@example.org>", In_Reply_To=answers, Auto_Submitted="auto-replied")
        await receiving.receive(HELP, again)
        await scene.passes(CLOSE_MS - 5 * MINUTE_MS - 1_000)
        before = await scene.state(kept.interaction)
        await scene.passes(1_000)
        ended = await scene.state(kept.interaction)
        listed = await ana.ask("interaction.list", {"mine": True, "open_only": True}, key=None)
        back = mail("I am back. And?", Message_ID="<4@example.org>", In_Reply_To=answers)
        assert (await receiving.receive(HELP, back)).interaction == kept.interaction
        await scene.settles()
        after = await scene.state(kept.interaction)

    assert before["phase"] == "active"
    assert (ended["phase"], ended["closed"]["at_ms"]) == ("closed", answered_at_ms + CLOSE_MS)
    assert (ended["closed"]["reason"], ended["closed"]["by"]) == ("inactivity", "system")
    assert listed["interactions"] == []
    assert [one["agent"] for one in after["legs"] if one["state"] == "active"] == ["agt_ana"]
    assert [one["text"] for one in after["segments"]][-1] == "I am back. And?"
