"""A mail from outside finds its interaction, once, and is on disk when that is said."""

import pytest
import trio
from kit.accounts import queue
from kit.post import HELP, KEY, SALES, mail, post
from ringline_protocol.codes import Refused
from ringline_protocol.values import Channel
from ringline_server.domain.content import REOPEN_MS_MAX
from ringline_server.domain.policy import OpenHours
from ringline_server.edges.mail.receiving import MailRefused
from ringline_server.mail import reply_address
from ringline_server.store.mails import PIECE_BYTES
from ringline_server.store.records import StoreUnavailable
from trio.testing import MockClock

REPLY = {"Message_ID": "<2@example.org>", "In_Reply_To": "<1@example.org>", "Subject": "something else"}


async def test_a_mail_begins_an_interaction_with_its_consumer_and_its_subject(autojump_clock: MockClock) -> None:
    async with post() as letters:
        interaction = await letters.receives(mail("Where is it?\n\n> as you wrote"))

        view = await letters.at.state(interaction)
        assert (view["subject"], view["consumer"]["email"], view["queue"]) == (
            "My order",
            "mar@example.org",
            "que_mail",
        )
        [segment] = view["segments"]
        assert (segment["text"], segment["role"]) == ("Where is it?", "consumer")
        assert segment["mail"]["has_quote"]
        assert segment["mail"]["mailbox"] == HELP.id


async def test_the_raw_mail_is_kept_as_it_came(autojump_clock: MockClock) -> None:
    async with post() as letters:
        small, large = mail(), mail("x" * 2 * PIECE_BYTES, Message_ID="<big@example.org>")
        for raw in (small, large):
            kept = await letters.receiving.receive(HELP, raw)
            pieces = [await letters.at.server.server.disk.piece(kept.mail, number) for number in range(4)]
            assert b"".join(piece or b"" for piece in pieces) == raw


async def test_a_reply_finds_its_thread_whatever_its_subject(autojump_clock: MockClock) -> None:
    async with post() as letters:
        first = await letters.receives(mail())
        again = await letters.receives(mail("And now?", **REPLY))
        by_references = mail("And?", Message_ID="<3@x.org>", References="<0@x.org> <2@example.org> <9@x.org>")
        assert first == again == await letters.receives(by_references)
        assert [head["subject"] for head in await letters.mails(first)] == ["My order", "something else", "My order"]


async def test_the_same_subject_makes_no_thread(autojump_clock: MockClock) -> None:
    async with post() as letters:
        first = await letters.receives(mail())

        assert await letters.receives(mail(Message_ID="<2@example.org>", Subject="Re: My order")) != first


async def test_our_signed_reply_address_finds_the_thread_and_a_forged_one_does_not(autojump_clock: MockClock) -> None:
    async with post() as letters:
        first = await letters.receives(mail())
        signed, forged = (reply_address.sign(HELP.address, first, key) for key in (KEY, b"somebody else's key"))
        assert signed is not None
        assert forged is not None
        assert letters.receiving.mailbox_of(signed) == HELP
        assert await letters.receives(mail("a", Message_ID="<2@x.org>"), HELP, signed) == first
        assert await letters.receives(mail("b", Message_ID="<3@x.org>"), HELP, forged) != first
        assert await letters.receives(mail("c", Message_ID="<4@x.org>", To=signed)) == first


async def test_a_mail_to_two_mailboxes_is_two_threads(autojump_clock: MockClock) -> None:
    async with post() as letters:
        first = await letters.receives(mail())
        other = await letters.receives(mail(), SALES)
        assert first != other
        assert await letters.receives(mail("And?", **REPLY), SALES) == other


