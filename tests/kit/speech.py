"""A speech engine whose messages `ringline service transcribe` reads from a pipe while people talk.

with engine(server, interaction) as ears:
    ears.says({"partial": "buenas"}, {"text": "buenas tardes"})
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from kit.browser import SampleServer
from kit.source import ROOT

ENDS_S = 60


@attrs.define(eq=False)
class Ears:
    """Vosk, as far as anybody can tell."""

    process: "subprocess.Popen[str]"

    def says(self, *messages: dict[str, str]) -> None:
        """One after the other."""
        assert self.process.stdin is not None
        for message in messages:
            self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()


@contextmanager
def engine(server: SampleServer, interaction: str, folder: Path) -> Iterator[Ears]:
    """Runs until the block is left; all that it said was taken. `folder`: for its token."""
    token = folder / "ears.token"
    token.write_text(server.token("svc_sample"), encoding="utf-8")
    url = f"ws://127.0.0.1:{server.port}/ws"
    feed = ["service", "transcribe", interaction, "--engine", "vosk", "--token-file", str(token), "--url", url]
    path = os.pathsep.join(str(ROOT / name) for name in ("protocol", "server", "clients"))
    process = subprocess.Popen(
        [sys.executable, "-m", "ringline_server", *feed],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Ears(process)
        told, _ = process.communicate(timeout=ENDS_S)
        assert process.returncode == 0, told
    finally:
        process.kill()
        process.wait(ENDS_S)
