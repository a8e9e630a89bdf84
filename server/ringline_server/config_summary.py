"""Settings of the endpoint that writes summaries, and what they must keep."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import attrs

from ringline_server.config_limits import MINUTE, SECOND, between, file, span
from ringline_server.config_reading import Fault

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@attrs.frozen
class SummarySettings:
    """An endpoint that speaks as OpenAI's chat completions do. Without `url` all summaries are extracts."""

    url: str = ""
    """As `https://api.example.com/v1`: `/chat/completions` is put behind it."""
    model: str = ""
    key_file: str | None = None
    """Holds the bearer key. None: it needs none."""
    connect_ms: int = 3_000
    whole_ms: int = 30_000
    """For one summary with its retry; then the extract stands."""

    @property
    def is_on(self) -> bool:
        """Whether there is an endpoint."""
        return bool(self.url)


def faults_of_summary(settings: SummarySettings) -> Iterator[Fault]:
    """All of them, each with its place."""
    place = "config.summary"
    yield from file(f"{place}.key_file", settings.key_file)
    yield from span(f"{place}.connect", settings.connect_ms, (SECOND // 10, MINUTE // 2))
    yield from span(f"{place}.whole", settings.whole_ms, (SECOND, 2 * MINUTE))
    if not settings.is_on:
        return
    yield from between(f"{place}.model, characters", len(settings.model.strip()), 1, 200)
    if not _is_address(settings.url):
        yield Fault(f"{place}.url", 'an address is expected, as "https://api.example.com/v1"')


def warnings_of_summary(settings: SummarySettings) -> Iterator[Fault]:
    """What is allowed and probably not meant."""
    if settings.is_on and urlsplit(settings.url).scheme == "http" and urlsplit(settings.url).hostname not in LOOPBACK:
        yield Fault("config.summary.url", "conversations and the key cross the network in the clear: use https")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_whole = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return (
        is_whole and parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    )
