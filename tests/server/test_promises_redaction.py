"""Promise: the number of a card is in no frame, on no disk, in no log, however it comes in (reliability.md 6)."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import LogLines
from kit.person import Person
from kit.process import ServerProcess
from kit.scene import Scene, scene
from ringline_protocol.values import PrincipalKind
from trio.testing import MockClock

CARD = "4000 0566 5566 5556"
RAW = ("4000056655665556", CARD, "5566 5556", "55665556")
"""No more than the first and the last four together."""
SPOKEN = "four zero zero zero zero five six six five five six six five five five six"
QUEUE = '[[queues]]\nid = "que_chat"\nname = "Chat"\nchannel = "messaging"\n'


def files_in(folder: Path) -> dict[str, bytes]:
    """All of them, with what is in them."""
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def said(name: str, text: str, **more: Any) -> dict[str, Any]:
    """By the consumer, as a transcriber tells it."""
    return {"segment": name, "role": "consumer", "text": text, **more}


async def tells(at: Scene, ana: Person) -> str:
    """A card in every place where somebody can write or say it, and in partials that grow into it."""
    interaction = await at.talks(
        ana,
        subject=f"card {CARD}",
        variables=[{"name": "card", "value": CARD}],
        transcript=[said("b1", CARD)],
        summary={"text": f"pays with {CARD}", "by": "flow"},
    )
    service, consumer = await at.service(), await at.consumer(interaction)
    for revision in range(1, len(CARD) + 1):
        partial = said("s1", f"it is {CARD[:revision]}", revision=revision)
        await service.ask("segment.partial", {"interaction": interaction, "segment": partial}, key=None)
        await at.passes(50)
    await service.ask("segment.push", {"interaction": interaction, "segment": said("s1", f"it is {SPOKEN}")})
    await consumer.says(interaction, f"it is {CARD}")
    for method, params in (
        ("message.send", {"text": f"is it {CARD}?"}),
        ("note.save", {"text": CARD}),
        ("draft.save", {"text": CARD}),
        ("variable.set", {"variable": {"name": "card2", "value": CARD.replace(" ", "")}}),
        ("transfer.start", {"target": {"agent": "agt_bruno"}, "note": f"pays with {CARD}"}),
    ):
        await ana.ask(method, {**params, "interaction": interaction})
        await at.passes(300)
    return interaction


async def test_no_card_is_in_any_frame_view_record_or_log_line(autojump_clock: MockClock, log_lines: LogLines) -> None:
    async with scene() as at:
        ana, bruno, sofia = await at.agent("ana"), await at.agent("bruno"), await at.connects("agt_sofia")
        await sofia.tell("stream.subscribe", {"stream": "queue/que_chat"}, key=None)
        interaction = await tells(at, ana)
        await bruno.accepts(await bruno.rings(interaction))
        await bruno.reads(interaction)
        found = await bruno.ask("transcript.search", {"text": "4000", "interaction": interaction}, key=None)
        records = await at.server.server.disk.read(f"interaction/{interaction}")
        await at.settles()
        seen = {person.name: str(person.seen) for person in at.people}

    assert found["hits"] == []
    assert {name: [raw for raw in RAW if raw in text] for name, text in seen.items()} == {name: [] for name in seen}
    assert "•••• 5556" in seen["agt_bruno"]
    assert [raw for raw in RAW if raw in str(records)] == []
    assert [raw for raw in RAW if raw in log_lines.text] == []


@pytest.mark.timeout(150)
async def test_no_card_is_in_any_file_of_a_real_process(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, QUEUE)
    await server.start()
    try:
        headers = {"authorization": f"Bearer {server.token('svc_1', PrincipalKind.SERVICE)}"}
        base = f"http://127.0.0.1:{server.port}/v1/interactions"
        async with httpx.AsyncClient(headers=headers, trust_env=False) as http:
            body: dict[str, Any] = {
                "queue": "que_chat",
                "subject": f"kanarienvogel {CARD}",
                "transcript": [said("b1", CARD)],
                "variables": [{"name": "card", "value": CARD}],
                "summary": {"text": CARD, "by": "flow"},
            }
            made = (await http.post(base, json=body, headers={"idempotency-key": "k"})).json()["interaction"]
            for number, (path, sent) in enumerate(
                (
                    ("segments", said("s1", f"it is {CARD}")),
                    ("segments", said("s2", "•" + CARD.replace(" ", "-"))),
                    ("messages", {"text": CARD}),
                    ("variables", {"variable": {"name": "other", "value": CARD}}),
                )
            ):
                headers = {"idempotency-key": f"k{number}"}
                answer = await http.post(f"{base}/{made}/{path}", json=sent, headers=headers)
                assert answer.status_code == 200, answer.text
    finally:
        await server.kill()
    kept = files_in(tmp_path)

    assert any(b"kanarienvogel" in text for text in kept.values()), "the files are those that are meant"
    plain = [raw.encode() for raw in (*RAW, CARD.replace(" ", "-"))]
    assert {name: [raw for raw in plain if raw in text] for name, text in kept.items()} == {name: [] for name in kept}
