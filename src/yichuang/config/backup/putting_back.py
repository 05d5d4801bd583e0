"""Putting a backup back into an empty centre: checked first, then database, files, keys, this version's tables."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from yichuang.config import env
from yichuang.config.backup.keys import lay_keys, read_keys
from yichuang.config.backup.making import DUMP, FILE
from yichuang.config.backup.manifest import NAME, Manifest, NotABackup, fingerprints
from yichuang.config.database import address, connect_as_owner, running_database
from yichuang.config.postgres import ServerTrouble, programs

Told = Callable[[str], None]
PART = 1 << 20  # bytes read at once


class WrongKeys(ValueError):
    """The keys aren't those that sealed this backup's personal values; the text is a sentence for the operator."""


class Occupied(RuntimeError):
    """Something is there already; the text is a sentence for the operator."""


def put_back(source: Path, keys: Path, told: Told = lambda _said: None) -> Manifest:
    """Restore a centre into this data folder (or the database of DATABASE_URL), which must be empty.

    Raises NotABackup, WrongKeys, Occupied, ServerTrouble; none of them leaves a table behind.
    """
    with _opened(source) as archive:
        told("核对备份")
        manifest = _checked(archive)
        found = _right_keys(manifest, keys)
        with running_database():
            _refuse_unless_empty(manifest)
            told("恢复数据库")
            _restore(archive)
            told("恢复文件")
            _lay_files(archive, manifest)
            lay_keys(found, env.data_folder() / "keys")
            told("升级到当前版本")
            _call("migrate", "--quiet")
    return manifest


def prove() -> bool:
    """Whether every chain of the ledger is whole, from the stored bytes; `yichuang verify` says what isn't."""
    return (
        subprocess.run(
            [sys.executable, "-m", "yichuang.config.cli", "verify", "--quiet"], check=False
        ).returncode
        == 0
    )


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, mode="r:")
    except (tarfile.TarError, OSError) as error:
        raise NotABackup(f"{source} 不是一窗的备份，或者没有传完") from error


def _checked(archive: tarfile.TarFile) -> Manifest:
    """The manifest, after every member was read and found to be what it says."""
    try:
        manifest = Manifest.from_json(_read(archive, NAME))
        names = set(archive.getnames()) - {NAME}
        if names != set(manifest.members) or DUMP not in names or not all(map(_is_ours, names)):
            raise NotABackup("备份里的文件和清单对不上")
        for name, expected in manifest.members.items():
            if _hash(archive, name) != expected:
                raise NotABackup(f"备份里的 {name} 和清单对不上，文件损坏或被改过")
    except (tarfile.TarError, EOFError) as error:
        raise NotABackup("备份读到一半断了，文件可能没有传完") from error
    return manifest


def _is_ours(name: str) -> bool:
    """No name leads out of the data folder."""
    return name in (DUMP, env.DEMONSTRATION) or FILE.fullmatch(name) is not None


def _right_keys(manifest: Manifest, folder: Path) -> dict[str, bytes]:
    try:
        found = read_keys(folder)
    except ValueError:
        raise WrongKeys(f"{folder} 里的密钥文件读不懂") from None
    given = fingerprints(found)
    for name, expected in manifest.keys.items():
        if name not in given:
            raise WrongKeys(f"{folder} 里没有密钥 {name}，没有它就读不出姓名、证件号这些信息")
        if given[name] != expected:
            raise WrongKeys(f"{folder} 里的密钥 {name} 不是这份备份的")
    return {name: found[name] for name in manifest.keys}


def _refuse_unless_empty(manifest: Manifest) -> None:
    if (app := env.database().app) != manifest.role:
        raise Occupied(
            f"备份里应用角色叫 {manifest.role}，这里叫 {app}：权限记在角色上，请用同名的角色再恢复"
        )
    with connect_as_owner() as owner:
        row = owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row is None or row[0]:
        raise Occupied("这个数据库不是空的，没有恢复。请用 YICHUANG_DATA 指定一个空的数据文件夹")


def _restore(archive: tarfile.TarFile) -> None:
    """The database in one transaction: all tables or none."""
    env.data_folder().mkdir(parents=True, exist_ok=True)  # the embedded server would have made it
    with tempfile.TemporaryDirectory(dir=env.data_folder(), prefix=".restore-") as folder:
        dump = Path(folder) / DUMP
        with _stream(archive, DUMP) as stream, dump.open("xb") as out:
            while part := stream.read(PART):
                out.write(part)
        dump.chmod(0o600)
        called = [str(programs() / "pg_restore"), "--single-transaction", "--no-owner", "--exit-on-error"]
        called += [f"--dbname={address(owner=True)}", str(dump)]
        done = subprocess.run(called, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServerTrouble(f"数据库没有恢复成功，什么也没有写进去：{done.stderr.strip()[-600:]}")


def _lay_files(archive: tarfile.TarFile, manifest: Manifest) -> None:
    for name in manifest.members:
        if name == DUMP:
            continue
        target = env.data_folder() / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.touch(mode=0o600)
        target.write_bytes(_read(archive, name))


def _hash(archive: tarfile.TarFile, name: str) -> str:
    digest = hashlib.sha256()
    with _stream(archive, name) as stream:
        while part := stream.read(PART):
            digest.update(part)
    return digest.hexdigest()


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    with _stream(archive, name) as stream:
        return stream.read()


def _stream(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        stream = archive.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise NotABackup(f"备份里没有 {name}")
    return stream


def _call(*arguments: str) -> None:
    if subprocess.run([sys.executable, "-m", "yichuang.config.cli", *arguments], check=False).returncode:
        raise ServerTrouble("数据库升级失败，原因见上")
