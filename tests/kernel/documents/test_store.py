from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from yichuang.kernel.documents import store


@pytest.fixture(autouse=True)
def _data_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


def test_file_is_found_by_its_hash_and_is_private(tmp_path: Path) -> None:
    sha256 = store.keep("租赁合同".encode())
    assert sha256 == hashlib.sha256("租赁合同".encode()).hexdigest()
    assert store.read(sha256) == "租赁合同".encode()
    file = tmp_path / "files" / sha256[:2] / sha256[2:4] / sha256
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0


def test_same_content_is_kept_once_and_nothing_is_left_beside(tmp_path: Path) -> None:
    first = store.keep(b"same")
    written = store.path_of(first).stat().st_mtime_ns
    assert store.keep(b"same") == first
    assert store.path_of(first).stat().st_mtime_ns == written
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [store.path_of(first)]


def test_damaged_file_is_never_handed_out_and_is_put_right_by_keeping_it_again() -> None:
    sha256 = store.keep(b"right")
    store.path_of(sha256).write_bytes(b"wrong")
    with pytest.raises(store.FileDamaged):
        store.read(sha256)
    store.keep(b"right")
    assert store.read(sha256) == b"right"


def test_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.keep(b"content")
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_missing_and_destroyed_files_are_told() -> None:
    sha256 = store.keep(b"gone")
    assert store.holds(sha256)
    store.destroy(sha256)
    store.destroy(sha256)
    assert not store.holds(sha256)
    with pytest.raises(store.FileMissing):
        store.read(sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "", "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path_of(name)
