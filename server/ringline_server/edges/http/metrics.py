"""`/metrics` for Prometheus: figures of the process and of the house, never of a person. Only from this machine.

Whoever asks through a proxy that is not listed looks as if they were on this machine, so a forwarded request is not
answered.
"""

from collections.abc import Iterator
from functools import partial
from ipaddress import ip_address
from typing import Final

import attrs
import trio
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from ringline_protocol.codes import ErrorCode, Refused
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ringline_server import logs
from ringline_server.edges.http.answers import refused
from ringline_server.edges.server import Server
from ringline_server.edges.summaries.making import OUTCOMES

FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
KINDS: Final = ("queue", "agent", "interaction")


def route(server: Server) -> Route:
    """Beside the interface, like the pages: it is the operator's, not the client's."""
    registry = CollectorRegistry()
    registry.register(House(server))
    ProcessCollector(registry=registry)
    return Route("/metrics", partial(_metrics, registry), methods=["GET"])


async def _metrics(registry: CollectorRegistry, request: Request) -> Response:
    """All figures as they are now; to anybody else there is no such page."""
    if not _is_local(request):
        return refused(Refused(ErrorCode.NOT_FOUND))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _is_local(request: Request) -> bool:
    try:
        is_loopback = ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in request.headers for name in FORWARDED)


@attrs.frozen
class House(Collector):
    """Asked at each scrape; nothing is counted meanwhile that is not counted anyway."""

    server: Server

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        registry = self.server.registry
        names = [name.partition(":")[0] for name in registry.names()]
        yield _gauge("sessions_connected", "Sessions with a live connection.", len(self.server.sessions.connected()))
        yield _by_kind(GaugeMetricFamily, "actors", "Actors in memory.", {kind: names.count(kind) for kind in KINDS})
        yield _gauge("tasks", "Tasks of the event loop that live.", trio.lowlevel.current_statistics().tasks_living)
        yield _gauge("journal_pending", "Appends that are not on disk yet.", registry.journal.pending)
        yield _gauge("draining", "1 when the server is about to stop.", self.server.is_draining)
        yield _counter("actor_crashes", "Actors that were made anew.", registry.supervisor.crash_count)
        found = {kind: registry.alarms.counts[kind] for kind in KINDS}
        yield _by_kind(CounterMetricFamily, "invariant_violations", "Faults that the house found in itself.", found)
        yield _by_kind(CounterMetricFamily, "summaries", "Summaries, by what became of them.", self._summaries())
        is_open = self.server.summaries.breaker.is_open(self.server.clock.now_ms())
        yield _gauge("summary_model_resting", "1 while it failed too often and is left alone.", is_open)
        yield _counter("log_lines_lost", "Log lines that could not be written.", logs.lost.total())
        info = GaugeMetricFamily("ringline_info", "What runs here.", labels=["version"])
        info.add_metric([self.server.version], 1)
        yield info

    def _summaries(self) -> dict[str, int]:
        return {kind: self.server.summaries.counts[kind] for kind in OUTCOMES}


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ringline_{name}", says, value=value)


def _counter(name: str, says: str, value: float) -> Metric:
    return CounterMetricFamily(f"ringline_{name}", says, value=value)


def _by_kind(
    family: type[GaugeMetricFamily] | type[CounterMetricFamily], name: str, says: str, values: dict[str, int]
) -> Metric:
    metric = family(f"ringline_{name}", says, labels=["kind"])
    for kind, value in values.items():
        metric.add_metric([kind], value)
    return metric
