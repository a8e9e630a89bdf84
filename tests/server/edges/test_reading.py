"""Reading an interaction: every answer is bounded in bytes, and what was left out is read in pages."""

from typing import Any

import attrs
import pytest
import trio
from kit.accounts import account
from kit.person import Person
from kit.post import mail, post
from kit.raw_client import RawClient
from kit.scene import scene
from kit.virtual import virtual_server
from ringline_protocol.json_text import dump
from ringline_protocol.limits import ANSWER_BYTES_MAX, NOTE_BYTES_MAX, OUTBOX_BYTES_MAX, PAGE_BYTES_MAX
from ringline_server.domain.state import NOTES_MAX
from ringline_server.edges import reading
from trio.testing import MockClock


async def asks(person: Person | RawClient, method: str, **params: Any) -> dict[str, Any]:
    return await person.ask(method, params, key=None)


def note(number: int) -> str:
    """As long as a note may be."""
    return f"{number}:".ljust(NOTE_BYTES_MAX, "x")


async def pages(person: Person | RawClient, interaction: str, limit: int = 200) -> list[list[str]]:
    """All notes, from the newest page to the oldest."""
    found: list[list[str]] = []
    before: dict[str, str] = {}
    while True:
        answer = await asks(person, "note.read", interaction=interaction, limit=limit, **before)
        found.append([one["text"] for one in answer["notes"]])
        if not answer["more"]:
            return found
        before = {"before": answer["notes"][0]["note"]}


@pytest.mark.timeout(60)
async def test_as_many_notes_as_there_may_be_are_read_without_losing_the_connection(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_sofia") as sofia:
        interaction = (await service.ask("interaction.create", {"queue": "que_chat"}))["interaction"]
        for number in range(NOTES_MAX):
            await sofia.ask("note.save", {"interaction": interaction, "text": note(number)})
            await trio.sleep(0.2)
        whole = await asks(sofia, "interaction.read", interaction=interaction)
        found = await pages(sofia, interaction)
        await asks(sofia, "account.read")

    newest = [one["text"] for one in whole["interaction"]["notes"]]
    assert NOTES_MAX * NOTE_BYTES_MAX > OUTBOX_BYTES_MAX
    assert newest == [note(number) for number in range(NOTES_MAX)][-len(newest) :]
    assert whole["more"] == {"notes": True, "segments": False}
    assert len(dump(whole["interaction"]["notes"])) <= reading.READ_NOTES_BYTES_MAX + 2
    assert [text for page in reversed(found) for text in page] == [note(number) for number in range(NOTES_MAX)]
    assert all(sum(map(len, page)) <= PAGE_BYTES_MAX for page in found)
    assert len(found) > 1


async def test_a_page_of_notes_is_as_long_as_asked_for(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        for number in range(5):
            await ana.ask("note.save", {"interaction": interaction, "text": str(number)})
        found = await pages(ana, interaction, limit=2)
        whole = await asks(ana, "interaction.read", interaction=interaction)

    assert found == [["3", "4"], ["1", "2"], ["0"]]
    assert whole["more"] == {"notes": False, "segments": False}


async def test_notes_are_for_those_who_may_read_them(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        interaction = await at.talks(ana)
        service, consumer = await at.service(), await at.consumer(interaction)
        for who in (bruno, service, consumer):
            error = await who.error("note.read", {"interaction": interaction}, key=None)
            assert error["code"] == "forbidden"
        unknown = await ana.error("note.read", {"interaction": interaction, "before": "not_x"}, key=None)

    assert unknown["code"] == "not_found"


async def test_an_answer_that_would_not_fit_is_refused_and_the_connection_stays(autojump_clock: MockClock) -> None:
    """Values of control characters are six times as long on the wire: no page is small enough for them."""
    async with virtual_server(account()) as server, server.service() as service, server.agent("agt_sofia") as sofia:
        interaction = (await service.ask("interaction.create", {"queue": "que_chat"}))["interaction"]
        for number in range(6):
            variable = {"name": f"v{number}", "value": "\x01" * 10_000}
            await service.ask("variable.set", {"interaction": interaction, "variable": variable})
        for number in range(2):
            await sofia.ask("note.save", {"interaction": interaction, "text": note(number)})
        error = await sofia.error("interaction.read", {"interaction": interaction}, key=None)
        notes = await asks(sofia, "note.read", interaction=interaction)

    assert error["code"] == "too_large"
    assert error["details"]["bytes"] > error["details"]["bytes_max"] == ANSWER_BYTES_MAX
    assert len(notes["notes"]) == 2


async def test_a_mail_on_a_page_of_the_transcript_has_its_head(autojump_clock: MockClock) -> None:
    async with post() as at:
        ana = await at.at.agent("ana")
        interaction = await at.receives(mail("First", Cc="boss@example.org"))
        answers = {"In_Reply_To": "<1@example.org>"}
        for number in (2, 3):
            await at.receives(mail(f"Word {number}", Message_ID=f"<{number}@example.org>", **answers))
        in_view = await at.mails(interaction)
        page = await ana.ask("transcript.read", {"interaction": interaction, "limit": 2}, key=None)
        rest = await ana.ask(
            "transcript.read", {"interaction": interaction, "after_seq": page["segments"][-1]["seq"]}, key=None
        )
        consumer = await at.at.consumer(interaction)
        for_consumer = await consumer.ask("transcript.read", {"interaction": interaction}, key=None)
    assert [one["mail"] for one in (*page["segments"], *rest["segments"])] == in_view
    assert (page["more"], rest["more"]) == (True, False)
    assert page["segments"][0]["mail"]["cc"] == [{"address": "boss@example.org", "name": ""}]
    assert not any("mail" in one for one in for_consumer["segments"])


@attrs.frozen
class Item:
    text: str


@pytest.mark.parametrize(("bytes_max", "count"), [(1, 1), (2 * 16 - 1, 1), (2 * 16, 2), (10_000, 5)])
def test_as_many_items_as_fit_and_at_least_one(bytes_max: int, count: int) -> None:
    items = [Item(f"no {number}") for number in range(5)]
    assert reading.size(items[0]) == 16

    assert reading.oldest(items, bytes_max) == items[:count]
    assert reading.newest(items, bytes_max) == items[-count:]


def test_nothing_fits_into_nothing() -> None:
    assert (reading.oldest([], 10), reading.newest([], 10)) == ([], [])
