"""The ground that tests stand on: the application's role, and a clean database after every test."""

from __future__ import annotations

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction


@pytest.mark.django_db
def test_tests_run_as_the_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
        assert cursor.fetchone() == ("yichuang_app", False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_application_cant_empty_a_table() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE django_content_type CASCADE")


@pytest.mark.django_db
def test_the_owner_is_the_owner(owner_connection: psycopg.Connection) -> None:
    assert owner_connection.execute("SELECT current_user").fetchone() == ("yichuang_owner",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next_and_what_migrations_made_is_back(turn: int) -> None:
    assert ContentType.objects.filter(app_label="contenttypes", model="contenttype").exists()
    assert not ContentType.objects.filter(app_label="left").exists()
    ContentType.objects.filter(app_label="contenttypes").delete()
    ContentType.objects.create(app_label="left", model=f"behind{turn}")