async def test_the_same_mail_again_changes_nothing_even_at_once(autojump_clock: MockClock) -> None:
    async with post() as letters:
        kept = []

        async def hand_in() -> None:
            kept.append(await letters.receiving.receive(HELP, mail(Received="from there")))

        async with trio.open_nursery() as nursery:
            for _ in range(3):
                nursery.start_soon(hand_in)
        await letters.receives(mail(Received="by another way"))
        assert sorted(one.is_new for one in kept) == [False, False, True]
        assert len({(one.interaction, one.mail) for one in kept}) == 1
        assert len(await letters.mails(kept[0].interaction)) == 1


async def test_another_mail_with_the_same_id_is_another_mail(autojump_clock: MockClock) -> None:
    async with post() as letters:
        assert await letters.receives(mail("one")) != await letters.receives(mail("two"))


@pytest.mark.parametrize(("date", "is_same"), [("Sun, 22 Nov 2026 10:00:00 +0100", True), ("", False)])
async def test_without_an_id_the_same_words_at_the_same_time_are_the_same_mail(
    autojump_clock: MockClock, date: str, is_same: bool
) -> None:
    async with post() as letters:
        first, second = [await letters.receives(mail(Message_ID="", Date=date)) for _ in range(2)]
        assert (first == second) is is_same


async def test_a_reply_after_thirty_days_begins_a_new_one_that_follows(autojump_clock: MockClock) -> None:
    async with post() as letters:
        ana = await letters.at.agent("ana")
        first = await letters.receives(mail())
        await letters.at.settles()
        await ana.ask("interaction.resolve", {"interaction": first})
        await letters.at.passes(REOPEN_MS_MAX + 1)
        later = await letters.receives(mail("And now?", **REPLY))

        assert later != first
        assert (await letters.at.state(later))["follows"] == first
        assert await letters.receives(mail("Hello?", Message_ID="<3@x.org>", In_Reply_To="<2@example.org>")) == later


async def test_loops_and_bounces_about_nothing_are_refused(autojump_clock: MockClock) -> None:
    circling = mail().replace(b"From:", b"Received: from a by b\r\n" * 60 + b"From:", 1)
    bounce = mail(Content_Type='multipart/report; report-type=delivery-status; boundary="b"').replace(
        b"\r\n\r\nWhere is it?",
        b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.org\r\n\r\n"
        b"Final-Recipient: rfc822; mar@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--",
    )
    async with post() as letters:
        for raw, word in ((circling, "loop"), (bounce, "we sent")):
            with pytest.raises(MailRefused, match=word):
                await letters.receives(raw)


async def test_when_the_store_cannot_take_it_nothing_is_kept_and_it_may_come_again(autojump_clock: MockClock) -> None:
    async with post() as letters:
        letters.at.server.medium.faults.fails = True
        with pytest.raises((StoreUnavailable, Refused)):
            await letters.receives(mail())
        letters.at.server.medium.faults.fails = False
        assert (await letters.receiving.receive(HELP, mail())).is_new


async def test_mail_that_comes_at_night_to_a_full_queue_waits(autojump_clock: MockClock) -> None:
    night = OpenHours("UTC", {"mon": ("09:00-09:01",)})
    async with post(queue("que_mail", Channel.EMAIL, open_hours=night, waiting_max=1)) as letters:
        arrived = [await letters.receives(mail(text)) for text in ("one", "two", "three")]
        await letters.at.settles()
        assert [(await letters.at.state(one))["phase"] for one in arrived] == ["queued"] * 3


async def test_a_mailbox_is_found_by_any_of_its_addresses(autojump_clock: MockClock) -> None:
    async with post() as letters:
        for address in ("help@example.com", "HELP@Example.COM", "ayuda@example.com"):
            assert letters.receiving.mailbox_of(address) == HELP
        assert letters.receiving.mailbox_of("nobody@example.com") is None


async def test_a_mail_that_says_nothing_at_all_is_kept_all_the_same(autojump_clock: MockClock) -> None:
    async with post() as letters:
        interaction = await letters.receives(b"")

        [head] = await letters.mails(interaction)
        assert head["sender"]["address"] == ""
