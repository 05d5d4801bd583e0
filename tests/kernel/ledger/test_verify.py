"""The ledger proves itself: whoever owns the tables can alter an entry, and each one altered is named."""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg
import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection, transaction
from tests.kernel.figures.histories import FIRST, Story, at_hour, county

from yichuang.config.cli.verify import command
from yichuang.domains.cases.models import Case
from yichuang.kernel.ledger.models import LedgerEntry
from yichuang.kernel.ledger.verify import Root, root_at, stored_heads, walk
from yichuang.kernel.verbs.subjects import kinds

KINDS = frozenset(kinds())
TABLES = [(kind, model._meta.db_table) for kind, model in kinds().items()]


def faults() -> list[tuple[str, int, str]]:
    return [(one.subject, one.n, one.text) for one in walk(stored_heads(TABLES), None, KINDS)]


@pytest.fixture
def subject(transactional_db) -> str:
    """A chain of at least four entries among many."""
    Story(county(), 3).tell(30)
    found = Case.objects.filter(version__gte=4).order_by("pk").first()
    assert found is not None
    assert faults() == []
    return found.ref


def longest(subject: str) -> int:
    return LedgerEntry.objects.filter(subject=subject).count()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET facts = '{}' WHERE subject = %s AND n = 2",
        "DELETE FROM ledger WHERE subject = %s AND n = 2",
    ],
    ids=["alter", "remove"],
)
def test_the_application_itself_cant_change_the_ledger(subject, change):
    before = longest(subject)
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [subject])
    assert longest(subject) == before
    assert faults() == []


@pytest.mark.parametrize("column", ["verb", "actor", "facts", "at", "office"])
def test_an_altered_entry_is_named(subject, owner_connection: psycopg.Connection, column):
    new = {"at": "at + interval '1 second'", "office": "coalesce(office, 0) + 1"}.get(column, "'changed'")
    owner_connection.execute(f"UPDATE ledger SET {column} = {new} WHERE subject = %s AND n = 2", [subject])
    assert faults() == [(subject, 2, "第 2 条的内容被改过")]


def test_an_entry_altered_together_with_its_hash_is_found_at_the_next_one(subject, owner_connection):
    from yichuang.kernel.ledger.chain import Entry, seal

    row = LedgerEntry.objects.get(subject=subject, n=2)
    forged = seal(
        Entry(subject, 2, row.verb, row.actor, row.post, row.office, row.at, "{}", bytes(row.previous))
    )
    owner_connection.execute(
        "UPDATE ledger SET facts = '{}', hash = %s WHERE subject = %s AND n = 2", [forged.hash, subject]
    )
    assert [(one[0], one[1]) for one in faults()] == [(subject, 3)]


def test_a_removed_entry_is_named(subject, owner_connection):
    owner_connection.execute("DELETE FROM ledger WHERE subject = %s AND n = 2", [subject])
    assert faults() == [(subject, 2, "第 2 条不见了，后面是第 3 条")]


def test_the_last_entry_removed_is_missed_by_the_cases_own_row(subject, owner_connection):
    last = longest(subject)
    owner_connection.execute("DELETE FROM ledger WHERE subject = %s AND n >= %s", [subject, last - 1])
    assert faults() == [(subject, last - 1, f"第 {last - 1} 条到第 {last} 条不见了")]


def test_a_whole_chain_removed_is_missed(subject, owner_connection):
    version = longest(subject)
    owner_connection.execute("DELETE FROM ledger WHERE subject = %s", [subject])
    assert faults() == [(subject, 1, f"整条留痕不见了，共 {version} 条")]


def test_two_entries_that_changed_places_are_named(subject, owner_connection):
    with owner_connection.transaction():
        for old, new in ((2, -1), (3, 2), (-1, 3)):
            owner_connection.execute(
                "UPDATE ledger SET n = %s WHERE subject = %s AND n = %s", [new, subject, old]
            )
    told = {(n, text) for _, n, text in faults()}
    assert (2, "第 2 条原来是第 3 条，顺序被换过") in told
    assert (3, "第 3 条原来是第 2 条，顺序被换过") in told


def test_an_entry_too_many_is_named(subject, owner_connection):
    last = longest(subject)
    owner_connection.execute(
        "INSERT INTO ledger SELECT subject, n + 1, verb, actor, post, office, at, facts, hash, hash FROM ledger "
        "WHERE subject = %s AND n = %s",
        [subject, last],
    )
    assert {n for _, n, _ in faults()} == {last + 1}


def test_a_case_that_was_taken_away_leaves_its_chain_behind(subject, owner_connection):
    owner_connection.execute('DELETE FROM "case" WHERE id = %s', [int(subject.partition(":")[2])])
    assert faults() == [(subject, longest(subject), "留痕还在，业务表里没有这一件")]


def test_walking_needs_no_memory_for_what_it_has_seen(subject):
    heads = stored_heads(TABLES)
    read: list[int] = []
    assert list(walk(heads, read.append, KINDS)) == []
    assert read == [LedgerEntry.objects.count()]
    assert next(heads, None) is None


def test_a_days_root_holds_until_something_before_it_changes(subject, owner_connection):
    until = at_hour(FIRST) + timedelta(days=400)
    kept = Root.from_json(root_at(until).to_json())
    assert kept.entries == LedgerEntry.objects.count()
    assert root_at(kept.until) == kept
    owner_connection.execute(
        "UPDATE ledger SET hash = decode(repeat('ab', 32), 'hex') WHERE subject = %s AND n = %s",
        [subject, longest(subject)],
    )
    assert root_at(kept.until).root != kept.root


def test_what_comes_later_leaves_an_earlier_root_as_it_was(subject):
    until = at_hour(FIRST) + timedelta(days=20)
    assert 0 < root_at(until).entries < LedgerEntry.objects.count()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"algorithm": "MD5", "until": "2026-01-01T00:00:00+08:00"}']
)
def test_what_is_no_root_is_refused(text):
    with pytest.raises(ValueError, match="root"):
        Root.from_json(text)


def test_the_command_names_the_entry_and_fails(subject, owner_connection, tmp_path):
    root = tmp_path / "root.json"
    run = CliRunner().invoke(command, ["--quiet", "--export", str(root)])
    assert run.exit_code == 0, run.output
    assert "全部完好" in run.output
    run = CliRunner().invoke(command, ["--quiet", "--against", str(root)])
    assert run.exit_code == 0, run.output
    owner_connection.execute("DELETE FROM ledger WHERE subject = %s AND n = 2", [subject])
    run = CliRunner().invoke(command, ["--quiet"])
    assert run.exit_code == 1
    assert f"{subject} 第 2 条" in run.output


def test_a_root_that_no_longer_holds_fails(subject, tmp_path):
    root = tmp_path / "root.json"
    made = root_at(datetime.fromisoformat("2026-11-01T00:00:00+08:00"))
    root.write_text(made.to_json().replace(made.root, "0" * 64))
    run = CliRunner().invoke(command, ["--quiet", "--against", str(root)])
    assert run.exit_code == 1
    assert "不一致" in run.output
