"""What the commands of the server share: reading the settings, and saying what is wrong."""

import shlex
import shutil
import sys
from collections.abc import Sized
from pathlib import Path
from typing import Annotated

import attrs
from cyclopts import Parameter

from ringline_server import config, serving
from ringline_server.config import BadConfig, Config

DEFAULT_DATA = Path("var")
REFUSED = 2
"""Exit status when a command was not begun."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Where:
    """Which store."""

    config_file: Annotated[Path | None, Parameter(name=["--config", "-c"])] = None
    """The file that `serve` was given. Without it: the sample's."""
    data: Path = DEFAULT_DATA
    """The directory that `serve` was given."""

    def settings(self) -> Config | None:
        """What the file says; None when it cannot be used, and that was said."""
        return load(self.config_file or serving.SAMPLE)

    def store(self) -> Path | None:
        """The database file; None when the settings cannot be used, and that was said."""
        settings = self.settings()
        return None if settings is None else self.data / settings.store.path


def load(path: Path) -> Config | None:
    """The settings; None when they cannot be used, and why was said."""
    try:
        return config.load(path)
    except BadConfig as bad:
        for fault in bad.faults:
            print(fault, file=sys.stderr)
        fail(f"{path}: {counted(bad.faults, 'fault')}")
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    return None


def called_as() -> str:
    """How a shell here calls this command: by its name where it finds it, else by its path (a fresh clone's is in
    `.venv/bin`, which is on no PATH)."""
    script, found = Path(sys.argv[0]).absolute(), shutil.which("ringline")
    if script.name != "ringline" or not script.exists() or (found is not None and script.samefile(found)):
        return "ringline"
    here = script.relative_to(Path.cwd()) if script.is_relative_to(Path.cwd()) else script
    return shlex.quote(str(here))


def counted(things: Sized | int, word: str) -> str:
    """`1 fault`, `2,000 faults`."""
    number = things if isinstance(things, int) else len(things)
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def because(error: Exception) -> str:
    """As people read it: of a file by its name."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def fail(text: str) -> int:
    """Said, and the exit status."""
    print(f"ringline: {text}", file=sys.stderr)
    return REFUSED
