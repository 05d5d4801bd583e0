"""The keys that seal personal values: read from a folder, told apart by fingerprint, never put into an archive."""

from __future__ import annotations

import os
from pathlib import Path

SEALING = "personal"


def read_keys(folder: Path) -> dict[str, bytes]:
    """The sealing keys of a folder, by file name (`personal`, `personal.2` …); the others can be made anew."""
    found = [folder / SEALING, *folder.glob(f"{SEALING}.*")]
    return {file.name: bytes.fromhex(file.read_text()) for file in found if file.is_file()}


def lay_keys(keys: dict[str, bytes], folder: Path) -> None:
    """Put keys into a centre's folder, readable by its account alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, key in keys.items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(key.hex())
