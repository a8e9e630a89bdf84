"""Golden conversations keep every promise that one connection after the other can show."""

import json
from pathlib import Path
from typing import Any

import pytest
from kit.conversation import Conversation
from kit.vectors import VECTORS, read_vectors

NAMES = sorted(path.name for path in (VECTORS / "conversations").iterdir())


def lines_of(name: str) -> list[dict[str, Any]]:
    return read_vectors(str(Path("conversations") / name))


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_conversation_keeps_the_protocol(name: str) -> None:
    conversation = Conversation()
    conversation.follow_all(lines_of(name))

    assert conversation.closed, "it ends with a close"


def test_a_ring_goes_and_a_leg_comes_and_goes() -> None:
    conversation = Conversation()
    seen = []
    for line in lines_of("a_ring_is_accepted.jsonl"):
        conversation.follow(line)
        agent = conversation.view.agent
        seen.append((len(agent.offers), len(agent.legs)))

    assert [now for before, now in zip([None, *seen], seen, strict=False) if now != before] == [
        (0, 0),
        (1, 0),
        (0, 1),
        (0, 0),
    ]


def test_a_resume_leaves_the_same_words_as_if_nothing_had_happened() -> None:
    conversation = Conversation()
    conversation.follow_all(lines_of("a_lost_connection_resumes.jsonl"))

    [interaction] = conversation.view.interactions.values()
    assert [segment.segment for segment in interaction.segments] == ["seg_1", "seg_2", "seg_3", "seg_4"]


RING, LOST, TALK = "a_ring_is_accepted", "a_lost_connection_resumes", "a_consumer_waits_and_talks"
FORGERIES = {
    "an event is left out": (TALK, '"seq": 8', None),
    "an event comes twice": (TALK, '"seq": 4,', '"seq": 3,'),
    "a reply overtakes its effects": (RING, '"pos": {"agent/agt_ana": 14}', '"pos": {"agent/agt_ana": 15}'),
    "a reply comes for nothing": (RING, '"type": "reply", "id": "c-1"', '"type": "reply", "id": "c-9"'),
    "a reply is missing": (RING, '"type": "reply", "id": "c-1"', None),
    "caught_up lies": (RING, '"pos": {"agent/agt_ana": 12}', '"pos": {"agent/agt_ana": 11}'),
    "a recovery starts elsewhere": (LOST, '"from_seq": 379', '"from_seq": 378'),
    "a client forgets its position": (LOST, '["e02aa", 379]', '["e02aa", 378]'),
    "a part is missing": ("a_restart_gives_snapshots_where_it_must", '"part": 1, "parts": 2', '"part": 2, "parts": 2'),
    "an error is fatal too early": ("commands_are_refused", '"fatal": false', '"fatal": true'),
    "the replay never ends": (TALK, '"type": "caught_up", "id": "h1"', None),
    "the client comes back after a kick": (LOST, '"code": 1006', '"code": 4306'),
}
"""What is forged: conversation, genuine text, and what stands there instead; None: the whole line is left out."""


def forged(name: str, genuine: str, instead: str | None) -> list[dict[str, Any]]:
    text = "\n".join(json.dumps(line) for line in lines_of(f"{name}.jsonl"))
    assert genuine in text
    if instead is None:
        return [json.loads(line) for line in text.split("\n") if genuine not in line]
    return [json.loads(line) for line in text.replace(genuine, instead, 1).split("\n")]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_conversation_is_found(forgery: str) -> None:
    lines = forged(*FORGERIES[forgery])

    with pytest.raises((AssertionError, KeyError)):
        Conversation().follow_all(lines)
