"""A backup is the whole centre without its keys; put back elsewhere it is the same centre, or nothing is written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from tests import ground

from yichuang.config import env
from yichuang.config.backup.keys import lay_keys, read_keys
from yichuang.config.backup.making import DUMP, make
from yichuang.config.backup.manifest import NAME, NotABackup
from yichuang.config.backup.putting_back import Occupied, WrongKeys, put_back

NOW = datetime(2026, 11, 26, 1, tzinfo=UTC)
CENTRE = ["init", "--name", "东陵县政务服务中心", "--region", "东陵县", "--region-code", "519922", "--admin", "admin",
          "--admin-name", "王敏", "--password", "kT7-moon-river"]  # fmt: skip
PAPER = b"%PDF-1.7 a paper that was handed in"

pytestmark = pytest.mark.usefixtures("django_db_setup")


def run(folder: Path, database: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line on a data folder and a database."""
    return subprocess.run(
        [sys.executable, "-m", "yichuang.config.cli", *words],
        env={**os.environ, **where(folder, database), "PYTHONPATH": str(env.CHECKOUT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def where(folder: Path, database: str) -> dict[str, str]:
    return {
        "YICHUANG_DATA": str(folder),
        "DATABASE_URL": ground.address(ground.APP, database),
        "DATABASE_OWNER_URL": ground.address(ground.OWNER, database),
    }


def empty(name: str) -> str:
    """A database without tables."""
    ground.server().ensure(name, owner=ground.OWNER, app=ground.APP)
    return name


def rows(database: str) -> dict[str, int]:
    """How many rows each table holds."""
    with ground.server().connect(database=database) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        counted = {}
        for (name,) in names:
            found = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            ).fetchone()
            assert found is not None
            counted[name] = found[0]
    return counted


@pytest.fixture(scope="module")
def databases() -> Iterator[tuple[str, str]]:
    """A database with a centre, and the name of one that isn't there yet."""
    full, other = (f"{ground.database()}_{part}" for part in ("full", "other"))
    ground.server().ensure(full, owner=ground.OWNER, app=ground.APP, template=ground.template())
    with ground.server().connect(database=full) as connection:
        connection.execute("DROP SCHEMA seed CASCADE")
    yield full, other
    for name in (full, other):
        ground.drop(name)


@pytest.fixture(scope="module")
def centre(databases: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty centre with one paper, and its backup beside it."""
    folder = tmp_path_factory.mktemp("centre")
    done = run(folder, databases[0], *CENTRE)
    assert done.returncode == 0, done.stderr
    paper = folder / "files" / "ab" / "cd" / ("abcd" + "0" * 60)
    paper.parent.mkdir(parents=True)
    paper.write_bytes(PAPER)
    done = run(folder, databases[0], "backup", str(folder / "one.backup"))
    assert done.returncode == 0, done.stderr
    assert "密钥不在里面" in done.stdout
    return folder


@pytest.fixture
def fresh(databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder and an empty database, which the environment names."""
    empty(databases[1])
    for name, value in where(tmp_path, databases[1]).items():
        monkeypatch.setenv(name, value)
    yield tmp_path
    ground.drop(databases[1])


def members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as found:
        return {one.name: found.extractfile(one).read() for one in found.getmembers()}  # type: ignore[union-attr]


def pack(target: Path, parts: dict[str, bytes]) -> Path:
    with tarfile.open(target, "w") as archive:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target


def test_neither_key_nor_password_is_in_it_and_nobody_else_can_read_it(centre: Path) -> None:
    archive = centre / "one.backup"
    assert archive.stat().st_mode & 0o077 == 0
    parts = members(archive)
    assert {name.partition("/")[0] for name in parts} == {DUMP, "files", NAME}
    for key in read_keys(centre / "keys").values():
        assert not any(key in part or key.hex().encode() in part for part in parts.values())


def test_put_back_elsewhere_it_is_the_same_centre(
    centre: Path, databases: tuple[str, str], fresh: Path
) -> None:
    done = run(fresh, databases[1], "restore", str(centre / "one.backup"), "--keys", str(centre / "keys"))
    assert done.returncode == 0, done.stderr
    assert "全部完好" in done.stdout
    assert rows(databases[1]) == rows(databases[0])
    assert (fresh / "files" / "ab" / "cd" / ("abcd" + "0" * 60)).read_bytes() == PAPER
    assert read_keys(fresh / "keys") == read_keys(centre / "keys")
    with (
        psycopg.connect(ground.address(ground.APP, databases[1])) as app,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        app.execute("DELETE FROM ledger")


def test_without_the_right_key_nothing_is_written(
    centre: Path, databases: tuple[str, str], fresh: Path
) -> None:
    other = fresh / "other-keys"
    lay_keys({"personal": b"\1" * 32}, other)
    with pytest.raises(WrongKeys, match="不是这份备份的"):
        put_back(centre / "one.backup", other)
    with pytest.raises(WrongKeys, match="没有密钥 personal"):
        put_back(centre / "one.backup", fresh)
    assert rows(databases[1]) == {}
    assert not (fresh / "files").exists()


def test_a_centre_that_is_there_stays(
    centre: Path, databases: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in where(centre, databases[0]).items():
        monkeypatch.setenv(name, value)
    before = rows(databases[0])
    with pytest.raises(Occupied):
        put_back(centre / "one.backup", centre / "keys")
    assert rows(databases[0]) == before


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_an_archive_is_refused_before_a_row_is_written(
    centre: Path, databases: tuple[str, str], fresh: Path, part: float
) -> None:
    whole = (centre / "one.backup").read_bytes()
    (fresh / "half").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(NotABackup):
        put_back(fresh / "half", centre / "keys")
    assert rows(databases[1]) == {}


def test_an_archive_that_was_tampered_with_is_refused(
    centre: Path, databases: tuple[str, str], fresh: Path
) -> None:
    parts = members(centre / "one.backup")
    changed = {**parts, DUMP: parts[DUMP][:-1] + bytes([parts[DUMP][-1] ^ 1])}
    outside = {**parts, "../outside": b"x"}
    linked = {name: content for name, content in parts.items() if not name.startswith("files/")}
    for n, wrong in enumerate((changed, outside, linked, {"letter.txt": b"hello"})):
        with pytest.raises(NotABackup):
            put_back(pack(fresh / f"wrong{n}", wrong), centre / "keys")
    assert rows(databases[1]) == {}
    assert not (fresh.parent / "outside").exists()


def test_a_backup_that_fails_leaves_no_file(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "yichuang.config.backup.making._force", lambda _file: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(OSError, match="full"):
        make(fresh / "two.backup", NOW)
    assert list(fresh.iterdir()) == []
