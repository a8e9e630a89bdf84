"""start.py installs once, trusts only what was finished, and passes arguments on.

The project that it installs here is a toy with the same layout: its build backend is a file, its lock files are empty,
and its `ringline` prints its arguments. So the whole of start.py runs, for real, without a network.
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit.source import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ensurepip") is None, reason="needs a Python that can make a venv without a network"
)

PYPROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
BACKEND = """
import zipfile

WHEEL = "toy-1-py3-none-any.whl"
FILES = {
    "toy.py": "import sys\\n\\ndef main():\\n    print('ringline', *sys.argv[1:])\\n",
    "toy-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: toy\\nVersion: 1\\n",
    "toy-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "toy-1.dist-info/entry_points.txt": "[console_scripts]\\nringline = toy:main\\n",
    "toy-1.dist-info/RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{folder}/{WHEEL}", "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
    return WHEEL
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "start.py", tmp_path)
    files = {"pyproject.toml": PYPROJECT, "backend.py": BACKEND, "requirements.lock": "", "requirements-dev.lock": ""}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def start(clone: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "start.py", *args], cwd=clone, capture_output=True, text=True)


def test_help_changes_nothing(clone: Path) -> None:
    helped = start(clone, "--help")
    assert helped.returncode == 0
    assert "python3 start.py test" in helped.stdout
    assert not (clone / ".venv").exists()


@pytest.mark.timeout(240)  # two environments are made, and pip runs six times
def test_it_installs_once_trusts_only_what_was_finished_and_passes_arguments_on(clone: Path) -> None:
    first = start(clone, "--port", "9000")
    assert first.stdout == "ringline serve --sample --port 9000\n", first.stderr
    assert "start.py: installed" in first.stderr

    second = start(clone)
    assert (second.stdout, second.stderr) == ("ringline serve --sample\n", "")

    (clone / "requirements.lock").write_text("no such thing\n")
    broken = start(clone)
    assert broken.returncode != 0
    assert broken.stdout == ""
    leftover = clone / ".venv" / "leftover"
    leftover.touch()

    (clone / "requirements.lock").write_text("")
    mended = start(clone)
    assert "start.py: making .venv" in mended.stderr
    assert mended.stdout == "ringline serve --sample\n"
    assert not leftover.exists()

    checked = start(clone, "test")  # the toy has none of the tools: every check runs, and fails
    assert checked.returncode == 1
    assert "start.py: FAILED: ruff check, ruff format, mypy, pytest" in checked.stderr


@pytest.mark.xdist_group("grouped")
def test_tests_in_a_group_stay_together(request: pytest.FixtureRequest) -> None:
    """start.py asks for groups; a pytest too new for its distributor forgets them without a word."""
    asked = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@grouped") == bool(asked)
