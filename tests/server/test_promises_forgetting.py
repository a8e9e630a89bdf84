"""Promise: who is forgotten is nowhere any more, not in a byte of a file, and everything else goes on."""

from pathlib import Path
from typing import Any

import pytest
import trio
from kit.clients import HouseOfClients, house_of_clients
from ringline_client import AgentClient, CommandFailed, ServiceClient, SupervisorClient
from ringline_client.answers import Created
from ringline_client.contacts import Forgetting
from ringline_protocol.values import Consumer, NewSegment, Role, Summary, SummaryBy, Variable
from ringline_protocol.view import InteractionView
from ringline_server.store import sqlite_forget
from ringline_server.store.mails import MailRow, UploadRow
from ringline_server.store.records import Append
from ringline_server.upkeep.verify import verify

CANARIES = ("Kanarino", "canarylost", "vogelfrei")
PHONE = "+34 600 987 654"


def who(number: int = 1) -> Consumer:
    """Somebody whose every word is a canary."""
    return Consumer(f"Kanarino Müller{number}", PHONE, "kanarino@example.com", external_id=None)


async def whole_story(house: HouseOfClients, ana: AgentClient, bot: ServiceClient) -> Created:
    """Canaries in everything that can be said, written and set."""
    made = await bot.create(
        "que_chat",
        who(),
        subject="canarylost parcel",
        variables=[Variable("pnr", "canarylost-1")],
        transcript=[NewSegment("s1", Role.CONSUMER, "I am vogelfrei and canarylost")],
        summary=Summary("They are vogelfrei", SummaryBy.MODEL),
    )
    name = made.interaction
    await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
    await ana.until(lambda desk: desk.interactions.get(f"interaction/{name}"))
    await ana.say(name, "Hello Kanarino")
    for number in range(20):
        await bot.push(name, NewSegment(f"p{number}", Role.CONSUMER, f"vogelfrei {number} " + "canarylost " * 40))
    await ana.save_note(name, "Kanarino is vogelfrei")
    await ana.save_draft(name, "Dear Kanarino")
    await ana.set_variable(name, Variable("mood", "vogelfrei"))
    raw = b"From: kanarino@example.com\r\n\r\nvogelfrei"
    rows = (
        MailRow("mail_1", name, "in", "mbx", "<canarylost@x>", b"d", len(raw), 1, (raw,)),
        UploadRow("upl_1", name, "canarylost.pdf", "a/b", 9, 1),
    )
    disk = house.server.server.disk
    await disk.keep_pieces("upl_1", 0, [b"vogelfrei"], 1)
    seq = len(await disk.read(f"interaction/{name}"))
    await house.server.house.registry.journal.append(Append(f"interaction/{name}", seq, (), rows))
    return made


async def closed(ana: AgentClient, name: str) -> None:
    """Over, wrap-up and all."""
    await ana.end(name)
    await ana.wrap_up(name)


async def forgotten(
    house: HouseOfClients, sofia: SupervisorClient, contact: str | None = None, interaction: str | None = None
) -> Forgetting:
    """Asked for, and done."""
    asked = await sofia.forget_consumer(contact=contact, interaction=interaction)
    await done(house, asked)
    return await sofia.forgetting(asked)


async def done(house: HouseOfClients, asked: str) -> None:
    """Each look waits for a thread of the store."""
    while True:
        status = await house.server.server.disk.book.forgetting(asked)
        if status is not None and status.done_at_ms is not None:
            return


def found_in(folder: Path) -> list[str]:
    """Canaries in any file, in any case."""
    return [
        f"{path.name}: {canary}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for canary in CANARIES
        if canary.lower().encode() in path.read_bytes().lower()
    ]


