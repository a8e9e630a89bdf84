"""An agent's mail: who may send it, what leaves, what the thread shows, and what is refused."""

from typing import Any

import attrs
import pytest
from kit.accounts import queue
from kit.mail_scene import HELP, REPLY_KEY, mail_scene, message
from kit.outgoing import never
from kit.scene import scene
from ringline_protocol.values import Channel
from ringline_server.mail import reply_address
from ringline_server.mail.message import MailAddress as Person
from ringline_server.mail.parsing import parse
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


# --- what leaves


async def test_an_answer_goes_on_with_the_thread_and_quotes_it(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        began = message("¿Dónde está?\nGracias", References="<0@example.org>")
        interaction, mail = await at.receives(made=began)
        await ana.gets(interaction)
        done = await ana.ask("mail.send", at.reply(interaction, mail, "On its way.", html="<p>On <b>its</b> way.</p>"))
        await at.scene.settles()

        (letter,) = at.carrier.letters
        assert (letter.sender, letter.recipients) == (HELP.address, ("mar@example.org",))
        sent = parse(letter.raw)
        assert sent.message_id == f"<{done['mail']}@ringline.test>"
        assert sent.in_reply_to == ("<1@example.org>",)
        assert sent.references == ("<0@example.org>", "<1@example.org>")
        assert sent.sender == Person(HELP.address, HELP.name)
        assert reply_address.verify(sent.reply_to[0].address, REPLY_KEY) == interaction
        assert sent.text.startswith("On its way.\n\n-- \nThe desk\n\n")
        assert "> ¿Dónde está?" in sent.text
        assert "<b>its</b>" in sent.html
        assert sent.new_text.startswith("On its way.")


async def test_the_thread_shows_the_words_alone_and_how_sending_stands_in_this_order(
    autojump_clock: MockClock,
) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        await ana.reads(interaction)
        await ana.ask("draft.save", {"interaction": interaction, "text": "On its w", "mail": {"subject": "Re"}})
        before = len(ana.seen)
        done = await ana.ask("mail.send", at.reply(interaction, mail))
        await at.scene.settles()

        stream = f"interaction/{interaction}"
        told = [frame["event"] for frame in ana.seen[before:] if frame["type"] == "event" and frame["stream"] == stream]
        assert told == ["leg.opened", "segment.final", "mail.state_changed", "draft.saved", *["mail.state_changed"] * 2]
        said = ana.last("segment.final", stream)
        assert (said["segment"], said["text"], said["mail"]["mail"]) == (done["segment"], "On its way.", done["mail"])
        state = await at.scene.state(interaction)
        assert [(one["mail"], one["state"]) for one in state["mails"]] == [(done["mail"], "sent")]
        assert state.get("draft") is None


async def test_a_failed_mail_says_so_in_the_words_of_the_server_and_is_tried_again(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        at.carrier.says({"mar@example.org": never("550 5.1.1 no such user")})
        done = await ana.ask("mail.send", at.reply(interaction, mail))
        await at.scene.settles()
        (failed,) = (await at.scene.state(interaction))["mails"]
        assert (failed["state"], failed["reason"]) == ("failed", "mar@example.org: 550 5.1.1 no such user")
        await ana.ask("mail.retry", {"interaction": interaction, "mail": done["mail"]})
        await at.scene.settles()

        assert (await at.scene.state(interaction))["mails"][0]["state"] == "sent"
        first, second = at.carrier.letters
        assert first == second


async def test_bcc_is_on_the_envelope_and_in_no_header(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        lists: dict[str, Any] = {
            "cc": [{"address": "cc@example.org"}],
            "bcc": [{"address": "boss@example.org", "name": "Boss"}],
        }
        await ana.ask("mail.send", at.reply(interaction, mail, **lists))
        await at.scene.settles()

        (letter,) = at.carrier.letters
        assert letter.recipients == ("mar@example.org", "cc@example.org", "boss@example.org")
        assert b"boss" not in letter.raw.whole().lower()
        head = (await at.scene.state(interaction))["segments"][-1]["mail"]
        assert head["bcc"] == [{"address": "boss@example.org", "name": "Boss"}]


async def test_a_forwarded_mail_takes_its_attachments_along(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        began = message("See the file")
        began.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="factura ñ.pdf")
        interaction, mail = await at.receives(made=began)
        await ana.gets(interaction)
        outside = [{"address": "partner@example.net"}]
        await ana.ask("mail.send", at.reply(interaction, None, "", to=outside, forwards=mail, subject="Fwd: x"))
        await at.scene.settles()

        (letter,) = at.carrier.letters
        sent = parse(letter.raw)
        assert letter.recipients == ("partner@example.net",)
        assert "See the file" in sent.text
        assert [(one.name, one.type, one.content.whole()) for one in sent.attachments] == [
            ("factura ñ.pdf", "application/pdf", b"%PDF-1.7")
        ]
        head = (await at.scene.state(interaction))["segments"][-1]["mail"]
        assert [(part["part"], part["name"], part["bytes"]) for part in head["parts"]] == [(1, "factura ñ.pdf", 8)]


async def test_the_signature_is_in_the_language_of_the_thread_else_of_the_mailbox(autojump_clock: MockClock) -> None:
    async with mail_scene(attrs.evolve(HELP, signature={"es": "El equipo"})) as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        await ana.ask("mail.send", at.reply(interaction, mail, with_quote=False))
        await at.scene.settles()

        assert parse(at.carrier.letters[0].raw).text == "On its way.\n\n-- \nEl equipo"


# --- what does not


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "nobody": ({"to": []}, "bad_request", "params.to"),
    "no address": ({"to": [{"address": "mar"}]}, "bad_request", "params.to[0].address"),
    "ourselves": ({"cc": [{"address": "Ayuda@ringline.test"}]}, "bad_request", "params.cc[0].address"),
    "our reply address": ({"bcc": [{"address": "help+abc.def@ringline.test"}]}, "bad_request", "params.bcc[0].address"),
    "nothing said": ({"text": " \n"}, "bad_request", "params.text"),
    "a mail of another thread": ({"replies_to": "mail_none"}, "not_found", "params.replies_to"),
    "another forwarded": ({"forwards": "mail_none"}, "not_found", "params.forwards"),
    "an unknown upload": ({"uploads": ["upl_none"]}, "not_found", "params.uploads[0]"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_sent_is_refused_with_its_place_and_leaves_no_trace(
    autojump_clock: MockClock, name: str
) -> None:
    change, code, path = REFUSED[name]
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        error = await ana.error("mail.send", at.reply(interaction, mail, **change))
        await at.scene.settles()

        assert (error["code"], error["details"]["path"]) == (code, path)
        assert at.carrier.letters == []
        assert (await at.scene.state(interaction)).get("mails", []) == []


async def test_a_line_break_in_the_subject_gets_nowhere(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        error = await ana.error("mail.send", at.reply(interaction, mail, subject="Re\r\nBcc: eve@example.org"))
        assert error["code"] == "bad_request"
        assert at.carrier.letters == []


async def test_a_queue_without_a_mailbox_says_so(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction = await at.scene.arrives("que_other")
        await ana.gets(interaction)
        error = await ana.error("mail.send", at.reply(interaction, None))
        assert (error["code"], error["details"]["state"]) == ("invalid_state", "no_mailbox")


async def test_the_same_command_again_sends_nothing_twice(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        answers = [await ana.ask("mail.send", at.reply(interaction, mail), key="once") for _ in range(2)]
        await at.scene.settles()

        assert answers[0] == answers[1]
        assert len(at.carrier.letters) == 1


async def test_a_draft_with_its_addresses_goes_along_to_whoever_takes_over(autojump_clock: MockClock) -> None:
    async with mail_scene() as at:
        ana = await at.scene.agent("ana")
        interaction, mail = await at.receives()
        await ana.gets(interaction)
        bruno = await at.scene.agent("bruno")
        draft = {"to": [{"address": "mar@example.org"}], "subject": "Re: x", "replies_to": mail}
        saved = await ana.ask("draft.save", {"interaction": interaction, "text": "On its w", "mail": draft})
        await ana.ask("agent.set_status", {"status": "not_ready", "reason": "break"})
        await ana.ask("interaction.release", {"interaction": interaction})
        await bruno.gets(interaction)
        kept = (await at.scene.state(interaction))["draft"]

        assert (kept["text"], kept["rev"], kept["mail"]["replies_to"]) == ("On its w", saved["rev"], mail)
        late = {"interaction": interaction, "text": "y", "mail": draft}
        assert (await bruno.error("draft.save", late, expect={"rev": 0}))["code"] == "conflict"
        await bruno.ask("draft.save", late, expect={"rev": saved["rev"]})
        await bruno.ask("mail.send", at.reply(interaction, mail))
        assert (await at.scene.state(interaction)).get("draft") is None
