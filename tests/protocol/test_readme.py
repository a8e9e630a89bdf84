"""Every JSON block of the page for client authors is real: it decodes, strictly, and is valid against the schema."""

import json
import re
from collections import Counter

import pytest
from kit.conversation import SCHEMAS
from kit.vectors import PROTOCOL
from ringline_protocol import codec

PAGE = (PROTOCOL / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```jsonl?\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
LINES = [line for block in BLOCKS for line in block.splitlines()]
CLIENT_TYPES = {"hello", "command", "ack", "bye"}
SERVER_TYPES = {"welcome", "reply", "event", "ephemeral", "snapshot", "caught_up", "notice", "error"}


def sender(line: str) -> str:
    """An arrow says it, else the type."""
    if line[0] in "→←":
        return "client" if line[0] == "→" else "server"
    plain = json.loads(line)
    first = plain[0] if isinstance(plain, list) else plain
    return "server" if first["type"] in SERVER_TYPES else "client"


def test_the_page_has_its_examples() -> None:
    types = {json.loads(line.lstrip("→← "))["type"] for line in LINES if not line.startswith("[")}

    assert types == CLIENT_TYPES | SERVER_TYPES | {"ping", "pong"}


@pytest.mark.parametrize("line", LINES)
def test_an_example_is_read_whole_and_is_valid(line: str) -> None:
    side, text = sender(line), line.lstrip("→← ")

    SCHEMAS[side].validate(json.loads(text))
    if side == "server":
        ignored = Counter[str]()
        assert codec.decode_from_server(text, ignored)
        assert not ignored
    else:
        assert not any(isinstance(frame, codec.BadCommand) for frame in codec.decode_from_client(text))
