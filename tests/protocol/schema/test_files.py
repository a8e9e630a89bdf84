"""The generated files say what the code says."""

from pathlib import Path

import pytest
from ringline_protocol.schema import files


def test_the_files_say_what_the_code_says() -> None:
    assert files.differing() == []


def test_a_changed_a_missing_and_a_foreign_file_are_found(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("<!-- table: errors -->\n<!-- end -->\n")
    files.write(tmp_path)
    assert files.differing(tmp_path) == []

    (tmp_path / "README.md").write_text("<!-- table: errors -->\n<!-- end -->\n")
    (tmp_path / "schema" / "errors.json").write_text("{}")
    (tmp_path / "schema" / "limits.json").unlink()
    (tmp_path / "schema" / "extra.json").write_text("{}")
    assert files.differing(tmp_path) == [
        "README.md",
        "schema/errors.json",
        "schema/extra.json",
        "schema/limits.json",
    ]


def test_the_command_checks_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert files.main(["--check"]) == 0
    assert files.main(["--chekc"]) == 2
    assert "--check" in capsys.readouterr().err
