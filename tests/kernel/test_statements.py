"""Prepared statements: the same rows as Django reads, in its transactions, seen by its counting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yichuang.kernel.access.models import Account
from yichuang.kernel.access.queries import names_of
from yichuang.kernel.offices.models import Office
from yichuang.kernel.statements import among, ask, ask_one, raw, read, read_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office.objects.create(
        code="a", name="甲局", kind="department", path="/1/", hours=[["09:00", "12:00"]]
    )


def test_a_row_is_what_django_would_have_read(office):
    found = read(Office, "WHERE code = %s", "a")
    assert found == [office]
    assert {name: getattr(found[0], name) for name in ("name", "hours", "active", "parent_id", "head")} == {
        "name": "甲局", "hours": [["09:00", "12:00"]], "active": True, "parent_id": None, "head": b"",
    }  # fmt: skip
    assert not found[0].get_deferred_fields()


def test_values_may_be_named_and_a_missing_row_is_none(office):
    assert ask("SELECT name FROM office WHERE code = %(code)s", code="a") == [("甲局",)]
    assert ask_one("SELECT name FROM office WHERE code = %s", "b") is None


def test_statements_are_counted_and_prepared(office):
    with CaptureQueriesContext(connection) as seen:
        for _ in range(6):
            ask_one("SELECT id FROM office WHERE code = %s", "a")
    assert len(seen) == 6
    prepared = raw().execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert ("SELECT id FROM office WHERE code = $1",) in prepared


def test_rows_of_two_tables_come_in_one_statement(office, django_assert_num_queries):
    account = Account.objects.create(username="li", name="李窗口", created_at=datetime.now(UTC))
    parts = (Office, "WHERE code = %s"), (Account, "WHERE id = %s"), (Office, "WHERE code = %s")
    with django_assert_num_queries(1):
        offices, accounts, nobody = read_each(parts, "a", account.pk, "b")
    assert (offices, accounts, nobody) == ([office], [account], [])
    assert offices[0].hours == office.hours
    assert accounts[0].created_at == account.created_at


def test_a_statement_with_a_list_is_planned_once(office):
    listed = f"SELECT id FROM office WHERE code {among('%s', 'text')}"
    for codes in (["a"], ["a", "b"], ["b"]) * 4:
        assert ask(listed, codes) == ([(office.pk,)] if "a" in codes else [])
    made = raw().execute(
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
        ["SELECT id FROM office WHERE code%"],
    )
    generic, custom = made.fetchone() or (0, 0)
    assert (generic > 0, custom) == (True, 5)  # the server looks at the values five times


def test_a_mistake_is_djangos_error():
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT nothing FROM office")


def test_the_names_of_staff_are_kept_until_one_changes(django_assert_num_queries):
    account = Account.objects.create(username="li", name="李窗口", created_at=datetime.now(UTC))
    assert names_of([account.pk, account.pk + 1]) == {account.pk: "李窗口"}
    with django_assert_num_queries(1):  # the epochs
        names_of([account.pk])
    Account.objects.filter(pk=account.pk).update(name="李主任")
    assert names_of([account.pk]) == {account.pk: "李主任"}
    Account.objects.filter(pk=account.pk).delete()
    assert names_of([account.pk]) == {}
