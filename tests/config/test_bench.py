"""The bench itself: it runs, measures what it says, and both sides of six acts write the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import typing
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests import ground
from tests.worlds import county

from yichuang.config.bench import six_acts
from yichuang.config.bench.plain import write
from yichuang.config.bench.rows import bound, median, percentile, ratio
from yichuang.config.bench.run import SMALL_SOAK_KILLS

WRITTEN = ("case", "clock", "ledger", "document", "message", "event", "evaluation", "act_key", "counter")
BEGIN = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def cast(db):
    world = county()
    return six_acts.Cast(world.promise, world.centre.pk, world.clerk, world.reviewer, world.chief)


def sizes() -> dict[str, tuple[int, int]]:
    """Rows and bytes of every table that an act may write."""
    found = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f'SELECT count(*), coalesce(sum(pg_column_size(t.*)), 0) FROM "{table}" t')
            found[table] = cursor.fetchone()
    return found


def added(before, after) -> dict[str, tuple[int, int]]:
    return {table: (after[table][0] - rows, after[table][1] - size) for table, (rows, size) in before.items()}


def test_both_sides_of_six_acts_write_the_same_rows(cast):
    start = sizes()
    six_acts.by_perform(cast, BEGIN)
    ours = sizes()
    acts = six_acts.recorded(cast, BEGIN.replace(day=3))
    with connection.cursor() as cursor:
        for act in acts:
            for sql, values in act.statements:
                cursor.execute(sql, values)
    ours, plain = added(start, ours), added(ours, sizes())
    assert {table: rows for table, (rows, _) in ours.items() if table != "counter"} == {
        table: rows for table, (rows, _) in plain.items() if table != "counter"
    }
    assert ours["case"][0] == 1
    assert ours["ledger"][0] == ours["act_key"][0] == 6
    for table in ("case", "ledger", "document", "message", "evaluation"):
        assert plain[table][1] == pytest.approx(ours[table][1], rel=0.02), table


def test_an_act_by_plain_sql_is_one_transaction(cast):
    class Told:
        def __init__(self):
            self.said = []

        def execute(self, sql, values=None, prepare=None):
            self.said.append(sql.split()[0])

    told = Told()
    write(typing.cast("psycopg.Cursor[Any]", told), six_acts.recorded(cast, BEGIN)[1])
    assert told.said[0] == "BEGIN"
    assert told.said[-1] == "COMMIT"
    assert told.said.count("COMMIT") == 1
    assert len(told.said) > 4


def test_a_ratio_holds_up_to_its_goal():
    assert ratio("a", 20, "ms", 10, 2).holds
    assert not ratio("a", 21, "ms", 10, 2).holds
    assert ratio("a", 21, "ms", 10, None).holds is None
    assert bound("a", 60, "s", 60).holds


def test_percentiles_are_of_the_values_themselves():
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5], 0.99) == 5
    assert median([3, 1, 2]) == 2


@pytest.mark.slow
def test_the_whole_bench_runs_at_a_hundredth_and_ten_kills_in_the_middle_of_work_lose_nothing(
    tmp_path, django_db_setup
):
    """On the test server, in a database of its own; nothing is asserted of seconds.

    Its soak is `yichuang soak --kills 10` in a centre of its own: whatever was lost there is an error in its row.
    """
    name = f"test_{os.environ[ground.RUN]}_bench"
    ground.server().ensure(name, owner=ground.OWNER, app=ground.APP, template=ground.template())
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "yichuang.config.cli",
                "bench",
                "--small",
                "--json",
                str(tmp_path / "rows.json"),
            ],
            env={
                **os.environ,
                "DATABASE_URL": ground.address(ground.APP, name),
                "DATABASE_OWNER_URL": ground.address(ground.OWNER, name),
                "PYTHONPATH": str(ground.CHECKOUT / "src"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        ground.drop(name)
    assert done.returncode == 0, done.stderr[-3000:]
    rows = {row["name"]: row for row in json.loads((tmp_path / "rows.json").read_text())}
    assert {
        *("check.text30", "check.docx30", "check.pdf30", "check.pages1", "check.pages10"),
        *("check.linear", "check.memory"),
        "demo",
        "six_acts",
        "watcher.many",
        "act_to_screen.median",
        "act_to_screen.p99",
        "pages.empty_desk",
        "pages.tasks.median",
        "pages.case.p99",
        "figures_year",
        "fold_day",
        "report",
    } <= rows.keys()
    assert rows["pages.cases"]["measured"] == 10_000
    assert rows["soak.kills"]["measured"] == SMALL_SOAK_KILLS == 10
    assert rows["soak"]["measured"] > 0
    assert rows["soak.errors"]["holds"], done.stderr[-3000:]
    assert all(row["measured"] > 0 for name, row in rows.items() if name.startswith("check."))
    assert all(
        set(row) == {"name", "measured", "unit", "against", "ratio", "goal", "holds"} for row in rows.values()
    )
    assert "six_acts" in done.stdout
