"""The generated files say what the code says, and the golden vectors agree with them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from kit.vectors import PROTOCOL, read_vectors, vector_text
from ringline_protocol import limits, schema
from ringline_protocol.codes import ErrorCode, FrameError
from ringline_protocol.json_text import parse_strict

VALIDATORS = {
    side: Draft202012Validator(json.loads((PROTOCOL / "schema" / f"{side}.json").read_bytes()))
    for side in ("client", "server")
}
BEYOND_SCHEMA = {
    "ack with 1.0": "JSON Schema takes 1.0 for a whole number",
    "note of 32,769 bytes": "JSON Schema counts characters",
    "17 commands in a batch": "JSON Schema cannot count one kind of item against another limit",
}


def test_the_files_say_what_the_code_says() -> None:
    assert schema.differing() == []


def test_a_changed_a_missing_and_a_foreign_file_are_found(tmp_path: Path) -> None:
    schema.write(tmp_path)
    assert schema.differing(tmp_path) == []

    (tmp_path / "errors.json").write_text("{}")
    (tmp_path / "limits.json").unlink()
    (tmp_path / "extra.json").write_text("{}")
    assert schema.differing(tmp_path) == ["errors.json", "extra.json", "limits.json"]


def test_the_command_checks_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert schema.main(["--check"]) == 0
    assert schema.main(["--chekc"]) == 2
    assert "--check" in capsys.readouterr().err


@pytest.mark.parametrize("side", VALIDATORS)
def test_the_schemas_are_schemas(side: str) -> None:
    Draft202012Validator.check_schema(VALIDATORS[side].schema)


def test_every_limit_is_in_its_table() -> None:
    table = json.loads((PROTOCOL / "schema" / "limits.json").read_bytes())

    assert set(table) == {name for name in vars(limits) if name.isupper()}
    assert all(row["what"] for row in table.values())


@pytest.mark.parametrize("row", read_vectors("frames.jsonl"), ids=lambda row: row["name"])
def test_a_golden_frame_is_valid(row: dict[str, Any]) -> None:
    validator = VALIDATORS[row["from"]]

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
    valid = VALIDATORS["client"].is_valid(json.loads(vector_text(row)))

    assert valid == (row["name"] in BEYOND_SCHEMA)
