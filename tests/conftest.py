"""Fixtures for every test: the database is real PostgreSQL, and tests use it as the application's role."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker
from tests import ground

settings.register_profile("house", settings(), deadline=None)  # no test hangs on seconds
settings.load_profile("house")


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
