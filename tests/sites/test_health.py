"""Those who watch over the machine: alive, ready, counted; and what isn't told to everybody."""

from __future__ import annotations

import errno
import os
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from yichuang.kernel.watch.rounds import one_round
from yichuang.sites import health, metrics

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}


def test_alive_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/health/live/").content == b"ok\n"


def test_ready_says_what_is_there(client):
    answer = client.get("/health/ready/", **ELSEWHERE)
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "disk": "ok"})


def test_a_full_disk_and_a_database_that_is_away_are_named(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)

    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (503, {"database": "missing", "disk": "missing"})


def test_requests_are_counted_by_page_and_never_by_address(client):
    client.get("/search/", {"q": "某人的名字"})
    told = client.get("/metrics/").content.decode()
    assert 'yichuang_request_seconds_count{status="200",view="portal:search"}' in told
    assert "某人" not in told
    assert "yichuang_events_waiting 0.0" in told
    assert "yichuang_messages_waiting 0.0" in told


def test_how_long_the_watcher_has_been_silent_is_counted(client):
    def silent() -> float:
        told = client.get("/metrics/").content.decode()
        (value,) = re.findall(r"^yichuang_watcher_silent_seconds (\S+)$", told, re.MULTILINE)
        return float(value)

    assert silent() == float("inf")
    one_round(timezone.now() - timedelta(minutes=10))
    assert silent() >= 600
    assert "yichuang_watcher_behind_seconds 0.0" in client.get("/metrics/").content.decode()


def test_from_another_machine_the_token_is_asked_for(client):
    assert client.get("/metrics/", **ELSEWHERE).status_code == 401
    assert client.get("/metrics/", headers={"Authorization": "Bearer wrong"}, **ELSEWHERE).status_code == 401
    given = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
    assert client.get("/metrics/", headers=given, **ELSEWHERE).status_code == 200


def test_a_proxy_on_this_machine_isnt_somebody_who_sits_at_it(client):
    assert client.get("/metrics/", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401


def test_a_full_disk_ends_no_process_that_counts(client, monkeypatch, tmp_path):
    """A count is written through memory: into a hole of its file without room on the disk, it would be the last."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv(metrics.SHARED, str(tmp_path))
    monkeypatch.setattr(metrics, "_reserved", set())
    with monkeypatch.context() as patched:
        patched.setattr(os, "posix_fallocate", full)
        assert not metrics._has_room()
        assert client.get("/health/live/").status_code == 200
        assert list(tmp_path.iterdir()) == []
    assert metrics._has_room()
    (file,) = tmp_path.iterdir()
    assert file.stat().st_blocks * 512 >= metrics.ROOM
