"""Reading what is kept of files."""

from __future__ import annotations

from yichuang.kernel.documents.models import StoredFile


def is_held(sha256: str) -> bool:
    """Whether any subject holds a file of that hash."""
    return StoredFile.objects.filter(sha256=sha256).exists()
