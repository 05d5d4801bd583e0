"""Addresses for those who watch over the machine: is it alive, can it work, what does it count."""

from __future__ import annotations

import math
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from yichuang.kernel.access.doors import anybody, sits_here
from yichuang.kernel.outbox.queries import waiting as messages_waiting
from yichuang.kernel.verbs.worker import waiting as events_waiting
from yichuang.kernel.watch.queries import state
from yichuang.sites import metrics

LEAST_FREE = 200 * 1024 * 1024  # bytes; below it PostgreSQL may soon be unable to write


@anybody
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@anybody
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Whether acts can be done: the database takes transactions, the disk has room; 503 and what is missing if not."""
    parts = {"database": _answers(), "disk": shutil.disk_usage(settings.DATA_FOLDER).free > LEAST_FREE}
    return JsonResponse(
        {name: "ok" if fine else "missing" for name, fine in parts.items()},
        status=200 if all(parts.values()) else 503,
    )


def for_watchers(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Open to whoever sits at a machine that serves itself, and to who brings the token of `keys/metrics`."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if sits_here(request) or secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
            return view(request)
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})

    guarded.opens_to = "token of keys/metrics"  # type: ignore[attr-defined]
    return guarded


@for_watchers
def counted(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Requests of all processes, and what waits in the database, in Prometheus's text format."""
    body = metrics.counted_by_all() + generate_latest(_waiting())
    return HttpResponse(body, content_type="text/plain; version=0.0.4; charset=utf-8")


class _Waiting(Collector):
    """What the database knows, asked for now: values of no process, so none of them keeps a file of it."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What waits, and how the watcher is."""
        now = timezone.now()
        watch = state(now)
        silent = (now - watch.looked_at).total_seconds() if watch.looked_at else math.inf
        behind = (watch.behind or timedelta()).total_seconds()
        told = {
            "yichuang_events_waiting": ("Events whose reactions haven't run", events_waiting()),
            "yichuang_messages_waiting": ("Messages that haven't gone out", messages_waiting()),
            "yichuang_watcher_silent_seconds": ("Since a watcher has looked; infinite: never", silent),
            "yichuang_watcher_behind_seconds": ("How long the earliest unseen instant is past", behind),
        }
        for name, (about, value) in told.items():
            yield GaugeMetricFamily(name, about, value=value)


def _waiting() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Waiting())
    return registry


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            row = cursor.fetchone()
    except DatabaseError:
        return False
    return row is not None and not row[0]
