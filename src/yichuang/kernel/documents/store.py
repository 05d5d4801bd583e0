"""Files by content hash under the data folder: `files/ab/cd/<sha256>`, never in the web root.

A file appears whole or not at all: it is written beside, forced to the disk, then renamed. What is read is
hashed again, so that a damaged file is noticed and never handed out.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile("[0-9a-f]{64}")


class FileMissing(LookupError):
    """No file of that hash is here."""


class FileDamaged(OSError):
    """The bytes on the disk no longer have the hash that they are kept under."""


def path_of(sha256: str) -> Path:
    """Where the file of that hash is or would be. Raises ValueError for anything that isn't a SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(settings.DATA_FOLDER) / "files" / sha256[:2] / sha256[2:4] / sha256


def keep(data: bytes) -> str:
    """Keep the bytes and give their SHA-256. The same bytes are kept once; a damaged copy is replaced."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists() and _hash_of(target) == sha256:
        return sha256
    for folder in (target.parents[2], target.parents[1], target.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = target.with_name(f".{sha256[:8]}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        raise
    _force_folder(target.parent)
    return sha256


def read(sha256: str) -> bytes:
    """The bytes kept under that hash, checked. Raises FileMissing, FileDamaged."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise FileMissing(sha256) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileDamaged(f"the file {sha256} has changed on the disk")
    return data


def holds(sha256: str) -> bool:
    """Whether a file of that hash is here; its content isn't read."""
    return path_of(sha256).is_file()


def destroy(sha256: str) -> None:
    """Delete the file, for a lawful deletion. Deleting what isn't here is no fault."""
    with contextlib.suppress(FileNotFoundError):
        path_of(sha256).unlink()
        _force_folder(path_of(sha256).parent)


def _hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _force_folder(folder: Path) -> None:
    """Force the folder's own entry to the disk, so that the rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
