"""The golden vectors agree with the schemas."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from kit.conversation import SCHEMAS
from kit.vectors import read_vectors, vector_text
from ringline_protocol.codes import ErrorCode, FrameError
from ringline_protocol.json_text import parse_strict

BEYOND_SCHEMA = {
    "ack with 1.0": "JSON Schema takes 1.0 for a whole number",
    "note of 32,769 bytes": "JSON Schema counts characters",
    "17 commands in a batch": "JSON Schema cannot count one kind of item against another limit",
}


@pytest.mark.parametrize("side", SCHEMAS)
def test_the_schemas_are_schemas(side: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[side].schema)


@pytest.mark.parametrize("row", read_vectors("frames.jsonl"), ids=lambda row: row["name"])
def test_a_golden_frame_is_valid(row: dict[str, Any]) -> None:
    validator = SCHEMAS[row["from"]]

    validator.validate(json.loads(row["text"]))
    for frame in row["frames"]:
        validator.validate(frame)


def readable(row: dict[str, Any]) -> bool:
    """JSON all the same: what is wrong is the shape."""
    try:
        parse_strict(vector_text(row))
    except FrameError as fault:
        assert fault.code is ErrorCode.PARSE_ERROR  # noqa: PT017 - not every input raises
        return False
    return True


READABLE = [row for row in read_vectors("bad_frames.jsonl") if readable(row)]


@pytest.mark.parametrize("row", READABLE, ids=lambda row: row["name"])
def test_a_bad_frame_is_not_valid(row: dict[str, Any]) -> None:
    valid = SCHEMAS["client"].is_valid(json.loads(vector_text(row)))

    assert valid == (row["name"] in BEYOND_SCHEMA)
