"""Whoever asks too often waits: buckets that all processes share."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.sites.api.program import get, is_problem
from tests.worlds import bearer

from yichuang.kernel.access import buckets
from yichuang.kernel.access.models import Bucket
from yichuang.sites.api import rates
from yichuang.sites.api.rates import Buckets, TooOften

pytestmark = pytest.mark.django_db


def test_whoever_asks_too_often_waits(client, world, monkeypatch) -> None:
    monkeypatch.setattr(rates, "WITH_KEY", Buckets("test", burst=2, per_second=0.1))
    key, other = bearer(world.clerk), bearer(world.reviewer)
    assert [get(client, "cases", key).status_code for _ in range(3)] == [200, 200, 429]
    limited = get(client, "cases", key)
    is_problem(limited, 429)
    assert 1 <= int(limited["Retry-After"]) <= 10
    assert get(client, "cases", other).status_code == 200


def test_a_bucket_fills_again_and_never_above_its_brim() -> None:
    now = [0.0]
    kept = Buckets("test", burst=2, per_second=0.5, clock=lambda: now[0])
    for _ in range(2):
        kept.take("a")
    with pytest.raises(TooOften) as refused:
        kept.take("a")
    assert refused.value.wait == 2
    now[0] = 2
    kept.take("a")
    now[0] = 1000
    for _ in range(2):
        kept.take("a")
    with pytest.raises(TooOften):
        kept.take("a")


def test_buckets_of_two_processes_are_the_same_and_each_kind_has_its_own() -> None:
    one, other = (Buckets("test", burst=3, per_second=0.001, clock=lambda: 5.0) for _ in range(2))
    one.take("a")
    other.take("a")
    one.take("a")
    with pytest.raises(TooOften):
        other.take("a")
    Buckets("another", burst=1, per_second=0.001, clock=lambda: 5.0).take("a")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_the_same_moment_no_more_get_a_token_than_there_are() -> None:
    start, given = threading.Barrier(8), list[int]()

    def ask() -> None:
        try:
            start.wait(10)
            Buckets("test", burst=3, per_second=0.001).take("a")
            given.append(1)
        except TooOften:
            given.append(0)
        finally:
            connection.close()

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join(20)
    assert sorted(given) == [0, 0, 0, 0, 0, 1, 1, 1]


def test_buckets_are_forgotten_once_they_are_full_again_and_lost_in_a_crash_alone() -> None:
    Buckets("test", burst=1, per_second=1, clock=lambda: 1000.0).take("old")
    Buckets("test", burst=1, per_second=1, clock=lambda: 9000.0).take("new")
    assert buckets.forget(datetime.fromtimestamp(9001, UTC)) == 1
    assert Bucket.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'bucket'")
        assert cursor.fetchone() == ("u",)


def test_no_address_is_kept_in_clear() -> None:
    Buckets("address", burst=1, per_second=1).take("203.0.113.7")
    assert b"203.0.113.7" not in bytes(Bucket.objects.get().whose)
