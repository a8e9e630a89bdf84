"""The address book from a terminal."""

from pathlib import Path

import pytest
from ringline_server.cli import app

FILE = "Nombre;Teléfono;Correo\nAna;600111222;\nEva;;eva\n"


def run(*words: str) -> int:
    status: int = app(words, result_action="return_int_as_exit_code_else_zero")
    return status


def test_a_file_is_previewed_imported_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out, data = tmp_path / "in.csv", tmp_path / "out.csv", str(tmp_path / "var")
    Path(data).mkdir()
    file.write_text(FILE, encoding="utf-8")

    assert run("contacts", "import", str(file), "--preview", "--data", data) == 1
    told = capsys.readouterr().out
    assert "row 3, Correo: no mail address" in told
    assert "2 rows; 1 would be created, 0 would be updated, 0 there already, 1 not kept" in told

    assert run("contacts", "import", str(file), "--data", data, "--map", "Correo=-") == 0
    assert run("contacts", "import", str(file), "--data", data, "--policy", "update") == 1
    capsys.readouterr()
    assert run("contacts", "export", str(out), "--data", data) == 0
    assert "Ana,600111222," in out.read_text("utf-8")
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", [("--map", "x"), ("--map", "x=name")])
def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(FILE, encoding="utf-8")
    assert run("contacts", "import", str(file), "--data", str(tmp_path), *words) == 2
    assert capsys.readouterr().err.startswith("ringline: ")
    assert run("contacts", "import", str(tmp_path / "none.csv"), "--data", str(tmp_path)) == 2


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("contacts", "import", f"{tmp_path}/none.csv", "--data", f"{tmp_path}") == 2
    assert run("contacts", "export", f"{tmp_path}/none/all.csv", "--data", f"{tmp_path}") == 2
    assert capsys.readouterr().err == (
        f"ringline: {tmp_path}/none.csv: No such file or directory\n"
        f"ringline: {tmp_path}/none/all.csv: No such file or directory\n"
    )
