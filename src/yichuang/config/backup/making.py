"""Making a backup while work goes on: the database as of one moment, then the files, which never change."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from yichuang.config import env
from yichuang.config.backup.keys import read_keys
from yichuang.config.backup.manifest import NAME, Manifest, fingerprints
from yichuang.config.database import address
from yichuang.config.postgres import ServerTrouble, programs

DUMP = "database.dump"
FILE = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}")
Told = Callable[[int, int], None]


def make(target: Path, now: datetime, told: Told = lambda _done, _total: None) -> Manifest:
    """Write a backup of this centre; the file appears whole or not at all. Raises ServerTrouble, OSError.

    Files come after the database: whatever a row refers to was on the disk before the row was committed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".yichuang-backup-") as folder:
        draft, dump = Path(folder) / "archive", Path(folder) / DUMP
        _dump(dump)
        with _private(draft) as out, tarfile.open(fileobj=out, mode="w") as archive:
            hashes = {DUMP: _add(archive, dump, DUMP)}
            dump.unlink()
            listed = list(_files())
            for done, file in enumerate(listed, start=1):
                name = file.relative_to(env.data_folder()).as_posix()
                if (hash_of := _add(archive, file, name)) is not None:
                    hashes[name] = hash_of
                told(done, len(listed))
            manifest = Manifest(
                made_at=now,
                version=version("yichuang"),
                role=env.database().app,
                keys=fingerprints(read_keys(env.data_folder() / "keys")),
                members={name: found for name, found in hashes.items() if found is not None},
            )
            _add_text(archive, NAME, manifest.to_json())
        _force(draft)
        draft.replace(target)
    return manifest


def _dump(file: Path) -> None:
    """The database in PostgreSQL's own custom format, as of one moment."""
    called = [str(programs() / "pg_dump"), "--format=custom", "--compress=gzip:2", f"--file={file}"]
    file.touch(mode=0o600)
    done = subprocess.run([*called, address(owner=True)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ServerTrouble(f"数据库没有导出成功：{done.stderr.strip()[-600:]}")


def _files() -> Iterator[Path]:
    """What was handed in, and in a demonstration the list of its accounts."""
    folder = env.data_folder()
    for file in sorted((folder / "files").glob("*/*/*")):
        if FILE.fullmatch(file.relative_to(folder).as_posix()):
            yield file
    if (accounts := folder / env.DEMONSTRATION).exists():
        yield accounts


def _add(archive: tarfile.TarFile, file: Path, name: str) -> str | None:
    """Put a file into the archive; its SHA-256, or None when it was lawfully deleted a moment ago."""
    try:
        stream = file.open("rb")
    except FileNotFoundError:
        return None
    with stream:
        hash_of = hashlib.file_digest(stream, "sha256").hexdigest()
        member = tarfile.TarInfo(name)
        member.size, member.mode = os.fstat(stream.fileno()).st_size, 0o600
        stream.seek(0)
        archive.addfile(member, stream)
    return hash_of


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(text.encode()), 0o600
    archive.addfile(member, io.BytesIO(text.encode()))


def _private(file: Path) -> BinaryIO:
    """A new file that its account alone may read."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _force(file: Path) -> None:
    """On the disk before it gets its name."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
