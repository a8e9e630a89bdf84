"""What is said and noted, end to end: conformance I 128 to 131, the transcript's phases, notes and their revisions."""

from typing import Any

from conftest import LogLines
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.values import Role
from trio.testing import MockClock

SECRET = "4111111111111111"


def segment(name: str, text: str, **more: Any) -> dict[str, Any]:
    """What a transcriber pushes."""
    return {"segment": name, "role": Role.CONSUMER, "text": text, **more}


async def transcribed(at: Scene) -> tuple[Person, Person, str]:
    """Ana, who listens, and the service that transcribes."""
    ana, service = await at.agent("ana"), await at.service()
    interaction = await at.talks(ana)
    await service.ask("transcription.mark", {"interaction": interaction, "state": "started"})
    return ana, service, interaction


async def test_i128_a_partial_after_its_final_is_not_sent(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, service, interaction = await transcribed(at)
        pushes = [
            ("segment.partial", segment("s1", "for", revision=1), None),
            ("segment.partial", segment("s1", "for Tues", revision=3), None),
            ("segment.partial", segment("s1", "for Tue", revision=2), None),
            ("segment.push", segment("s1", "For Tuesday."), "k1"),
            ("segment.partial", segment("s1", "for Tuesday no", revision=4), None),
        ]
        for method, said, key in pushes:
            await service.ask(method, {"interaction": interaction, "segment": said}, key=key)
            await at.settles()
        names = [
            (frame["event"], frame["data"].get("revision")) for frame in ana.seen if "s1" in str(frame.get("data"))
        ]

    assert names == [("segment.partial", 1), ("segment.partial", 3), ("segment.final", None)]


async def test_i129_a_final_that_its_source_sends_twice_is_one_event(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana, service, interaction = await transcribed(at)
        answers = [
            await service.ask("segment.push", {"interaction": interaction, "segment": segment("s1", text)})
            for text in ("For Tuesday.", "For Tuesday.", "For Wednesday.")
        ]
        await at.settles()
        finals = [frame["data"]["text"] for frame in ana.told("segment.final")]

    assert [answer["is_new"] for answer in answers] == [True, False, False]
    assert finals == ["For Tuesday."]


async def test_i130_segments_are_in_the_order_of_their_seq_although_their_times_overlap(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, service, interaction = await transcribed(at)
        for name, start_ms in (("late", 5_000), ("early", 1_000), ("middle", 3_000)):
            said = segment(name, name, start_ms=start_ms, end_ms=start_ms + 4_000)
            await service.ask("segment.push", {"interaction": interaction, "segment": said})
        page = (await ana.ask("transcript.read", {"interaction": interaction}, key=None))["segments"]
        first = await ana.ask("transcript.read", {"interaction": interaction, "limit": 2}, key=None)
        rest = await ana.ask(
            "transcript.read", {"interaction": interaction, "after_seq": first["segments"][-1]["seq"]}, key=None
        )
        view = (await at.state(interaction))["segments"]

    assert [said["text"] for said in page] == [said["text"] for said in view] == ["late", "early", "middle"]
    assert [said["seq"] for said in page] == sorted(said["seq"] for said in page)
    assert [said["text"] for said in first["segments"] + rest["segments"]] == ["late", "early", "middle"]
    assert (first["more"], rest["more"]) == (True, False)


async def test_i131_what_is_masked_reaches_nobody_raw_and_no_log(
    autojump_clock: MockClock, log_lines: LogLines
) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana, variables=[{"name": "card", "value": SECRET, "masked": True}])
        await sofia.reads(interaction)
        consumer, service = await at.consumer(interaction), await at.service()
        await service.ask(
            "variable.set",
            {"interaction": interaction, "variable": {"name": "card", "value": SECRET[::-1], "masked": True}},
        )
        await consumer.says(interaction, "a word that is nobody's business")
        await ana.ask("profile.read", {"interaction": interaction}, key=None)
        changed = await ana.event("variable.set")
        await at.settles()
        seen = [str(person.seen) for person in (ana, sofia, consumer, service)]

    assert changed["data"]["variable"]["value"].startswith("••••")
    assert not [text for text in seen if SECRET in text or SECRET[::-1] in text]
    assert SECRET not in log_lines.text
    assert "nobody's business" not in log_lines.text


async def test_the_transcript_knows_bot_queue_and_each_agents_part(autojump_clock: MockClock) -> None:
    async with scene() as at:
        service = await at.service()
        ana = await at.agent("ana", status=None)
        interaction = await at.arrives(transcript=[{"segment": "b1", "role": "bot", "text": "Hello, I am a machine."}])
        consumer = await at.consumer(interaction)
        await consumer.says(interaction, "Is anybody there?")
        await ana.chooses("ready")
        await ana.accepts(await ana.rings(interaction))
        await ana.says(interaction, "I am Ana.")
        bruno = await at.agent("bruno")
        await ana.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_bruno"}})
        await bruno.accepts(await bruno.rings(interaction))
        await bruno.says(interaction, "I am Bruno.")
        await service.ask("segment.push", {"interaction": interaction, "segment": segment("t1", "Good.")})
        view = (await at.state(interaction))["segments"]

    parts = [(said["phase"], said["number"], said["role"]) for said in view]
    assert parts == [
        ("bot", 0, "bot"),
        ("queue", 0, "consumer"),
        ("agent", 1, "agent"),
        ("agent", 2, "agent"),
        ("agent", 2, "consumer"),
    ]


async def test_a_note_is_saved_as_typed_and_an_old_revision_conflicts(autojump_clock: MockClock) -> None:
    async with scene() as at:
        desk = await at.agent("ana")
        interaction = await at.talks(desk)
        phone = await at.connects("agt_ana", device="dev_phone")
        note = (await desk.ask("note.save", {"interaction": interaction, "text": "moved"}))["note"]
        same = {"interaction": interaction, "note": note}
        await phone.ask("note.save", {**same, "text": "moved twice"}, expect={"rev": 1})
        conflict = await desk.error("note.save", {**same, "text": "moved once"}, expect={"rev": 1})
        saved = [(frame["data"]["text"], frame["data"]["rev"]) for frame in desk.told("note.saved")]
        consumer = await at.consumer(interaction)
        view = (await consumer.ask("interaction.read", {"interaction": interaction}, key=None))["interaction"]

    assert saved == [("moved", 1), ("moved twice", 2)]
    assert (conflict["code"], conflict["retry"]) == ("conflict", "resync")
    assert (conflict["details"]["current"]["rev"], conflict["details"]["current"]["text"]) == (2, "moved twice")
    assert "notes" not in view
