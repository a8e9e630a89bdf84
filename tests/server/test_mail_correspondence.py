"""The asynchronous half of the product, over real SMTP in and out: a mail comes, is found in the list, answered, put
aside, taken up again by the consumer's reply, handed on, resolved, and opened again; and nothing ever rings."""

import smtplib
from pathlib import Path
from typing import Any, Final

import attrs
import trio
from kit.accounts import account, queue
from kit.post import mail
from kit.raw_client import RawClient, raw_client
from kit.server import RunningServer, running_server
from kit.smtp_sink import open_sink
from ringline_protocol.values import Channel
from ringline_server.config_mail import Mailbox, MailOutSettings, MailSettings, Tls
from ringline_server.domain.policy import WrapUpPolicy
from ringline_server.edges.certificates import Certificates
from ringline_server.edges.mail.office import open_outbox
from ringline_server.mail.parsing import parse
from ringline_server.serving_mail import doors

HELP: Final = Mailbox("mbx_help", "help@example.com", "que_mail", "Help")
KEY: Final = b"a key of thirty-two bytes or more"
MAR: Final = [{"address": "mar@example.org"}]


@attrs.define
class Mar:
    """The consumer, with a mail program."""

    port: int

    async def writes(self, raw: bytes, to: str = HELP.address) -> None:
        await trio.to_thread.run_sync(self._send, raw, to)

    def _send(self, raw: bytes, to: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as client:
            client.sendmail("mar@example.org", [to], raw)


async def at_desk(server: RunningServer, agent: RawClient, name: str) -> None:
    await agent.hello(server.token(name))
    await agent.ask("agent.set_status", {"status": "ready"})


async def told_of(agent: RawClient, event: str, **card: Any) -> dict[str, Any]:
    """The next such event on the agent's own stream."""
    data: dict[str, Any] = (await agent.event(event))["data"]
    shown = data.get("card", data)
    assert {name: shown[name] for name in card} == card
    return data


async def test_a_correspondence_until_it_is_resolved_and_after(tmp_path: Path) -> None:
    policy = queue("que_mail", Channel.EMAIL, wrap_up=WrapUpPolicy(enabled=False))
    async with (
        running_server(tmp_path, account(policy)) as running,
        open_sink() as relay,
        raw_client(running.url) as ana,
        raw_client(running.url) as bruno,
    ):
        server, draining = running.server, trio.Event()
        server.mailboxes, server.reply_key = (HELP,), KEY
        settings = MailSettings(
            smtp_listen="127.0.0.1:0", out=MailOutSettings("127.0.0.1", relay.port, Tls.NONE, connections=1)
        )
        async with (
            open_outbox(server, settings, tmp_path),
            doors(settings, server, KEY, draining, Certificates()) as (door,),
        ):
            mar = Mar(int(door.rpartition(":")[2]))
            await at_desk(running, ana, "agt_ana")

            await mar.writes(mail("Where is my order?"))
            card = (await told_of(ana, "leg.started", subject="My order", state="active"))["card"]
            interaction = card["interaction"]
            listed = (await ana.ask("interaction.list", {"mine": True, "open_only": True}, key=None))["interactions"]
            assert [(row["id"], row["preview"]) for row in listed] == [(interaction, "Where is my order?")]

            await ana.ask("interaction.open", {"interaction": interaction})
            read = await ana.ask("interaction.read", {"interaction": interaction}, key=None)
            first = read["interaction"]["segments"][0]["mail"]["mail"]
            answer = {"interaction": interaction, "to": MAR, "subject": "Re: My order", "text": "It left today."}
            sent = await ana.ask("mail.send", {**answer, "replies_to": first})
            ours = parse((await relay.mails(1))[0].raw)
            assert ours.in_reply_to == ("<1@example.org>",)

            # Her program keeps nothing but the address that she answers to.
            to = ours.reply_to[0].address
            await mar.writes(mail("And when will it be here?", Message_ID="<2@example.org>", To=to, Subject="x"), to)
            await said(ana, interaction, "And when will it be here?")

            await ana.ask("interaction.park", {"interaction": interaction, "until_reply": True})
            await mar.writes(mail("Hello?", Message_ID="<3@example.org>", In_Reply_To=f"<{sent['mail']}@example.com>"))
            await said(ana, interaction, "Hello?")
            phase = (await ana.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]["phase"]
            assert phase == "active"

            await at_desk(running, bruno, "agt_bruno")
            target = {"agent": "agt_bruno"}
            params = {"interaction": interaction, "target": target, "note": "Bruno knows the courier"}
            await ana.ask("transfer.start", params)
            await told_of(bruno, "leg.started", interaction=interaction)
            await bruno.ask("interaction.resolve", {"interaction": interaction})

            await mar.writes(mail("Thanks!", Message_ID="<4@example.org>", References="<1@example.org>"))
            await told_of(bruno, "leg.started", interaction=interaction)
            after = (await bruno.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]
            draining.set()

    said_by_her = [one["text"] for one in after["segments"] if one["role"] == "consumer"]
    assert said_by_her == ["Where is my order?", "And when will it be here?", "Hello?", "Thanks!"]
    assert [(one["mail"], one["state"]) for one in after["mails"]] == [(sent["mail"], "sent")]
    rung = [one for client in (ana, bruno) for one in client.seen if one.get("event") == "offer.created"]
    assert {one["data"]["acceptance"] for one in rung} == {"automatic"}
    assert {one["data"]["ring_ms"] for one in rung} == {0}


async def said(agent: RawClient, interaction: str, text: str) -> None:
    """The consumer's word is in the transcript: it stands there as soon as their server was answered 250."""
    read = await agent.ask("transcript.read", {"interaction": interaction}, key=None)
    assert [one["text"] for one in read["segments"]][-1] == text
