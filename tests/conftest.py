"""Fixtures for every test: the database is real PostgreSQL, and tests use it as the application's role."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker
from tests import ground

HERE = Path(__file__).resolve().parent
settings.register_profile("house", settings(), deadline=None)  # no test hangs on seconds
settings.load_profile("house")


# The files that take longest, the longest first (processor seconds in brackets). A worker takes a file at a time, so
# that its tests share what they stand on; begun last, one of these would leave the other workers with nothing to do.
LONGEST = (
    "config/test_bench.py",  # 90, and it waits as long again
    "oversight/reportcheck/test_clean.py",  # 75
    "sites/test_row_scope.py",  # 50
    "oversight/reportcheck/test_accused.py",  # 50
    "journeys/test_reports.py",  # 45
    "journeys/test_citizen.py",  # 35
    "docs/test_commands.py",  # 30
    "sites/api/test_conformance.py",  # 25
    "sites/test_bare_numbers.py",  # 25
    "config/test_database_away.py",  # 25
    "config/test_demonstration.py",  # 25
    "ui/test_in_browser.py",  # 25
    "kernel/figures/test_folding.py",  # 20
    "journeys/test_supervisor.py",  # 20
    "journeys/test_clerk.py",  # 20
    "sites/portal/test_in_browser.py",  # 20
    "kernel/figures/test_invariants.py",  # 20
    "kernel/verbs/test_junk.py",  # 20
    "journeys/test_evaluation.py",  # 15
    "journeys/test_live.py",  # 15
    "journeys/test_reviewer.py",  # 15
    "journeys/test_manager.py",  # 15
    "journeys/test_restored.py",  # 15
    "oversight/reports/test_progress.py",  # 15
    "config/test_watch_process.py",  # 15
    "kernel/documents/test_render.py",  # 10
    "oversight/reports/test_pages.py",  # 10
    "oversight/reports/test_published.py",  # 10
    "oversight/reports/test_public.py",  # 10
    "oversight/reports/test_compose.py",  # 10
    "journeys/test_assessor.py",  # 10
    "journeys/test_reportcheck.py",  # 10
    "config/test_supervisor.py",  # 10
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest; the others stay in their order."""
    turn = {HERE / name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turn.get(item.path, len(turn)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for rubbish again and again would take a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process's database, cloned from the migrated template instead of migrated again."""
    with ground.standing(), pytest.MonkeyPatch.context() as patch:
        # The application's role may not truncate, so Django's own way of cleaning would be refused.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: ground.restore())
        yield
        with django_db_blocker.unblock():
            for connection in connections.all(initialized_only=True):
                connection.close()
                if hasattr(connection, "close_pool"):
                    connection.close_pool()


@pytest.fixture
def owner_connection(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A connection of the role that owns the tables, outside the test's transaction; it commits at once."""
    with ground.connect(ground.OWNER) as connection:
        yield connection


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """No test sees what another one's tables held."""
    ground.forget()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no data folder behind."""
    ground.sweep()
