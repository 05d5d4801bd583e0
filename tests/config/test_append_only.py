"""Tables whose rows the application may add and never change, in a restored database as in the one that was saved."""

from __future__ import annotations

import pytest
from django.db import connection

from yichuang.config.postgres import APPEND_ONLY

KEPT_BY_MIGRATIONS = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
AND has_table_privilege(oid, 'INSERT') AND NOT has_table_privilege(oid, 'UPDATE') ORDER BY relname
"""


@pytest.mark.django_db
def test_every_table_that_a_migration_keeps_from_change_is_kept_so_after_a_restore() -> None:
    with connection.cursor() as cursor:
        cursor.execute(KEPT_BY_MIGRATIONS)
        assert [name for (name,) in cursor.fetchall()] == sorted(APPEND_ONLY)