async def test_nothing_of_them_is_in_any_file_and_all_the_rest_is_as_it_was(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        contact = await ana.create_contact("Kanarino Müller", (PHONE,), ("kanarino@example.com",), {"x": "canarylost"})
        await ana.update_contact(contact.contact, name="Kanarino Vogelfrei")
        made = await whole_story(house, ana, bot)
        await closed(ana, made.interaction)
        other = await house.talking(ana, bot)
        await ana.say(other.interaction, "Hello María")
        before = await sofia.read_interaction(made.interaction)
        assert len({line.partition(": ")[2] for line in found_in(tmp_path)}) == len(CANARIES)

        status = await forgotten(house, sofia, contact.contact)
        assert (status.interactions, status.left, status.is_compact) == (1, 0, True)
        assert found_in(tmp_path) == []

        left = await sofia.read_interaction(made.interaction)
        assert [(s.seq, s.segment, s.text) for s in left.segments] == [(s.seq, s.segment, "") for s in before.segments]
        assert (left.consumer, left.subject, left.phase) == (Consumer(), "", before.phase)
        assert (await sofia.search("vogelfrei")).hits == ()
        assert (await ana.search_contacts("kanarino")).items == ()
        assert (await sofia.search("maria")).hits != ()
        assert [one.text for one in await ana.transcript(other.interaction)] == ["Hello María"]
        rows = await house.server.server.disk.audited(0, house.server.clock.now_ms() + 1)
        acts = [(row.principal, row.object) for row in rows if row.act == "consumer.forget"]
        assert acts == [("supervisor:agt_sofia", contact.contact)]
        assert await house.server.server.disk.mail("mail_1") is None
    assert verify(tmp_path / "ringline.db").findings == ()


async def test_what_was_forgotten_stays_so_over_a_restart_and_streams_go_on(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        made = await whole_story(house, ana, bot)
        await closed(ana, made.interaction)
        stream = f"interaction/{made.interaction}"
        await sofia.subscribe(stream)
        records = len(await house.server.server.disk.read(stream))
        await forgotten(house, sofia, interaction=made.interaction)

        def is_empty(desk: Any) -> bool:
            view = desk.views.get(stream)
            return isinstance(view, InteractionView) and all(one.text == "" for one in view.segments)

        await sofia.until(is_empty)
    async with house_of_clients(tmp_path) as house:
        sofia = await house.supervisor()
        kept = await house.server.server.disk.read(stream)
        assert [record.seq for record in kept] == list(range(1, records + 1))
        assert (await sofia.read_interaction(made.interaction)).consumer == Consumer()
    assert found_in(tmp_path) == []
    assert verify(tmp_path / "ringline.db").findings == ()


async def test_while_one_of_theirs_is_open_nobody_is_forgotten(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        contact = await ana.create_contact("Kanarino", (PHONE,))
        made = await bot.create("que_mail", who())
        with pytest.raises(CommandFailed) as refused:
            await sofia.forget_consumer(contact=contact.contact)
        assert (refused.value.code, refused.value.details) == ("invalid_state", {"open": [made.interaction]})
        assert (await ana.contact(contact.contact)).name == "Kanarino"


async def test_what_a_crash_left_to_be_forgotten_is_forgotten_after_the_restart(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        made = await whole_story(house, ana, bot)
        await closed(ana, made.interaction)
        house.server.server.to_forget = trio.Event()  # the worker sleeps on another one
        asked = await sofia.forget_consumer(interaction=made.interaction)
        assert (await sofia.forgetting(asked)).left == 1
    async with house_of_clients(tmp_path) as house:
        await done(house, asked)
    assert found_in(tmp_path) == []


async def test_an_interaction_under_their_number_is_theirs_without_the_book(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot, sofia = await house.service(), await house.supervisor()
        one = await bot.create("que_voice", Consumer("Kanarino", "600987654"))
        await bot.end(one.interaction)
        late = await sofia.create_contact("Kanarino", (PHONE,))
        status = await forgotten(house, sofia, late.contact)
        assert status.interactions == 1
        assert (await sofia.read_interaction(one.interaction)).consumer == Consumer()
    assert found_in(tmp_path) == []


async def test_a_large_store_is_emptied_and_says_that_it_was_not_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_forget, "COMPACT_BYTES_MAX", 0)
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        made = await whole_story(house, ana, bot)
        await closed(ana, made.interaction)
        status = await forgotten(house, sofia, interaction=made.interaction)
        assert (status.left, status.is_compact) == (0, False)
        assert found_in(tmp_path) == []
