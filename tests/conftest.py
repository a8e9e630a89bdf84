"""What holds for every test: logs go where a test can read them, and none names a field that is not listed."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from ringline_server import logs

# A shared machine may pause for long: no example is judged by how long it took. pytest-timeout guards the whole test.
settings.register_profile("ringline", deadline=None)
settings.load_profile("ringline")


class LogLines:
    """`log_lines()` is what was logged so far, parsed; `log_lines.text` is what a person would have read."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def __call__(self, event: str | None = None) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in lines if event is None or line["event"] == event]

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[LogLines]:
    """Every level is kept. A field that logs.py had to leave out fails the test that caused it."""
    lines = LogLines()
    logs.dropped.clear()
    logs.configure("json", "debug", lines.stream)
    yield lines
    assert logs.dropped == {}
