"""What is counted, for Prometheus; numbers only, never who or what."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

_BUCKETS = (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(slots=True)
class Metrics:
    """One registry an application, so that several can live in one process."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    workers: Gauge = field(init=False)
    sockets: Gauge = field(init=False)
    waiting: Gauge = field(init=False)

    def __post_init__(self) -> None:
        here = self.registry
        self.requests = Counter(
            "bot_requests",
            "Requests by route and status",
            ("method", "route", "status"),
            registry=here,
        )
        self.seconds = Histogram(
            "bot_request_seconds",
            "Time a request took",
            ("route",),
            buckets=_BUCKETS,
            registry=here,
        )
        self.workers = Gauge(
            "bot_engine_workers_ready", "Engine workers that can answer", registry=here
        )
        self.sockets = Gauge("bot_sockets", "Open WebSockets", registry=here)
        self.waiting = Gauge("bot_conversations_waiting", "Waiting for the engine", registry=here)

    def page(self) -> web.Response:
        """The page that Prometheus reads."""
        response = web.Response(body=generate_latest(self.registry))
        response.headers["Content-Type"] = CONTENT_TYPE_LATEST
        return response
