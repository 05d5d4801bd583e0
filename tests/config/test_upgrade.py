"""An upgrade of a filled database from the last tagged version: nothing is lost, every chain and figure holds.

`YICHUANG_UPGRADE_FROM` names another commit than the last tag to come from.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import ground
from tests.config.test_backup import empty, rows, where

from yichuang.config import env

CHANGELOG = env.CHECKOUT / "CHANGELOG.md"
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]
# rows that the upgrade itself makes or drops
ITS_OWN = {"auth_permission", "django_content_type", "django_migrations", "django_session", "epoch", "rung"}


def git(folder: Path, *words: str) -> str | None:
    """What git says; None where there is no git, no repository, or it fails."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def last_version(folder: Path) -> str | None:
    """The commit to come from: the one that is asked for, or the newest tag before this commit, its own left out."""
    asked = os.environ.get("YICHUANG_UPGRADE_FROM")
    return asked or git(folder, "describe", "--tags", "--abbrev=0", "HEAD^")


def released(changelog: str) -> list[str]:
    """The versions of which the changelog says that they are out."""
    return re.findall(r"^## (\d{4}\.\d+\.\d+)(?!.*not yet released)", changelog, re.MULTILINE)


def unpacked(version: str, to: Path) -> Path:
    """The sources of a version."""
    archive = to / "old.tar"
    assert git(env.CHECKOUT, "archive", "--output", str(archive), version, "src") is not None, version
    with tarfile.open(archive) as packed:
        packed.extractall(to / "old", filter="data")
    return to / "old/src"


def run(source: Path, folder: Path, database: str, *words: str) -> str:
    """The command line of the sources in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "yichuang.config.cli", *words],
        env={**os.environ, **where(folder, database), "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def test_a_filled_database_of_the_last_version_is_brought_to_this_one(tmp_path: Path, database: str) -> None:
    version = last_version(env.CHECKOUT)
    if version is None:
        assert not (os.environ.get("CI") and released(CHANGELOG.read_text())), (
            "fetch the tags: git fetch --tags"
        )
        pytest.skip(
            "UPGRADE NOT TRIED: no tagged version in this clone to come from (fetch tags, or none yet)"
        )
    folder = tmp_path / "data"
    old, new = unpacked(version, tmp_path), env.CHECKOUT / "src"
    run(old, folder, database, "migrate", "--quiet")
    run(old, folder, database, "demo", "--until", "2026-11-24", "--scale", "1")
    before = rows(database)
    asked = ("report", "--from", "2026-01-01", "--to", "2026-06-30", "--out")
    run(old, folder, database, *asked, str(tmp_path / "before.docx"))

    run(new, folder, database, "migrate", "--quiet")

    after = rows(database)
    lost = {name: (count, after.get(name)) for name, count in before.items() if after.get(name) != count}
    assert not {name: counts for name, counts in lost.items() if name not in ITS_OWN}
    assert "全部完好" in run(new, folder, database, "verify")
    run(new, folder, database, *asked, str(tmp_path / "after.docx"))
    assert words_of(tmp_path / "after.docx") == words_of(tmp_path / "before.docx")
    run(new, folder, database, "migrate", "--quiet")  # once more changes nothing
    assert rows(database) == after


@pytest.fixture
def database() -> Iterator[str]:
    name = empty(f"upgraded_{os.getpid()}")
    yield name
    ground.drop(name)


def words_of(report: Path) -> list[str]:
    """The tables of a report, in which each number is a figure."""
    from docx import Document

    return [cell.text for table in Document(str(report)).tables for row in table.rows for cell in row.cells]


def test_a_version_that_is_out_must_have_its_tag_where_everything_is_checked() -> None:
    assert released("# Changelog\n\n## 2026.11.0, not yet released\n") == []
    assert released("## 2026.12.0, not yet released\n\n## 2026.11.0, 1 December 2026\n") == ["2026.11.0"]


def test_the_version_to_come_from_is_the_newest_tag_before_this_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YICHUANG_UPGRADE_FROM", raising=False)
    name = ("-c", "user.name=one", "-c", "user.email=one@centre.example")
    assert last_version(tmp_path) is None  # no repository
    if git(tmp_path, "init", "--quiet") is None:
        pytest.skip("git isn't installed here")
    for tag in ("", "2026.11.0", "2026.12.0", ""):
        assert git(tmp_path, *name, "commit", "--quiet", "--allow-empty", "--message", "one") is not None
        if tag:
            assert git(tmp_path, *name, "tag", "--annotate", "--message", tag, tag) is not None
        elif not git(tmp_path, "tag", "--list"):
            assert last_version(tmp_path) is None
    assert last_version(tmp_path) == "2026.12.0"
    assert git(tmp_path, *name, "tag", "--annotate", "--message", "next", "2027.1.0") is not None
    assert (
        last_version(tmp_path) == "2026.12.0"
    )  # a tagged version comes from the one before, not from itself
