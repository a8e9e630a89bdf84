#!/usr/bin/env python3
"""Run Ringline from a fresh clone. Needs Python 3.11 or later on Linux or macOS, and nothing else.

    python3 start.py            make .venv, install, then serve a sample account: `ringline serve --sample`
    python3 start.py test       the same with the development tools, then style, types and every test
    python3 start.py --help     this text

Further arguments go on to `ringline serve`, or to pytest: `python3 start.py test tests/protocol -x`. Without any,
pytest uses all cores.

What the lock file names is installed, hash by hash, into .venv and nowhere else. A second run installs again only if
pyproject.toml or a lock file has changed; an interrupted installation is begun anew. To start over, delete .venv.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
UNFINISHED = "unfinished"
# Tests that share one long story are in a group and stay together.
ALL_CORES = ["-n", "auto", "--dist", "loadgroup"]
CORE, DEV = "requirements.lock", "requirements-dev.lock"  # DEV contains CORE
NO_PIP = "This Python has no pip, and none could be fetched. On Debian or Ubuntu, do: sudo apt install python3-venv"


def main(args: "list[str]") -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - said to whoever tries an older one
        sys.exit(f"Ringline needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    if args[:1] in (["--help"], ["-h"]):
        print(__doc__.strip())
    elif args[:1] == ["test"]:
        install(DEV)
        sys.exit(check(args[1:]))
    else:
        install(CORE)
        os.execv(VENV / "bin" / "ringline", ["ringline", "serve", "--sample", *args])


def install(lock: str) -> None:
    """The packages of `lock` and this project are in .venv. The stamp is written last: it alone is trusted."""
    with open(__file__, "rb") as this_file:
        fcntl.flock(this_file, fcntl.LOCK_EX)  # a second start.py waits here for the first
        place = f"{sys.version.split()[0]} {ROOT}"
        stamped = STAMP.read_text().splitlines() if STAMP.exists() else []
        if stamped[:1] == [place] and digest(lock) in stamped:
            return
        if stamped and (stamped[0] != place or UNFINISHED in stamped):
            shutil.rmtree(VENV)
        VENV.mkdir(exist_ok=True)
        STAMP.write_text(f"{place}\n{UNFINISHED}\n")
        make_venv()
        say(f"installing what {lock} names (a minute or so the first time)")
        pip("install", "--only-binary", ":all:", "--require-hashes", "-r", lock)
        pip("install", "--no-deps", "--no-build-isolation", "-e", ".")
        STAMP.write_text("\n".join([place, digest(CORE), *([digest(DEV)] if lock == DEV else [])]) + "\n")
        say("installed")


def make_venv() -> None:
    """There is a .venv with a pip that runs."""
    if has_pip():
        return
    say("making .venv")
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    run(sys.executable, "-m", "venv", *([] if has_ensurepip else ["--without-pip"]), VENV)
    if not has_pip():
        with tempfile.TemporaryDirectory() as folder:
            wheel = find_pip_wheel(Path("/")) or fetch_pip_wheel(Path(folder))
            run(PYTHON, wheel / "pip", "install", "--quiet", "--no-index", wheel)


def has_pip() -> bool:
    return PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def find_pip_wheel(root: Path) -> "Path | None":
    return next(root.glob("usr/share/python-wheels/pip-*.whl"), None)


def fetch_pip_wheel(folder: Path) -> Path:
    """Debian and Ubuntu ship Python without pip. Their signed package of it is unpacked in `folder`, not installed."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        sys.exit(NO_PIP)
    say("this Python has no pip: fetching the distribution's own")
    fetch = ["apt-get", "download", "-q", "python3-pip-whl"]
    if subprocess.run(fetch, cwd=folder).returncode != 0 and os.geteuid() == 0:
        run("apt-get", "update", "-q")
        run(*fetch, cwd=folder)
    for package in folder.glob("*.deb"):
        run("dpkg-deb", "-x", package, folder)
    return find_pip_wheel(folder) or sys.exit(NO_PIP)


def check(pytest_args: "list[str]") -> int:
    """Style, types and tests, all of them even if one fails. Returns pytest's status, or 1 if only others fail."""
    steps = {"ruff check": [], "ruff format": ["--check"], "mypy": [], "pytest": pytest_args or ALL_CORES}
    status = {}
    for step, args in steps.items():
        say(step)
        status[step] = subprocess.run([PYTHON, "-m", *step.split(), *args], cwd=ROOT).returncode
    if failed := [step for step in steps if status[step]]:
        say("FAILED: " + ", ".join(failed))
    return status["pytest"] or int(bool(failed))


def digest(lock: str) -> str:
    content = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", lock))
    return f"{lock} {hashlib.sha256(content).hexdigest()}"


def pip(*args: str) -> None:
    run(PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *args)


def run(*command: "str | Path", cwd: Path = ROOT) -> None:
    if code := subprocess.run(command, cwd=cwd).returncode:
        sys.exit(f"start.py: {' '.join(map(str, command))}: exit status {code}")


def say(text: str) -> None:
    print(f"start.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
